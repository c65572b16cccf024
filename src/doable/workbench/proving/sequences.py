"""Asks granted one after the other: each makes its `after` so, and the next is decided on what is so then."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import show_value
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.situations import known_facts, situation_at, situation_of
from doable.policy.language.values import Fault, Unknown
from doable.policy.vocabulary import ALLOWED
from doable.workbench.proving.finding import decided
from doable.workbench.proving.formulas import every, some
from doable.workbench.proving.leaves import read_by
from doable.workbench.proving.reading import reading_of
from doable.workbench.symbolic.outcomes import outcome_of
from doable.workbench.testing import STORY_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.decision import Answer
    from doable.policy.expression import Situation
    from doable.policy.language.values import Value
    from doable.workbench.proving.finding import Case
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.reading import Asking, ProvingReading
    from doable.workbench.proving.space import Space
    from doable.workbench.proving.terms import Term


@dataclass(frozen=True, slots=True)
class Walk:
    """Asks in a row in every case: how each is read, and when all but the last are granted."""

    readings: tuple[ProvingReading, ...]
    granted: Formula


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a case: the case as it stood, its answer, and the facts that granting it changed."""

    case: Case
    answer: Answer
    changed: tuple[tuple[str, object, object], ...] = ()


def rows_of(
    contents: Contents, last: Ask, most: int, also_read: Iterable[str] = ()
) -> Iterator[tuple[Ask, ...]]:
    """The asks that may come in a row before `last`, shortest first.

    Only a step that changes what a later one reads is worth taking; `also_read` is what else is looked at
    in the end.
    """
    first_steps = [ask for ask in contents.asks.values() if ask.after]
    at_last = _all_names(contents, {*read_by(contents, last), *also_read})
    for number in range(most):
        for steps in product(first_steps, repeat=number):
            if all(_matters(contents, steps[at:], at_last) for at in range(number)):
                yield (*steps, last)


def _matters(contents: Contents, steps: tuple[Ask, ...], at_last: frozenset[str]) -> bool:
    """Whether what the first of these steps changes is read by a later one."""
    read = set(at_last)
    for ask in steps[1:]:
        afterwards = (name for _, expression in ask.after for name in expression.reads)
        read |= _all_names(contents, {*read_by(contents, ask), *afterwards})
    return not read.isdisjoint(name for name, _ in steps[0].after)


def _all_names(contents: Contents, names: Iterable[str]) -> frozenset[str]:
    """The names, and those that they are computed from."""
    found, pending = set[str](), list(names)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += contents.computed[name].reads if name in contents.computed else ()
    return frozenset(found)


def walk(space: Space, contents: Contents, asks: tuple[Ask, ...], asker: Asking | None) -> Walk:
    """The asks one after the other, in every case."""
    facts: dict[str, Term] = {}
    readings: list[ProvingReading] = []
    granted: list[Formula] = []
    for number, ask in enumerate(asks, start=1):
        readings.append(
            reading_of(space, contents, ask, asker=asker, facts=facts, step=step_key(number, asks))
        )
        if number < len(asks):
            granted.append(may_be(contents, readings[-1], ALLOWED))
            set_to = {name: readings[-1].term(expression) for name, expression in ask.after}
            granted += [_can_be_set(contents, name, term) for name, term in set_to.items()]
            facts = {**facts, **set_to}
    return Walk(tuple(readings), every(granted))


def step_key(number: int, asks: tuple[Ask, ...]) -> str:
    """What tells the params of a step apart from those of the others."""
    return f"{number}. " if number < len(asks) else ""


def may_be(contents: Contents, reading: ProvingReading, verdicts: Iterable[str]) -> Formula:
    """When an ask comes to one of these verdicts, or only Python can tell."""
    outcome = outcome_of(contents, reading.ask, reading)
    return some([*(outcome.verdicts[verdict] for verdict in verdicts), outcome.elsewhere])


def _can_be_set(contents: Contents, name: str, term: Term) -> Formula:
    return term.fine if contents.facts[name].optional else term.there


def retold(contents: Contents, case: Case, wishes: list[Case]) -> tuple[Taken, ...] | None:
    """The steps of one case as Python decides them; None where a step is not granted or can't be taken."""
    facts = dict(cast("Mapping[str, object]", case["facts"]))
    taken: list[Taken] = []
    for number, wish in enumerate(wishes, start=1):
        now: Case = {**case, "asks": [wish], "facts": facts}
        decision = decided(contents, now)
        if decision is None:
            return None
        answer = decision.answers[0]
        if number == len(wishes):
            return (*taken, Taken(now, answer))
        later = _facts_after(contents, now) if answer.verdict in ALLOWED else None
        if later is None:
            return None
        changed = tuple(
            (name, facts.get(name), value) for name, value in later.items() if facts.get(name) != value
        )
        taken.append(Taken(now, answer, changed))
        facts = {**facts, **later}
    return None


def situation_in(contents: Contents, case: Case) -> Situation | None:
    """What is known of a case and its one ask."""
    try:
        read = read_case(contents, dict(case), STORY_TIME)
    except InputError:
        return None
    wish = read.wishes[0]
    params = cast("Mapping[str, Value]", wish.params)
    return situation_of(situation_at(contents, known_facts(contents, read)), contents.asks[wish.ask], params)


def _facts_after(contents: Contents, case: Case) -> dict[str, object] | None:
    """The facts that granting the ask of a case sets, as they stand in a case."""
    situation = situation_in(contents, case)
    asks = cast("list[dict[str, str]]", case["asks"])
    found: dict[str, object] = {}
    for name, expression in contents.asks[asks[0]["ask"]].after if situation else ():
        value = expression.value(situation) if situation else None
        fact = contents.facts[name]
        if isinstance(value, Unknown | Fault) or (value is None and not fact.optional):
            return None
        shown = None if value is None else show_value(value, fact.type, contents.currency)
        found[name] = shown if "record" in fact.sources else {"value": shown, "source": fact.sources[0]}
    return found
