"""What stands above the queue: whose cases, views that somebody keeps, fields to narrow it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.urls import reverse

from doable.desk import queueing
from doable.desk.models.cases import ASIDE, CUSTOMER, OPEN, SETTLED
from doable.desk.queueing import ANY, ANYBODY, ME, NOBODY, Filters
from doable.policy.vocabulary import VERDICTS
from doable.understanding.understood import EMOTIONS
from doable.web.telling import word

if TYPE_CHECKING:
    from doable.desk.models import Person

_TABS = (
    ("To do", Filters(), True),
    ("Mine", Filters(owner=ME), True),
    ("Nobody's", Filters(owner=NOBODY), True),
    ("Waiting for customers", Filters(waiting=CUSTOMER), False),
    ("All open", Filters(owner=ANYBODY, waiting=ANY), False),
    ("Settled", Filters(owner=ANYBODY, state=SETTLED), False),
    ("Set aside", Filters(owner=ANYBODY, state=ASIDE), False),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the queue; `count` only where it is worth the question."""

    label: str
    href: str
    here: bool
    count: str = ""
    view: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One choice that narrows the queue."""

    name: str
    label: str
    choices: tuple[tuple[str, str], ...]
    chosen: str


def tabs(person: Person, filters: Filters) -> list[Tab]:
    """The ways that are there for everybody."""
    return [
        Tab(
            label,
            _address(each),
            _same_way(each, filters) and not filters.narrowed,
            _counted(queueing.count(person, each)) if counts else "",
        )
        for label, each, counts in _TABS
    ]


def saved(person: Person, filters: Filters) -> list[Tab]:
    """The ones that somebody keeps."""
    kept = [(view, queueing.read(dict(parse_qsl(view.query)))[0]) for view in person.views.all()]
    return [Tab(view.name, _address(each), each == filters, view=view.pk) for view, each in kept]


def fields(filters: Filters) -> list[Field]:
    """The choices that narrow it."""
    return [
        _field(filters, "verdict", "Any verdict", VERDICTS),
        _field(filters, "emotion", "Any emotion", EMOTIONS),
        _field(filters, "channel", "Any channel", queueing.channels()),
    ]


def why_empty(filters: Filters) -> tuple[str, str]:
    """What would stand here, and how to get it."""
    if filters.narrowed:
        return (
            "Nothing fits all of this",
            "Cases that match every choice above would be here. Take one choice away.",
        )
    if filters.state != OPEN:
        return ("None yet", "Cases are here once somebody settles them or sets them aside.")
    if filters.owner == ME:
        return (
            "You have no case that waits for you",
            "Take one from “Nobody's”: press t on it, or open it and take it.",
        )
    if filters.waiting == CUSTOMER:
        return ("Nobody is thinking it over", "Cases are here while they wait for the customer's answer.")
    return ("All done for now", "New messages by mail or from the web page come in here by themselves.")


def _field(filters: Filters, name: str, nothing: str, values: tuple[str, ...]) -> Field:
    choices = (("", nothing), *((value, word(value)) for value in values))
    return Field(name, word(name), choices, str(getattr(filters, name)))


def _same_way(one: Filters, other: Filters) -> bool:
    return (one.state, one.waiting, one.owner) == (other.state, other.waiting, other.owner)


def _address(filters: Filters) -> str:
    query = filters.query()
    return reverse("queue") + (f"?{query}" if query else "")


def _counted(number: int) -> str:
    return f"{queueing.COUNTED}+" if number > queueing.COUNTED else str(number)
