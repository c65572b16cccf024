"""What a reply owes beside the answer: what happens next and when, understanding, an apology."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.answering import body
from doable.reply.checking.draft.wordings import LANGUAGES
from doable.reply.checking.finding import absence, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.occasion import DraftFinding

_DURATION_LED = re.compile(
    r"\b(?:within|in|after|over)(?: the)?(?: next| another| the coming)? ?$", re.IGNORECASE
)
# Who will do what stays open: it is promised, and nothing is said of it.
_EMPTY = re.compile(
    r"\b(?:mak(?:e|ing) (?:it|this|that) (?:happen|possible|work|right)|"
    r"(?:i|we) can (?:tell|see|hear|feel|imagine)|"
    r"tak(?:e|ing) care of (?:it|this|that|everything)|(?:see|seeing) to (?:it|this|that))\b",
    re.IGNORECASE,
)
_PART_OF_DAY = re.compile(
    r"\b(?:tonight|this (?:morning|afternoon|evening)|within the hour|right now|by noon|heute|morgen)\b",
    re.IGNORECASE,
)


def dues(compared: Compared) -> Iterator[DraftFinding]:
    """A next step with its date, understanding where there is trouble, an apology where we failed."""
    if compared.said.language not in LANGUAGES:
        return
    yield from _next_step(compared)
    place = body(compared)
    if compared.known.emotion != "calm" and not _acknowledges(compared):
        yield absence(
            "missing_acknowledgement",
            place,
            f"the customer is {compared.known.emotion}, and nothing shows that it was seen",
            "say what the trouble was like for them, in a few words",
        )
    if compared.known.decision.company_at_fault and not _apologises(compared):
        yield absence(
            "missing_apology",
            place,
            "we failed the customer, and nobody says sorry",
            "say sorry for what went wrong",
        )


def _apologises(compared: Compared) -> bool:
    said = compared.said
    false = said.marks["feeling.no_apology"]
    return any(
        not any(other.first <= hit.first < other.last for other in false)
        for hit in said.marks["feeling.apology"]
    )


def _acknowledges(compared: Compared) -> bool:
    said = compared.said
    false = said.marks["feeling.unfeeling"]
    rude = set(said.within("tone.unprofessional"))
    return _apologises(compared) or any(
        not any(other.first <= hit.first < other.last for other in false)
        and said.number(hit.start) not in rude
        for hit in said.marks["feeling.acknowledgement"]
    )


def _next_step(compared: Compared) -> Iterator[DraftFinding]:
    step = compared.known.decision.next
    said = compared.said
    vague = next(
        (hit for hit in said.marks["steps.vague"] if said.number(hit.start) not in compared.quoted), None
    )
    if step is None or (_has_date(compared) if not vague else _has_backed_date(compared)):
        return
    by = f" by {step.by.day} {step.by:%B}" if step.by else ""
    remedy = f"say it: {step.what}, {step.who}{by}"
    concrete = [
        number
        for number in said.within("steps.concrete")
        if number not in compared.roles.restating
        and number not in compared.roles.refusing
        and not _EMPTY.search(said.clauses[number].text)
    ]
    if not vague and not concrete:
        yield absence(
            "missing_next_step",
            len(said.text.rstrip()),
            "nobody knows what happens next, and who does it",
            remedy,
        )
    elif step.by:
        clause = said.clauses[concrete[0]] if concrete else None
        span = (vague.start, vague.end) if vague else (clause.start, clause.end) if clause else (0, 0)
        yield finding("missing_date", span, f"“{said.text[span[0] : span[1]]}” has no date", remedy)


def _has_backed_date(compared: Compared) -> bool:
    """Whether a day or time of the decision is named."""
    return any(figure.kind in ("day", "time") and compared.backs(figure) for figure in compared.figures)


def _has_date(compared: Compared) -> bool:
    """Whether any day or time to come is named."""
    text, received = compared.said.text, compared.known.received
    for figure in compared.figures:
        if figure.kind == "day":
            told = (figure.kind, figure.value) in compared.mentioned
            if received is None or not told or compared.backs(figure) or figure.value >= received:  # type: ignore[operator]  # a day's value is a date
                return True
        if figure.kind == "time":
            return True
        if figure.kind in ("days", "months", "hours") and _DURATION_LED.search(
            text[max(0, figure.start - 30) : figure.start]
        ):
            return True
    return bool(_PART_OF_DAY.search(text))
