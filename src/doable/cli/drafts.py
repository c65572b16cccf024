"""Drafts with what was found in them, underlined in the manner of good compilers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.markup import escape
from rich.padding import Padding

from doable.cli.console import out
from doable.reply.occasion import BLOCKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable import Draft, DraftFinding

_GUTTER = 8


def print_draft(id_: str, draft: Draft, findings: Sequence[DraftFinding]) -> None:
    """A composed reply, and what the check has to say of it."""
    made_of = ", ".join(situation.replace("_", " ") for situation in draft.situations)
    out.print(f"[bold]{escape(id_) or 'draft'}[/] [dim]{escape(made_of)}[/]")
    print_text(draft.text)
    _print_findings(draft.text, findings)
    out.print()


def print_text(text: str) -> None:
    """The words of a reply, set in."""
    for line in text.splitlines():
        out.print(Padding(escape(line) or " ", (0, 0, 0, 2), expand=False))


def print_checked(id_: str, text: str, findings: Sequence[DraftFinding]) -> None:
    """What was found in one reply, each at its words."""
    blocking = sum(finding.severity == BLOCKING for finding in findings)
    if blocking:
        verdict = f"[red]✗ can't be sent[/] ({_counted(blocking, 'finding blocks', 'findings block')} it)"
    elif findings:
        verdict = f"[yellow]✓ may be sent[/] ({_counted(len(findings), 'remark', 'remarks')})"
    else:
        verdict = "[green]✓ may be sent[/]"
    out.print(f"[bold]{escape(id_) or 'draft'}[/] {verdict}")
    _print_findings(text, findings)
    out.print()


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"


def _print_findings(text: str, findings: Sequence[DraftFinding]) -> None:
    for finding in findings:
        _print_finding(text, finding)


def _print_finding(text: str, finding: DraftFinding) -> None:
    blocks = finding.severity == BLOCKING
    colour, word = ("red", "blocks") if blocks else ("yellow", "advice")
    said = f"[{colour}]{word}[/][dim]\\[{finding.check}][/] {escape(finding.message)}"
    out.print(Padding(said, (0, 0, 0, 2), expand=False))
    if finding.end > finding.start:
        number, shown, before, marked = _excerpt(text, finding.start, finding.end, out.width - _GUTTER - 1)
        out.print(f"  [dim]{number:>4} |[/] {escape(shown)}", no_wrap=True, overflow="crop")
        out.print(
            f"       [dim]|[/] {' ' * before}[{colour}]{'^' * marked}[/]", no_wrap=True, overflow="crop"
        )
    if finding.suggestion:
        out.print(Padding(f"[dim]= help:[/] {escape(finding.suggestion)}", (0, 0, 0, 7), expand=False))


def _excerpt(text: str, start: int, end: int, width: int) -> tuple[int, str, int, int]:
    """The line a finding begins in, cut to a width around it: number, text, cells before, cells marked."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    line = text[begin : stop if stop >= 0 else len(text)].replace("\t", " ")
    first, last = start - begin, min(end - begin, len(line))
    shift = 0
    if cell_len(line) > width:
        cut = line.rfind(" ", 0, max(0, min(first - 12, cell_len(line) - width + 1)) + 1) + 1
        if cut:
            line, shift = f"…{line[cut:]}", cut - 1
    shown = line if cell_len(line) <= width else f"{line[: width - 1]}…"
    before, marked = cell_len(shown[: first - shift]), cell_len(shown[first - shift : last - shift])
    return text.count("\n", 0, start) + 1, shown, before, max(1, marked)
