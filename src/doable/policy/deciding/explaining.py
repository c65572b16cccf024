"""Why a case is decided as it is: how every rule stands, on which facts, under which clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doable.policy.deciding.notation import show_value
from doable.policy.deciding.situations import known_facts, situation_at, situation_of
from doable.policy.deciding.weighing import weigh
from doable.policy.language.declarations import DATE, TIMESTAMP
from doable.policy.language.values import Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.deciding.cases import Case
    from doable.policy.deciding.combining import Rules, Status
    from doable.policy.expression import Situation
    from doable.policy.language.declarations import Type


@dataclass(frozen=True, slots=True)
class Used:
    """A fact or param that a condition reads: its value as in JSON, and where it comes from.

    A missing one has the source `unknown`.
    """

    name: str
    value: object
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How one rule stands: in force, replaced, lifted, open, failed or not; `depth` counts exceptions."""

    rule: str
    standing: str
    then: str
    when: str
    depth: int
    facts: tuple[Used, ...]
    ground: str | None
    clause: str | None
    note: str | None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """For every ask of a case, by name, how its rules stand."""

    asks: tuple[tuple[str, tuple[Standing, ...]], ...]


def explain(contents: Contents, case: Case) -> Explanation:
    """The standing of every rule of the asks of a case."""
    explained = []
    base = situation_at(contents, known_facts(contents, case))
    for wish in case.wishes:
        ask = contents.asks.get(wish.ask)
        if ask is None:
            continue
        situation = situation_of(base, ask, wish.params)
        rules = weigh(contents, ask, situation)
        certain = frozenset(id(rule) for rule in rules.certain())
        explaining = _Explaining(contents, case, rules, situation, certain)
        explained.append((ask.name, tuple(explaining.standings())))
    return Explanation(tuple(explained))


@dataclass(frozen=True, slots=True)
class _Explaining:
    """One ask under explanation; `certain` are the rules in force in every way."""

    contents: Contents
    case: Case
    rules: Rules
    situation: Situation
    certain: frozenset[int]

    def standings(self) -> Iterator[Standing]:
        for rule in self.rules.ask.rules:
            yield from self.describe(rule, 0)
        otherwise = self.rules.ask.otherwise
        standing = "in force" if id(otherwise) in self.certain else "not"
        yield _described(otherwise, standing, "no rule gives an effect", 0, ())

    def describe(self, rule: Rule, depth: int) -> Iterator[Standing]:
        status = self.rules.statuses.get(id(rule), False)
        used = tuple(_used(self.contents, self.case, self.rules.ask, rule, self.situation))
        described = _described(rule, _standing(rule, status, self.certain), rule.when.source, depth, used)
        yield replace(described, error=status.message) if isinstance(status, Fault) else described
        for exception in rule.exceptions:
            yield from self.describe(exception, depth + 1)


def _described(rule: Rule, standing: str, when: str, depth: int, used: tuple[Used, ...]) -> Standing:
    effect = rule.effect
    note = str(effect.note) if effect.note else None
    return Standing(rule.id, standing, effect.then, when, depth, used, effect.ground, effect.clause, note)


def _standing(rule: Rule, status: Status, certain: frozenset[int]) -> str:
    if isinstance(status, Fault):
        return "failed"
    if isinstance(status, Unknown):
        return "open"
    if not status:
        return "not"
    if id(rule) in certain:
        return "in force"
    return "lifts" if rule.effect.then == "lift" else "replaced"


def _used(contents: Contents, case: Case, ask: Ask, rule: Rule, situation: Situation) -> Iterator[Used]:
    for name in sorted(rule.when.reads):
        value = situation.lookup(name)
        if isinstance(value, Unknown | Fault):
            yield Used(name, None, "unknown")
            continue
        kind = _type_of(contents, ask, name)
        shown = show_value(value, kind, contents.currency) if kind else str(value)
        yield Used(name, shown, _source_of(contents, case, name))


def _type_of(contents: Contents, ask: Ask, name: str) -> Type | None:
    if name.startswith("ask."):
        return ask.types.get(name.removeprefix("ask."))
    fact = contents.facts.get(name)
    return fact.type if fact else {"now": TIMESTAMP, "today": DATE}.get(name)


def _source_of(contents: Contents, case: Case, name: str) -> str:
    if name in case.facts:
        return case.facts[name].source
    if name.startswith("ask."):
        return "ask"
    return "computed" if name in contents.computed else "clock"
