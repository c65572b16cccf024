"""From a case to what is known: only sources that count, computed facts, today in the book's time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.expression import Situation
from doable.policy.times import date_of
from doable.policy.values import Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doable.policy.book import Ask, Contents
    from doable.policy.cases import Case
    from doable.policy.values import Plain, Timestamp


def today_at(contents: Contents, at: Timestamp) -> date:
    """The date of a moment in the book's time zone."""
    return date_of(at, contents.zone)


def known_facts(contents: Contents, case: Case) -> dict[str, Plain]:
    """The facts whose source counts, with `now` and `today`; all others are unknown."""
    known: dict[str, Plain] = {"now": case.at, "today": today_at(contents, case.at)}
    for name, given in case.facts.items():
        if given.source in contents.facts[name].sources:
            known[name] = given.value
    return known


def situation_of(contents: Contents, case: Case, ask: Ask | None, params: Mapping[str, Plain]) -> Situation:
    """What is known for one ask: facts and its params; defaults stand in for params not named."""
    known = known_facts(contents, case)
    known.update({f"ask.{name}": value for name, value in params.items()})
    situation = Situation(known, contents.zone, contents.computed)
    for name, param in ask.params.items() if ask else ():
        if param.default is None or name in params:
            continue
        value = param.default.value(situation)
        if isinstance(value, Unknown | Fault):
            situation = situation.without(f"ask.{name}", value)
        else:
            situation = situation.replaced({f"ask.{name}": value})
    return situation
