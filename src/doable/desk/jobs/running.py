"""Doing one leased job: its effect and the end of its row are one transaction."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django_tasks.base import TaskContext

from doable.desk.jobs.backend import result_of
from doable.desk.jobs.patience import INSIDE, Patience
from doable.desk.jobs.periodic import next_time
from doable.desk.jobs.tasks import NoSuchTask, find_task, is_outside, patience_with
from doable.desk.jobs.telling import tell_error
from doable.desk.models import Job

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.jobs.tasks import AnyTask

log = logging.getLogger(__name__)
DONE, FAILED, DEAD, LOST = "done", "failed", "dead", "lost"
_ERRORS_KEPT = 5


class LeaseLost(Exception):
    """Another worker has the job now, or somebody removed it: nothing of this attempt may stay."""


class WorkerEnded(Exception):
    """A job's workers ended in the middle of it too often."""


class ErrorSwallowed(Exception):
    """A task caught a database error and went on, although nothing can be kept any more."""


def run(job: Job, *, now: datetime, chance: float) -> str:
    """Do a leased job; what became of it. Whatever goes wrong in it is told in its own row."""
    try:
        _carry_out(job, now)
    except LeaseLost:
        log.info("job %s went to another worker", job)
        return LOST
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # one job's `sys.exit` must not stop the others
        return _fail(job, error, now=now, chance=chance)
    return DONE


def _carry_out(job: Job, now: datetime) -> None:
    task = find_task(job.task)
    if job.every is None and job.attempts > patience_with(task).attempts:
        raise WorkerEnded(f"its worker ended in the middle of it {job.attempts - 1} times")
    if is_outside(task):
        if not Job.objects.held(job).exists():
            raise LeaseLost
        _call(task, job)
        _settle(job, now)
        return
    with transaction.atomic(durable=True):
        # First, because from here on the row is locked: nobody takes the job while it is at work, and
        # the job itself may enqueue another one of its name.
        _settle(job, now)
        _call(task, job)
        if transaction.get_rollback():
            raise ErrorSwallowed("the task caught a database error and went on; nothing of it was kept")


def _call(task: AnyTask, job: Job) -> None:
    if task.takes_context:
        task.call(TaskContext(task_result=result_of(job, task)), *job.args, **job.kwargs)
    else:
        task.call(*job.args, **job.kwargs)


def _settle(job: Job, now: datetime) -> None:
    """The job is done: remove it, or move it on to its next time; raises LeaseLost."""
    held = Job.objects.held(job)
    if job.every is None:
        settled, _ = held.delete()
    else:
        again = next_time(job.run_at, every=job.every, now=now)
        settled = held.update(run_at=again, leased_by="", lease_until=None, attempts=0, errors=[])
    if not settled:
        raise LeaseLost


def _fail(job: Job, error: BaseException, *, now: datetime, chance: float) -> str:
    """Note what went wrong, and when to try again; a periodic job is given up only with its task."""
    told, patience = tell_error(error, now=now), _patience(job)
    log.warning("job %s, attempt %d: %s: %s", job, job.attempts, told["error"], told["message"])
    wait = patience.wait(job.attempts, chance)
    tried_enough = job.every is None and job.attempts >= patience.attempts
    for_good = tried_enough or isinstance(error, NoSuchTask | WorkerEnded)
    noted = Job.objects.held(job).update(
        run_at=now + (wait if job.every is None else min(wait, timedelta(seconds=job.every))),
        dead_at=now if for_good else None,
        leased_by="",
        lease_until=None,
        errors=[*job.errors, told][-_ERRORS_KEPT:],
    )
    if not noted:
        return LOST
    return DEAD if for_good else FAILED


def _patience(job: Job) -> Patience:
    try:
        return patience_with(find_task(job.task))
    except Exception:  # a module that can't even be imported
        return INSIDE
