"""Work that comes again and again, put in place from a table in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from doable.desk.jobs.enqueueing import enqueue
from doable.desk.jobs.tasks import find_task
from doable.desk.models import Job

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

_MARK = "periodic: "


@dataclass(frozen=True, slots=True)
class Periodic:
    """One line of the table: a name, the dotted path of a task without arguments, and seconds."""

    name: str
    task: str
    every: int


def next_time(run_at: datetime, *, every: int, now: datetime) -> datetime:
    """The first regular time after `now`; times that were missed are not made up for."""
    missed = max((now - run_at) // timedelta(seconds=every), 0)
    return run_at + timedelta(seconds=every) * (missed + 1)


def put_in_place(table: Iterable[Periodic], *, now: datetime) -> None:
    """Make the rows what the table says; those that are right already stay, whoever put them there."""
    table = tuple(table)
    rows = Job.objects.filter(dedup__startswith=_MARK)
    rows.exclude(dedup__in=[_MARK + line.name for line in table]).delete()
    for line in table:
        _put(line, now)


def _put(line: Periodic, now: datetime) -> None:
    task = find_task(line.task)
    there = Job.objects.filter(dedup=_MARK + line.name)
    there.exclude(task=line.task, every=line.every).update(task=line.task, every=line.every)
    # Was it given up because a version lacked its task? This version has it.
    there.dead().update(dead_at=None, attempts=0, run_at=now)
    soon = now + timedelta(seconds=line.every)
    there.filter(run_at__gt=soon, attempts=0).update(run_at=soon)
    if not there.exists():
        enqueue(task, run_at=now, dedup=_MARK + line.name, every=line.every)
