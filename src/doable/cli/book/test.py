"""`doable book test`: the stories of a book, each decided and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from doable.cli.book.folder import Folder
from doable.cli.books import load_book
from doable.cli.console import out
from doable.cli.lines import print_json, wrong_use
from doable.policy.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.workbench.testing import Told


def test(
    folder: Folder,
    ask: Annotated[str | None, typer.Option("--ask", help="Only the stories that ask this.")] = None,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write one JSON object a story.")] = False,
) -> None:
    """Decide the stories of a book and compare with what they expect.

    Example:

      doable book test examples/airline

    Exit codes: 0 all as expected, 1 some not, 2 the book or the ask can't be used.
    """
    from doable.workbench.testing import tell_stories

    contents = load_book(folder).contents
    if ask is not None and ask not in contents.asks:
        wrong_use(f"the book has no ask `{ask}`", did_you_mean(ask, contents.asks))
    told = list(tell_stories(contents, about=None if ask is None else {ask}))
    if jsonl:
        for each in told:
            print_json(
                {"story": each.story.title, "place": str(each.place), "differences": list(each.differences)}
            )
    else:
        _print(told)
    if any(each.differences for each in told):
        raise typer.Exit(1)


def _print(told: Sequence[Told]) -> None:
    """The stories that came out otherwise, each with its differences, and how many there are."""
    failed = [each for each in told if each.differences]
    for each in failed:
        out.print(
            f"[red]✗[/] [bold]{escape(each.story.title)}[/]  [dim]{escape(str(each.place))}[/]",
            soft_wrap=True,
        )
        for difference in each.differences:
            out.print(f"    {escape(difference)}", soft_wrap=True)
    if not told:
        out.print("there are no stories yet: write what you expect into files under `stories/`")
        return
    mark = "[red]✗[/]" if failed else "[green]✓[/]"
    stories = "story" if len(told) == 1 else "stories"
    out.print(f"{mark} {len(told) - len(failed)} of {len(told)} {stories} as expected")
