"""A company's own records taken in: people, customers, and what is on file of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from doable import InputError
from doable.desk import books, finding, searching
from doable.desk.models import Address, Customer, Person, Record
from doable.desk.models.events import record
from doable.policy.deciding.notation import read_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from doable.policy.book import Contents

    Given = Mapping[str, object]

PERSON, CUSTOMER = "people", "customer"
# The most that the records hold of each.
_LONGEST = {"id": 100, "name": 200, "email": 254, "company": 200, "language": 10, "phone": 50}


class WrongRecord(Exception):
    """A record that can't be taken in: which, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many of each came in."""

    people: int
    customers: int
    records: int


@transaction.atomic
def take_in(records: Mapping[str, Sequence[Given]], *, now: datetime) -> Imported:
    """Take in records by kind, all or none; what is here already is brought up to date.

    `people` and `customer` are special; every other kind belongs to the customer that its `customer` names.
    Raises WrongRecord for the first one that can't be taken in.
    """
    version = books.in_force_version()
    contents = books.loaded(version.digest).contents if version else None
    for kind, found in records.items():
        _see_all(kind, found, contents)
    people = _people(records.get(PERSON, ()), contents)
    customers = {_text(CUSTOMER, each, "id"): _customer(each) for each in records.get(CUSTOMER, ())}
    others, known = 0, dict(customers)
    for kind, found in records.items():
        if kind not in {PERSON, CUSTOMER}:
            others += _records(kind, found, known)
    for customer in known.values():
        searching.index_customer(customer)
    record(None, "imported", by=None, now=now, people=people, customers=len(customers), records=others)
    return Imported(people, len(customers), others)


def _see_all(kind: str, given: Iterable[Given], contents: Contents | None) -> None:
    """Each has an id of its own, and what the book reads of it can be read."""
    seen = set()
    for each in given:
        name = _text(kind, each, "id")
        if name in seen:
            raise WrongRecord(f"{kind} `{name}` is there twice; take one out, or give it another id")
        seen.add(name)
        for key, value in each.items():
            fact = contents.facts.get(f"{kind}.{key}") if contents else None
            if fact is None or value is None:
                continue
            try:
                read_value(value, fact.type, key)
            except InputError as wrong:
                remedy = f" ({wrong.help})" if wrong.help else ""
                raise WrongRecord(f"{kind} `{name}`: `{key}`: {wrong.message}{remedy}") from None


def _people(given: Sequence[Given], contents: Contents | None) -> int:
    people = {_text(PERSON, each, "id"): _person(each, contents) for each in given}
    for each in given:
        person, above = people[_text(PERSON, each, "id")], each.get("supervisor")
        person.supervisor = None if above is None else people.get(str(above)) or _known(each, str(above))
        if not person.password:
            person.set_unusable_password()
        person.save(update_fields=["supervisor", "password"])
    for name, person in people.items():
        above = person.supervisor
        if above is not None and (above == person or person in finding.line_of(above)):
            raise WrongRecord(f"person `{name}` stands above themselves; name another supervisor")
    return len(people)


def _known(given: Given, above: str) -> Person:
    person = Person.objects.filter(record_id=above).first()
    if person is None:
        raise WrongRecord(
            f"person `{given['id']}`: there is no supervisor `{above}`; name the id of one of the people"
        )
    return person


def _person(given: Given, contents: Contents | None) -> Person:
    """A person by their id; somebody who was invited before by the same address gets it now."""
    name, email = _text(PERSON, given, "id"), _address(given)
    away = str(given.get("away") or "").split(" to ")
    here = Person.objects.filter(record_id=name).first()
    there = Person.objects.filter(email__iexact=email).first()
    if there is not None and there != here and (here is not None or there.record_id):
        raise WrongRecord(f"person `{name}`: {there} has the address `{email}` already; each needs their own")
    person = here or there or Person()
    person.record_id, person.email, person.name = name, email, _text(PERSON, given, "name")
    person.grade = _word(given, "grade", contents.grades[1:] if contents else None)
    person.function = _word(given, "function", contents.functions if contents else None)
    person.phone = _maybe(PERSON, given, "phone")
    person.away_from = _day(given, away[0])
    person.away_to = _day(given, away[1]) if len(away) > 1 else None
    person.save()
    return person


def _address(given: Given) -> str:
    email = _text(PERSON, given, "email").strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise WrongRecord(
            f"person `{given['id']}`: `{email}` is no e-mail address; write one like ada@example.com"
        ) from None
    return email


def _word(given: Given, key: str, known: Sequence[str] | None) -> str:
    """A grade or function; only one that the book has, once there is a book."""
    word = str(given.get(key) or "")
    if word and known is not None and word not in known:
        raise WrongRecord(
            f"person `{given['id']}`: the book has no {key} `{word}`; it has {', '.join(known)}"
        )
    return word


def _day(given: Given, text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongRecord(
            f"person `{given['id']}`: `away` is `{given['away']}`; write 2026-10-12 to 2026-10-23"
        ) from None


def _customer(given: Given) -> Customer:
    customer, _new = Customer.objects.update_or_create(
        record_id=_text(CUSTOMER, given, "id"),
        defaults={
            "name": _text(CUSTOMER, given, "name"),
            "company": _maybe(CUSTOMER, given, "company"),
            "language": _maybe(CUSTOMER, given, "language"),
            "data": dict(given),
        },
    )
    customer.addresses.all().delete()
    for kind in ("email", "phone"):
        for value in dict.fromkeys(_several(given.get(kind))):
            Address.objects.create(customer=customer, kind=kind, value=value[: _LONGEST["email"]])
    return customer


def _records(kind: str, given: Iterable[Given], customers: dict[str, Customer]) -> int:
    """The records of a kind; customers met on the way are added to those known."""
    number = 0
    for each in given:
        owner, name = str(each.get("customer")), _text(kind, each, "id")
        customer = customers.get(owner) or Customer.objects.filter(record_id=owner).first()
        if customer is None:
            raise WrongRecord(f"{kind} `{name}`: there is no customer `{owner}`; import customers as well")
        customers[owner] = customer
        Record.objects.update_or_create(
            kind=kind, record_id=name, defaults={"customer": customer, "data": dict(each)}
        )
        number += 1
    return number


def _text(kind: str, given: Given, key: str) -> str:
    value = given.get(key)
    if value in (None, "") or isinstance(value, list | dict):
        raise WrongRecord(f"{kind} `{given.get('id', '?')}` has no `{key}`: add it to the record")
    return _maybe(kind, given, key)


def _maybe(kind: str, given: Given, key: str) -> str:
    text = str(given.get(key) or "")
    if len(text) > _LONGEST[key]:
        raise WrongRecord(
            f"{kind} `{str(given.get('id'))[:100]}`: `{key}` has {len(text)} characters; "
            f"shorten it to {_LONGEST[key]}"
        )
    return text


def _several(value: object) -> list[str]:
    """Addresses as they are compared: in small letters, without spaces around them."""
    if value is None:
        return []
    return [str(each).strip().lower() for each in (value if isinstance(value, list) else [value])]
