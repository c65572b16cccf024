"""What leaves: handed to its channel until it is gone or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from doable.desk.jobs.enqueueing import cancel, enqueue
from doable.desk.jobs.tasks import outside
from doable.desk.models import Outgoing
from doable.desk.models.cases import SETTLED, US
from doable.desk.models.events import record
from doable.desk.undeliverable import Undeliverable

if TYPE_CHECKING:
    from datetime import datetime


@task
@outside
def deliver(outgoing_id: int) -> None:
    """Hand one message to its channel, outside any transaction; what it marks, it marks itself."""
    outgoing = Outgoing.objects.select_related("case").get(pk=outgoing_id)
    if outgoing.sent_at or outgoing.failed_at:
        return
    hand_over = import_string(settings.CHANNELS[outgoing.channel])
    try:
        hand_over(outgoing, now=timezone.now())
    except Undeliverable as refused:
        give_up(outgoing, refused.because, now=timezone.now())


def deliver_at(outgoing: Outgoing, when: datetime) -> None:
    """Have a message leave at a time."""
    enqueue(deliver, outgoing.pk, run_at=when, dedup=_name(outgoing))


def hold_back(outgoing: Outgoing) -> bool:
    """Keep a message from leaving; False if it is under way already."""
    return cancel(_name(outgoing))


def _name(outgoing: Outgoing) -> str:
    return f"deliver {outgoing.pk}"


@transaction.atomic
def give_up(outgoing: Outgoing, because: str, *, now: datetime, kind: str = "undeliverable") -> None:
    """A message can't arrive, or came back: the case is ours again, also where it was settled meanwhile."""
    case = outgoing.case
    outgoing.failed_at, outgoing.because = now, because[:500]
    outgoing.save(update_fields=["failed_at", "because"])
    if case.state == SETTLED:
        case.reopen(by=None, now=now, because="a reply could not be delivered")
    case.waits_for(US)
    record(case, kind, by=None, now=now, outgoing=outgoing.pk, because=because)
