"""A yes, or the hope of one, where the decision is still open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding
from doable.reply.checking.record.backing import PAPERS, gives, hint, hit, is_negated, span
from doable.reply.checking.record.points import named

if TYPE_CHECKING:
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Point
    from doable.reply.occasion import DraftFinding

_PENDING = re.compile(
    r"\b(?:decid|approv|consent|sign(?:s|ed)? (?:it )?off|check|look into|find out|pass|forward|hear|once|if|"
    r"whether|ask(?:s|ed|ing)? (?:him|her|them|the|our)|until|before|needs?|could you|would you|"
    r"send us|tell us|"
    r"let us know|"
    r"get back|come back|clarif|belongs? to|"
    r"decision (?:for|of|is)|(?:is|are|be) up to|has the (?:last |final )?(?:say|word)|"
    r"(?:rests|lies) with|in the hands of|depends|answer|reply|outcome|inform|let you know)",
    re.IGNORECASE,
)


def ahead_of_decision(compared: Compared, number: int) -> DraftFinding | None:
    """What a clause gives away of an ask that is not decided yet."""
    words = hint(compared, number)
    if words:
        message = f"“{words}” lets the customer count on what is not decided yet"
        remedy = "say who decides and by when, and nothing of how it may turn out"
        return finding("overpromise", span(compared, number), message, remedy)
    point = compared.known.points[0]
    if _tells_only(compared, number) or not gives(compared, number) or not _is_given(compared, number, point):
        return None
    message = f"promises {named(point)}, which is not decided yet"
    return finding("overpromise", span(compared, number), message, "say who decides and by when")


def _tells_only(compared: Compared, number: int) -> bool:
    """Whether the clause refuses, asks, sets a condition, feels with the customer or says who decides."""
    said, roles = compared.said, compared.roles
    return (
        any(number in role for role in (roles.refusing, roles.restating, roles.conditional))
        or any(number in said.within(f"feeling.{name}") for name in ("acknowledgement", "apology"))
        or is_negated(compared, number)
        or _PENDING.search(said.clauses[number].text) is not None
    )


def _is_given(compared: Compared, number: int, point: Point) -> bool:
    """By a plain yes, by what was asked for, by a figure of it, or as something free."""
    if any(hit(compared, name, number) for name in ("yes", "done", "free")):
        return True
    clause = compared.said.clauses[number]
    if any(figure in point.granted for figure in compared.plain(number)):
        return True
    new = clause.stems - PAPERS - compared.known.step - compared.known.stepper - compared.reasons
    figured = compared.by_clause[number] and new and not clause.stems & compared.known.step
    return bool(figured) or len(clause.stems & (point.about | point.wanted)) >= 2
