"""Facts put right or added by a colleague, each with the source it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable import InputError
from doable.desk import books, deciding, drafting
from doable.desk.authorising import authorise
from doable.desk.models import Statement
from doable.desk.models.events import record
from doable.policy.deciding.notation import read_value, show_value

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Person, Ruling
    from doable.policy.book import Fact

# What a colleague can vouch for: what they saw or were told. A record is put right where it is kept.
SOURCES = ("colleague", "document", "customer")


def sources_for(fact: Fact) -> tuple[str, ...]:
    """In which ways a colleague can state a fact; none for what only records or formulas say."""
    return tuple(source for source in SOURCES if source in fact.sources)


@transaction.atomic
def state(  # noqa: PLR0913 - what a statement is made of
    case: Case, name: str, value: object, *, source: str, because: str = "", by: Person, now: datetime
) -> Ruling | None:
    """State a fact and decide anew; raises InputError where the fact can't be stated so."""
    authorise(by, "work_on_case", case)
    raw = read_fact(name, value, source)
    case.statements.filter(fact=name, taken_back_at=None).update(taken_back_at=now)
    Statement.objects.create(case=case, fact=name, value=raw, source=source, because=because, by=by, at=now)
    record(case, "stated", by=by, now=now, fact=name, value=raw, source=source, because=because)
    return _anew(case, f"{name} was put right", by, now)


@transaction.atomic
def take_back(case: Case, name: str, *, by: Person, now: datetime) -> Ruling | None:
    """Take a statement back: what is on record or was claimed counts again."""
    authorise(by, "work_on_case", case)
    case.statements.filter(fact=name, taken_back_at=None).update(taken_back_at=now)
    record(case, "taken_back", by=by, now=now, fact=name)
    return _anew(case, f"{name} was taken back", by, now)


def read_fact(name: str, value: object, source: str) -> object:
    """A fact's value as JSON of `decide`; an empty one is known to be absent, where that may be."""
    contents = books.in_force().contents
    fact = contents.facts.get(name)
    if fact is None:
        raise InputError(name, "the book has no such fact", "choose one of its facts")
    if source not in sources_for(fact):
        where = " or ".join(fact.sources) or "a formula"
        raise InputError(name, f"does not count on the word of a {source}", f"it comes from {where}")
    if value in (None, "") and fact.optional:
        return None
    return show_value(read_value(value, fact.type, name), fact.type, contents.currency)


def _anew(case: Case, because: str, by: Person, now: datetime) -> Ruling | None:
    ruling = deciding.decide_anew(case, because=because, by=by, now=now)
    drafting.draft(case, now=now)
    return ruling
