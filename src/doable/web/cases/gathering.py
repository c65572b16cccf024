"""The records that the page of a case is made of, each looked up once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.desk import drafting
from doable.desk.models import Person
from doable.web.cases.recounting import people_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doable.desk.models import Approval, Ask, Case, Consultation, Message, Ruling, Statement
    from doable.web.cases.recounting import Event

    Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Records:
    """What was decided on, what came out, what was stated, and who was asked about it."""

    asks: list[Ask]
    ruling: Ruling | None
    stated: list[Statement]
    approvals: list[Approval]
    consultations: list[Consultation]


def records_of(case: Case) -> Records:
    """The records behind the decision of a case."""
    asks = list(case.asks.standing())
    return Records(
        asks=asks,
        ruling=drafting.last_ruling(case) if asks else None,
        stated=list(case.statements.filter(taken_back_at=None)),
        approvals=list(case.approvals.filter(taken_back_at=None).order_by("id")),
        consultations=list(case.consultations.filter(taken_back_at=None).order_by("id")),
    )


def messages_of(case: Case) -> list[Message]:
    """Everything said in a case, oldest first, with where it is on its way and what came with it."""
    said = case.messages.select_related("outgoing").prefetch_related("attachments")
    return list(said.order_by("at", "id"))


def names_in(
    case: Case, records: Records, messages: Iterable[Message] = (), events: Iterable[Event] = ()
) -> Names:
    """The names of the colleagues that these records name, by id."""
    named = {case.tied_by_id, *(each.by_id for each in records.stated)}
    for asked in (*records.approvals, *records.consultations):
        named |= {asked.asked_of_id, asked.asked_by_id, asked.answered_by_id}
    named |= {message.author_id for message in messages} | people_in(events)
    found = [pk for pk in named if pk is not None]
    return dict(Person.objects.filter(pk__in=found).order_by().values_list("pk", "name")) if found else {}
