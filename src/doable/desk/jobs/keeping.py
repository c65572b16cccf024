"""Keeping leases alive while their jobs take long."""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import Error, connections

from doable.desk.jobs.claiming import prolong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

log = logging.getLogger(__name__)
# A worker that hangs gives up its jobs in the end: 180 thirds of a lease, an hour with leases of a minute.
_MOST_BEATS = 180


@contextmanager
def leases_kept(by: str, *, seconds: float, clock: Callable[[], datetime]) -> Iterator[None]:
    """While inside, the leases of a worker don't run out; quick work never gets to see the clock."""
    done = threading.Event()
    beat = threading.Thread(
        target=_beat, args=(done, by, seconds, clock), name=f"leases of {by}", daemon=True
    )
    beat.start()
    try:
        yield
    finally:
        done.set()
        beat.join()


def _beat(done: threading.Event, by: str, seconds: float, clock: Callable[[], datetime]) -> None:
    try:
        for _ in range(_MOST_BEATS):
            if done.wait(seconds / 3):
                return
            try:
                prolong(by, until=clock() + timedelta(seconds=seconds))
            except Error as trouble:  # on SQLite the job in hand may have the write lock: then nobody claims
                log.info("leases of %s not prolonged: %s", by, trouble)
    finally:
        connections.close_all()
