"""Programs of a desk to be killed: its worker, and somebody who sends replies.

Imported by a process that forks them off, so that each begins with the book learnt.
"""

import os
import random
import sys
import threading
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "doable.project.settings")
django.setup()

from django.db import connections  # noqa: E402 - needs Django made ready
from django.utils import timezone  # noqa: E402

from doable.channels.email.fetching import listen  # noqa: E402
from doable.desk import reading, sending  # noqa: E402
from doable.desk.authorising import NotAllowed  # noqa: E402
from doable.desk.jobs.working import Worker  # noqa: E402
from doable.desk.models import Person, Reply  # noqa: E402

AGENT = "p-12"
# A second, not a minute: what a killed worker held soon goes to the next one.
LEASE = 1.0

reading.warm()
connections.close_all()


def work() -> None:
    """Fetch mail and do jobs, as `doable work` does, with short leases."""
    stop = threading.Event()
    threading.Thread(target=listen, args=(stop,), name="mail", daemon=True).start()
    Worker(lease_seconds=LEASE).run(stop)


def answer(sent: Path, count: int, seed: int) -> None:
    """Send drafts as they are until so many are sent, and note each one that was accepted."""
    chance, agent = random.Random(seed), Person.objects.get(record_id=AGENT)
    refused: set[int] = set()
    while Reply.objects.exclude(sent_at=None).count() < count:
        drafts = Reply.objects.filter(sent_at=None, case__state="open").exclude(pk__in=refused)
        draft = drafts.select_related("case", "case__owner", "case__customer").order_by("?").first()
        if draft is None:
            time.sleep(0.1)
            continue
        try:
            reply = sending.send(draft.case, draft.text, by=agent, now=timezone.now())
        except (sending.NotSendable, sending.DecisionChanged, NotAllowed):
            refused.add(draft.pk)
            continue
        with sent.open("ab", buffering=0) as file:
            os.write(file.fileno(), b"%d\n" % reply.pk)
        time.sleep(chance.uniform(0, 0.05))


if __name__ == "__main__":
    answer(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
