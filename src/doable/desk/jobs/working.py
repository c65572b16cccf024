"""A worker: claims due jobs in batches and does them one by one, until it is told to stop."""

from __future__ import annotations

import logging
import os
import random
import secrets
import socket
import threading
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import close_old_connections, connections
from django.utils import timezone

from doable.desk.jobs.claiming import claim, release
from doable.desk.jobs.enqueueing import wake
from doable.desk.jobs.keeping import leases_kept
from doable.desk.jobs.running import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

log = logging.getLogger(__name__)
_SHORTEST_NAP, _LONGEST_NAP = 0.05, 1.0


class Worker:
    """One worker, for one thread; any number of them may work on one database at the same time."""

    def __init__(
        self,
        name: str = "",
        *,
        batch: int = 20,
        lease_seconds: float = 60,
        clock: Callable[[], datetime] = timezone.now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        # Two workers must never have one name, whatever they were called.
        self.name = f"{name or socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.batch, self.lease_seconds, self.clock, self.chance = batch, lease_seconds, clock, chance
        self.stop = threading.Event()
        self.outcomes: Counter[str] = Counter()

    def run_due(self, now: datetime) -> int:
        """One round: claim a batch of what is due at `now` and do it; how many jobs were taken up."""
        until = now + timedelta(seconds=self.lease_seconds)
        jobs = claim(self.name, now=now, until=until, most=self.batch)
        if not jobs:
            return 0
        with leases_kept(self.name, seconds=self.lease_seconds, clock=self.clock):
            for place, job in enumerate(jobs):
                if self.stop.is_set():
                    release(jobs[place:])
                    return place
                self.outcomes[run(job, now=now, chance=self.chance())] += 1
        return len(jobs)

    def drain(self) -> int:
        """Rounds until nothing is due, also of what jobs enqueue; how many jobs were taken up."""
        taken = 0
        while round_ := self.run_due(self.clock()):
            taken += round_
        return taken

    def run(self, stop: threading.Event) -> None:
        """Rounds until `stop` is set; ends after the job in hand. Naps of 0.05 to 1 second when idle."""
        self.stop = stop
        nap = _SHORTEST_NAP
        try:
            while not stop.is_set():
                wake.clear()
                if self._round():
                    nap = _SHORTEST_NAP
                else:
                    wake.wait(nap)
                    nap = min(nap * 2, _LONGEST_NAP)
        finally:
            connections.close_all()

    def _round(self) -> int:
        """A round that outlives whatever befalls it: a database that is away comes back."""
        close_old_connections()
        try:
            return self.run_due(self.clock())
        except Exception:
            log.exception("worker %s goes on after an error between jobs", self.name)
            return 0
