"""The places of the rail: those that exist and that a person may enter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from doable.desk import authorising

if TYPE_CHECKING:
    from doable.desk.models import Person


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the rail: `key` goes there after `g`, `first` stays in view on a phone."""

    name: str
    label: str
    key: str
    act: str
    first: bool = False
    within: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it is."""
        return reverse(self.name)


# How many stay in view on a phone; the others are under `More`.
IN_VIEW = 4
PLACES = (
    Place("queue", "Queue", "q", "see_queue", first=True, within=("/cases/",)),
    Place("approvals", "Approvals", "a", "see_approvals", first=True),
    Place("promises", "Promises", "m", "see_queue"),
    Place("customers", "Customers", "c", "see_customers", first=True),
    Place("book", "Book", "b", "see_book", first=True),
    Place("people", "People", "p", "see_people"),
    Place("settings", "Settings", "s", "see_settings"),
    Place("administration", "Administration", "d", "administer"),
)


def places(person: Person) -> list[Place]:
    """Where somebody may go from anywhere."""
    found = [place for place in PLACES if _exists(place) and authorising.allowed(person, place.act)]
    kept = sorted(found, key=lambda place: not place.first)[:IN_VIEW]
    return [replace(place, first=place in kept) for place in found]


def is_here(place: Place, path: str) -> bool:
    """Whether a path belongs to a place."""
    own = place.path
    return path == own or (own != "/" and path.startswith(own)) or path.startswith(place.within or ("\0",))


def _exists(place: Place) -> bool:
    try:
        return bool(place.path)
    except NoReverseMatch:
        return False
