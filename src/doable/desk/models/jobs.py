"""Work to do: jobs, timers and the outbox in one table, each row leased to one worker at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from datetime import datetime


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs."""

    def due(self, now: datetime) -> JobQuerySet:
        """Those that may start and that nobody has a lease on, the most urgent first."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.filter(free, dead_at=None, run_at__lte=now).order_by("-priority", "run_at", "id")

    def held(self, job: Job) -> JobQuerySet:
        """This job, as long as the lease it was read with is the last one given."""
        return self.filter(pk=job.pk, leased_by=job.leased_by, attempts=job.attempts)

    def dead(self) -> JobQuerySet:
        """Dead letters: those that failed too often, the latest first."""
        return self.filter(dead_at__isnull=False).order_by("-dead_at", "-id")


class Job(models.Model):
    """One piece of work: a row is there until its work is done, and goes in the same transaction.

    `run_at` is when it may start; `lease_until` and `leased_by` say who works on it and until when nobody
    else may; `attempts` counts its leases, and so tells one from the next; `dedup` lets only one of its
    name wait; `every` makes it periodic, in seconds; a job that failed too often has `dead_at`.
    """

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    queue = models.CharField(max_length=50, default="default")
    priority = models.SmallIntegerField(default=0)
    dedup = models.CharField(max_length=200, unique=True, null=True)
    every = models.PositiveIntegerField(null=True)
    enqueued_at = models.DateTimeField()
    run_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    leased_by = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    dead_at = models.DateTimeField(null=True)
    errors = models.JSONField(default=list)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]  # a queryset's manager has its methods

    class Meta:
        indexes = [
            models.Index(fields=["run_at"], name="job_time", condition=Q(dead_at=None)),
            models.Index(fields=["-priority", "run_at", "id"], name="job_due", condition=Q(dead_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.pk})"
