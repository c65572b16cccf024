"""What an administrator wants to know: counted and read from the records."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q

from doable.desk import sealing
from doable.desk.models import Event, Job, Mailbox, Outgoing, Ruling
from doable.web.settings.telling import without_password

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.sealing import Fault

FAULTS = 20


@dataclass(frozen=True, slots=True)
class Work:
    """How many jobs wait, run, come later and were given up; since when the longest waits."""

    due: int
    running: int
    later: int
    dead: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A job that failed too often."""

    pk: int
    name: str
    dead_at: datetime | None
    attempts: int
    error: str
    trace: str


@dataclass(frozen=True, slots=True)
class Mail:
    """How mail comes and goes."""

    address: str
    fetches: bool
    sends: bool
    mailboxes: tuple[tuple[str, int], ...]
    waiting: int
    failed: tuple[Outgoing, ...]
    set_aside: int


def work(now: datetime) -> Work:
    """The state of the jobs."""
    living = Job.objects.filter(dead_at=None)
    running = living.filter(lease_until__gt=now)
    due = living.filter(run_at__lte=now).filter(Q(lease_until=None) | Q(lease_until__lte=now))
    oldest = due.order_by("run_at").values_list("run_at", flat=True).first()
    return Work(
        due.count(),
        running.count(),
        living.filter(run_at__gt=now).count(),
        Job.objects.dead().count(),
        oldest,
    )


def dead_letters(limit: int) -> list[Letter]:
    """The jobs that were given up, the last first, with what went wrong."""
    return [_letter(job) for job in Job.objects.dead().order_by("-dead_at", "-id")[:limit]]


def mail() -> Mail:
    """The state of the mail."""
    configuration = settings.DOABLE
    leaving = Outgoing.objects.filter(sent_at=None)
    folder = configuration.data / "quarantine"
    return Mail(
        address=configuration.mail_address,
        fetches=bool(configuration.imap_url),
        sends=bool(configuration.smtp_url),
        mailboxes=tuple(
            (without_password(each.name), each.last_uid) for each in Mailbox.objects.order_by("name")
        ),
        waiting=leaving.filter(failed_at=None).count(),
        failed=tuple(leaving.exclude(failed_at=None).select_related("case").order_by("-failed_at")[:20]),
        set_aside=sum(1 for each in folder.iterdir() if each.is_file()) if folder.is_dir() else 0,
    )


def faults() -> list[Fault]:
    """The first faults of the log's chain."""
    return list(islice(sealing.faults(), FAULTS))


def unsealed() -> int:
    """How many events are not bound to the chain yet."""
    return Event.objects.filter(place=None).count()


def rulings() -> int:
    """How many rulings were made."""
    return Ruling.objects.count()


def name(task: str) -> str:
    """A task as people call it: the last words of its path."""
    return task.rpartition(".")[2].replace("_", " ").capitalize()


def _letter(job: Job) -> Letter:
    last = job.errors[-1] if job.errors and isinstance(job.errors[-1], dict) else {}
    said = f"{str(last.get('error', '')).rpartition('.')[2]}: {last.get('message', '')}".strip(": ")
    return Letter(job.pk, name(job.task), job.dead_at, job.attempts, said, str(last.get("traceback", "")))
