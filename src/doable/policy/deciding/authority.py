"""Who may grant a way, and which approvals are still to be got: docs/books/meaning.md, 4 and 6."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.values import Fault, Unknown
from doable.policy.vocabulary import ANY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doable.policy.book import Ask, Contents, Fact, Limit
    from doable.policy.deciding.cases import Evidence, Person
    from doable.policy.expression import Situation
    from doable.policy.language.values import Value


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Whether somebody may grant: yes, no but `by` may, `open` facts may settle it, or nobody may."""

    entitled: bool = False
    by: tuple[str, int] | None = None
    open: frozenset[str] = frozenset()


ENTITLED = Entitlement(entitled=True)


def entitlement(contents: Contents, ask: Ask, asker: Person | None, situation: Situation) -> Entitlement:
    """Whether the asker may grant the ask; `ask.<param>` in the situation is what would be granted."""
    if asker is None:
        return ENTITLED
    rank = contents.rank(asker.grade)
    if contents.limits is None:
        return ENTITLED if rank > 0 else Entitlement(by=(ANY, 1))
    rows = [(row, _holds(row, ask, situation)) for row in contents.limits if row.covers(ask.name)]
    own = [status for row, status in rows if _is_own(contents, row, asker, rank)]
    if any(status is True for status in own):
        return ENTITLED
    questions = _askable(contents, ask, own)
    if questions:
        return Entitlement(open=questions)
    # The first grade is no person: what it may grant, the lowest grade of people may.
    certain = [(max(1, contents.rank(row.grade)), row.function) for row, status in rows if status is True]
    if certain:
        lowest, function = min(certain, key=lambda found: (found[0], _preference(contents, found[1], asker)))
        return Entitlement(by=(function, lowest))
    return Entitlement(open=_unknown(status for _, status in rows))


def _holds(row: Limit, ask: Ask, situation: Situation) -> Value:
    expression = row.when.get(ask.name)
    return True if expression is None else expression.value(situation)


def _is_own(contents: Contents, row: Limit, asker: Person, rank: int) -> bool:
    return contents.rank(row.grade) <= rank and row.function in {ANY, asker.function}


def _preference(contents: Contents, function: str, asker: Person) -> int:
    """The asker's own function first, then any, then the others in the book's order."""
    if function == asker.function:
        return -2
    return -1 if function == ANY else contents.functions.index(function)


def _askable(contents: Contents, ask: Ask, statuses: Iterable[Value]) -> frozenset[str]:
    names = _unknown(statuses)
    return names if any(has_question(contents, ask, name) for name in names) else frozenset()


def _unknown(statuses: Iterable[Value]) -> frozenset[str]:
    return frozenset[str]().union(*(status.names for status in statuses if isinstance(status, Unknown)))


def has_question(contents: Contents, ask: Ask, name: str) -> bool:
    """Whether somebody can be asked for a leaf fact or param."""
    if name.startswith("ask."):
        param = ask.params.get(name.removeprefix("ask."))
        return param is not None and param.question is not None
    return question_of(contents, name) is not None


def question_of(contents: Contents, name: str) -> Fact | None:
    """The fact whose question settles a leaf fact: itself, else a computed fact that reads it."""
    fact = contents.facts.get(name)
    if fact is not None and fact.question is not None:
        return fact
    readers = (other for other in contents.facts.values() if other.computed and name in other.computed.reads)
    return next((other for other in readers if other.question), None)


def fulfils(contents: Contents, asker: Person | None, function: str, rank: int) -> bool:
    """Whether somebody's grade and function are enough for an approval; self-service never is."""
    if asker is None or contents.rank(asker.grade) < max(1, rank):
        return False
    return function in {ANY, asker.function}


def latest(evidence: Sequence[Evidence], kind: str, ask: str) -> list[Evidence]:
    """The evidence of a kind for an ask, oldest first, by time or, where none has one, as given.

    Where the order is not known for certain a no comes last: it is never hidden by an approval.
    """
    found = [item for item in evidence if item.kind == kind and item.ask == ask]
    if all(item.at is None for item in found):
        return found
    if any(item.at is None for item in found):
        return sorted(found, key=lambda item: not item.yes)
    return sorted(found, key=lambda item: (item.at.nanoseconds if item.at else 0, not item.yes))


def answer_to(
    contents: Contents, evidence: Sequence[Evidence], function: str, rank: int, money: Decimal
) -> Evidence | None:
    """The latest yes or no to an approval; a yes counts only if its giver's grade and amount cover it now."""
    fitting = [item for item in evidence if function == ANY or (item.by and item.by.function == function)]
    if not fitting:
        return None
    last = fitting[-1]
    if not last.yes:
        return last
    covered = last.amount is None or last.amount >= money
    return last if covered and fulfils(contents, last.by, function, rank) else None


def money_in(ask: Ask, granted: Iterable[tuple[str, Value]]) -> Value:
    """The money among what is granted; Unknown or Fault where a part of it is."""
    total = Decimal(0)
    for name, value in granted:
        if name not in ask.types or ask.types[name].name != "money":
            continue
        if isinstance(value, Unknown | Fault):
            return value
        total += Decimal(value) if isinstance(value, int | Decimal) else 0
    return total
