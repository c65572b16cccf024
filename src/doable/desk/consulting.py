"""A no talked over before it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from doable import InputError
from doable.desk import books, deciding, drafting
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.finding import whom_to_ask
from doable.desk.models import Consultation
from doable.desk.models.cases import COLLEAGUE, US
from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Person, Ruling


def needed(ruling: Ruling, name: str) -> str | None:
    """With which grade a no still has to be talked over; None where it has not."""
    for answer in cast("list[dict[str, object]]", ruling.decision["asks"]):
        consult = cast("dict[str, object] | None", answer["consult"])
        if answer["ask"] == name and consult and consult["needed"] and not answer["consulted"]:
            grades = books.in_force().contents.grades
            return cast("str | None", consult["grade"]) or grades[min(2, len(grades) - 1)]
    return None


@transaction.atomic
def ask(
    case: Case, name: str, *, of: Person | None = None, note: str = "", by: Person, now: datetime
) -> Consultation:
    """Talk a no over with the nearest person above."""
    authorise(by, "work_on_case", case)
    if case.owner_id is None:
        case.take_over(by, now=now)
    ruling = deciding.decide(case, because="a no is talked over", by=by, now=now)
    grade = needed(ruling, name)
    standing = case.asks.standing().filter(ask=name).last()
    if grade is None or standing is None:
        raise InputError(name, "has nothing to talk over", "send the reply as it is")
    if waiting := case.consultations.waiting().filter(ask=name).first():
        return waiting
    whom = whom_to_ask(grade, by.function, by, of, now=now)
    asked = Consultation.objects.create(
        case=case,
        ruling=ruling,
        ask=name,
        params=standing.params,
        grade=grade,
        function=whom.function,
        note=note,
        asked_by=by,
        asked_of=whom,
        asked_at=now,
    )
    case.waits_for(COLLEAGUE)
    record(case, "consultation_asked", by=by, now=now, ask=name, of=whom.pk, consultation=asked.pk)
    drafting.draft(case, now=now)
    return asked


@transaction.atomic
def answer(consultation: Consultation, *, yes: bool, because: str = "", by: Person, now: datetime) -> Ruling:
    """Say that the no stands, or that there is another way, and which."""
    authorise(by, "answer", consultation)
    if not yes and not because.strip():
        raise InputError("because", "is missing", "write which other way there is")
    won = Consultation.objects.filter(pk=consultation.pk, answered_at=None, taken_back_at=None).update(
        answered_by=by,
        answered_grade=by.grade,
        answered_function=by.function,
        answered_at=now,
        yes=yes,
        because=because.strip(),
    )
    if not won:
        raise NotAllowed("Somebody has answered this already, or it was taken back.")
    case = consultation.case
    case.waits_for(US)
    record(case, "consulted", by=by, now=now, consultation=consultation.pk, stands=yes)
    ruling = deciding.decide(case, because="a no was talked over", by=by, now=now)
    drafting.draft(case, now=now)
    return ruling


@transaction.atomic
def take_back(consultation: Consultation, *, by: Person, now: datetime) -> None:
    """Ask no longer."""
    authorise(by, "work_on_case", consultation.case)
    if consultation.take_back(by=by, now=now):
        consultation.case.waits_for(US)
