"""All that a draft promises, clause by clause, held against how the ask stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.reply.checking.anticipating import ahead_of_decision
from doable.reply.checking.conceding import against_refusal, says_settled, yes_among_others
from doable.reply.checking.exceeding import beyond_granted
from doable.reply.checking.record.backing import hint, hit
from doable.reply.checking.record.points import ALLOWED_STANCE, OPEN_STANCE, REFUSED_STANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.occasion import DraftFinding

_BY_STANCE = {
    ALLOWED_STANCE: beyond_granted,
    REFUSED_STANCE: against_refusal,
    OPEN_STANCE: ahead_of_decision,
}


def promises(compared: Compared) -> Iterator[DraftFinding]:
    """Promises that the decision does not grant, a yes to what it refuses, options that nobody verified."""
    told = set[tuple[int, str]]()
    for number, clause in enumerate(compared.said.clauses):
        if number in compared.quoted or _is_courtesy(compared, number):
            continue
        found = _promise(compared, number)
        # An option held out in two clauses of a sentence is one finding.
        if found and not told & {(clause.sentence, found.check), (clause.sentence, "unverified_alternative")}:
            told.add((clause.sentence, found.check))
            yield found


def _is_courtesy(compared: Compared, number: int) -> bool:
    more = ("hint", "absolute", "free", "additive", "yes", "settled", "relief")
    return number in compared.roles.courtesy and not any(hit(compared, name, number) for name in more)


def _promise(compared: Compared, number: int) -> DraftFinding | None:
    """With several asks that stand differently, a clause counts for the one it shares most words with.

    Of those refused or open, only a hint is sure to be about them.
    """
    refused = compared.refused() if compared.known.stance == "mixed" else None
    if refused and says_settled(compared, number):
        found = yes_among_others(compared, number, refused)
        if found:
            return found
    point = compared.about(number)
    if point is None:
        return None
    if compared.known.stance == "mixed" and point.stance != ALLOWED_STANCE and not hint(compared, number):
        return yes_among_others(compared, number, point) if point.stance == REFUSED_STANCE else None
    return _BY_STANCE[point.stance](compared, number)
