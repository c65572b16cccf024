"""Taking leases on due jobs, keeping them, giving them back."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from doable.desk.models import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


def claim(by: str, *, now: datetime, until: datetime, most: int) -> list[Job]:
    """Lease up to `most` due jobs to a worker; nobody else gets them before `until`.

    PostgreSQL skips rows that others are about to lease; SQLite lets one writer in at a time. A job whose
    lease ran out is taken alone: should it kill its worker, it does not take others with it each time.
    """
    due = Job.objects.due(now)
    if not due.exists():  # asked first, for SQLite's one write lock is not for idle workers
        return []
    with transaction.atomic(durable=True):
        jobs = list(due.select_for_update(skip_locked=True)[:most])
        jobs = list(takewhile(lambda job: not job.leased_by, jobs)) or jobs[:1]
        leased = Job.objects.filter(pk__in=[job.pk for job in jobs])
        leased.update(leased_by=by, lease_until=until, attempts=F("attempts") + 1)
    for job in jobs:
        job.leased_by, job.lease_until, job.attempts = by, until, job.attempts + 1
    return jobs


def prolong(by: str, *, until: datetime) -> None:
    """Move on the end of all leases of a worker."""
    with transaction.atomic(durable=True):
        # The job in hand is locked by its own transaction, which keeps others away as well.
        free = Job.objects.select_for_update(skip_locked=True).filter(leased_by=by)
        Job.objects.filter(pk__in=[job.pk for job in free.only("pk")]).update(lease_until=until)


def release(jobs: Sequence[Job]) -> None:
    """Give back leases on jobs that were not begun, as if they had never been taken."""
    for job in jobs:
        Job.objects.held(job).update(leased_by="", lease_until=None, attempts=F("attempts") - 1)
