"""Findings of the checks, and what several checks look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.findings import Finding
from doable.workbench.contradicting import denied

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.expression import Expression
    from doable.policy.findings import Place
    from doable.policy.language.tree import Node


@dataclass(frozen=True, slots=True)
class Way:
    """A rule or exception with the rules it stands under, outermost first."""

    rule: Rule
    above: tuple[Rule, ...] = ()

    @property
    def holds(self) -> tuple[Node, ...]:
        """The conditions that all hold where it does."""
        return tuple(rule.when.node for rule in (*self.above, self.rule))

    @property
    def counts(self) -> tuple[Node, ...]:
        """The same, and the contrary of those of its exceptions, which would replace its effect."""
        return (*self.holds, *(denied(exception.when.node) for exception in self.rule.exceptions))

    @property
    def reads(self) -> frozenset[str]:
        """The names that its conditions read."""
        return frozenset[str]().union(*(rule.when.reads for rule in (*self.above, self.rule)))


def ways(ask: Ask) -> Iterator[Way]:
    """Every rule and exception of an ask but `otherwise`."""
    pending = [Way(rule) for rule in reversed(ask.rules)]
    while pending:
        way = pending.pop()
        yield way
        pending += [Way(each, (*way.above, way.rule)) for each in reversed(way.rule.exceptions)]


def warning(check: str, place: Place, message: str, remedy: str) -> Finding:
    """Something that works, and that the policy owner should look at."""
    return Finding("warning", check, message, place, remedy)


def exceptions(rules: tuple[Rule, ...]) -> Iterator[tuple[Rule, Rule]]:
    """Every exception at any depth, after the rule it stands under."""
    for rule in rules:
        for exception in rule.exceptions:
            yield rule, exception
        yield from exceptions(rule.exceptions)


def expressions(contents: Contents) -> Iterator[Expression]:
    """Every condition and value of the book but the guarantees', which decide nothing."""
    return (expression for expression, _ in guarded(contents))


def guarded(contents: Contents) -> Iterator[tuple[Expression, tuple[Node, ...]]]:
    """The same, each with the conditions that hold wherever its value counts."""
    for ask in contents.asks.values():
        yield from _of_ask(ask)
    yield from ((each, ()) for limit in contents.limits or () for each in limit.when.values())
    others = [fact.computed for fact in contents.facts.values()]
    others += [referral.when for referral in contents.referrals.values()]
    yield from ((each, ()) for each in (*others, contents.at_fault) if each is not None)


def _of_ask(ask: Ask) -> Iterator[tuple[Expression, tuple[Node, ...]]]:
    for way in (*ways(ask), Way(ask.otherwise)):
        yield way.rule.when, way.holds[:-1]
        yield from ((value, way.holds) for value in of_effect(way.rule))
    for other in ask.alternatives:
        yield from ((value, ()) for _, value in other.params)
    for param in ask.params.values():
        if param.default:
            yield param.default, ()


def of_rule(rule: Rule) -> Iterator[Expression]:
    """The condition of a rule and the values in its effect."""
    yield rule.when
    yield from of_effect(rule)


def of_effect(rule: Rule) -> Iterator[Expression]:
    """The values in the effect of a rule."""
    yield from (value for _, value in rule.effect.gives or ())
    if rule.effect.amount:
        yield rule.effect.amount
    yield from (step.until for step in rule.effect.steps if step.until)
