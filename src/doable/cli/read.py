"""`doable read`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doable import InputError
from doable.cli.books import load_book
from doable.cli.console import complain
from doable.cli.decide import BookFolder, Jsonl
from doable.cli.lines import Line, for_each_line, print_json
from doable.cli.messages import print_understanding

if TYPE_CHECKING:
    from doable import Book, Understanding


def read(
    book: BookFolder,
    file: Annotated[
        Path | None, typer.Argument(help="Messages, one JSON object a line; standard input if none.")
    ] = None,
    *,
    text: Annotated[
        str | None, typer.Option("--text", help="One message given here, instead of a file.")
    ] = None,
    jsonl: Jsonl = False,
    case: Annotated[
        bool,
        typer.Option(
            "--case", help="Write each as a case for `decide`; what it states is the customer's word."
        ),
    ] = False,
) -> None:
    """Read messages: what is asked, what is stated, in which mood, what stays unclear.

    Example:

      doable read --book examples/copperline --text "Please refund order 48213, the pump is broken."

    Exit codes: 0 all read, 2 a line or the call was wrong.
    """
    from doable.understanding.notation import as_json

    loaded = load_book(book)
    today = datetime.now(UTC).date().isoformat()

    def work(line: Line) -> None:
        understanding = loaded.read({"received": today, **line.data})
        if case:
            _print_case(loaded, understanding, line.number)
        elif jsonl:
            print_json(as_json(understanding, loaded.contents.currency))
        else:
            print_understanding(understanding)

    if text is not None:
        work(Line(1, {"text": text}))
    elif not for_each_line(file, work, InputError):
        raise typer.Exit(2)


def _print_case(book: Book, understanding: Understanding, number: int) -> None:
    from doable.understanding.claiming import case_for

    if understanding.asks:
        print_json(case_for(book.contents, understanding))
    else:
        complain(f"line {number}: asks for nothing that the book knows, so there is nothing to decide")
