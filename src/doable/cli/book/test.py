"""`doable book test`: the stories of a book, each decided and compared."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from doable.cli.book.folder import Folder
from doable.cli.books import load_book
from doable.cli.console import out
from doable.cli.lines import print_json


def test(
    folder: Folder,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write one JSON object a story.")] = False,
) -> None:
    """Decide the stories of a book and compare with what they expect.

    Example:

      doable book test examples/airline

    Exit codes: 0 all as expected, 1 some not, 2 the book can't be used.
    """
    from doable.workbench.testing import tell_stories

    told = list(tell_stories(load_book(folder).contents))
    failed = [each for each in told if each.differences]
    if jsonl:
        for each in told:
            print_json(
                {"story": each.story.title, "place": str(each.place), "differences": list(each.differences)}
            )
    else:
        for each in failed:
            out.print(f"[red]✗[/] [bold]{escape(each.story.title)}[/]  [dim]{each.place}[/]")
            for difference in each.differences:
                out.print(f"    {escape(difference)}")
        mark = "[red]✗[/]" if failed else "[green]✓[/]"
        stories = "story" if len(told) == 1 else "stories"
        out.print(f"{mark} {len(told) - len(failed)} of {len(told)} {stories} as expected")
    if failed:
        raise typer.Exit(1)
