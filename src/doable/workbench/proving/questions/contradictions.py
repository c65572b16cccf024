"""Rules that contradict each other, and conditions that can fail."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from doable.workbench.proving.formulas import every, no, some
from doable.workbench.proving.study import discovered
from doable.workbench.proving.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Rule
    from doable.policy.deciding.decision import Answer
    from doable.policy.expression import Expression
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.study import Discovery, Study

_JOINED = frozenset({"int", "money", "decimal", "date", "timestamp", "duration"})


def rules_that_contradict(study: Study) -> Iterator[Discovery]:
    """Two plans in force at once, or two values that nobody can join under one name."""
    allowing = [rule for rule in study.ask.every_rule() if rule.id in study.outcome.deciding]
    for one, other in combinations(allowing, 2):
        if one.effect.steps and other.effect.steps:
            yield from _clash(study, one, other, True, "are both in force, and each has its own plan")
        yield from _different_gifts(study, one, other)


def _different_gifts(study: Study, one: Rule, other: Rule) -> Iterator[Discovery]:
    gifts = dict(other.effect.gives or ())
    for name, expression in one.effect.gives or ():
        if name in gifts and study.ask.types[name].name not in _JOINED:
            values = study.reading.worth(expression), study.reading.worth(gifts[name])
            differ = no(study.reading.algebra.same(values[0].value, values[1].value))
            what = f"are both in force, and give different values for `{name}`"
            yield from _clash(study, one, other, every((values[0].known, values[1].known, differ)), what)


def _clash(study: Study, one: Rule, other: Rule, besides: Formula, what: str) -> Iterator[Discovery]:
    deciding = study.outcome.deciding
    formula = every((deciding[one.id], deciding[other.id], besides))
    found = study.find(formula, _fails)
    if isinstance(found, Witness):
        message = (
            f"Rules `{one.id}` and `{other.id}` contradict each other: they {what}. It happens when {found}."
        )
        remedy = "let their conditions exclude each other"
        yield discovered("contradiction", other.place, message, remedy, found)


def _fails(answer: Answer) -> bool:
    return answer.verdict == "refer" and bool(answer.errors)


def what_can_fail(study: Study) -> Iterator[Discovery]:
    """Conditions and values that can't be worked out in some case, so that a person has to look at it."""
    for rule in study.ask.every_rule():
        for what, expression in _expressions(rule):
            term = study.reading.term(expression)
            if term.fine is not True or term.present is not True:
                yield from _failure(study, rule, what, expression)


def _expressions(rule: Rule) -> Iterator[tuple[str, Expression]]:
    yield "condition", rule.when
    yield from ((f"value of `{name}`", value) for name, value in rule.effect.gives or ())
    if rule.effect.amount:
        yield "amount", rule.effect.amount
    yield from (("date `until`", step.until) for step in rule.effect.steps if step.until)


def _failure(study: Study, rule: Rule, what: str, expression: Expression) -> Iterator[Discovery]:
    term = study.reading.term(expression)
    above = study.above.get(rule.id, (rule,))
    wanted = above[:-1] if expression is rule.when else above
    reached = [
        study.reading.standing(each.when).surely for each in wanted if each.id != study.ask.otherwise.id
    ]
    formula = every(
        [*reached, no(term.there), some((study.outcome.verdicts["refer"], study.outcome.elsewhere))]
    )
    found = study.find(formula, _fails)
    if isinstance(found, Witness):
        why = study.failure(expression, found)
        if why is None:
            return
        message = (
            f"The {what} of `{rule.id}` can't be worked out when {found}: {why}. A person has to decide then."
        )
        remedy = "ask first whether there is a value, as in `has(x) && x > 1` or `x != 0 && 10 / x > 1`"
        yield discovered("can_fail", expression.place, message, remedy, found)


QUESTIONS = ("rules_that_contradict", "what_can_fail")
