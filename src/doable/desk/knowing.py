"""What is known of a case: claimed by the customer, on record, stated by a colleague."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.db.models import Sum

from doable.desk.models import Reply
from doable.desk.money import promised_besides
from doable.desk.understood import understanding_of
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value
from doable.policy.expression import Situation
from doable.policy.language.declarations import TIMESTAMP
from doable.policy.language.values import Fault, Unknown
from doable.understanding.claiming import facts_for
from doable.understanding.gathering import Gathered, gather

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from doable import Book, Understanding
    from doable.desk.models import Case
    from doable.policy.book import Contents

    Facts = dict[str, dict[str, object]]

_GRANTED_DAYS = 90
_CLOCK = frozenset(("now", "today"))


def facts_of(book: Book, case: Case, *, now: datetime) -> dict[str, object]:
    """What is known: claimed by the customer, then on record, then stated by a colleague; the last counts.

    A claim does not stand against what follows from the records: who says that the parcel came yesterday
    is not believed where its day of delivery is on file.
    """
    contents = book.contents
    understanding = understanding_of(book, case)
    gathered = gathered_for(book, case, understanding).facts
    recorded: Facts = {name: {"value": value, "source": "record"} for name, value in gathered.items()}
    stated: Facts = {
        statement.fact: {"value": statement.value, "source": statement.source}
        for statement in case.statements.filter(taken_back_at=None)
    }
    sure = _fitting(contents, {**recorded, **_granted(contents, case, recorded, now), **stated})
    claimed = facts_for(contents, understanding) if understanding else {}
    follows = set(_follows(contents, sure, claimed, now))
    claims = {name: claim for name, claim in claimed.items() if name not in follows}
    return dict(sorted({**claims, **sure}.items()))


def gathered_for(book: Book, case: Case, understanding: Understanding | None) -> Gathered:
    """What is on file of the case's customer; nothing where nobody is sure who wrote."""
    if case.customer is None or understanding is None:
        return Gathered({})
    return gather(book.contents, understanding, case.customer.file(), case.customer.record_id)


def _fitting(contents: Contents, facts: Facts) -> Facts:
    """Those that the book has and can read: a newer book may have other facts than were stated."""
    return {
        name: fact
        for name, fact in facts.items()
        if name in contents.facts and _is_readable(contents, name, fact["value"])
    }


def _is_readable(contents: Contents, name: str, value: object) -> bool:
    fact = contents.facts[name]
    if value is None:
        return fact.optional
    try:
        read_value(value, fact.type, name)
    except InputError:
        return False
    return True


def _follows(contents: Contents, sure: Facts, claimed: Iterable[str], now: datetime) -> Iterable[str]:
    """The claimed facts that can be worked out of what is sure; a formula that reads no fact only assumes."""
    known = {
        name: None if fact["value"] is None else read_value(fact["value"], contents.facts[name].type, name)
        for name, fact in sure.items()
        if fact["source"] in contents.facts[name].sources
    }
    known["now"] = read_value(now.isoformat(), TIMESTAMP, "now")
    known["today"] = now.astimezone(contents.zone).date()
    formulas = {
        name: formula for name, formula in contents.computed.items() if formula.checked.reads - _CLOCK
    }
    situation = Situation(known, contents.zone, formulas)
    for name in claimed:
        if name in formulas and not isinstance(situation.lookup(name), Unknown | Fault):
            yield name


def _granted(
    contents: Contents, case: Case, recorded: Mapping[str, Mapping[str, object]], now: datetime
) -> Facts:
    """What the customer got: as the record has it, and what replies granted, also in this case.

    What still stands in this case is left out: the decision itself counts it.
    """
    here = promised_besides(case)
    granted: Facts = {}
    if here and "case.granted" in contents.facts:
        granted["case.granted"] = {"value": str(here), "source": "record"}
    name = "customer.granted_90d"
    if case.customer is None or name not in contents.facts:
        return granted
    sent = Reply.objects.filter(
        case__customer=case.customer, sent_at__gte=now - timedelta(days=_GRANTED_DAYS)
    ).exclude(case=case)
    elsewhere = sent.aggregate(total=Sum("granted"))["total"] or Decimal(0)
    on_file = cast("str | None", recorded.get(name, {}).get("value"))
    if on_file is None and not elsewhere + here:
        return granted
    total = Decimal(str(on_file or 0)) + elsewhere + here
    granted[name] = {"value": f"{total:.2f}", "source": "record"}
    return granted
