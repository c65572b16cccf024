"""Conditions that never count: they contradict themselves, or something stronger always holds with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.vocabulary import ALLOWING
from doable.workbench.checks.findings import exceptions, warning, ways
from doable.workbench.contradicting import denied, never_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.findings import Finding
    from doable.workbench.checks.findings import Way

# What wins over what; all that allow stand side by side.
_STRENGTH = {**dict.fromkeys(ALLOWING, 0), "refer": 1, "decline": 2, "forbid": 3}
_DOES = {"refer": "refers", "decline": "declines", "forbid": "forbids"}


def rules_that_never_apply(contents: Contents) -> Iterator[Finding]:
    """A condition that contradicts itself, or an exception that contradicts its rule."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            if never_holds(rule.when.node):
                message = f"`{rule.id}` can never apply: its condition contradicts itself"
                yield warning(
                    "unreachable", rule.when.place, message, "correct the condition, or remove the rule"
                )
        for rule, exception in exceptions(ask.rules):
            alone = never_holds(exception.when.node) or never_holds(rule.when.node)
            if not alone and never_holds(rule.when.node, exception.when.node):
                message = f"`{exception.id}` can never apply: its condition contradicts that of `{rule.id}`"
                yield warning(
                    "unreachable", exception.when.place, message, "correct one of them, or remove it"
                )


def others_that_never_apply(contents: Contents) -> Iterator[Finding]:
    """A limit, a referral or a guarantee whose condition contradicts itself."""
    remedy = "correct the condition, or remove it"
    for row in contents.limits or ():
        first = next(iter(row.when.values()), None)
        if first is not None and never_holds(first.node):
            message = "this row can never apply: its condition contradicts itself"
            yield warning("unreachable", first.place, message, remedy)
    for name, referral in contents.referrals.items():
        if referral.when is not None and never_holds(referral.when.node):
            message = f"the referral `{name}` can never be offered: its condition contradicts itself"
            yield warning("unreachable", referral.when.place, message, remedy)
    for guarantee in contents.guarantees:
        if not guarantee.always and never_holds(guarantee.condition.node):
            message = f"`{guarantee.id}` guarantees nothing: its condition contradicts itself"
            yield warning("unreachable", guarantee.condition.place, message, remedy)


def rules_overruled(contents: Contents) -> Iterator[Finding]:
    """A rule that only holds where another one, which nothing lifts, wins over it."""
    for ask in contents.asks.values():
        strong = [rule for rule in ask.rules if rule.effect.then in _DOES and not rule.exceptions]
        for way in ways(ask):
            winner = next((rule for rule in strong if _wins(rule, way)), None)
            if winner is not None:
                yield _overruled(way.rule, winner)


def _wins(rule: Rule, way: Way) -> bool:
    weaker = _STRENGTH.get(way.rule.effect.then, 9) < _STRENGTH[rule.effect.then]
    if not weaker or not rule.when.reads <= way.reads:
        return False
    return never_holds(*way.holds, denied(rule.when.node)) and not never_holds(*way.holds)


def _overruled(rule: Rule, winner: Rule) -> Finding:
    does = _DOES[winner.effect.then]
    message = f"`{rule.id}` never decides: wherever it holds, `{winner.id}` {does}"
    remedy = f"make the condition of `{winner.id}` narrower, or remove `{rule.id}`"
    return warning("unreachable", rule.place, message, remedy)


def otherwise_never_reached(contents: Contents) -> Iterator[Finding]:
    """An `otherwise` beside a rule that holds in every case."""
    for ask in contents.asks.values():
        always = next((rule for rule in ask.rules if _always_counts(rule)), None)
        if always is not None:
            yield _unreached(ask, always)


def _always_counts(rule: Rule) -> bool:
    lifted = any(each.effect.then == "lift" for each in rule.with_exceptions())
    return not lifted and never_holds(denied(rule.when.node))


def _unreached(ask: Ask, always: Rule) -> Finding:
    message = f"`otherwise` of `{ask.name}` is never reached: `{always.id}` holds in every case"
    remedy = f"give `{always.id}` a narrower condition, or say what it says under `otherwise:`"
    return warning("unreachable", ask.otherwise.place, message, remedy)
