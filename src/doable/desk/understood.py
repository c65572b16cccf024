"""What was read from all that a customer wrote in a case, as one understanding."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable import Message as Said
from doable.desk.models.messages import COMPANY, CUSTOMER
from doable.understanding.keeping import restore
from doable.understanding.understood import Earlier

if TYPE_CHECKING:
    from doable import Book, Understanding
    from doable.desk.models import Case, Message

# How a channel is called where letters and readings know it.
_CHANNELS = {"webform": "form", "memory": "email"}
_MOST_HISTORY = 20


def said(book: Book, message: Message) -> Said:
    """A message as it goes into reading, with what was said before it."""
    before = message.case.messages.filter(
        sender_kind__in=(CUSTOMER, COMPANY), kind="written", at__lte=message.at
    ).exclude(pk=message.pk)
    earlier = list(before.order_by("-at", "-id")[:_MOST_HISTORY])[::-1]
    return Said(
        text=text_of(message),
        received=message.at.astimezone(book.contents.zone).date(),
        channel=_CHANNELS.get(message.channel, message.channel),
        history=tuple(Earlier(each.sender_kind, each.text) for each in earlier),
        id=str(message.pk),
    )


def text_of(message: Message) -> str:
    """What is read of a message: its text; of one that is all subject, that."""
    return message.text if message.text.strip() else message.subject


def understanding_of(book: Book, case: Case) -> Understanding | None:
    """The latest message's understanding, with the facts that earlier ones stated and it does not."""
    read = case.messages.filter(sender_kind=CUSTOMER, understanding__isnull=False).order_by("at", "id")
    whole: Understanding | None = None
    for message in read:
        text = Said(
            text=text_of(message),
            received=message.at.astimezone(book.contents.zone).date(),
            channel=_CHANNELS.get(message.channel, message.channel),
            id=str(message.pk),
        )
        latest = restore(book.contents, message.understanding or {}, text)
        whole = replace(latest, facts={**whole.facts, **latest.facts}) if whole else latest
    return whole
