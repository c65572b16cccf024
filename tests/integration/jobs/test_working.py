"""Several workers, leases that run out, workers that are told to stop or are killed."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from doable.desk.jobs.claiming import claim, prolong
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.jobs.patience import INSIDE
from doable.desk.jobs.periodic import Periodic, put_in_place
from doable.desk.jobs.running import DEAD, LOST, run
from doable.desk.jobs.working import Worker
from doable.desk.models import Job
from tests.faults import effects

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEASE = timedelta(minutes=1)
HOURLY = Periodic("hourly", "tests.faults.effects.note_attempt", 3600)


def work(now: datetime = NOW) -> Worker:
    """A worker that has done what is due."""
    worker = Worker(clock=lambda: now, chance=lambda: 0.5)
    worker.drain()
    return worker


def leased(by: str, *, now: datetime = NOW, most: int = 20) -> list[Job]:
    """The jobs that a worker has taken and not begun."""
    return claim(by, now=now, until=now + LEASE, most=most)


def work_side_by_side(*crew: Worker) -> None:
    """Let workers work at the same time until no job is left, or nothing seems to come of it."""
    stop = threading.Event()
    threads = [threading.Thread(target=worker.run, args=(stop,)) for worker in crew]
    for thread in threads:
        thread.start()
    for _ in range(1000):
        if not Job.objects.exists():
            break
        stop.wait(0.02)
    stop.set()
    for thread in threads:
        thread.join()


def test_workers_killed_at_any_moment_lose_nothing_and_do_nothing_twice(database_url: str) -> None:
    command = "-m tests.faults.jobs --jobs 200 --kills 10 --seed 1 --database".split()
    done = subprocess.run(
        [sys.executable, "-W", "error", *command, database_url],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 effects not exactly once" in done.stdout


@pytest.mark.usefixtures("records")
def test_workers_side_by_side_do_each_job_once() -> None:
    names = [f"{number:03}" for number in range(120)]
    for name in names:
        enqueue(effects.note, name, run_at=NOW)
    crew = [Worker(batch=5) for _ in range(3)]
    work_side_by_side(*crew)
    assert effects.noted() == names
    assert sum(worker.outcomes["done"] for worker in crew) == len(names)


@pytest.mark.usefixtures("records")
def test_nobody_gets_a_leased_job_before_the_lease_runs_out() -> None:
    enqueue(effects.note, "a", run_at=NOW)
    assert len(leased("one")) == 1
    assert leased("two", now=NOW + LEASE - timedelta(seconds=1)) == []
    assert len(leased("two", now=NOW + LEASE)) == 1


@pytest.mark.usefixtures("records")
@pytest.mark.parametrize("task", [effects.note, effects.send], ids=["inside", "outside"])
def test_a_worker_that_lost_its_lease_has_no_effect(task: object, tmp_path: Path) -> None:
    words = ["a", str(tmp_path / "world")] if task is effects.send else ["a"]
    (effects.send if task is effects.send else effects.note).using(run_after=NOW).enqueue(*words)  # type: ignore[arg-type]  # either's
    [job] = leased("one")
    work(NOW + LEASE)
    assert run(job, now=NOW + LEASE, chance=0.5) == LOST
    assert effects.noted() == ["a"]


@pytest.mark.usefixtures("records")
def test_a_worker_that_lost_its_lease_and_fails_changes_nothing_for_the_next() -> None:
    effects.broken.set()
    enqueue(effects.note_then_fail, "a", run_at=NOW)
    [first] = leased("one")
    [second] = leased("two", now=NOW + LEASE)
    assert run(first, now=NOW + LEASE, chance=0.5) == LOST
    assert Job.objects.held(second).exists()


@pytest.mark.usefixtures("records")
def test_the_leases_of_a_worker_are_kept_while_it_works() -> None:
    enqueue(effects.note, "a", run_at=NOW)
    leased("one")
    prolong("one", until=NOW + 2 * LEASE)
    assert leased("two", now=NOW + LEASE) == []


@pytest.mark.usefixtures("records")
def test_long_work_outside_is_not_begun_twice(tmp_path: Path) -> None:
    enqueue(effects.send_slowly, "a", str(tmp_path / "world"), seconds=1, run_at=NOW)
    work_side_by_side(Worker(lease_seconds=0.3), Worker(lease_seconds=0.3))
    assert (tmp_path / "world").read_text() == "a\n"


@pytest.mark.usefixtures("records")
def test_a_job_whose_lease_ran_out_is_taken_alone() -> None:
    for name in "abc":
        enqueue(effects.note, name, run_at=NOW)
    assert len(leased("one", most=2)) == 2
    assert [len(leased(by, now=NOW + LEASE)) for by in ("two", "three", "four", "five")] == [1, 1, 1, 0]


@pytest.mark.usefixtures("records")
def test_a_job_that_ends_its_worker_each_time_becomes_a_dead_letter() -> None:
    enqueue(effects.note, "a", run_at=NOW)
    for turn in range(INSIDE.attempts):
        leased("one", now=NOW + turn * LEASE)
    [job] = leased("one", now=NOW + INSIDE.attempts * LEASE)
    assert run(job, now=NOW, chance=0.5) == DEAD
    assert "ended in the middle of it 8 times" in Job.objects.get().errors[0]["message"]
    assert effects.noted() == []


@pytest.mark.usefixtures("records")
def test_a_worker_told_to_stop_ends_after_the_job_in_hand_and_gives_back_the_others() -> None:
    enqueue(effects.note_then_stop, "a", run_at=NOW)
    enqueue(effects.note, "b", run_at=NOW)
    Worker().run(effects.stop)
    job = Job.objects.get()
    assert effects.noted() == ["a"]
    assert (job.args, job.attempts, job.leased_by, job.lease_until) == (["b"], 0, "", None)


@pytest.mark.usefixtures("records")
def test_periodic_work_is_there_once_whoever_puts_it_in_place() -> None:
    for _ in range(2):
        put_in_place([HOURLY], now=NOW)
    assert work(NOW).outcomes == {"done": 1}
    assert work(NOW + timedelta(minutes=59)).outcomes == {}
    put_in_place([HOURLY], now=NOW + timedelta(minutes=59))
    assert work(NOW + timedelta(minutes=59)).outcomes == {}
    assert work(NOW + timedelta(minutes=60)).outcomes == {"done": 1}
    assert effects.noted() == ["attempt 1", "attempt 1"]


@pytest.mark.usefixtures("records")
def test_periodic_work_follows_its_table() -> None:
    put_in_place([HOURLY, Periodic("daily", HOURLY.task, 86400)], now=NOW)
    work(NOW)
    put_in_place([Periodic("daily", HOURLY.task, 60)], now=NOW)
    assert [(job.dedup, job.every, job.run_at) for job in Job.objects.all()] == [
        ("periodic: daily", 60, NOW + timedelta(seconds=60))
    ]


@pytest.mark.usefixtures("records")
def test_periodic_work_is_never_given_up_for_failing() -> None:
    effects.broken.set()
    put_in_place([Periodic("broken", "tests.faults.effects.fail_while_broken", 3600)], now=NOW)
    for _ in range(INSIDE.attempts + 1):
        assert work(Job.objects.get().run_at).outcomes == {"failed": 1}
    effects.broken.clear()
    assert work(Job.objects.get().run_at).outcomes == {"done": 1}
    assert (Job.objects.get().attempts, Job.objects.get().errors) == (0, [])


@pytest.mark.usefixtures("records")
def test_periodic_work_that_fails_waits_no_longer_than_its_period() -> None:
    effects.broken.set()
    put_in_place([Periodic("broken", "tests.faults.effects.fail_while_broken", 3)], now=NOW)
    work(NOW)
    assert Job.objects.get().run_at == NOW + timedelta(seconds=3)


def test_two_workers_never_have_one_name() -> None:
    assert Worker("mail").name != Worker("mail").name
