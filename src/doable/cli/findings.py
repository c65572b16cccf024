"""Findings of `book check` as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from doable.cli.console import errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from doable.policy.findings import Finding

_COLOUR = {"error": "red", "warning": "yellow"}


def print_findings(findings: Iterable[Finding], *, console: Console = errors) -> None:
    """Each finding with its place, the line it stands in, and what to do."""
    for finding in findings:
        colour = _COLOUR[finding.severity]
        kind = f"[{colour}]{finding.severity}[/]"
        place = f"[bold]{escape(str(finding.place))}[/]"
        console.print(f"{place}: {kind}: {escape(finding.message)}", soft_wrap=True)
        if finding.source is not None:
            console.print(
                f"  {finding.place.line:>4} | {escape(finding.source)}", overflow="ellipsis", no_wrap=True
            )
            console.print(
                f"       | {' ' * (finding.place.column - 1)}[{colour}]^[/]",
                overflow="ellipsis",
                no_wrap=True,
            )
        if finding.help:
            console.print(f"       = help: {escape(finding.help)}", soft_wrap=True)


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as JSON data."""
    return {
        "severity": finding.severity,
        "check": finding.check,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "help": finding.help,
    }
