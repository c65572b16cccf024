"""`doable book prove`: what holds in every case, and the smallest case where it does not."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from doable.cli.book.folder import Folder
from doable.cli.books import load_book
from doable.cli.console import errors, out
from doable.cli.findings import as_data, print_findings
from doable.cli.lines import print_json, wrong_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.findings import Finding
    from doable.workbench.proving.examined import Examined
    from doable.workbench.proving.study import Discovery

_MARKS = {
    "proved": "[green]✓[/]",
    "refuted": "[red]✗[/]",
    "not provable": "[yellow]?[/]",
    "unanswered": "[yellow]?[/]",
}


class Part(StrEnum):
    """What to prove."""

    QUESTIONS = "questions"
    GUARANTEES = "guarantees"


def prove(
    folder: Folder,
    only: Annotated[
        Part | None, typer.Option("--only", help="Only the questions, or only the guarantees.")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="The most time for one step of a proof.")] = 10,
    stories: Annotated[
        Path | None,
        typer.Option(help="Keep the cases that were found as stories in this file.", dir_okay=False),
    ] = None,
    *,
    notes: Annotated[
        bool,
        typer.Option("--notes", help="Show, for each ask, a case that only `otherwise` catches."),
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
) -> None:
    """Prove what holds in every case; where something does not, show the smallest case.

    Example:

      doable book prove examples/airline

    Exit codes: 0 nothing found and every guarantee proved, 1 something found, 2 the book can't be used.
    """
    contents = load_book(folder).contents
    try:
        from doable.workbench.proving.space import ASSUMPTIONS
    except ImportError as missing:
        wrong_use(str(missing), "Z3 does the proofs")
    found = [] if only == Part.GUARANTEES else list(_found(contents, seconds))
    examined = [] if only == Part.QUESTIONS else list(_examined(contents, seconds))
    if stories is not None:
        _keep(stories, found, examined)
    if json:
        print_json({"assumptions": list(ASSUMPTIONS), **_as_data(found, examined)})
    else:
        _tell(found, examined, ASSUMPTIONS, notes=notes)
    warned = any(each.finding.severity == "warning" for each in found)
    if warned or any(each.state != "proved" for each in examined):
        raise typer.Exit(1)


def _found(contents: Contents, seconds: float) -> Iterator[Discovery]:
    from doable.workbench.proving.proving import ask_questions

    with errors.status("[dim]asking questions[/]") as status:
        yield from ask_questions(
            contents,
            seconds=seconds,
            begun=lambda ask: status.update(f"[dim]asking questions about {escape(ask)}[/]"),
        )


def _examined(contents: Contents, seconds: float) -> Iterator[Examined]:
    from doable.workbench.proving.guarantees import prove_all

    with errors.status("[dim]proving guarantees[/]"):
        yield from prove_all(contents, seconds=seconds)


def _tell(
    found: list[Discovery], examined: list[Examined], assumptions: tuple[str, ...], *, notes: bool
) -> None:
    print_findings(each.finding for each in found if each.finding.severity == "warning")
    _tell_notes([each.finding for each in found if each.finding.severity == "note"], all_of_them=notes)
    for each in examined:
        _tell_guarantee(each)
    warned = sum(each.finding.severity == "warning" for each in found)
    proved = sum(each.state == "proved" for each in examined)
    mark = "[yellow]![/]" if warned or proved < len(examined) else "[green]✓[/]"
    things = "1 thing" if warned == 1 else f"{warned} things"
    out.print(f"{mark} {things} to look at; {proved} of {len(examined)} guarantees proved")
    out.print(f"[dim]taken for granted: {'; '.join(assumptions)}[/]")


def _tell_notes(notes: list[Finding], *, all_of_them: bool) -> None:
    """What proofs can't follow is always said; what only `otherwise` catches, on demand."""
    shown = [note for note in notes if all_of_them or note.check != "only_otherwise"]
    for note in shown:
        errors.print(f"[dim]{escape(str(note.place))}: note: {escape(note.message)}[/]")
    if len(shown) < len(notes):
        more = len(notes) - len(shown)
        errors.print(f"[dim]{more} asks have cases that only `otherwise` catches; see them with --notes[/]")


def _tell_guarantee(each: Examined) -> None:
    out.print(
        f"{_MARKS[each.state]} [bold]{escape(each.id)}[/]: {escape(str(each.says))}  [dim]{each.place}[/]"
    )
    if each.state != "proved":
        out.print(f"    {each.state}" + (f": {escape(each.why)}" if each.why else ""))
    for number, step in enumerate(each.steps, start=1):
        out.print(f"    {number}. {escape(str(step))}")


def _as_data(found: list[Discovery], examined: list[Examined]) -> dict[str, object]:
    return {
        "findings": [
            {**as_data(each.finding), "case": each.witness.case if each.witness else None} for each in found
        ],
        "guarantees": [
            {
                "id": each.id,
                "says": str(each.says),
                "place": str(each.place),
                "state": each.state,
                "why": each.why,
                "steps": [
                    {"ask": step.ask, "verdict": step.verdict, "case": step.witness.case}
                    for step in each.steps
                ],
            }
            for each in examined
        ],
    }


def _keep(file: Path, found: list[Discovery], examined: list[Examined]) -> None:
    """Writes what was found as stories; each expects what is decided today."""
    kept = [story for each in found if (story := each.as_story()) is not None]
    kept += [story for each in examined if (story := each.as_story()) is not None]
    try:
        file.write_text("\n".join(kept), encoding="utf-8")
    except OSError as error:
        wrong_use(f"`{file}` can't be written: {error.strerror}")
    errors.print(f"{len(kept)} {'story' if len(kept) == 1 else 'stories'} kept in {escape(str(file))}")
