"""What an ask says: its heading, params, rules with exceptions, otherwise, alternatives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.policy.vocabulary import ANY
from doable.workbench.comparing.statement import (
    Statement,
    Wording,
    formula,
    formulas,
    parts,
    text,
    truth,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Alternative, Ask, By, Effect, Param, Rule, Step
    from doable.policy.language.declarations import Type
    from doable.workbench.comparing.statement import Parts

_THEN = {
    "grant": "yes",
    "approve": "yes, once approved by",
    "bill": "yes, for a charge of",
    "phase": "yes, step by step:",
    "decline": "no",
    "forbid": "never",
    "refer": "a person decides:",
    "lift": "the rule does not apply",
}
_NUMBERED = re.compile(r"\.unless_\d+$")


def ask_statements(ask: Ask) -> Iterator[Statement]:
    """Everything one ask says."""
    said = parts(
        means=text(ask.means),
        purpose=text(ask.purpose),
        after=formulas(ask.after) if ask.after else None,
    )
    for example in ask.examples:
        said |= {f"example “{' '.join(example.split())}”": Wording("given", "given")}
    yield Statement("ask", ask.name, ask.place, said, ask.name)
    for param in ask.params.values():
        yield Statement("param", param.name, param.place, _param(param), ask.name)
    for rule in ask.rules:
        yield from _rules(rule, ask.name, None)
    yield Statement("otherwise", ask.name, ask.otherwise.place, _effect(ask.otherwise.effect), ask.name)
    for other in ask.alternatives:
        yield _alternative(other, ask.name)


def is_numbered(name: str) -> bool:
    """Whether an exception has no id of its own, but goes by its number."""
    return _NUMBERED.search(name) is not None


def _param(param: Param) -> Parts:
    return parts(
        type=type_of(param.type),
        means=text(param.means),
        default=formula(param.default),
        question=text(param.question),
        asked_of=words(param.of),
        read_as=words(param.reads),
    )


def type_of(kind: Type) -> Wording:
    """A type with the words it may be, in whatever order they stand."""
    if kind.name != "enum":
        return Wording(str(kind), str(kind))
    return Wording(f"one of {', '.join(kind.values)}", f"one of {', '.join(sorted(kind.values))}")


def _rules(rule: Rule, ask: str, under: str | None) -> Iterator[Statement]:
    said = {**parts(applies_if=formula(rule.when)), **_effect(rule.effect)}
    what = "exception" if under else "rule"
    yield Statement(what, rule.id, rule.place, said, ask, under)
    for exception in rule.exceptions:
        yield from _rules(exception, ask, rule.id)


def _effect(effect: Effect) -> Parts:
    step = effect.next
    return parts(
        then=_then(effect),
        may_promise=formulas(effect.gives),
        ground=words(effect.ground),
        reason=text(effect.because),
        clause=words(effect.clause),
        risk_to_name=text(effect.advise),
        next_step=words(_next(step.what, step.who, step.within)) if step else None,
        consulting=truth(not effect.consult, "not needed before this no"),
        note=text(effect.note),
    )


def _next(what: object, who: str, within: int | None) -> str:
    return f"{what} ({who}" + (f", within {within} days)" if within is not None else ")")


def _then(effect: Effect) -> Wording:
    shown = means = _THEN[effect.then]
    if effect.by:
        shown += f" {who(effect.by)}" + (", never by the one who asks" if effect.second_person else "")
    if effect.then == "refer":
        shown += f" {who(effect.to) if effect.to else 'whoever is there'}"
    if effect.steps:
        shown += f" {plan_of(effect)}"
    means = shown
    charge = formula(effect.amount)
    if charge:
        means += f" {charge.means} for {effect.charge_for}"
        shown += f" {charge.shown} for {effect.charge_for}"
    return Wording(shown, means)


def plan_of(effect: Effect) -> str:
    """The steps of a transition in words; empty where there is none."""
    return ", then ".join(_step(step) for step in effect.steps)


def _step(step: Step) -> str:
    limits = [
        f"for {step.orders} orders" if step.orders is not None else None,
        f"for {step.days} days" if step.days is not None else None,
        f"until {' '.join(step.until.source.split())}" if step.until else None,
    ]
    return " ".join([str(step.terms), *(limit for limit in limits if limit)])


def who(by: By) -> str:
    """Somebody by grade and function."""
    return by.grade if by.function == ANY else f"{by.grade} in {by.function}"


def _alternative(other: Alternative, ask: str) -> Statement:
    name = other.ask or f"referral.{other.referral}"
    said = parts(params=formulas(other.params) if other.params else None, text=text(other.text))
    return Statement("alternative", name, other.place, said, ask)
