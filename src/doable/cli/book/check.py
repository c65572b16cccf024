"""`doable book check`: what is wrong in a book, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from doable import __version__
from doable.cli.book.folder import Folder
from doable.cli.console import errors, out
from doable.cli.findings import as_data, print_findings
from doable.cli.lines import print_json, wrong_use

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.policy.findings import Finding


def check(
    folder: Folder,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings, too.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Write one JSON object a finding.")] = False,
    sarif: Annotated[
        bool, typer.Option("--sarif", help="Write SARIF 2.1.0, for code hosts and editors.")
    ] = False,
) -> None:
    """Say what is wrong in a book: file, line, column, and what to do.

    Example:

      doable book check examples/airline

    Exit codes: 0 fine, 1 errors (with --strict also warnings), 2 there is no such folder.
    """
    from doable.workbench.checking import check_book

    if json + jsonl + sarif > 1:
        wrong_use("one form at a time", "choose one of `--json`, `--jsonl` and `--sarif`")
    if not folder.is_dir():
        wrong_use(f"there is no folder `{folder}`", "name the folder that holds book.yaml")
    _contents, findings = check_book(folder)
    wrong = sum(finding.severity == "error" for finding in findings)
    warned = len(findings) - wrong
    if json:
        found = [as_data(finding) for finding in findings]
        print_json({"errors": wrong, "warnings": warned, "findings": found})
    elif jsonl:
        for finding in findings:
            print_json(as_data(finding))
    elif sarif:
        _print_sarif(folder, findings)
    else:
        print_findings(findings, console=out)
        _sum_up(folder, wrong, warned)
    if wrong or (strict and warned):
        raise typer.Exit(1)


def _print_sarif(folder: Path, findings: Sequence[Finding]) -> None:
    """Files are named from where the command was run, as code hosts want it; else from the book's folder."""
    from doable.workbench.sarif import as_sarif

    whole, here = folder.resolve(), Path.cwd().resolve()
    inside = whole.relative_to(here).as_posix() if whole.is_relative_to(here) else ""
    print_json(as_sarif(findings, version=__version__, folder="" if inside == "." else inside))


def _sum_up(folder: Path, wrong: int, warned: int) -> None:
    if wrong or warned:
        errors.print(f"{escape(str(folder))}: {_count(wrong, 'error')}, {_count(warned, 'warning')}")
    else:
        out.print(f"[green]✓[/] {escape(str(folder))}: nothing to mend")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
