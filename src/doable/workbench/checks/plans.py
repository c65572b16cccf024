"""Plans that get in each other's way or end twice, and charges that charge nothing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from doable.policy.language.tree import Literal
from doable.workbench.checks.findings import warning, ways
from doable.workbench.contradicting import never_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.findings import Finding


def plans_at_once(contents: Contents) -> Iterator[Finding]:
    """Two plans of one ask whose conditions don't exclude each other, as far as that shows."""
    for ask in contents.asks.values():
        plans = [way for way in ways(ask) if way.rule.effect.then == "phase"]
        for one, other in combinations(plans, 2):
            if not never_holds(*one.counts, *other.counts):
                message = f"`{one.rule.id}` and `{other.rule.id}` may both be in force, each with its plan"
                remedy = "let their conditions exclude each other, as `order.late` and `!order.late` do"
                yield warning("plan", other.rule.place, message, remedy)


def steps_that_end_twice(contents: Contents) -> Iterator[Finding]:
    """A step of a plan with more than one end."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            for number, step in enumerate(rule.effect.steps, start=1):
                ends = [key for key in ("orders", "days", "until") if getattr(step, key) is not None]
                if len(ends) > 1:
                    named = ", ".join(f"`{key}`" for key in ends[:-1]) + f" and `{ends[-1]}`"
                    message = (
                        f"step {number} of `{rule.id}` ends by {named}, and nothing says which comes first"
                    )
                    yield warning("plan", rule.place, message, "keep one of them")


def charges_of_nothing(contents: Contents) -> Iterator[Finding]:
    """A charge that is written as 0."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            amount = rule.effect.amount
            if amount is not None and isinstance(amount.node, Literal) and amount.node.value == 0:
                message = f"`{rule.id}` bills 0, which is no charge"
                yield warning("charge", amount.place, message, "write the amount, or `then: grant`")
