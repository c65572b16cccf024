"""`doable book diff`: what two books say differently, and which cases they decide differently."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from doable.cli.books import load_book
from doable.cli.console import out, verdict_mark
from doable.cli.lines import print_json, wrong_use
from doable.policy.findings import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.book import Contents
    from doable.policy.findings import Place
    from doable.workbench.comparing.change import Change, Difference
    from doable.workbench.comparing.contrast import AskCompared, CameTo, Contrast

_MARKS = {"added": ("+", "green"), "removed": ("-", "red"), "changed": ("~", "yellow")}


def diff(
    old: Annotated[Path, typer.Argument(help="The folder of the book as it was.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="The folder of the book as it is now.", show_default=False)],
    ask: Annotated[str | None, typer.Option("--ask", help="Only this ask.")] = None,
    *,
    words: Annotated[bool, typer.Option("--words", help="Compare what they say; prove nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Say what two books say differently, with the smallest case each that they decide differently.

    Example:

      doable book diff examples/airline my-airline --ask cancel_reservation

    Exit codes: 0 no difference, 1 differences, 2 a book can't be used.
    """
    from doable.workbench.comparing.pairing import compare_words

    before, after = load_book(old).contents, load_book(new).contents
    asks = {*before.asks, *after.asks}
    if ask is not None and ask not in asks:
        wrong_use(f"neither book has an ask `{ask}`", did_you_mean(ask, asks))
    changes = compare_words(before, after, ask)
    compared = [] if words else _prove(before, after, ask)
    if json:
        proofs = None if words else [_compared_as_data(each) for each in compared]
        print_json({"changes": [_as_data(change) for change in changes], "asks": proofs})
    else:
        _print_changes(changes)
        _print_compared(compared)
    if changes or any(each.state not in {"same", "open"} for each in compared):
        raise typer.Exit(1)


def _prove(before: Contents, after: Contents, ask: str | None) -> list[AskCompared]:
    try:
        from doable.workbench.comparing.differing import compare_verdicts
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        remedy = "install doable[prove], or add `--words` to compare only what the two books say"
        wrong_use("finding the cases that differ needs Z3, which is not installed", remedy)
    return list(compare_verdicts(before, after, only=None if ask is None else [ask]))


def _print_changes(changes: Iterable[Change]) -> None:
    """Every change under the ask it belongs to, with what was said before and what is said now."""
    shown: str | None = None
    for change in changes:
        where = f"ask {change.ask}" if change.ask else "the whole book"
        if where != shown:
            out.print(f"[bold]{escape(where)}[/]")
            shown = where
        mark, colour = _MARKS[change.kind]
        _line(2, f"[{colour}]{mark}[/] {escape(change.headline)}  [dim]{escape(change.places)}[/]")
        for difference in change.differences:
            _print_difference(difference)
    if shown is None:
        out.print("[green]✓[/] both books say the same")


def _print_difference(difference: Difference) -> None:
    _line(6, escape(difference.part))
    if difference.before is not None:
        _line(8, f"[red]- {escape(difference.before)}[/]")
    if difference.after is not None:
        _line(8, f"[green]+ {escape(difference.after)}[/]")


def _line(indent: int, text: str) -> None:
    """A line that stays indented where it has to be broken."""
    out.print(Padding(Text.from_markup(text), (0, 0, 0, indent), expand=False))


def _print_compared(compared: list[AskCompared]) -> None:
    """Every ask whose cases may come out differently, and how many certainly don't."""
    if not compared:
        return
    out.print("\n[bold]what comes out[/]")
    for each in compared:
        if each.state.startswith("only"):
            _line(2, f"[yellow]~[/] `{escape(each.ask)}` can be asked {each.state} book")
        for contrast in each.contrasts:
            _print_contrast(each.ask, contrast)
        for why in each.open:
            _line(2, f"[yellow]?[/] `{escape(each.ask)}` can't be compared in full: {escape(why)}")
        for note in each.not_provable:
            out.print(
                f"      [dim]{escape(str(note.place))}: {escape(note.construct)}: {escape(note.why)}[/]"
            )
    same = sum(each.state == "same" for each in compared)
    if same:
        asks = "1 ask" if same == 1 else f"{same} asks"
        _line(2, f"[green]✓[/] {asks}: no case differs, proved")
    _print_assumptions()


def _print_contrast(ask: str, contrast: Contrast) -> None:
    marks = [verdict_mark(came.verdict) for came in (contrast.before, contrast.after)]
    _line(2, f"[yellow]~[/] `{escape(ask)}` {marks[0]} -> {marks[1]}")
    _line(6, f"[red]- {escape(str(contrast.before))}[/]")
    _line(6, f"[green]+ {escape(str(contrast.after))}[/]")
    _line(6, f"for example: {escape(str(contrast.witness))}")


def _print_assumptions() -> None:
    from doable.workbench.comparing.differing import ASSUMPTIONS
    from doable.workbench.proving.space import ASSUMPTIONS as OF_PROOFS

    out.print("  [dim]taken for granted:[/]")
    for assumption in (*ASSUMPTIONS, *OF_PROOFS):
        _line(4, f"[dim]{escape(assumption)}[/]")


def _compared_as_data(compared: AskCompared) -> dict[str, object]:
    return {
        "ask": compared.ask,
        "state": compared.state,
        "examples": [
            {
                "case": contrast.witness.case,
                "words": list(contrast.witness.words),
                "before": _came_to(contrast.before),
                "after": _came_to(contrast.after),
            }
            for contrast in compared.contrasts
        ],
        "open": list(compared.open),
        "not_provable": [
            {"place": str(note.place), "construct": note.construct, "why": note.why}
            for note in compared.not_provable
        ],
    }


def _came_to(came: CameTo) -> dict[str, object]:
    return {
        "verdict": came.verdict,
        "granted": dict(came.granted),
        "charge": came.charge,
        "approvals": list(came.approvals),
        "plan": list(came.plan),
        "rules": list(came.rules),
    }


def _as_data(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "what": change.what,
        "name": change.name,
        "ask": change.ask,
        "under": change.under,
        "before": _place(change.before),
        "after": _place(change.after),
        "differences": [
            {"part": each.part, "before": each.before, "after": each.after} for each in change.differences
        ],
    }


def _place(place: Place | None) -> dict[str, object] | None:
    return None if place is None else {"file": place.file, "line": place.line, "column": place.column}
