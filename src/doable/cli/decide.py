"""`doable decide`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from doable import InputError
from doable.cli.answers import print_decision
from doable.cli.books import load_book
from doable.cli.lines import Line, for_each_line, print_json

if TYPE_CHECKING:
    from doable import Book

BookFolder = Annotated[Path, typer.Option("--book", help="The folder of the book.", show_default=False)]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Write one JSON object a line, for programs.")]


def decide(
    book: BookFolder,
    file: Annotated[
        Path | None, typer.Argument(help="Cases, one JSON object a line; standard input if none.")
    ] = None,
    *,
    grade: Annotated[
        str | None, typer.Option("--as", help="Who asks, for cases that don't say: a grade of the book.")
    ] = None,
    jsonl: Jsonl = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show how every rule stands, and on which facts.")
    ] = False,
) -> None:
    """Decide cases from a book.

    Example:

      echo '{"asks": [{"ask": "undo_cancel"}]}' | doable decide --book examples/retail

    Exit codes: 0 all decided, 2 a line or the call was wrong.
    """
    loaded = load_book(book)
    now = datetime.now(UTC)

    def work(line: Line) -> None:
        _decide_line(loaded, line, now, grade, jsonl=jsonl, explain=explain)

    if not for_each_line(file, work, InputError):
        raise typer.Exit(2)


def _decide_line(
    book: Book, line: Line, now: datetime, grade: str | None, *, jsonl: bool, explain: bool
) -> None:
    data = {"as": grade, **line.data} if grade else line.data
    case = book.read_case(data, now=now)
    decision = book.decide(case)
    if jsonl:
        print_json(book.as_json(decision))
        return
    print_decision(book, decision, book.explain(case) if explain else None)
