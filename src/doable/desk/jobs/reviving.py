"""What a person does about a dead letter: have it run again, or discard it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable.desk.jobs.enqueueing import wake
from doable.desk.models import Job

if TYPE_CHECKING:
    from datetime import datetime


def rerun(job: Job, *, now: datetime) -> bool:
    """Have a dead letter tried anew, as often as a new job; False where it is no dead letter any more."""
    revived = Job.objects.dead().filter(pk=job.pk).update(dead_at=None, attempts=0, run_at=now)
    transaction.on_commit(wake.set)
    return bool(revived)


def discard(job: Job) -> bool:
    """Remove a dead letter for good; False where it is no dead letter any more."""
    removed, _ = Job.objects.dead().filter(pk=job.pk).delete()
    return bool(removed)
