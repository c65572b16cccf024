"""The rules of an ask in a situation: which conditions hold, and what each effect comes to there."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.combining import NOTHING, Rules, Way
from doable.policy.deciding.decision import PlanStep
from doable.policy.language.values import Fault, Unknown

if TYPE_CHECKING:
    from datetime import date

    from doable.policy.book import Ask, Contents, Effect, Rule
    from doable.policy.deciding.combining import Status
    from doable.policy.expression import Expression, Situation
    from doable.policy.language.values import Value

_KIND = {"forbid": "forbid", "decline": "decline", "refer": "refer"}


def weigh(contents: Contents, ask: Ask, situation: Situation) -> Rules:
    """The rules of the ask with the standing of every condition that can matter."""
    statuses: dict[int, Status] = {}
    for rule in ask.rules:
        _weigh_rule(rule, situation, statuses)
    known: dict[int, Way] = {}

    def effects(effect: Effect) -> Way:
        way = known.get(id(effect))
        if way is None:
            way = known[id(effect)] = way_of(contents, ask, effect, situation)
        return way

    return Rules(ask, statuses, effects)


def _weigh_rule(rule: Rule, situation: Situation, statuses: dict[int, Status]) -> None:
    status = cast("Status", rule.when.value(situation))
    statuses[id(rule)] = status
    if status is not False:
        for exception in rule.exceptions:
            _weigh_rule(exception, situation, statuses)


def way_of(contents: Contents, ask: Ask, effect: Effect, situation: Situation) -> Way:
    """What an effect alone comes to."""
    if effect.then == "lift":
        return NOTHING
    if effect.then in _KIND:
        return Way(_KIND[effect.then])
    approvals: tuple[tuple[str, int, bool], ...] = ()
    if effect.by is not None:
        approvals = ((effect.by.function, contents.rank(effect.by.grade), effect.second_person),)
    return Way(
        "allow",
        approvals,
        _amount(effect.amount, situation) if effect.amount else None,
        _plan(effect, situation),
        granted_by(ask, effect, situation),
    )


def _amount(expression: Expression, situation: Situation) -> Value:
    value = expression.value(situation)
    return Decimal(value) if isinstance(value, int) else value


def granted_by(ask: Ask, effect: Effect, situation: Situation) -> tuple[tuple[str, Value], ...]:
    """What the effect promises: what it `gives`, else the params as asked.

    A param that is not named and has no default is not asked for, so nothing is promised of it.
    """
    if effect.gives is not None:
        return tuple(sorted((name, _exact(expression, situation)) for name, expression in effect.gives))
    found: list[tuple[str, Value]] = []
    for name in sorted(ask.params):
        path = f"ask.{name}"
        if path in situation.known:
            found.append((name, situation.known[path]))
        elif path in situation.unknown:
            found.append((name, situation.unknown[path]))
    return tuple(found)


def _exact(expression: Expression, situation: Situation) -> Value:
    value = expression.value(situation)
    if isinstance(value, int) and expression.type.name in {"money", "decimal"}:
        return Decimal(value)
    return value


def _plan(effect: Effect, situation: Situation) -> tuple[PlanStep, ...] | Unknown | Fault | None:
    if not effect.steps:
        return None
    steps = []
    for step in effect.steps:
        until = step.until.value(situation) if step.until else None
        if isinstance(until, Unknown | Fault):
            return until
        steps.append(PlanStep(step.terms, step.orders, step.days, cast("date | None", until)))
    return tuple(steps)
