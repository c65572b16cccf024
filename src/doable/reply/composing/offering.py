"""What is offered in place of a no, as the customer reads it: only what was verified."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Offer, Referred
from doable.reply.composing.showing import Named, has_numbers

_WAYS = ("phone", "email", "web", "address")

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Typed
    from doable.reply.composing.showing import Shown

    # How an ask is put as an offer in the texts: `offer: store_credit`, with what is granted.
    Worded = Callable[[Offer], str]


def options(contents: Contents, answer: Answer, shown: Shown, *, worded: Worded, public: bool) -> list[str]:
    """Each offer as part of a sentence; in public without those that say numbers."""
    offers = [other for other in answer.alternatives if isinstance(other, Offer)]
    dated = None if public else answer.ask
    texts = [_option(contents, offer, shown, worded, dated=dated) for offer in offers]
    return [text for text in dict.fromkeys(texts) if text and not (public and has_numbers(text))]


def nearest(answer: Answer) -> list[Typed]:
    """The closest values that would be a yes, without those that an offer grants anyway."""
    offers = [other for other in answer.alternatives if isinstance(other, Offer) and other.ask == answer.ask]
    offered = {(typed.name, typed.value) for offer in offers for typed in (*offer.params, *offer.granted)}
    return [near.param for near in answer.nearest if (near.param.name, near.param.value) not in offered]


def referrals(contents: Contents, answer: Answer, language: str) -> list[Named]:
    """Those outside who can help, with how to reach them."""
    return [
        Named(_referral(contents, other, language))
        for other in answer.alternatives
        if isinstance(other, Referred)
    ]


def _option(contents: Contents, offer: Offer, shown: Shown, worded: Worded, *, dated: str | None) -> str:
    ask = contents.asks.get(offer.ask)
    own = ask is None or str(offer.text) != str(ask.means)
    text = "" if own else worded(offer)
    if not text:
        means = offer.text.within(shown.language.code)
        text = shown.language.clause(means if own else shown.language.wish(means) or means)
    told = [*shown.figures(offer.granted), *(shown.day(day) for day in _days(offer) if offer.ask == dated)]
    figures = [figure for figure in told if not shown.says(text, figure)]
    return f"{text} ({shown.language.listed(figures)})" if figures else text


def _days(offer: Offer) -> list[date]:
    """The day that an offer is for, where the ask was for another; by when it is done its next step says."""
    dated = (typed.value for typed in offer.granted if typed.name == "date")
    return [value for value in dated if isinstance(value, date)]


def _referral(contents: Contents, other: Referred, language: str) -> dict[str, object]:
    known = contents.referrals.get(other.referral)
    contact = dict(other.contact)
    return {
        **contact,
        "reach": ", ".join(contact[way] for way in _WAYS if way in contact) or None,
        "name": known.called.within(language) if known else other.referral.replace("_", " "),
        "helps_with": other.text.within(language),
    }
