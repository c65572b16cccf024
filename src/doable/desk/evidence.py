"""What colleagues answered, as evidence for the next decision."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.desk.models import Approval, Ask, Case, Consultation
    from doable.policy.book import Contents

    Answered = Approval | Consultation


def evidence_of(contents: Contents, case: Case, asks: Iterable[Ask]) -> list[dict[str, object]]:
    """The answers that still fit what is asked, oldest first.

    An answer was given for an ask with its params; where those have changed since, it counts no more:
    a yes to forty is none to four hundred. Nor does one in a grade that the book no longer has.
    """
    standing = [(ask.ask, ask.params) for ask in asks]
    answered: Iterable[Answered] = chain(
        case.approvals.exclude(answered_at=None), case.consultations.exclude(answered_at=None)
    )
    fitting = [
        each
        for each in answered
        if (each.ask, each.params) in standing and each.answered_grade in contents.grades[1:]
    ]
    fitting.sort(key=lambda each: (each.answered_at, each._meta.model_name, each.pk))
    return [_as_json(contents, each) for each in fitting]


def _as_json(contents: Contents, answered: Answered) -> dict[str, object]:
    by = {"grade": answered.answered_grade}
    if answered.answered_function in contents.functions:
        by["function"] = answered.answered_function
    told: dict[str, object] = {
        "kind": type(answered).__name__.lower(),
        "ask": answered.ask,
        "answer": "yes" if answered.yes else "no",
        "by": by,
        "at": answered.answered_at.isoformat() if answered.answered_at else None,
    }
    amount = getattr(answered, "amount", None)
    if amount is not None:
        told["amount"] = format(amount.normalize(), "f")
    if answered.because:
        told["because"] = answered.because
    return told
