"""What is offered in place of a no, as the customer reads it: only what was verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Offer, Referred
from doable.reply.composing.showing import Named, has_numbers

_WAYS = ("phone", "email", "web", "address")

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer
    from doable.reply.composing.showing import Shown

    # How an ask is put as an offer in the texts: `offer: store_credit`, with what is granted.
    Worded = Callable[[Offer], str]


def options(contents: Contents, answer: Answer, shown: Shown, *, worded: Worded, public: bool) -> list[str]:
    """Each offer as part of a sentence; in public without those that say numbers."""
    offers = [other for other in answer.alternatives if isinstance(other, Offer)]
    texts = [_option(contents, offer, shown, worded) for offer in offers]
    return [text for text in dict.fromkeys(texts) if text and not (public and has_numbers(text))]


def referrals(contents: Contents, answer: Answer, language: str) -> list[Named]:
    """Those outside who can help, with how to reach them."""
    return [
        Named(_referral(contents, other, language))
        for other in answer.alternatives
        if isinstance(other, Referred)
    ]


def _option(contents: Contents, offer: Offer, shown: Shown, worded: Worded) -> str:
    ask = contents.asks.get(offer.ask)
    own = ask is None or str(offer.text) != str(ask.means)
    text = "" if own else worded(offer)
    if not text:
        means = offer.text.within(shown.language.code)
        text = shown.language.clause(means if own else shown.language.wish(means) or means)
    figures = [figure for figure in shown.figures(offer.granted) if not shown.says(text, figure)]
    return f"{text} ({shown.language.listed(figures)})" if figures else text


def _referral(contents: Contents, other: Referred, language: str) -> dict[str, object]:
    known = contents.referrals.get(other.referral)
    contact = dict(other.contact)
    return {
        **contact,
        "reach": ", ".join(contact[way] for way in _WAYS if way in contact) or None,
        "name": known.called.within(language) if known else other.referral.replace("_", " "),
        "helps_with": other.text.within(language),
    }
