"""`doable demo`: the example companies at work."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.rule import Rule

from doable.cli.answers import print_decision
from doable.cli.books import load_book
from doable.cli.console import out
from doable.cli.lines import for_each_line, wrong_use

if TYPE_CHECKING:
    from doable.cli.lines import Line

EXAMPLES = ("airline", "retail")
DEMO_TIME = "2024-05-15T15:00:00-05:00"


def demo(
    examples: Annotated[
        Path, typer.Option("--examples", help="The folder that holds the example companies.")
    ] = Path("examples"),
) -> None:
    """Decide the example companies' cases: each answer with its reason, price, questions and alternatives.

    Example:

      doable demo

    Exit codes: 0 shown, 2 the examples are not there.
    """
    for name in EXAMPLES:
        _show(examples / name)
    out.print("See why:          [bold]doable decide --book examples/airline --explain CASES.jsonl[/]")
    out.print("Read the rules:   [bold]doable book show examples/airline --ask cancel_reservation[/]")


def _show(folder: Path) -> None:
    from datetime import datetime

    from doable import InputError

    cases = folder / "demo" / "cases.jsonl"
    if not cases.is_file():
        wrong_use(
            f"there is no `{cases}`",
            "run it in the folder of the project, or name the examples with --examples",
        )
    book = load_book(folder)
    contents = book.contents
    rules = sum(1 for ask in contents.asks.values() for _ in ask.every_rule())
    out.print(Rule(f"{contents.name} {contents.version}", align="left"))
    out.print(f"{len(contents.asks)} asks, {rules} rules, {len(contents.stories)} stories\n")
    now = datetime.fromisoformat(DEMO_TIME)

    def work(line: Line) -> None:
        print_decision(book, book.decide(line.data, now=now))

    if not for_each_line(cases, work, InputError):
        raise typer.Exit(2)
