"""A message read: what it asks for and states, then decided and answered with a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doable.desk import asking, books, deciding, drafting, searching
from doable.desk.incoming import WRITTEN
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.models import Message
from doable.desk.models.events import record
from doable.desk.models.messages import CUSTOMER
from doable.desk.understood import said
from doable.policy.deciding.notation import show_value
from doable.understanding.keeping import keep

if TYPE_CHECKING:
    from datetime import datetime

    from doable import Book, Understanding
    from doable.desk.models import Case


@task
def read(message_id: int) -> None:
    """Read a message that came in; a second run changes nothing."""
    message = Message.objects.select_related("case", "case__customer", "case__owner").get(pk=message_id)
    if not message.is_understood:
        with books.held():
            understand(message, now=timezone.now())


@transaction.atomic
def understand(message: Message, *, now: datetime) -> None:
    """Read a message, take in its asks, decide the case, and have a draft ready."""
    case, book = message.case, books.in_force(now)
    understanding = book.read(said(book, message))
    message.understanding = keep(understanding)
    message.save(update_fields=["understanding"])
    case.emotion = understanding.emotion
    case.save(update_fields=["emotion"])
    record(case, "understood", by=None, now=now, message=message.pk, asks=len(understanding.asks))
    _take_in(book, message, understanding, now)
    deciding.decide_anew(case, because="a message was read", by=None, now=now)
    drafting.draft(case, now=now)
    searching.index(case)


def _take_in(book: Book, message: Message, understanding: Understanding, now: datetime) -> None:
    """What it asks for: new asks are added, one that stands gets the params that are named now."""
    contents = book.contents
    for found in understanding.asks:
        params = cast(
            "dict[str, object]",
            {param.name: show_value(param.value, param.type, contents.currency) for param in found.params},
        )
        asking.take_in(
            message,
            found.ask,
            params,
            quote=understanding.quote(found.span),
            confidence=round(found.confidence, 3),
            now=now,
        )


def catch_up(case: Case) -> None:
    """Have the messages read that were set aside with their case."""
    for message in case.messages.filter(sender_kind=CUSTOMER, kind=WRITTEN, understanding__isnull=True):
        enqueue(read, message.pk)


def warm() -> None:
    """Learn the book's asks now, so that no message waits for it."""
    books.in_force().read({"text": "Hello"})
