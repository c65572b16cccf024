"""The workers of an installation: what they do again and again, how they start and end."""

from __future__ import annotations

import logging
import signal
import threading
from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from doable.channels.email.fetching import listen
from doable.desk import books, reading
from doable.desk.jobs.enqueueing import wake
from doable.desk.jobs.periodic import Periodic, put_in_place
from doable.desk.jobs.working import Worker

if TYPE_CHECKING:
    from types import FrameType

log = logging.getLogger(__name__)

# Everything periodic: name, dotted path of the task, seconds.
PERIODIC = (
    Periodic("seal the log of events", "doable.desk.sealing.seal", 5),
    Periodic("see whether a book's time has come", "doable.desk.coming_in_force.look", 5),
)


def start(
    workers: int, stop: threading.Event, *, daemon: bool = False
) -> list[tuple[Worker, threading.Thread]]:
    """Put periodic jobs in place and start so many workers, each in a thread; they end with `stop`.

    Mail is fetched in a thread beside them, where the settings say from where.
    """
    put_in_place(PERIODIC, now=timezone.now())
    if settings.DOABLE.imap_url:
        threading.Thread(target=listen, args=(stop,), name="mail", daemon=daemon).start()
    crew = [Worker() for _ in range(workers)]
    started = [
        (
            worker,
            threading.Thread(target=_work, args=(worker, stop), name=f"worker {worker.name}", daemon=daemon),
        )
        for worker in crew
    ]
    for _, thread in started:
        thread.start()
    return started


def _work(worker: Worker, stop: threading.Event) -> None:
    """Learn the book's asks first: no message should wait for it with the records held."""
    try:
        reading.warm()
    except books.NoBook:
        log.warning("no policy book was taken in yet: messages wait for `doable serve`")
    worker.run(stop)


def work(workers: int) -> Counter[str]:
    """Work until SIGTERM or Ctrl+C, then finish the jobs in hand; how many jobs came to which end."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        wake.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    outcomes: Counter[str] = Counter()
    for worker, thread in start(workers, stop):
        thread.join()
        outcomes.update(worker.outcomes)
    return outcomes


def work_once() -> Counter[str]:
    """Do everything that is due now, and what it leads to at once; how many jobs came to which end."""
    put_in_place(PERIODIC, now=timezone.now())
    worker = Worker()
    worker.drain()
    return worker.outcomes
