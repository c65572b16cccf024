"""Why a case is decided as it is: how every rule stands, on which facts, under which clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.deciding.notation import show_value
from doable.policy.deciding.situations import known_facts, situation_of
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
    for wish in case.wishes:
        ask = contents.asks.get(wish.ask)
        if ask is None:
            continue
        situation = situation_of(contents, known_facts(contents, case), ask, wish.params)
        rules = weigh(contents, ask, situation)
        explained.append((ask.name, tuple(_standings(contents, case, ask, rules, situation))))
    return Explanation(tuple(explained))


def _standings(
    contents: Contents, case: Case, ask: Ask, rules: Rules, situation: Situation
) -> Iterator[Standing]:
    certain = {id(rule) for rule in rules.certain()}

    def describe(rule: Rule, depth: int) -> Iterator[Standing]:
        status = rules.statuses.get(id(rule), False)
        yield Standing(
            rule=rule.id,
            standing=_standing(rule, status, certain),
            then=rule.effect.then,
            when=rule.when.source,
            depth=depth,
            facts=tuple(_used(contents, case, ask, rule, situation)),
            ground=rule.effect.ground,
            clause=rule.effect.clause,
            note=str(rule.effect.note) if rule.effect.note else None,
            error=status.message if isinstance(status, Fault) else None,
        )
        for exception in rule.exceptions:
            yield from describe(exception, depth + 1)

    for rule in ask.rules:
        yield from describe(rule, 0)
    held = id(ask.otherwise) in certain
    effect = ask.otherwise.effect
    standing = "in force" if held else "not"
    yield Standing(
        ask.otherwise.id,
        standing,
        effect.then,
        "no rule gives an effect",
        0,
        (),
        effect.ground,
        effect.clause,
        None,
    )


def _standing(rule: Rule, status: Status, certain: set[int]) -> str:
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
