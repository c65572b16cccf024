"""A no where the decision is yes or open, and a no before the talk that has to come first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding
from doable.reply.checking.record.points import ALLOWED_STANCE, OPEN_STANCE, REFUSED_STANCE, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.draft.wordings import Hit
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Point
    from doable.reply.occasion import DraftFinding

# A no to part of it, or to more than was granted, is no refusal of what was granted.
_IN_PART = re.compile(
    r"\b(?:more than|whole|full(?! (?:up|until|till|through|this|for|on|by|and|at)\b)(?= \w)|"
    r"entire|all of|above|beyond|earlier|sooner|faster|quicker|longer than|"
    r"further than|"
    r"higher|until|yet|myself|alone|in one go)\b",
    re.IGNORECASE,
)
_NEXT_PART = re.compile("[,;]")
_FEWEST_WORDS = 3
# A no that tells why, in a clause after `as`, is no answer by itself.
_CAUSAL = re.compile(r"(?:^|\b)(?:as|since|because|although|though|while|even if|which)\b", re.IGNORECASE)
_OUR_NO = re.compile(
    r"\b(?:we|i|nobody|no one|unable|declin\w*|refus\w*|reject\w*|turn\w* down|stay with)\b", re.IGNORECASE
)
_OWN_NO = re.compile(
    r"\b(?:we|i|can['’]?t|cannot|won['’]t|possible|unable|declin\w*|refus\w*|reject\w*|turn\w* down|"
    r"stays?)\b",
    re.IGNORECASE,
)


def refusals(compared: Compared) -> Iterator[DraftFinding]:
    """Every no, held against the decision of the ask it is about."""
    for number, hit in compared.roles.refusing.items():
        if number in compared.quoted:
            continue
        # With several asks, a no that names none of them is taken for the one that is refused.
        point = compared.about(number) or compared.refused()
        found = _refusal(compared, number, hit, point) if point else None
        if found:
            yield found


def _refusal(compared: Compared, number: int, hit: Hit, point: Point) -> DraftFinding | None:
    clause = compared.said.clauses[number]
    span = clause.start, clause.end
    if point.stance == REFUSED_STANCE:
        return _too_early(point, span)
    if _IN_PART.search(_beside(compared, number, hit)) or compared.asks_again(number):
        return None
    words = compared.said.text[hit.start : hit.end]
    if _CAUSAL.search(compared.said.text[clause.start : hit.start]) or number in compared.said.within(
        "tone.defensive"
    ):
        return None
    if point.stance == OPEN_STANCE:
        if not _OWN_NO.search(words):
            return None
        return finding(
            "contradicts_decision",
            span,
            f"says no (“{words}”), but {named(point)} is open: {_OPEN[point.answer.verdict]}",
            "say who decides and by when",
        )
    if (point.is_question or point.is_open_charge) and not _OUR_NO.search(words):
        return None
    assert point.stance == ALLOWED_STANCE
    return finding(
        "contradicts_decision",
        span,
        f"says no (“{words}”), but {named(point)} is {_YES[point.answer.verdict]}",
        "say yes, and what was granted",
    )


def _beside(compared: Compared, number: int, hit: Hit) -> str:
    """What stands with a no between two commas, or its whole clause where that is but a word or two."""
    clause = compared.said.clauses[number]
    before = compared.said.text[clause.start : hit.end]
    start = max(before.rfind(",", 0, max(0, hit.start - clause.start)), before.rfind(";")) + 1
    after = _NEXT_PART.search(clause.text, len(before))
    part = clause.text[start : after.start() if after else len(clause.text)]
    return part if len(part.split()) >= _FEWEST_WORDS else clause.text


_OPEN = {
    "needs_approval": "an approval is pending",
    "clarify": "facts are missing",
    "refer": "a person decides",
}
_YES = {
    "doable": "granted",
    "billable": "granted once the customer agrees to the charge",
    "phased": "granted as a transition plan",
}


def _too_early(point: Point, span: tuple[int, int]) -> DraftFinding | None:
    """A no needs its consultation, unless the decision says that it needs none."""
    answer = point.answer
    if answer.consulted or (answer.consult is not None and not answer.consult.needed):
        return None
    grade = answer.consult.grade if answer.consult else None
    whom = f"a {grade.replace('_', ' ')} colleague" if grade else "a supervisor"
    return finding(
        "no_before_consulting",
        span,
        f"says no to {named(point)}, which nobody has talked over with {whom} yet",
        f"talk it over with {whom} first; until then say that you are finding out, and by when",
    )
