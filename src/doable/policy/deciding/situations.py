"""From a case to what is known: only sources that count, computed facts, today in the book's time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.expression import Situation
from doable.policy.language.times import date_of
from doable.policy.language.values import Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.cases import Case
    from doable.policy.language.values import Plain, Timestamp, Value


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


def situation_at(contents: Contents, known: Mapping[str, Plain]) -> Situation:
    """What is known whatever is asked."""
    return Situation(known, contents.zone, contents.computed)


def situation_of(base: Situation, ask: Ask, params: Mapping[str, Value]) -> Situation:
    """What is known for one ask: facts and its params; defaults stand in for params not named."""
    given: dict[str, Plain] = {}
    open_ones: dict[str, Unknown | Fault] = {}
    for name, value in params.items():
        _take(f"ask.{name}", value, given, open_ones)
    situation = base.with_params(given, open_ones)
    defaults = {
        name: param.default
        for name, param in ask.params.items()
        if param.default is not None and name not in params
    }
    if not defaults:
        return situation
    for name, default in defaults.items():
        _take(f"ask.{name}", default.value(situation), given, open_ones)
    return base.with_params(given, open_ones)


def _take(name: str, value: Value, given: dict[str, Plain], open_ones: dict[str, Unknown | Fault]) -> None:
    if isinstance(value, Unknown | Fault):
        open_ones[name] = value
    else:
        given[name] = value
