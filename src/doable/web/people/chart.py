"""The organisation as a tree of who stands above whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.desk.models import Person

if TYPE_CHECKING:
    from datetime import date


@dataclass(slots=True)
class Branch:
    """A person and everybody directly below."""

    person: Person
    is_away: bool
    below: list[Branch] = field(default_factory=list)


def tree(today: date) -> list[Branch]:
    """Everybody who works here; at the top stand those with nobody above, and the first of a circle."""
    people = {
        person.pk: person for person in Person.objects.working().prefetch_related("duties").order_by("name")
    }
    branches = {pk: Branch(person, person.is_away(today)) for pk, person in people.items()}
    tops = [
        pk for pk, person in people.items() if person.supervisor_id not in people or _circles(person, people)
    ]
    for pk, person in people.items():
        if pk not in tops and person.supervisor_id is not None:
            branches[person.supervisor_id].below.append(branches[pk])
    return sorted((branches[pk] for pk in tops), key=lambda branch: (not branch.below, branch.person.name))


def _circles(person: Person, people: dict[int, Person]) -> bool:
    """Whether the line above somebody comes back to them, and they are its first by number."""
    seen = []
    above = person.supervisor_id
    while above in people and above not in seen and above is not None:
        seen.append(above)
        above = people[above].supervisor_id
    return person.pk in seen and person.pk == min(seen)
