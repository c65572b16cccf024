"""Workers killed at random moments, several at once: every job has its effect exactly once.

python -m tests.faults.jobs [--jobs 1000] [--kills 100] [--workers 2] [--seed 1] [--database URL]
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

LEASE = 0.4


def main(words: list[str]) -> int:
    """1 if anything was lost or done twice."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.jobs")
    for name, standard in {"jobs": 1000, "kills": 100, "workers": 2, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=standard)
    parser.add_argument("--database", default="")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="doable-faults-") as folder:
        _set_up(asked.database, folder)
        from tests.faults.effects import tables  # noqa: PLC0415 - needs Django made ready

        with tables():
            return _survive(asked, Path(folder) / "world")


def _set_up(url: str, folder: str) -> None:
    import django  # noqa: PLC0415 - reads the environment

    for name in [name for name in os.environ if name.startswith("DOABLE_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="doable.project.settings",
        DOABLE_CONFIG="",
        DOABLE_DATA=folder,
        DOABLE_DATABASE_URL=url,
    )
    django.setup()


def _survive(asked: argparse.Namespace, world: Path) -> int:
    from django.db import connections  # noqa: PLC0415 - needs Django made ready

    from doable.desk.models import Job  # noqa: PLC0415
    from tests.faults.effects import noted  # noqa: PLC0415

    names = _enqueue(asked.jobs, world)
    chance, kills = random.Random(asked.seed), 0
    while Job.objects.filter(dead_at=None).exists():
        connections.close_all()  # no connection may be shared by two processes
        crew = [_fork(asked.seed + kills + place) for place in range(asked.workers)]
        if kills < asked.kills:
            kills += _kill(crew, chance)
        for pid in crew:
            os.waitpid(pid, 0)
    times, sent = Counter(noted()), Counter(world.read_text().split())
    wrong = {name: times[name] for name in names if times[name] != 1}
    unsent = [name for name in names if name.startswith("s") and not sent[name]]
    print(f"{len(names)} jobs, {kills} workers killed: {len(wrong)} effects not exactly once,")
    print(f"{len(unsent)} of {len(sent)} sendings lost, {sum(n - 1 for n in sent.values())} repeated,")
    print(f"{Job.objects.count()} rows left")
    return 1 if wrong or unsent or Job.objects.exists() else 0


def _enqueue(count: int, world: Path) -> list[str]:
    from django.db import transaction  # noqa: PLC0415 - needs Django made ready

    from tests.faults import effects  # noqa: PLC0415

    world.touch()
    names = [f"{'s' if number % 4 == 0 else 'n'}{number}" for number in range(count)]
    with transaction.atomic():
        for name in names:
            if name.startswith("s"):
                effects.send.enqueue(name, str(world))
            else:
                effects.note.enqueue(name, milliseconds=2)
    return names


def _fork(seed: int) -> int:
    """A worker in a process of its own, without the second that starting Django takes."""
    pid = os.fork()
    if pid:
        return pid
    try:
        _work(random.Random(seed))
    finally:
        os._exit(0)


def _work(chance: random.Random) -> None:
    from django.utils import timezone  # noqa: PLC0415 - needs Django made ready

    from doable.desk.jobs.working import Worker  # noqa: PLC0415
    from doable.desk.models import Job  # noqa: PLC0415

    worker = Worker(lease_seconds=LEASE, chance=chance.random)
    while Job.objects.filter(dead_at=None).exists():
        if not worker.run_due(timezone.now()):
            time.sleep(0.02)


def _kill(crew: list[int], chance: random.Random) -> int:
    """Kill the workers one after the other, each at a moment of its own."""
    for pid in crew:
        time.sleep(chance.uniform(0.005, 0.15))
        os.kill(pid, signal.SIGKILL)
    return len(crew)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
