"""A yes or no from somebody who may give it, before anything is promised."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.db import transaction

from doable import InputError
from doable.desk import asking, books, deciding, drafting
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.finding import NobodyToAsk, whom_to_ask
from doable.desk.models import Approval
from doable.desk.models.cases import COLLEAGUE, US
from doable.desk.models.events import record
from doable.desk.money import money_granted

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from doable.desk.models import Case, Person, Ruling


__all__ = ["NobodyToAsk", "answer", "ask", "needed", "take_back"]


def needed(ruling: Ruling, name: str) -> dict[str, str] | None:
    """The approval that an ask still needs: grade and function; None where it needs none."""
    for answer in cast("list[dict[str, list[dict[str, str]]]]", ruling.decision["asks"]):
        if cast("object", answer["ask"]) == name:
            return next((each for each in answer["approvals"] if not each["obtained"]), None)
    return None


@transaction.atomic
def ask(
    case: Case, name: str, *, of: Person | None = None, note: str = "", by: Person, now: datetime
) -> Approval:
    """Ask for an approval; without `of` the nearest who may give it. One question at a time for each ask."""
    authorise(by, "work_on_case", case)
    if case.owner_id is None:
        case.take_over(by, now=now)
    ruling = deciding.decide(case, because="an approval is asked for", by=by, now=now)
    open_ = needed(ruling, name)
    standing = case.asks.standing().filter(ask=name).last()
    if open_ is None or standing is None:
        raise InputError(name, "needs no approval", "send the reply as it is")
    if waiting := case.approvals.waiting().filter(ask=name).first():
        return waiting
    whom = whom_to_ask(open_["grade"], open_["function"], by, of, now=now)
    asked = Approval.objects.create(
        case=case,
        ruling=ruling,
        ask=name,
        params=standing.params,
        grade=open_["grade"],
        function=open_["function"],
        note=note,
        asked_by=by,
        asked_of=whom,
        asked_at=now,
    )
    case.waits_for(COLLEAGUE)
    record(case, "approval_asked", by=by, now=now, ask=name, of=whom.pk, approval=asked.pk)
    drafting.draft(case, now=now)
    return asked


@transaction.atomic
def answer(
    approval: Approval,
    *,
    yes: bool,
    amount: Decimal | None = None,
    because: str = "",
    by: Person,
    now: datetime,
) -> Ruling:
    """Say yes, no, or yes to another amount; a no needs the sentence that the customer is told."""
    authorise(by, "answer", approval)
    if not yes and not because.strip():
        raise InputError("because", "is missing", "write the sentence that the customer is told")
    if amount is not None:
        _see_amount(approval, amount)
    case = approval.case
    granted = amount if amount is not None else money_granted(approval.ruling.decision, approval.ask)
    won = Approval.objects.filter(pk=approval.pk, answered_at=None, taken_back_at=None).update(
        answered_by=by,
        answered_grade=by.grade,
        answered_function=by.function,
        answered_at=now,
        yes=yes,
        amount=granted if yes else None,
        because=because.strip(),
    )
    if not won:
        raise NotAllowed("Somebody has answered this already, or it was taken back.")
    approval.refresh_from_db()
    if yes and amount is not None:
        _put_at(approval, amount, by, now)
    case.waits_for(US)
    record(case, "approval_given" if yes else "approval_refused", by=by, now=now, approval=approval.pk)
    ruling = deciding.decide(case, because="an approval was answered", by=by, now=now)
    drafting.draft(case, now=now)
    return ruling


def _see_amount(approval: Approval, amount: Decimal) -> None:
    """Only an ask about money has an amount, and a yes to nothing is a no."""
    param = books.in_force().contents.asks[approval.ask].params.get("amount")
    if param is None or param.type.name != "money":
        raise InputError("amount", "this ask has no amount", "say yes or no")
    if not (amount.is_finite() and amount > 0):
        raise InputError("amount", f"`{amount}` is nothing to approve", "write more than 0, or say no")


def _put_at(approval: Approval, amount: Decimal, by: Person, now: datetime) -> None:
    """The ask with the amount that is approved in place of the one asked for."""
    standing = approval.case.asks.standing().filter(ask=approval.ask, params=approval.params).get()
    params = {**standing.params, "amount": format(amount, "f")}
    approval.params = asking.replace(standing, params, by=by, now=now).params
    approval.save(update_fields=["params"])


@transaction.atomic
def take_back(approval: Approval, *, by: Person, now: datetime) -> None:
    """Ask no longer."""
    authorise(by, "work_on_case", approval.case)
    if approval.take_back(by=by, now=now):
        approval.case.waits_for(US)
