"""Jobs are there exactly if the change is that asked for them, and once for each name."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from doable.desk.jobs.enqueueing import cancel, enqueue, wake
from doable.desk.jobs.working import Worker
from doable.desk.models import Job
from tests.faults import effects

pytestmark = pytest.mark.usefixtures("records")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def work(now: datetime = NOW) -> Worker:
    """A worker that has done what is due."""
    worker = Worker(clock=lambda: now, chance=lambda: 0.5)
    worker.drain()
    return worker


def test_a_job_of_a_change_that_was_rolled_back_is_not_there() -> None:
    with pytest.raises(LookupError), transaction.atomic():
        enqueue(effects.note, "a", run_at=NOW)
        raise LookupError

    assert not Job.objects.exists()


def test_enqueueing_wakes_a_worker_in_the_same_process_when_the_change_is_there() -> None:
    wake.clear()
    with transaction.atomic():
        enqueue(effects.note, "a", run_at=NOW)
        assert not wake.is_set()

    assert wake.is_set()


def test_a_job_runs_not_before_its_time() -> None:
    enqueue(effects.note, "a", run_at=NOW)
    work(NOW - timedelta(microseconds=1))
    assert effects.noted() == []

    work(NOW)
    assert effects.noted() == ["a"]


def test_the_standard_way_to_enqueue_keeps_time_and_priority() -> None:
    effects.note.using(run_after=NOW).enqueue("later", milliseconds=0)
    effects.note_first.using(run_after=NOW + timedelta(seconds=1)).enqueue("first")

    jobs = Job.objects.due(NOW + timedelta(seconds=1))
    assert [(job.task, job.args, job.kwargs, job.priority) for job in jobs] == [
        ("tests.faults.effects.note_first", ["first"], {}, 10),
        ("tests.faults.effects.note", ["later"], {"milliseconds": 0}, 0),
    ]


def test_the_result_of_a_job_is_known_as_long_as_it_waits() -> None:
    result = effects.note.using(run_after=NOW).enqueue("a")
    assert effects.note.get_result(result.id).status == TaskResultStatus.READY

    work()
    with pytest.raises(TaskResultDoesNotExist):
        effects.note.get_result(result.id)


def test_a_task_is_told_which_attempt_it_is() -> None:
    enqueue(effects.note_attempt, run_at=NOW)
    work()
    assert effects.noted() == ["attempt 1"]


def test_arguments_that_json_can_not_keep_are_refused() -> None:
    with pytest.raises(TypeError):
        enqueue(effects.note, NOW)


def test_one_job_of_a_name_waits_and_runs_at_the_earlier_time() -> None:
    later, sooner = NOW + timedelta(hours=2), NOW + timedelta(hours=1)
    assert enqueue(effects.note, "a", run_at=later, dedup="case 1") is not None
    assert enqueue(effects.note, "a", run_at=sooner, dedup="case 1") is None
    assert enqueue(effects.note, "a", run_at=later, dedup="case 1") is None
    assert enqueue(effects.note, "b", run_at=later, dedup="case 2") is not None

    assert Job.objects.get(dedup="case 1").run_at == sooner
    work(later)
    assert effects.noted() == ["a", "b"]


def test_a_name_is_free_again_when_its_job_is_done() -> None:
    enqueue(effects.note, "a", run_at=NOW, dedup="case 1")
    work()
    enqueue(effects.note, "a", run_at=NOW, dedup="case 1")
    work()
    assert effects.noted() == ["a", "a"]


def test_a_job_can_enqueue_the_next_of_its_own_name() -> None:
    enqueue(effects.note_and_again, "a", run_at=NOW, dedup="a")
    work()
    work(datetime.max.replace(tzinfo=UTC) - timedelta(days=1))
    assert effects.noted() == ["a", "a again"]


def test_a_refused_name_leaves_the_callers_transaction_usable() -> None:
    enqueue(effects.note, "a", run_at=NOW, dedup="case 1")
    with transaction.atomic():
        enqueue(effects.note, "a", run_at=NOW, dedup="case 1")
        enqueue(effects.note, "b", run_at=NOW)
    work()
    assert effects.noted() == ["a", "b"]


def test_a_job_can_be_taken_back_before_its_time() -> None:
    enqueue(effects.note, "a", run_at=NOW, dedup="send 1")
    assert cancel("send 1")
    work()
    assert effects.noted() == []


def test_a_job_that_was_done_can_not_be_taken_back() -> None:
    enqueue(effects.note, "a", run_at=NOW, dedup="send 1")
    work()
    assert not cancel("send 1")


def test_a_job_that_failed_and_waits_for_its_next_attempt_can_not_be_taken_back() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW, dedup="send 1")
    work()
    assert not cancel("send 1")


def test_nothing_is_taken_back_under_an_unknown_name() -> None:
    enqueue(effects.note, "a", run_at=NOW, dedup="send 1")
    assert not cancel("send 2")
