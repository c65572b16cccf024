"""`doable book`: the policy owner's tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markdown import Markdown
from rich.markup import escape

from doable.cli.books import load_book
from doable.cli.console import errors, out
from doable.cli.findings import as_data, print_findings
from doable.cli.lines import print_json, wrong_use
from doable.policy.findings import did_you_mean

book_app = typer.Typer(
    help="The policy owner's tools: check, test and show a book.", no_args_is_help=True, rich_markup_mode=None
)
Folder = Annotated[Path, typer.Argument(help="The folder of the book.", show_default=False)]


@book_app.command()
def check(
    folder: Folder,
    *,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write one JSON object a finding.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
) -> None:
    """Say what is wrong in a book: file, line, column, and what to do.

    Example:

      doable book check examples/airline

    Exit codes: 0 fine, 1 errors (with --strict also warnings).
    """
    from doable.workbench.checking import check_book

    _contents, findings = check_book(folder)
    if jsonl:
        for finding in findings:
            print_json(as_data(finding))
    else:
        print_findings(findings)
    wrong = sum(finding.severity == "error" for finding in findings)
    warned = len(findings) - wrong
    if not jsonl:
        _sum_up(folder, wrong, warned)
    if wrong or (strict and warned):
        raise typer.Exit(1)


def _sum_up(folder: Path, wrong: int, warned: int) -> None:
    if wrong or warned:
        errors.print(f"{escape(str(folder))}: {_count(wrong, 'error')}, {_count(warned, 'warning')}")
    else:
        out.print(f"[green]✓[/] {escape(str(folder))}: nothing to mend")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


@book_app.command()
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


@book_app.command()
def show(
    folder: Folder,
    ask: Annotated[str | None, typer.Option("--ask", help="Only this ask.")] = None,
    *,
    plain: Annotated[bool, typer.Option("--plain", help="Markdown as it is, for a file.")] = False,
) -> None:
    """Show a book as a readable document.

    Example:

      doable book show examples/airline --ask cancel_reservation

    Exit codes: 0 shown, 2 the book or the ask can't be used.
    """
    from doable.workbench.showing import show_book

    contents = load_book(folder).contents
    if ask is not None and ask not in contents.asks:
        wrong_use(f"the book has no ask `{ask}`", did_you_mean(ask, contents.asks))
    text = show_book(contents, ask)
    if plain or not out.is_terminal:
        typer.echo(text, nl=False)
    else:
        out.print(Markdown(text))
