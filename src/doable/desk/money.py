"""How much money a decision grants, and how much a case was promised."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.desk import books
from doable.policy.vocabulary import ALLOWED

if TYPE_CHECKING:
    from doable.desk.models import Case, Ruling

    Answer = dict[str, object]


def money_granted(decision: dict[str, object], name: str) -> Decimal | None:
    """The money that an ask is given, whatever is still open; None where none is."""
    answers = [answer for answer in cast("list[Answer]", decision["asks"]) if answer["ask"] == name]
    sums = [amount for answer in answers for amount in _amounts(answer)]
    return sum(sums, Decimal(0)) if sums else None


def money_promised(ruling: Ruling) -> dict[str, Decimal]:
    """The money that a reply on a ruling promises, by ask with its params; nothing where a step is open."""
    asked = cast("list[Answer]", ruling.given["asks"])
    answers = cast("list[Answer]", ruling.decision["asks"])
    return {
        _key(ask["ask"], ask["params"]): sum(_amounts(answer), Decimal(0))
        for ask, answer in zip(asked, answers, strict=True)
        if answer["verdict"] in ALLOWED
    }


def promised_before(case: Case) -> dict[str, Decimal]:
    """The money that the replies of a case promised so far, by ask with its params."""
    promised: dict[str, Decimal] = {}
    for reply in case.replies.exclude(sent_at=None).exclude(ruling=None).select_related("ruling"):
        if reply.ruling:
            for key, amount in money_promised(reply.ruling).items():
                promised[key] = max(amount, promised.get(key, Decimal(0)))
    return promised


def promised_besides(case: Case) -> Decimal:
    """The money promised in a case for what no longer stands in it as it did."""
    promised = promised_before(case)
    for ask in case.asks.standing():
        promised.pop(_key(ask.ask, ask.params), None)
    return sum(promised.values(), Decimal(0))


def newly_promised(case: Case, ruling: Ruling) -> Decimal:
    """The money that a reply on a ruling promises beyond what the case's replies did already."""
    before = promised_before(case)
    more = (amount - before.get(key, Decimal(0)) for key, amount in money_promised(ruling).items())
    return sum((amount for amount in more if amount > 0), Decimal(0))


def _key(name: object, params: object) -> str:
    return json.dumps([name, params], sort_keys=True)


def _amounts(answer: Answer) -> list[Decimal]:
    ask = books.in_force().contents.asks.get(cast("str", answer["ask"]))
    if ask is None:
        return []
    return [
        Decimal(str(value))
        for key, value in cast("dict[str, object]", answer["granted"]).items()
        if value is not None and key in ask.types and ask.types[key].name == "money"
    ]
