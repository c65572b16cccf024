"""Rows decided one by one in Python: what every other way of counting is held against."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.deciding import answer_alone
from doable.policy.vocabulary import ALLOWED
from doable.workbench.replaying.cases import case_of

if TYPE_CHECKING:
    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer
    from doable.workbench.replaying.cases import Row

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row comes to under one book; money and charge only where the verdict allows at once.

    `approvals` are those still to be got, as (grade, function).
    """

    verdict: str
    money: Decimal = NOTHING
    charge: Decimal = NOTHING
    approvals: tuple[tuple[str, str], ...] = ()


def answer_to(contents: Contents, row: Row) -> Answer:
    """A book's answer to a row, without what goes round a no."""
    case, number = case_of(contents, row)
    return answer_alone(contents, case, number)


def outcome_of(answer: Answer) -> Outcome:
    """What is counted of an answer."""
    allowed = answer.verdict in ALLOWED
    return Outcome(
        answer.verdict,
        money_in(answer) if allowed else NOTHING,
        answer.charge.amount if allowed and answer.charge else NOTHING,
        tuple((each.grade, each.function) for each in answer.approvals if not each.obtained),
    )


def money_in(answer: Answer) -> Decimal:
    """The money among what is granted."""
    amounts = (given.value for given in answer.granted if given.type.name == "money")
    return sum((Decimal(value) for value in amounts if isinstance(value, int | Decimal)), NOTHING)


def rules_of(answer: Answer) -> tuple[str, ...]:
    """The rules that decided."""
    return tuple(reason.rule for reason in answer.reasons if reason.rule is not None)
