"""`doable check-reply`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from doable import InputError
from doable.cli.books import load_book
from doable.cli.decide import BookFolder, Jsonl
from doable.cli.drafts import print_checked
from doable.cli.lines import Line, for_each_line, print_json


def check_reply(
    book: BookFolder,
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Drafts with their decision, as `draft --jsonl` prints them, one a line; "
            "standard input if none."
        ),
    ] = None,
    *,
    jsonl: Jsonl = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let advice count as failure too.")] = False,
) -> None:
    """Hold replies, whoever wrote them, against what was decided.

    Example:

      doable draft --book examples/retail --jsonl DECISIONS.jsonl | doable check-reply --book examples/retail

    Exit codes: 0 all may be sent, 1 some may not (with --strict: something was found), 2 a line or the
    call was wrong.
    """
    from doable.reply.notation import show_findings

    loaded = load_book(book)
    failed = False

    def work(line: Line) -> None:
        nonlocal failed
        data = dict(line.data)
        text = data.pop("draft", None)
        if not isinstance(text, str):
            raise InputError("draft", "is missing", "give the reply's text")
        occasion = loaded.read_occasion(data)
        findings = loaded.check(occasion, text)
        shown = show_findings(occasion.id, findings)
        failed = failed or not shown["may_be_sent"] or (strict and bool(findings))
        if jsonl:
            print_json(shown)
        else:
            print_checked(occasion.id, text, findings)

    if not for_each_line(file, work, InputError):
        raise typer.Exit(2)
    if failed:
        raise typer.Exit(1)
