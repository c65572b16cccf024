"""`doable book check`: what is wrong in a book, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from doable.cli.book.folder import Folder
from doable.cli.console import errors, out
from doable.cli.findings import as_data, print_findings
from doable.cli.lines import print_json


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
