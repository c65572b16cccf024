"""Findings of the checks, and what several checks look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.expression import Expression
    from doable.policy.findings import Place


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
    for ask in contents.asks.values():
        yield from _of_ask(ask)
    for limit in contents.limits or ():
        yield from limit.when.values()
    for fact in contents.facts.values():
        if fact.computed:
            yield fact.computed
    for referral in contents.referrals.values():
        if referral.when:
            yield referral.when
    if contents.at_fault:
        yield contents.at_fault


def _of_ask(ask: Ask) -> Iterator[Expression]:
    for rule in ask.every_rule():
        yield from of_rule(rule)
    for other in ask.alternatives:
        yield from (value for _, value in other.params)
    for param in ask.params.values():
        if param.default:
            yield param.default


def of_rule(rule: Rule) -> Iterator[Expression]:
    """The condition of a rule and the values in its effect."""
    yield rule.when
    yield from (value for _, value in rule.effect.gives or ())
    if rule.effect.amount:
        yield rule.effect.amount
    yield from (step.until for step in rule.effect.steps if step.until)
