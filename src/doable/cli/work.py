"""`doable work`: does what the desk has to do in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from doable.cli.console import out
from doable.cli.installation import set_up

if TYPE_CHECKING:
    from collections import Counter

# What became of jobs, in the words of `doable.desk.jobs.running`.
OUTCOMES = {
    "done": "done",
    "failed": "failed and will be tried again",
    "dead": "given up; a person has to look at them",
    "lost": "taken over by another worker",
}


def work(
    *,
    workers: Annotated[int, typer.Option("--workers", min=1, help="Jobs done at the same time.")] = 1,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then end.")] = False,
) -> None:
    """Read new messages, send replies, keep appointments: whatever the desk does in the background.

    Example:

      doable work --workers 2

    Exit codes: 0 ended as asked, 2 the settings or the database can't be used.
    """
    set_up()
    from doable.project import working

    if once:
        _sum_up(working.work_once())
        return
    plural = "" if workers == 1 else "s"
    out.print(f"{workers} worker{plural} on {_where()}. Ctrl+C ends after the job in hand.", highlight=False)
    _sum_up(working.work(workers))


def _where() -> str:
    """Where the records are."""
    from django.db import connection

    return f"{connection.display_name} `{connection.settings_dict['NAME']}`"


def _sum_up(outcomes: Counter[str]) -> None:
    if not outcomes:
        out.print("Nothing was due.")
    for outcome, words in OUTCOMES.items():
        if outcomes[outcome]:
            out.print(f"{outcomes[outcome]:,} {words}", highlight=False)
