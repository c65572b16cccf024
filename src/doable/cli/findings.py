"""Findings of `book check` as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from doable.cli.console import errors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.findings import Finding

_COLOUR = {"error": "red", "warning": "yellow"}


def print_findings(findings: Iterable[Finding]) -> None:
    """Each finding with its place, the line it stands in, and what to do."""
    for finding in findings:
        colour = _COLOUR[finding.severity]
        kind = f"[{colour}]{finding.severity}[/]"
        errors.print(f"[bold]{escape(str(finding.place))}[/]: {kind}: {escape(finding.message)}")
        if finding.source is not None:
            errors.print(
                f"  {finding.place.line:>4} | {escape(finding.source)}", overflow="ellipsis", no_wrap=True
            )
            errors.print(
                f"       | {' ' * (finding.place.column - 1)}[{colour}]^[/]",
                overflow="ellipsis",
                no_wrap=True,
            )
        if finding.help:
            errors.print(f"       = help: {escape(finding.help)}")


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
