"""People come, change and leave: grade and function only from the book, nobody raises themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from doable.desk import finding
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.models import Person
from doable.desk.models.events import record
from doable.desk.models.people import ADMINISTRATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

AUTHORITY = ("grade", "function", "supervisor")


@transaction.atomic
def add(fields: Mapping[str, object], *, by: Person, now: datetime) -> Person:
    """Add a person, who comes in by an invitation."""
    authorise(by, "change_people")
    person = _create(fields)
    record(None, "person_added", by=by, now=now, person=person.pk, **_told(person))
    return person


@transaction.atomic
def change(person: Person, fields: Mapping[str, object], *, by: Person, now: datetime) -> None:
    """Change who somebody is; one's own grade, function and supervisor only another administrator changes."""
    authorise(by, "change_people")
    changed = {name: value for name, value in fields.items() if getattr(person, name) != value}
    if person == by and changed.keys() & set(AUTHORITY):
        raise NotAllowed("Nobody changes their own grade, function or supervisor: ask another administrator.")
    above = changed.get("supervisor")
    if isinstance(above, Person) and (above == person or person in finding.line_of(above)):
        raise ValidationError(
            {"supervisor": f"{above.name} stands below {person.name}: choose somebody else."}
        )
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        person.save(update_fields=list(changed))
        record(None, "person_changed", by=by, now=now, person=person.pk, **_told(person))


@transaction.atomic
def set_away(person: Person, start: date | None, end: date | None, *, by: Person, now: datetime) -> None:
    """Say from when to when somebody is away: for themselves, or an administrator."""
    if person != by:
        authorise(by, "change_people")
    person.away_from, person.away_to = start, end
    person.save(update_fields=["away_from", "away_to"])
    record(None, "away_set", by=by, now=now, person=person.pk, start=start, end=end)


@transaction.atomic
def set_duties(person: Person, kinds: Iterable[str], *, by: Person, now: datetime) -> None:
    """Give somebody exactly these duties; one administrator always stays."""
    authorise(by, "change_people")
    wanted = set(kinds)
    if ADMINISTRATOR not in wanted and _is_last_administrator(person):
        raise NotAllowed("There has to be one administrator: give somebody else the duty first.")
    person.duties.exclude(kind__in=wanted).delete()
    person.__dict__.pop("_duty_kinds", None)
    for kind in wanted:
        person.give_duty(kind, by=by, now=now)
    record(None, "duties_set", by=by, now=now, person=person.pk, duties=sorted(wanted))


@transaction.atomic
def set_working(person: Person, working: bool, *, by: Person, now: datetime) -> None:
    """Let somebody in no more, or again; what they did stays, and their cases can be taken over."""
    authorise(by, "change_people")
    if not working and (person == by or _is_last_administrator(person)):
        raise NotAllowed("You can't close your own entry, nor that of the last administrator.")
    person.is_active = working
    person.save(update_fields=["is_active"])
    record(None, "person_returned" if working else "person_left", by=by, now=now, person=person.pk)


def _create(fields: Mapping[str, object]) -> Person:
    email = str(fields["email"])
    if Person.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": f"Somebody with {email} is here already."})
    person = Person(**{**fields, "email": email.lower()})
    person.set_unusable_password()
    person.save()
    return person


def _is_last_administrator(person: Person) -> bool:
    others = Person.objects.working().filter(duties__kind=ADMINISTRATOR).exclude(pk=person.pk)
    return person.has_duty(ADMINISTRATOR) and not others.exists()


def _told(person: Person) -> dict[str, object]:
    return {"grade": person.grade, "function": person.function, "supervisor": person.supervisor_id}
