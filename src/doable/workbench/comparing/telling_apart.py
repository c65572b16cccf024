"""Formulas for the cases in which two outcomes of an ask are not the same."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from doable.policy.vocabulary import VERDICTS
from doable.workbench.comparing.reciting_rules import plan_of
from doable.workbench.proving.formulas import every, no, same, some

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import z3

    from doable.policy.book import Ask, Contents
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.symbolic.algebra import Worth
    from doable.workbench.symbolic.outcomes import Outcome

Side = tuple["Contents", "Ask", "Outcome[Formula]"]


def other_verdicts(one: Side, other: Side) -> Iterator[tuple[str, str, Formula]]:
    """Every two verdicts that differ, with when the books come to them."""
    for before, after in product(VERDICTS, VERDICTS):
        both = every((one[2].verdicts[before], other[2].verdicts[after]))
        if before != after and both is not False:
            yield before, after, both


def same_verdict(one: Side, other: Side, verdicts: Iterable[str]) -> Formula:
    """Both come to the same one of these verdicts, all of them a yes, yet not to the same things."""
    alike = some(every((one[2].verdicts[each], other[2].verdicts[each])) for each in verdicts)
    return every((alike, some(_other_things(one, other))))


def untold(one: Side, other: Side) -> Formula:
    """Only Python can tell what one of the books comes to."""
    return some((one[2].elsewhere, other[2].elsewhere))


def _other_things(one: Side, other: Side) -> Iterator[Formula]:
    before, after = one[2], other[2]
    yield _apart(before.charge, after.charge)
    for name in sorted(before.granted.keys() | after.granted.keys()):
        if name not in before.granted or name not in after.granted:
            yield (before.granted.get(name) or after.granted[name]).known
        else:
            yield _apart(before.granted[name], after.granted[name])
    yield from _other_approvals(one, other)
    yield from _other_plans(one, other)


def _apart(one: Worth[z3.ExprRef], other: Worth[z3.ExprRef]) -> Formula:
    """Only one of them is there, or both are and differ."""
    if isinstance(one.value, bool) or isinstance(other.value, bool) or one.value.sort() != other.value.sort():
        unlike: Formula = no(same(one.value, other.value)) if _truths(one, other) else True
    else:
        unlike = one.value != other.value
    return some((no(same(one.known, other.known)), every((one.known, other.known, unlike))))


def _truths(*values: Worth[z3.ExprRef]) -> bool:
    return all(isinstance(each.value, bool) or each.value.sort().name() == "Bool" for each in values)


def _other_approvals(one: Side, other: Side) -> Iterator[Formula]:
    before, after = (
        {(function, side[0].grades[rank]): formula for (function, rank), formula in side[2].needed.items()}
        for side in (one, other)
    )
    for key in sorted(before.keys() | after.keys()):
        yield no(same(before.get(key, False), after.get(key, False)))


def _other_plans(one: Side, other: Side) -> Iterator[Formula]:
    """Rules with different plans are in force."""
    before, after = (
        {rule.id: plan_of(rule.effect) for rule in side[1].every_rule()} for side in (one, other)
    )
    for (here, plan), (there, another) in product(before.items(), after.items()):
        if plan and another and plan != another:
            yield every((one[2].in_force.get(here, False), other[2].in_force.get(there, False)))
