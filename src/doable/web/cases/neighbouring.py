"""The cases before and after one in the queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from doable.desk.models.cases import OPEN, US
from doable.desk.queueing import Filters, Place, following, legs_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from doable.desk.models import Case, Person

    End = tuple[datetime, int, str | None, str, str]

_WHO = ("customer__name", "sender_name", "sender")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A case beside another: its number and whom it is about."""

    pk: int
    who: str


def neighbours(case: Case, person: Person) -> tuple[Neighbour | None, Neighbour | None]:
    """The previous and the next case of one's queue; of a case that is done with, its first as the next."""
    queue = Filters()
    legs = legs_of(person, queue)
    if case.state != OPEN or case.waiting != US:
        before, after = None, min(_ends(legs), default=None)
    else:
        place = Place(case.turn_at, case.pk)
        before = max(_ends(_back(leg, place) for leg in legs), default=None)
        after = min(_ends(following(leg, place, queue) for leg in legs), default=None)
    return _named(before), _named(after)


def _back(leg: QuerySet[Case], place: Place) -> QuerySet[Case]:
    """A leg read from a place towards its beginning."""
    sooner = Q(turn_at__lt=place.at) | Q(id__lt=place.pk)
    order = ("-owner_id", "-turn_at", "-id")
    return leg.filter(turn_at__lte=place.at).filter(sooner).order_by(*order)


def _ends(legs: Iterable[QuerySet[Case]]) -> list[End]:
    """The first case of each leg: its place, and what it is called by."""
    return [end for leg in legs for end in leg.values_list("turn_at", "pk", *_WHO)[:1]]


def _named(end: End | None) -> Neighbour | None:
    return Neighbour(end[1], end[2] or end[3] or end[4] or "somebody unknown") if end else None
