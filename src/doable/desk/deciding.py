"""A case decided: everything known of it goes in, a ruling is kept, and can be decided again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from django.db import transaction

from doable.desk import books
from doable.desk.evidence import evidence_of
from doable.desk.knowing import facts_of
from doable.desk.models import Case, Ruling
from doable.desk.models.events import record
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value

if TYPE_CHECKING:
    from datetime import datetime

    from doable import Book
    from doable.desk.models import Ask, Person
    from doable.policy.book import Contents

# The verdict that a case is listed under is that of the ask with the most still to do.
URGENCY = (
    *("needs_approval", "clarify", "refer", "forbidden", "declined"),
    *("phased", "billable", "doable"),
)


class NothingAsked(Exception):
    """A case in which nothing is asked can't be decided."""

    def __init__(self) -> None:
        super().__init__("Nothing is asked in this case yet: add what the customer wants.")


def decide_anew(case: Case, *, because: str, by: Person | None, now: datetime) -> Ruling | None:
    """Decide a case on what is known now; None where nothing is asked in it."""
    try:
        return decide(case, because=because, by=by, now=now)
    except NothingAsked:
        if case.verdict:
            case.verdict = ""
            case.save(update_fields=["verdict"])
        return None


@transaction.atomic
def decide(case: Case, *, because: str, by: Person | None, now: datetime) -> Ruling:
    """Decide a case on what is known now, and keep the ruling; raises NothingAsked."""
    version = books.in_force_version(now)
    if version is None:
        raise books.NoBook
    _hold(case)
    book = books.loaded(version.digest)
    given = case_as_json(book, case, now=now)
    if not given["asks"]:
        raise NothingAsked
    output = decided(book, given)
    case.verdict = verdict_of(output)
    case.save(update_fields=["verdict"])
    ruling = Ruling.objects.create(
        case=case,
        book=version,
        input=as_text(given),
        output=as_text(output),
        verdict=case.verdict,
        because=because[:100],
        by=by,
        at=now,
    )
    record(case, "decided", by=by, now=now, ruling=ruling.pk, verdict=case.verdict, because=because)
    return ruling


def _hold(case: Case) -> None:
    """One at a time decides a case, and on what the others left it as; inserts beside it need not wait."""
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    case.owner_id, case.customer_id, case.function = held.owner_id, held.customer_id, held.function


def decide_again(ruling: Ruling) -> str:
    """The output of a ruling worked out anew from its input and its version of the book."""
    book = books.loaded(ruling.book.digest)
    return as_text(decided(book, ruling.given))


def decided(book: Book, given: dict[str, object]) -> dict[str, object]:
    """What `doable decide` prints for a line."""
    return book.as_json(book.decide(given))


def as_text(data: dict[str, object]) -> str:
    """JSON in one way only, so that the same ruling is the same bytes."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def verdict_of(output: dict[str, object]) -> str:
    """The verdict with the most still to do; empty where nothing is asked."""
    verdicts = {answer["verdict"] for answer in cast("list[dict[str, str]]", output["asks"])}
    return next((verdict for verdict in URGENCY if verdict in verdicts), "")


def case_as_json(book: Book, case: Case, *, now: datetime) -> dict[str, object]:
    """A case as a line for `doable decide`: its asks, its facts with their sources, its evidence."""
    contents = book.contents
    asks = [ask for ask in case.asks.standing() if ask.ask in contents.asks]
    return {
        "id": f"case-{case.pk}",
        "as": asker(book, case),
        "at": now.astimezone(contents.zone).isoformat(timespec="seconds"),
        "asks": [{"ask": ask.ask, "params": _readable(contents, ask)} for ask in asks],
        "facts": facts_of(book, case, now=now),
        "evidence": evidence_of(contents, case, asks),
    }


def _readable(contents: Contents, ask: Ask) -> dict[str, object]:
    """The params that the book still has and can read: it may have changed since they were named."""
    params = contents.asks[ask.ask].params
    readable = {}
    for name, value in ask.params.items():
        try:
            read_value(value, params[name].type, name)
        except (KeyError, InputError):
            continue
        readable[name] = value
    return readable


def asker(book: Book, case: Case) -> dict[str, str]:
    """In whose name it is decided: the owner's, else that of the lowest grade of people."""
    grades = book.contents.grades
    owner = case.owner
    grade = owner.grade if owner and owner.grade in grades else grades[min(1, len(grades) - 1)]
    function = owner.function if owner else case.function
    return {"grade": grade, "function": function} if function in book.contents.functions else {"grade": grade}
