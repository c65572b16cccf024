"""A job that fails is tried again later, then kept for a person; it never stops the others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django_tasks import TaskResultStatus

from doable.desk.jobs.enqueueing import enqueue
from doable.desk.jobs.patience import INSIDE
from doable.desk.jobs.reviving import discard, rerun
from doable.desk.jobs.working import Worker
from doable.desk.models import Job
from tests.faults import effects

pytestmark = pytest.mark.usefixtures("records")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MUCH_LATER = NOW + timedelta(days=30)


def work(now: datetime = NOW) -> Worker:
    """A worker that has done what is due, without chance in its waits."""
    worker = Worker(clock=lambda: now, chance=lambda: 0.5)
    worker.drain()
    return worker


def fail_for_good(what: str = "a", **named: str) -> Job:
    """A job that failed as often as it may."""
    effects.broken.set()
    job = enqueue(effects.note_then_fail, what, run_at=NOW, **named)
    assert job is not None
    for _ in range(INSIDE.attempts):
        job.refresh_from_db()
        work(job.run_at)
    job.refresh_from_db()
    return job


def test_a_failed_job_leaves_no_trace_but_its_error() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW)
    assert work().outcomes == {"failed": 1}

    job = Job.objects.get()
    assert effects.noted() == []
    assert (job.attempts, job.leased_by, job.lease_until, job.dead_at) == (1, "", None, None)
    assert [error["error"] for error in job.errors] == ["builtins.ConnectionError"]


def test_no_secret_is_kept_with_an_error() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW)
    work()
    assert "mail.example" in str(Job.objects.get().errors)
    assert "geheim" not in str(Job.objects.get().errors)


def test_each_wait_is_twice_as_long() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW)
    waits, now = [], NOW
    for _ in range(4):
        work(now)
        run_at = Job.objects.get().run_at
        waits.append((run_at - now).total_seconds())
        now = run_at
    assert waits == [5, 10, 20, 40]


def test_a_job_that_failed_is_done_once_when_the_fault_is_mended() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW)
    work()
    effects.broken.clear()
    work(MUCH_LATER)
    work(MUCH_LATER)
    assert effects.noted() == ["a"]


def test_others_are_done_although_one_fails_and_one_tries_to_end_the_worker() -> None:
    effects.broken.set()
    for task in (effects.note_then_fail, effects.note_then_exit, effects.note):
        enqueue(task, task.name, run_at=NOW)
    assert work().outcomes == {"failed": 2, "done": 1}
    assert effects.noted() == ["note"]


def test_a_job_that_swallows_a_database_error_has_failed() -> None:
    enqueue(effects.note_over_an_error, "a", run_at=NOW)
    assert work().outcomes == {"failed": 1}
    assert effects.noted() == []


def test_a_job_that_failed_too_often_is_a_dead_letter_with_its_last_errors() -> None:
    job = fail_for_good()
    assert job.dead_at is not None
    assert len(job.errors) == 5
    assert effects.note_then_fail.get_result(str(job.pk)).status == TaskResultStatus.FAILED
    assert work(MUCH_LATER).outcomes == {}


def test_a_dead_letter_can_be_run_again() -> None:
    job = fail_for_good()
    effects.broken.clear()
    assert rerun(job, now=MUCH_LATER)
    work(MUCH_LATER)
    assert effects.noted() == ["a"]
    assert not rerun(job, now=MUCH_LATER)


def test_a_dead_letter_can_be_discarded_but_a_waiting_job_can_not() -> None:
    job = fail_for_good()
    waiting = enqueue(effects.note, "b", run_at=NOW)
    assert waiting is not None
    assert discard(job)
    assert not discard(waiting)
    assert [left.pk for left in Job.objects.all()] == [waiting.pk]


def test_a_dead_letter_lives_again_when_its_work_is_asked_for_again() -> None:
    fail_for_good(dedup="case 1")
    effects.broken.clear()
    enqueue(effects.note_then_fail, "a", run_at=MUCH_LATER, dedup="case 1")
    work(MUCH_LATER)
    assert effects.noted() == ["a"]


@pytest.mark.parametrize(
    "path", ["tests.faults.effects.gone", "nowhere.at_all", "tests.faults.effects.no_task"]
)
def test_a_job_without_a_task_is_a_dead_letter_that_says_so(path: str) -> None:
    Job.objects.create(task=path, enqueued_at=NOW, run_at=NOW)
    assert work().outcomes == {"dead": 1}
    assert f"there is no task `{path}` in this version" in Job.objects.get().errors[0]["message"]
    assert effects.noted() == []


def test_what_talks_to_the_outside_holds_no_transaction_meanwhile() -> None:
    enqueue(effects.note_in_transaction, run_at=NOW)
    assert work().outcomes == {"done": 1}
    assert effects.noted() == ["False"]
    assert not Job.objects.exists()
    assert not connection.in_atomic_block
