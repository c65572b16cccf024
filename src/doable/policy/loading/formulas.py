"""Expressions of the book: parsed and checked against the names they may read, with places in the file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from doable.policy.expression import Expression
from doable.policy.findings import Finding, did_you_mean
from doable.policy.language.checking import check
from doable.policy.language.declarations import DATE, MONEY, TIMESTAMP, Declaration
from doable.policy.language.parsing import LanguageError, Refused, parse
from doable.policy.loading.locating import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.language.complaints import Problem
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Node
    from doable.policy.loading.entries import Formula
    from doable.policy.loading.reading import Reading

# Names that every condition may read, whatever the book declares.
BUILT_IN: dict[str, Declaration] = {
    "now": Declaration(TIMESTAMP),
    "today": Declaration(DATE),
    "customer.granted_90d": Declaration(MONEY),
}
# What limits of authority may read besides: money granted in this case by its other asks and before.
IN_LIMITS: dict[str, Declaration] = {"case.granted": Declaration(MONEY)}
# How hard somebody pushes; some words only say that of a person or a message: a pump has pressure, too.
_ANYWHERE = (
    r"emotions?|sentiment|moods?|anger|angry|furious|frustration|frustrated|threats?|threatens|threatened"
    r"|message_count|messages_count|number_of_messages|times_asked|insists|insistence|pressured"
)
_OF_PEOPLE = r"signals?|tone|pressure|cause|messages"
_WHO = r"ask|case|customer|message|conversation|sender|writer|person"
_PRESSURE = re.compile(rf"(^|[._])({_ANYWHERE})([._]|$)|^(({_WHO})\.)?({_OF_PEOPLE})([._]|$)")


def is_pressure(name: str) -> bool:
    """Whether a name speaks of how hard somebody pushes; rules can't read such a thing."""
    return bool(_PRESSURE.search(name))


class Formulas:
    """Makes expressions, noting what is wrong with them; `ask` is the one whose params they may read."""

    def __init__(self, reading: Reading, names: Mapping[str, Declaration], ask: str | None = None) -> None:
        self.reading = reading
        self.names = {**BUILT_IN, **names}
        self.ask = ask

    def of_ask(self, ask: str, params: Mapping[str, Declaration]) -> Formulas:
        """The same with the params of an ask."""
        return Formulas(
            self.reading, {**self.names, **{f"ask.{name}": known for name, known in params.items()}}, ask
        )

    def of_limits(self) -> Formulas:
        """The same with what only limits may read."""
        return Formulas(self.reading, {**self.names, **IN_LIMITS}, self.ask)

    @property
    def params(self) -> dict[str, Declaration]:
        """The params that may be read, by their own names."""
        return {name[4:]: known for name, known in self.names.items() if name.startswith("ask.")}

    def make(self, formula: Formula | None, wanted: Type | None = None) -> Expression | None:
        """The expression, or None with the findings noted."""
        if formula is None or self.reading.full:
            return None
        try:
            node = _parsed(formula.text)
        except LanguageError as error:
            self._unread(formula, error)
            return None
        checked = check(node, self.names, wanted=wanted)
        for problem in checked.problems:
            self._misused(formula, problem)
        return None if checked.problems else Expression(formula.text, checked, formula.place)

    def _misused(self, formula: Formula, problem: Problem) -> None:
        unknown = _UNKNOWN.match(problem.message)
        kind = "type"
        if unknown:
            kind = "pressure" if is_pressure(unknown[1]) else "unknown"
        said = self._unknown(unknown[1]) if unknown else None
        self._note(formula, problem.at.start, *(said or (problem.message, problem.help)), check=kind)

    def _unread(self, formula: Formula, error: LanguageError) -> None:
        message = error.message
        if isinstance(error, Refused):
            kind, _, name = error.construct.rpartition(" ")
            message = f"conditions have no `{name}`" if kind else f"conditions have no {name}"
        remedy = error.help
        if formula.scalar.cut:
            remedy = "put quotes around all of it: ` #` begins a remark, which is not read"
        self._note(formula, error.offset, message, remedy, check="formula")

    def _unknown(self, name: str) -> tuple[str, str | None] | None:
        """What to say of a name that nobody declared, where that is more than that it is unknown."""
        message, param = f"there is no fact `{name}`", name.removeprefix("ask.")
        if is_pressure(name):
            return (
                message,
                "rules can't read emotion, signals or pressure: asked harder, the answer is the same",
            )
        if name in IN_LIMITS:
            return f"`{name}` can't be read here", "only limits in authority.yaml can read it"
        if name in _TRUTHS:
            return message, f"write `{_TRUTHS[name]}`"
        if param == name:
            return None
        if self.ask is None:
            return f"`{name}` can't be read here", "only an ask itself and limits on it can read its params"
        remedy = did_you_mean(param, self.params) or "declare it under `params:` of the ask"
        return f"the ask `{self.ask}` has no param `{param}`", remedy

    def _note(self, formula: Formula, offset: int, message: str, remedy: str | None, *, check: str) -> None:
        place = place_of(formula.scalar, offset)
        self.reading.note(Finding("error", check, message, place, remedy or _OTHERWISE))


@lru_cache(maxsize=4096)
def _parsed(source: str) -> Node:
    """The tree of an expression; trees never change, and most expressions stay as a book is edited."""
    return parse(source)


_OTHERWISE = "write it another way: the page `books/language` shows all that a condition can say"
_UNKNOWN = re.compile(r"there is no fact `(.+)`")
_TRUTHS = {"yes": "true", "on": "true", "no": "false", "off": "false"}
