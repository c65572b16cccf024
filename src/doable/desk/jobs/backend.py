"""The lease table behind the standard task API: `@task` and `.enqueue()`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import TaskError
from django_tasks.exceptions import TaskResultDoesNotExist

from doable.desk.jobs.enqueueing import insert
from doable.desk.jobs.tasks import NoSuchTask, find_task
from doable.desk.models import Job

if TYPE_CHECKING:
    from doable.desk.jobs.tasks import AnyTask


class LeaseBackend(BaseTaskBackend):
    """Puts tasks into the lease table; a task that is done has no row and so no result."""

    supports_defer = True
    supports_priority = True
    supports_get_result = True

    def enqueue(self, task: AnyTask, args: Any, kwargs: Any) -> TaskResult[Any]:
        """Write a row in the caller's transaction."""
        self.validate_task(task)
        return result_of(insert(task, args, kwargs), task)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """What the row says, as long as it is there."""
        job = Job.objects.filter(pk=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        try:
            return result_of(job, find_task(job.task))
        except NoSuchTask as missing:
            raise TaskResultDoesNotExist(str(missing)) from None


def result_of(job: Job, task: AnyTask) -> TaskResult[Any]:
    """A job as the task API shows it."""
    return TaskResult(
        task=task,
        id=str(job.pk),
        status=_status(job),
        enqueued_at=job.enqueued_at,
        started_at=None,
        finished_at=job.dead_at,
        last_attempted_at=None,
        args=job.args,
        kwargs=job.kwargs,
        backend=task.backend,
        errors=[TaskError(exception_class_path=e["error"], traceback=e["traceback"]) for e in job.errors],
        worker_ids=[job.leased_by or "earlier"] * job.attempts,
    )


def _status(job: Job) -> TaskResultStatus:
    if job.dead_at is not None:
        return TaskResultStatus.FAILED
    return TaskResultStatus.RUNNING if job.leased_by else TaskResultStatus.READY
