"""Asking for work: a row in the caller's transaction, so that it is there exactly if the change is."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks.utils import normalize_json

from doable.desk.models import Job

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.jobs.tasks import AnyTask

# Set whenever a job is enqueued in this process, so that a worker beside it need not sleep on.
wake = threading.Event()
_TRIES = 5


def enqueue(
    task: AnyTask,
    *args: object,
    run_at: datetime | None = None,
    dedup: str | None = None,
    every: int | None = None,
    **kwargs: object,
) -> Job | None:
    """Have a task run, at once or at `run_at`; None where a job named `dedup` waits already.

    Of two jobs with one name the first stays, and runs at the earlier of both times; a dead one lives
    again. A job that is being worked on outside keeps its name until it is done. `every` repeats the
    task, in seconds.
    """
    job = _row(task, args, kwargs)
    job.run_at, job.dedup, job.every = run_at or job.run_at, dedup, every
    if dedup is None:
        job.save(force_insert=True)
    elif not _insert_unless_there(job):
        return None
    transaction.on_commit(wake.set)
    return job


def insert(task: AnyTask, args: object, kwargs: object) -> Job:
    """Have a task run as the task itself says when."""
    job = _row(task, args, kwargs)
    job.save(force_insert=True)
    transaction.on_commit(wake.set)
    return job


def cancel(dedup: str) -> bool:
    """Take back the job of this name; False where a worker has, or ever had, its hands on it."""
    removed, _ = Job.objects.filter(dedup=dedup, attempts=0).delete()
    return bool(removed)


def _row(task: AnyTask, args: object, kwargs: object) -> Job:
    now = timezone.now()
    return Job(
        task=task.module_path,
        args=normalize_json(args),
        kwargs=normalize_json(kwargs),
        queue=task.queue_name,
        priority=task.priority,
        enqueued_at=now,
        run_at=task.run_after or now,
    )


def _insert_unless_there(job: Job) -> bool:
    for turn in range(_TRIES):
        try:
            with transaction.atomic():
                job.save(force_insert=True)
        except IntegrityError:
            # The one that stood in the way may be done and gone by now: then there is room again.
            if _bring_forward(job):
                return False
            if turn + 1 == _TRIES:
                raise
        else:
            return True
    return False


def _bring_forward(job: Job) -> bool:
    there = Job.objects.filter(dedup=job.dedup)
    there.dead().update(dead_at=None, attempts=0, run_at=job.run_at)
    there.filter(Q(leased_by=""), run_at__gt=job.run_at).update(run_at=job.run_at)
    transaction.on_commit(wake.set)
    return there.exists()
