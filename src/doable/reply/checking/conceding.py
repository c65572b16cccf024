"""A yes, or the hope of one, where the decision refuses; options that nobody verified."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.draft.stems import stems
from doable.reply.checking.exceeding import OF_THE_COMPANY
from doable.reply.checking.finding import finding
from doable.reply.checking.record.backing import (
    FARTHEST,
    NEGATED,
    PAPERS,
    draws_on,
    gives,
    hint,
    hit,
    is_accounted,
    is_negated,
    span,
    tells_of_offer,
)
from doable.reply.checking.record.figures import figures
from doable.reply.checking.record.points import named

if TYPE_CHECKING:
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Point
    from doable.reply.occasion import DraftFinding

_TO_COME = re.compile(
    r"\b(?:will|shall|going to|can|get|gets|receive|have (?:put|set|booked|added))\b|['’]ll\b"
    r"|\b(?:i|we)(?:['’](?:m|re)| am| are) \w+ing\b|\bon (?:the|his|her|its|their) way\b",
    re.IGNORECASE,
)
_BY_US = re.compile(r"\b(?:i|we)(?:['’]ve| have)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\b(?:you|your|yours)\b", re.IGNORECASE)
_GIVE = (
    r"(?:waive|drop|refund|repay|pay|cancel|credit|remove|grant|approve|strike|forgo|give|send|delete|deduct|"
    r"accept|extend|exchange|replace|change|match|allow|take)"
)
# A yes to one of several things: somebody of ours does it, it is done, the customer has it.
_GRANTED = re.compile(
    r"\b(?:i|we|accounting|support|sales)"
    r"(?:['’](?:ll|ve|re)|\s(?:will|have|gladly|also|happily|shall|are|am|can))*\s"
    rf"(?:gladly\s|also\s|now\s|just\s|happily\s|happy to\s|glad to\s)*{_GIVE}(?:[a-z]?ed|d|s)?\b"
    r"|\b(?:is|are|been|be|gets?)\s(?:also\s|now\s|of course\s|gladly\s)*"
    r"(?:waived|dropped|cancelled|refunded|credited|removed|granted|approved|struck|forgiven|"
    r"paid back|yours|gone|off)\b"
    r"|\byou(?:['’]ll)?\s(?:will\s|also\s|can\s|may\s)*(?:get|have|receive|keep)\b"
    r"|\bgoes off\b|\b(?:won['’]t|not) be (?:billed|charged)\b",
    re.IGNORECASE,
)
_NO_MATTER = re.compile(r"\b(?:never mind|no matter|no problem|no worries|don['’]t worry)\b", re.IGNORECASE)
_ANSWERS = stems("answer reply respond explain call write mail inform letter hear")


def against_refusal(compared: Compared, number: int) -> DraftFinding | None:
    """What a clause gives away of an ask that is refused."""
    if _is_settled(compared, number):
        return _plain_yes(compared, number, compared.known.points[0])
    words = hint(compared, number)
    if (
        words
        and words.casefold() not in compared.known.record.casefold()
        and not tells_of_offer(compared, number)
    ):
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
    return None if is_accounted(compared, number) else _given(compared, number)


def yes_among_others(compared: Compared, number: int, point: Point) -> DraftFinding | None:
    """A plain yes to what is refused, where another ask of the same message is granted."""
    said, roles = compared.said, compared.roles
    clause = said.clauses[number]
    if number in roles.refusing or number in roles.restating or compared.is_conditional(number):
        return None
    settled = says_settled(compared, number)
    if not (settled or _GRANTED.search(clause.text)) or not _is_of_it(compared, number, point):
        return None
    if (compared.tells_reason(number) and not settled) or any(
        draws_on(compared, number, option) for option in point.options
    ):
        return None
    return _plain_yes(compared, number, point)


def _plain_yes(compared: Compared, number: int, point: Point) -> DraftFinding:
    message = f"says yes to {named(point)}, which is refused"
    remedy = "say no, with the reason; to grant it takes another decision"
    return finding("contradicts_decision", span(compared, number), message, remedy)


def says_settled(compared: Compared, number: int) -> bool:
    """Whether a clause tells something as done, or that the customer is spared it."""
    said = _NO_MATTER.sub("", compared.said.clauses[number].text)
    settled = hit(compared, "settled", number) is not None and not NEGATED.search(said)
    return settled or hit(compared, "relief", number) is not None


def _is_settled(compared: Compared, number: int) -> bool:
    """Whether a clause tells the refused thing as done, or spares it, and goes on about no alternative."""
    if not says_settled(compared, number) or not compared.same_language:
        return False
    told = number in compared.roles.refusing or number in compared.roles.restating
    if told or compared.is_conditional(number):
        return False
    for before in range(number, max(-1, number - FARTHEST), -1):
        if before < number and (before in compared.roles.refusing or compared.tells_reason(before)):
            break
        if tells_of_offer(compared, before):
            return False
    return True


def _is_of_it(compared: Compared, number: int, point: Point) -> bool:
    """Whether a clause speaks of one ask and not of the others, by a word or a figure of its own."""
    others = [one for one in compared.known.points if one is not point]
    theirs = frozenset[str]().union(*(one.wanted | one.about for one in others))
    # `the 8 postage` of the message is `8 EUR` in the draft.
    asked = {one.value for one in figures(point.words, compared.known.received)}
    figured = any(one.value in asked for one in compared.by_clause[number])
    told = compared.said.clauses[number].stems & ((point.wanted | point.name) - theirs)
    return not compared.has_backed_figure(number) and (figured or bool(told))


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
        return _plain_yes(compared, number, compared.known.points[0])
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
    done = bool(_BY_US.search(clause.text)) and hit(compared, "done", number) is not None
    if clause.stems & _ANSWERS or not (done or _TO_COME.search(clause.text)):
        return False
    if done:
        parts = enumerate(compared.said.clauses)
        together = [other for other, one in parts if one.sentence == clause.sentence]
        return not any(tells_of_offer(compared, other) for other in together)
    return bool(_TO_YOU.search(clause.text) or OF_THE_COMPANY.search(clause.text))


def _verified(compared: Compared) -> str:
    offered = [option.text for point in compared.known.points for option in point.options]
    if not offered:
        return "leave it out; the decision offers nothing else"
    return f"offer what was verified: {'; '.join(offered)}"
