"""Making sure who wrote: from then on a customer's records count in the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable.desk import deciding, drafting, searching
from doable.desk.authorising import authorise
from doable.desk.models import Customer

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Person, Ruling


def candidates(case: Case) -> list[Customer]:
    """The customers whose record has the address that a message claims to come from."""
    return list(Customer.objects.at(case.sender)[:5]) if case.sender else []


@transaction.atomic
def tie(case: Case, customer: Customer, *, by: Person, now: datetime) -> Ruling | None:
    """Say that a case is this customer's, on one's own word."""
    authorise(by, "work_on_case", case)
    case.tie(customer, how="person", by=by, now=now)
    return _anew(case, "it became clear who wrote", by, now)


@transaction.atomic
def untie(case: Case, *, by: Person, now: datetime) -> Ruling | None:
    """Take back that a case is a customer's."""
    authorise(by, "work_on_case", case)
    case.untie(by=by, now=now)
    return _anew(case, "it is no longer clear who wrote", by, now)


def _anew(case: Case, because: str, by: Person, now: datetime) -> Ruling | None:
    ruling = deciding.decide_anew(case, because=because, by=by, now=now)
    drafting.draft(case, now=now)
    searching.index(case)
    return ruling
