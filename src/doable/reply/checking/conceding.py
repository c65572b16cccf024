"""A yes, or the hope of one, where the decision refuses; options that nobody verified."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.draft.stems import stems
from doable.reply.checking.exceeding import OF_THE_COMPANY
from doable.reply.checking.finding import finding
from doable.reply.checking.record.backing import (
    PAPERS,
    draws_on,
    gives,
    hint,
    hit,
    is_accounted,
    is_negated,
    span,
)

if TYPE_CHECKING:
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.occasion import DraftFinding

_TO_COME = re.compile(
    r"\b(?:will|shall|going to|can|get|gets|receive|have (?:put|set|booked|added))\b|['’]ll\b", re.IGNORECASE
)
_TO_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_ANSWERS = stems("answer reply respond explain call write mail inform letter hear")


def against_refusal(compared: Compared, number: int) -> DraftFinding | None:
    """What a clause gives away of an ask that is refused."""
    accounted = is_accounted(compared, number)
    words = hint(compared, number)
    if words and not accounted:
        message = f"“{words}” lets the customer hope for what was refused"
        return finding(
            "overpromise", span(compared, number), message, "leave it out; a no that may turn is none"
        )
    if number in compared.roles.refusing or number in compared.roles.restating:
        return None
    if not compared.same_language and not compared.asks_again(number):
        return None
    if _offers_else(compared, number):
        message = "offers something that was not verified for this customer"
        return finding("unverified_alternative", span(compared, number), message, _verified(compared))
    return None if accounted else _given(compared, number)


def _offers_else(compared: Compared, number: int) -> bool:
    """Whether the clause holds out an option that shares nothing with those verified."""
    if number not in compared.said.within("offering.frame") or is_negated(compared, number):
        return False
    if any(draws_on(compared, number, option) for option in compared.offered):
        return False
    clause = compared.said.clauses[number]
    return bool(clause.stems - compared.options - compared.known.step - PAPERS)


def _given(compared: Compared, number: int) -> DraftFinding | None:
    """A clause that gives something which is neither the refused ask's alternative nor its next step."""
    place = span(compared, number)
    if _instructs(compared, number):
        remedy = "leave it out; offer what is safe and allowed"
        return finding("contradicts_decision", place, "tells how to do what is forbidden", remedy)
    felt = number in compared.said.within("feeling.acknowledgement")
    plain = not any(hit(compared, name, number) for name in ("done", "additive"))
    if is_negated(compared, number) or (felt and plain):
        return None
    rude = any(number in compared.said.within(f"tone.{tone}") for tone in ("dismissive", "defensive"))
    again = compared.asks_again(number) and not rude and not _leads_up(compared, number)
    if not (again or gives(compared, number)):
        return None
    if _grants_the_ask(compared, number):
        message = f"says yes to `{compared.known.points[0].answer.ask}`, which is refused"
        remedy = "say no, with the reason; to grant it takes another decision"
        return finding("contradicts_decision", place, message, remedy)
    if _promises_else(compared, number):
        message = "promises something that the decision does not grant"
        return finding("overpromise", place, message, _verified(compared))
    return None


def _instructs(compared: Compared, number: int) -> bool:
    forbidden = any(point.answer.verdict == "forbidden" for point in compared.known.points)
    return forbidden and hit(compared, "instructing", number) is not None


def _grants_the_ask(compared: Compared, number: int) -> bool:
    """By the figure asked for, in so many words, or by the customer's own words turned into a promise."""
    clause = compared.said.clauses[number]
    about = len(clause.stems & compared.wanted)
    addressed = _TO_YOU.search(clause.text) or (about > 1 and _TO_COME.search(clause.text))
    named = any((figure.kind, figure.value) in compared.asked for figure in compared.by_clause[number])
    if hit(compared, "yes", number):
        return True
    return not _leads_up(compared, number) and (named or bool(about and addressed))


def _leads_up(compared: Compared, number: int) -> bool:
    """Whether the clause comes before the no and says nothing of what will be: the wish told back."""
    before = number < min(compared.roles.refusing, default=len(compared.said.clauses))
    told = any(hit(compared, name, number) for name in ("done", "yes"))
    return before and not told and not _TO_COME.search(compared.said.clauses[number].text)


def _promises_else(compared: Compared, number: int) -> bool:
    clause = compared.said.clauses[number]
    if clause.stems & _ANSWERS or not _TO_COME.search(clause.text):
        return False
    return bool(_TO_YOU.search(clause.text) or OF_THE_COMPANY.search(clause.text))


def _verified(compared: Compared) -> str:
    offered = [option.text for point in compared.known.points for option in point.options]
    if not offered:
        return "leave it out; the decision offers nothing else"
    return f"offer what was verified: {'; '.join(offered)}"
