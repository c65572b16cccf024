"""The verdict of one ask as one Python function: the fast way, for verdict and deciding rules only.

Two functions are made: one that takes everything to be known, and one that carries unknowns. Where they
can't say (an effect with amounts, an exception that is open, a fault), the whole reading of `weighing`
and `combining` answers; it always gives the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.cases import Case
from doable.policy.deciding.deciding import answer_of
from doable.policy.deciding.situations import situation_at, situation_of
from doable.policy.deciding.weighing import weigh
from doable.policy.language.compiling.frame import Frame
from doable.policy.language.values import Timestamp
from doable.policy.verdicts.planning import Contribution, plan_two
from doable.policy.verdicts.planning_open import plan_three
from doable.policy.verdicts.skeleton import Source, joined, negated, skeleton_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.book import Ask, Contents, Effect, Rule
    from doable.policy.language.values import Plain
    from doable.policy.verdicts.skeleton import Skeleton

    Verdict = tuple[str, tuple[str, ...]]

FAILURES = (ArithmeticError, TypeError, ValueError, LookupError, AttributeError)
_STATIC = {
    "forbid": "forbidden",
    "decline": "declined",
    "refer": "refer",
    "grant": "doable",
    "approve": "needs_approval",
}


class Verdicts:
    """Verdicts of one ask: call it with facts by name."""

    def __init__(self, contents: Contents, ask: Ask) -> None:
        self._contents = contents
        self._ask = ask
        self._case = Case("", Timestamp(0), (), {})
        sources: dict[str, Source] = {}
        contributions = [
            found for rule in ask.rules for found in _contributions(contents, rule, True, sources)
        ]
        contributions.sort(key=lambda each: (each.order, each.rule))
        otherwise = Contribution(ask.otherwise.id, _static(ask.otherwise.effect), True)
        frame = Frame(contents.zone)
        required = tuple(f"ask.{name}" for name, param in ask.params.items() if param.default)
        self.two: Callable[[Mapping[str, Plain]], Verdict | None] = plan_two(
            contributions, otherwise, sources, contents.computed, frame, required
        )
        self.three: Callable[[Mapping[str, Plain]], Verdict | None] | None = None
        if not any(rule.exceptions for rule in ask.rules):
            self.three = plan_three(
                contributions, otherwise, sources, contents.computed, Frame(contents.zone), required
            )

    def __call__(self, facts: Mapping[str, Plain]) -> Verdict:
        """The verdict and the rules that decided, on policy alone."""
        try:
            return self.two(facts) or self.whole(facts)
        except KeyError:
            return self.open(facts)
        except FAILURES:
            return self.whole(facts)

    def open(self, facts: Mapping[str, Plain]) -> Verdict:
        """The same where some facts are unknown."""
        if self.three is not None:
            try:
                return self.three(facts) or self.whole(facts)
            except FAILURES:
                pass
        return self.whole(facts)

    def whole(self, facts: Mapping[str, Plain]) -> Verdict:
        """The same by the whole reading."""
        params = {name: facts[f"ask.{name}"] for name in self._ask.params if f"ask.{name}" in facts}
        situation = situation_of(situation_at(self._contents, facts), self._ask, params)
        rules = weigh(self._contents, self._ask, situation)
        answer = answer_of(self._contents, self._case, rules, situation)
        return answer.verdict, tuple(reason.rule for reason in answer.reasons if reason.rule)


def _static(effect: Effect) -> str | None:
    """The verdict that an effect alone gives whatever the facts; None where it has values to work out."""
    if effect.gives is not None or effect.amount is not None or effect.steps:
        return None
    return _STATIC.get(effect.then)


def _contributions(
    contents: Contents, rule: Rule, above: Skeleton, sources: dict[str, Source]
) -> list[Contribution]:
    """What a rule and its exceptions may contribute, each with the condition under which it does."""
    holds = joined([above, skeleton_of(rule.when, contents.computed, sources)], all_of=True)
    found: list[Contribution] = []
    untouched: list[Skeleton] = [holds]
    for exception in rule.exceptions:
        found.extend(_contributions(contents, exception, holds, sources))
        untouched.append(negated(skeleton_of(exception.when, contents.computed, sources)))
    if rule.effect.then != "lift":
        own = joined(untouched, all_of=True)
        found.append(Contribution(rule.id, _static(rule.effect), own))
    return found
