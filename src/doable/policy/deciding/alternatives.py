"""What can be offered in place of a no, each verified for this customer: docs/books/meaning.md, 7."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Answer, Offer, Referred
from doable.policy.vocabulary import ALLOWED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.book import Alternative, Ask, Contents
    from doable.policy.expression import Situation
    from doable.policy.language.values import Value

    Deciding = Callable[[Ask, Mapping[str, Value]], Answer]


def alternatives_to(
    contents: Contents, ask: Ask, situation: Situation, answer: Answer, decided: Deciding
) -> Answer:
    """The answer with what may be offered, what would be possible after a question, and referrals last."""
    offers = [_offer(contents, other, situation, decided) for other in ask.alternatives if other.ask]
    referrals = [
        _referral(contents, other.referral, situation) for other in ask.alternatives if other.referral
    ]
    return replace(
        answer,
        alternatives=(
            *(offer for offer in offers if offer.verdict in ALLOWED),
            *(referral for referral in referrals if referral is not None),
        ),
        possible=tuple(offer for offer in offers if offer.verdict == "clarify"),
    )


def _offer(contents: Contents, other: Alternative, situation: Situation, decided: Deciding) -> Offer:
    ask = contents.asks[other.ask or ""]
    answer = decided(ask, {name: expression.value(situation) for name, expression in other.params})
    return Offer(
        ask.name, answer.params, answer.verdict, answer.granted, other.text or ask.means, answer.missing
    )


def _referral(contents: Contents, name: str, situation: Situation) -> Referred | None:
    referral = contents.referrals[name]
    if referral.when is not None and referral.when.value(situation) is not True:
        return None
    return Referred(name, referral.helps_with, referral.contact)
