"""The log of events bound into a chain, so that nobody changes or removes one unseen."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django_tasks import task

from doable.desk.models import Event
from doable.desk.models.events import digest, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGINNING = "0" * 64
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of the chain: printed and kept elsewhere, it proves all that came before."""

    place: int
    link: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the chain does not hold, and what is wrong."""

    place: int
    because: str


@task
def seal() -> None:
    """Bind the events that are new to the chain; run by one worker at a time, and again soon."""
    while seal_some() == _AT_ONCE:
        pass


def seal_some() -> int:
    """Bind the next events; how many there were.

    Events become visible in another order than their ids where transactions overlap, so the chain has
    places of its own; two sealers at once are stopped by the place being unique.
    """
    with transaction.atomic():
        # Held first, so that a second sealer waits here, and then sees where the first one ended.
        waiting = Event.objects.select_for_update().filter(place=None)
        unsealed = list(waiting.order_by("id")[:_AT_ONCE])
        last = head()
        place, link = last.place, last.link
        for event in unsealed:
            place, link = place + 1, linked(link, event)
            event.place, event.link = place, link
        Event.objects.bulk_update(unsealed, ["place", "link"])
    return len(unsealed)


def linked(before: str, event: Event) -> str:
    """The link of an event: over the one before it and what the event is."""
    parts = (before, event.kind, moment(event.at), event.digest)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def head() -> Head:
    """Where the chain ends now."""
    last = Event.objects.exclude(place=None).order_by("-place").only("place", "link").first()
    return Head(last.place, last.link) if last and last.place else Head(0, BEGINNING)


def faults() -> Iterator[Fault]:
    """Where the chain does not hold: an event changed, removed, or told otherwise than it was."""
    before, expected = BEGINNING, 0
    for event in Event.objects.exclude(place=None).order_by("place").select_related("payload").iterator():
        expected += 1
        if event.place != expected:
            missing = (event.place or 0) - expected
            yield Fault(expected, f"{missing} {'event is' if missing == 1 else 'events are'} missing here")
            expected = event.place or expected
        elif linked(before, event) != event.link:
            yield Fault(expected, "this event, or the one before it, is not as it was written")
        if payload := getattr(event, "payload", None):
            if digest(payload.salt, event.kind, event.at, payload.data) != event.digest:
                yield Fault(expected, "what this event tells was changed")
            elif not _is_of(event, payload.data):
                yield Fault(expected, "this event was given to another case or person")
        before = event.link


def _is_of(event: Event, data: str) -> bool:
    """Whether an event stands with the case and person it tells of, or with none any more."""
    told = json.loads(data)
    return event.case_id in {None, told["case"]} and event.by_id in {None, told["by"]}
