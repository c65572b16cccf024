"""`doable draft`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doable import InputError
from doable.cli.books import load_book
from doable.cli.decide import BookFolder, Jsonl
from doable.cli.drafts import print_draft
from doable.cli.lines import Line, for_each_line, print_json

if TYPE_CHECKING:
    from doable import Book


def draft(
    book: BookFolder,
    file: Annotated[
        Path | None,
        typer.Argument(
            help="What `decide --jsonl` printed, or objects with decision, message, case, received, "
            "one a line; standard input if none."
        ),
    ] = None,
    *,
    channel: Annotated[
        str | None,
        typer.Option("--channel", help="How it goes out, where a line doesn't say: email, chat, phone ..."),
    ] = None,
    jsonl: Jsonl = False,
) -> None:
    """Compose replies that say what was decided, in the words of the book's playbooks.

    Example:

      doable decide --book examples/retail --jsonl CASES.jsonl | doable draft --book examples/retail

    Exit codes: 0 all composed, 2 a line, a playbook or the call was wrong.
    """
    from doable.reply.playbooks import PlaybookError

    loaded = load_book(book)

    def work(line: Line) -> None:
        try:
            _draft_line(loaded, line.data, channel, jsonl=jsonl)
        except PlaybookError as error:
            raise InputError("playbooks", str(error), error.help) from None

    if not for_each_line(file, work, InputError):
        raise typer.Exit(2)


def _draft_line(book: Book, data: dict[str, object], channel: str | None, *, jsonl: bool) -> None:
    from dataclasses import replace

    from doable.reply.notation import show_occasion

    occasion = book.read_occasion(data)
    if occasion.channel is None:
        occasion = replace(occasion, channel=channel)
    composed = book.draft(occasion)
    if jsonl:
        print_json(show_occasion(book.contents, occasion, composed.text))
    else:
        print_draft(occasion.id, composed, book.check(occasion, composed.text))
