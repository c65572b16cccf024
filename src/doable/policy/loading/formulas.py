"""Expressions of the book: parsed and checked against the names they may read, with places in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.policy.checking import check
from doable.policy.declarations import DATE, MONEY, TIMESTAMP, Declaration
from doable.policy.expression import Expression
from doable.policy.findings import Finding, Place
from doable.policy.parsing import NotParsed, Refused, parse, position

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.declarations import Type
    from doable.policy.loading.reading import Formula, Reading

# Names that every condition may read, whatever the book declares.
BUILT_IN: dict[str, Declaration] = {
    "now": Declaration(TIMESTAMP),
    "today": Declaration(DATE),
    "customer.granted_90d": Declaration(MONEY),
}
# What limits of authority may read besides: money granted in this case by its other asks and before.
IN_LIMITS: dict[str, Declaration] = {"case.granted": Declaration(MONEY)}
_PRESSURE = re.compile(
    r"(^|[._])(emotions?|sentiment|mood|anger|angry|signals?|threats?|threatens?|pressure|tone|"
    r"messages?|message_count|times_asked|insists?)([._]|$)|^(case\.|message\.)?cause$"
)


def is_pressure(name: str) -> bool:
    """Whether a name speaks of how hard somebody pushes; rules can't read such a thing."""
    return bool(_PRESSURE.search(name))


class Formulas:
    """Makes expressions, noting what is wrong with them."""

    def __init__(self, reading: Reading, names: Mapping[str, Declaration]) -> None:
        self.reading = reading
        self.names = {**BUILT_IN, **names}

    def within(self, names: Mapping[str, Declaration]) -> Formulas:
        """The same with further names, such as the params of one ask."""
        return Formulas(self.reading, {**self.names, **names})

    def make(self, formula: Formula, wanted: Type | None = None) -> Expression | None:
        """The expression, or None with the findings noted."""
        try:
            node = parse(formula.text)
        except NotParsed as error:
            self._note(formula, error.offset, error.message, error.help)
            return None
        except Refused as error:
            message = f"books don't use {error.construct}"
            self._note(formula, error.offset, message, "see the language page for what conditions may use")
            return None
        checked = check(node, self.names, wanted=wanted)
        for problem in checked.problems:
            remedy = problem.help
            pressed = next((name for name in checked.reads if is_pressure(name)), None)
            if pressed and pressed not in self.names:
                remedy = "rules can't read emotion, signals or pressure: asked harder, the answer is the same"
            self._note(formula, problem.at.start, problem.message, remedy)
        if checked.problems:
            return None
        return Expression(formula.text, checked, formula.place, formula.shift)

    def _note(self, formula: Formula, offset: int, message: str, remedy: str | None) -> None:
        self.reading.findings.append(
            Finding("error", "formula", message, place_in(formula, offset), remedy)
        )


def place_in(formula: Formula, offset: int) -> Place:
    """Where a character of an expression stands in the file; exact where it is written on one line."""
    line, column = position(formula.text, offset)
    start = formula.place
    if line == 1:
        return Place(start.file, start.line, start.column + formula.shift + column - 1)
    return Place(start.file, start.line + line - 1, column)
