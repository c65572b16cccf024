"""Whom to ask: the nearest person up the line who may answer and is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable import InputError
from doable.desk import books
from doable.desk.models import Person

if TYPE_CHECKING:
    from datetime import date, datetime

    from doable.desk.models.people import PersonQuerySet


class NobodyToAsk(Exception):
    """Nobody who may answer is there."""


def whom_to_ask(grade: str, function: str, asker: Person, of: Person | None, *, now: datetime) -> Person:
    """Who answers: the person named, if they may, else the nearest; raises NobodyToAsk or InputError."""
    if of is None:
        day = now.astimezone(books.in_force().contents.zone).date()
        found = nearest(grade, function, asker, day)
        if found is None:
            where = "" if function in {"", "any"} else f" in {function}"
            raise NobodyToAsk(
                f"Nobody of grade {grade} or above{where} is there to ask, besides you. "
                "Hand the case to somebody above you, or ask again when they are back."
            )
        return found
    if of.pk == asker.pk or not _fitting(grade, function).filter(pk=of.pk).exists():
        raise InputError("of", f"{of} can't answer this", f"name somebody else, of grade {grade} or above")
    return of


def nearest(grade: str, function: str, asker: Person, day: date) -> Person | None:
    """The nearest person of at least a grade, in a function where one is named; never the asker.

    First up the asker's own line; then the lowest fitting grade anywhere, by name.
    """
    fitting = {
        person.pk: person for person in _fitting(grade, function).present(day) if person.pk != asker.pk
    }
    for above in line_of(asker):
        if above.pk in fitting:
            return above
    grades = books.in_force().contents.grades
    ranked = sorted(fitting.values(), key=lambda person: (grades.index(person.grade), person.name))
    return ranked[0] if ranked else None


def line_of(person: Person) -> list[Person]:
    """Who stands above somebody, nearest first; a circle ends where it began."""
    line: list[Person] = []
    above = person.supervisor
    while above is not None and above != person and above not in line:
        line.append(above)
        above = above.supervisor
    return line


def _fitting(grade: str, function: str) -> PersonQuerySet:
    """Those who work here and may answer, whether they are here today or not."""
    grades = books.in_force().contents.grades
    enough = grades[grades.index(grade) :] if grade in grades else ()
    people = Person.objects.working().filter(grade__in=enough)
    return people if function in {"", "any"} else people.filter(function=function)
