"""What a customer wants, put right: asks added, changed, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable import InputError
from doable.desk import books, deciding, drafting
from doable.desk.authorising import authorise
from doable.desk.models import Ask
from doable.desk.models.events import record
from doable.policy.deciding.notation import read_value, show_value

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Message, Person, Ruling


def take_in(
    message: Message,
    name: str,
    params: dict[str, object],
    *,
    quote: str,
    confidence: float,
    now: datetime,
) -> None:
    """An ask read from a message: a new one, or other params for one that stands.

    What a colleague put right stays as it is.
    """
    case = message.case
    standing = case.asks.standing().filter(ask=name).last()
    if standing and (standing.by_id is not None or not params or params == standing.params):
        return
    if standing:
        _drop(standing, None, now)
        params = {**standing.params, **params}
    Ask.objects.create(
        case=case, ask=name, params=params, message=message, quote=quote, confidence=confidence, at=now
    )
    record(case, "asked", by=None, now=now, ask=name, params=params)


@transaction.atomic
def add(case: Case, name: str, params: dict[str, object], *, by: Person, now: datetime) -> Ruling | None:
    """Add an ask that reading missed; raises InputError naming a param that can't be."""
    authorise(by, "work_on_case", case)
    read = read_params(name, params)
    if case.asks.standing().filter(ask=name).exists():
        raise InputError("ask", f"`{name}` is asked already", "change its amount or other details instead")
    Ask.objects.create(case=case, ask=name, params=read, by=by, at=now)
    record(case, "ask_added", by=by, now=now, ask=name, params=params)
    return _anew(case, "an ask was added", by, now)


@transaction.atomic
def drop(ask: Ask, *, by: Person, now: datetime) -> Ruling | None:
    """Take an ask out that the customer does not have."""
    authorise(by, "work_on_case", ask.case)
    _drop(ask, by, now)
    record(ask.case, "ask_dropped", by=by, now=now, ask=ask.ask)
    return _anew(ask.case, "an ask was dropped", by, now)


@transaction.atomic
def change(ask: Ask, params: dict[str, object], *, by: Person, now: datetime) -> Ruling | None:
    """Put the params of an ask right; raises InputError naming one that can't be."""
    authorise(by, "work_on_case", ask.case)
    replace(ask, params, by=by, now=now)
    return _anew(ask.case, "an ask was put right", by, now)


def replace(ask: Ask, params: dict[str, object], *, by: Person, now: datetime) -> Ask:
    """An ask with other params, in place of the one that stood."""
    read = read_params(ask.ask, params)
    _drop(ask, by, now)
    changed = Ask.objects.create(
        case=ask.case,
        ask=ask.ask,
        params=read,
        message=ask.message,
        quote=ask.quote,
        confidence=ask.confidence,
        by=by,
        at=now,
    )
    record(ask.case, "ask_changed", by=by, now=now, ask=ask.ask, params=read, before=ask.params)
    return changed


def read_params(name: str, params: dict[str, object]) -> dict[str, object]:
    """Params as JSON of `decide`, each held against its type; empty ones are left out."""
    contents = books.in_force().contents
    if name not in contents.asks:
        raise InputError("ask", f"the book has no ask `{name}`", "choose one of its asks")
    declared = contents.asks[name].params
    read = {}
    for param, raw in params.items():
        if raw in (None, ""):
            continue
        if param not in declared:
            raise InputError(param, f"`{name}` has no such param", f"it has {', '.join(declared)}")
        kind = declared[param].type
        read[param] = show_value(read_value(raw, kind, param), kind, contents.currency)
    return read


def _drop(ask: Ask, by: Person | None, now: datetime) -> None:
    """Let an ask stand no more; nobody has to answer any longer what was asked about it."""
    ask.dropped_by, ask.dropped_at = by, now
    ask.save(update_fields=["dropped_by", "dropped_at"])
    for asked in (ask.case.approvals, ask.case.consultations):
        for waiting in asked.waiting().filter(ask=ask.ask):
            waiting.take_back(by=by, now=now)


def _anew(case: Case, because: str, by: Person, now: datetime) -> Ruling | None:
    ruling = deciding.decide_anew(case, because=because, by=by, now=now)
    drafting.draft(case, now=now)
    return ruling
