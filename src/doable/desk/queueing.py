"""Which cases somebody works on next: filters as values, pages that any number of cases leaves quick.

A page is put together from legs: queries that each ask for equal values of an index's first columns and
read on from a place in it, so that none sorts or reads more than it shows. Their rows are then merged.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Substr

from doable.desk import authorising, searching
from doable.desk.models import Case, Message, Person
from doable.desk.models.cases import ASIDE, COLLEAGUE, CUSTOMER, OPEN, SETTLED, US
from doable.policy.vocabulary import VERDICTS
from doable.understanding.understood import EMOTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

PAGE: Final = 40
COUNTED: Final = 99
WORDS: Final = 160
MINE, ME, NOBODY, ANYBODY = "mine", "me", "nobody", "anybody"
ANY: Final = "any"
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "state": (OPEN, SETTLED, ASIDE),
    "waiting": (ANY, US, CUSTOMER, COLLEAGUE),
    "verdict": ("", *VERDICTS),
    "emotion": ("", *EMOTIONS),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a queue shows. `owner` is mine (or nobody's), me, nobody, anybody or a person's number."""

    state: str = OPEN
    waiting: str = US
    owner: str = MINE
    verdict: str = ""
    emotion: str = ""
    channel: str = ""
    q: str = ""

    def query(self) -> str:
        """These as they stand behind the question mark: only what differs from the beginning."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in told.items() if value != getattr(_BEGINNING, name)})

    @property
    def narrowed(self) -> bool:
        """Whether more is asked than whose and whose turn."""
        return bool(self.verdict or self.emotion or self.channel or self.q)


_BEGINNING = Filters()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the next page goes on: after this case."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"


@dataclass(frozen=True, slots=True)
class Page:
    """Some cases of a queue, and where the next ones begin."""

    cases: tuple[Case, ...]
    following: Place | None


def read(query: Mapping[str, str]) -> tuple[Filters, tuple[str, ...]]:
    """The filters of an address, and what in it could not be understood and was left out."""
    given = {
        each.name: str(query.get(each.name, getattr(_BEGINNING, each.name))).strip()
        for each in fields(Filters)
    }
    given["q"], given["channel"] = given["q"][:200], given["channel"][:20]
    wrong: list[str] = []
    for name, value in given.items():
        if not _fits(name, value):
            wrong.append(f"`{name}` can't be `{value[:40]}`")
            given[name] = getattr(_BEGINNING, name)
    return Filters(**given), tuple(wrong)


def read_place(text: str) -> Place | None:
    """The place that an address names; None, so the beginning, where it names none."""
    at, _, pk = text.partition("_")
    try:
        place = Place(datetime.fromisoformat(at), int(pk))
    except ValueError:
        return None
    return place if place.at.tzinfo and 0 <= place.pk < 2**63 else None


def page(person: Person, filters: Filters, after: Place | None = None, size: int = PAGE) -> Page:
    """The cases a person sees under these filters, in the order in which their turn comes."""
    legs = [following(leg, after, filters) for leg in legs_of(person, filters)]
    column, back = ("turn_at", False) if filters.state == OPEN else ("last_at", True)
    found = [leg.values_list(column, "pk")[: size + 1] for leg in legs]
    # Which ones first, and only then what their rows say: most of what the legs find is not shown.
    places = list(islice(_once(heapq.merge(*found, reverse=back)), size + 1))
    rows = {case.pk: case for case in with_words(Case.objects.filter(pk__in=[pk for _, pk in places[:size]]))}
    cases = tuple(rows[pk] for _, pk in places[:size] if pk in rows)
    return Page(cases, Place(*places[size - 1]) if len(places) > size else None)


def count(person: Person, filters: Filters) -> int:
    """How many there are, up to one more than is ever shown."""
    found = {pk for leg in legs_of(person, filters) for pk in leg.values_list("pk", flat=True)[: COUNTED + 1]}
    return min(len(found), COUNTED + 1)


def legs_of(person: Person, filters: Filters) -> list[QuerySet[Case]]:
    """The queries a page is made of."""
    narrowing = _narrowing(person, filters)
    order: tuple[str, ...] = ("turn_at", "id") if filters.state == OPEN else ("-last_at", "-id")
    if filters.owner != ANYBODY:
        # The same in each leg, yet said: PostgreSQL else sorts, not knowing that `IS NULL` is one value.
        order = ("owner_id", *order)
    return [
        Case.objects.filter(whose & turn, narrowing, state=filters.state).order_by(*order)
        for whose in _whose(person, filters.owner)
        for turn in _turns(filters)
    ]


def channels() -> tuple[str, ...]:
    """The channels that cases come by; asking the cases themselves would read every one of them."""
    return tuple(sorted({*settings.CHANNELS, *settings.REPLIES_BY} - {"memory"}))


def with_words(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with the first words of what the customer said last."""
    said = Message.objects.filter(case=OuterRef("pk"), sender_kind="customer").order_by("-at", "-id")
    return (
        cases.select_related("customer", "owner")
        .defer("customer__data")
        .annotate(words=Subquery(said.annotate(words=Substr("text", 1, WORDS)).values("words")[:1]))
    )


def widened(filters: Filters) -> Filters:
    """These filters, saying only whose and whose turn."""
    return replace(filters, verdict="", emotion="", channel="", q="")


def _fits(name: str, value: str) -> bool:
    if name == "owner":
        return value in {MINE, ME, NOBODY, ANYBODY} or (
            value.isascii() and value.isdigit() and len(value) < 10
        )
    return name not in _CHOICES or value in _CHOICES[name]


def _whose(person: Person, owner: str) -> list[Q]:
    """Conditions that together say whose cases; none of them shows more than the person may see."""
    scope = _scope(person)
    own, free = Q(owner=person), Q(owner=None) & scope
    if owner == ANYBODY:
        return [scope, own] if scope else [scope]
    return {MINE: [own, free], ME: [own], NOBODY: [free]}.get(owner) or [Q(owner=int(owner)) & scope]


def _scope(person: Person) -> Q:
    """The cases of a person's function, or all; what they were asked about elsewhere is under approvals."""
    if authorising.sees_all(person):
        return Q()
    return Q(function=person.function) if authorising.rank(person) else Q(pk__in=())


def _turns(filters: Filters) -> list[Q]:
    if filters.state != OPEN:
        return [Q()]
    return [
        Q(waiting=each)
        for each in ((US, CUSTOMER, COLLEAGUE) if filters.waiting == ANY else (filters.waiting,))
    ]


def _narrowing(person: Person, filters: Filters) -> Q:
    asked = {
        name: getattr(filters, name) for name in ("verdict", "emotion", "channel") if getattr(filters, name)
    }
    sought = Q(pk__in=searching.cases_with(filters.q)) if filters.q else Q()
    return Q(**asked) & sought


def following(leg: QuerySet[Case], after: Place | None, filters: Filters) -> QuerySet[Case]:
    """A leg from after a place on."""
    if after is None:
        return leg
    at, pk = after.at, after.pk
    if filters.state == OPEN:
        return leg.filter(turn_at__gte=at).filter(Q(turn_at__gt=at) | Q(id__gt=pk))
    return leg.filter(last_at__lte=at).filter(Q(last_at__lt=at) | Q(id__lt=pk))


def _once(places: Iterable[tuple[datetime, int]]) -> Iterator[tuple[datetime, int]]:
    """Each case once: one that is both mine and my function's comes from two legs."""
    before: int | None = None
    for at, pk in places:
        if pk != before:
            yield at, pk
        before = pk
