"""Choosing the smallest case in which a formula is true.

As much as possible is plain (no, 0, the first choice, today); the rest is as near to that as it can be.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import z3

from doable.policy.currency import minor_unit
from doable.policy.language.times import DAY, HOUR, SECOND
from doable.workbench.proving.formulas import plain, some
from doable.workbench.proving.space import EPOCH, NEVER_NEGATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.searching import Search
    from doable.workbench.proving.space import Variable

# What counts as today where nothing says otherwise: the day on which stories are told.
PLAIN_DAY = date(2026, 1, 1).toordinal()
PLAIN_MOMENT = (PLAIN_DAY - EPOCH) * DAY + DAY // 2
MOST_CANDIDATES = 400


class Choosing:
    """Fixes the variables of a formula one by one, so that the search always has a case left."""

    def __init__(self, search: Search, currency: str, formula: Formula) -> None:
        self.search, self.space = search, search.space
        self.unit = Fraction(minor_unit(currency))
        self.formula = formula
        self.variables = list(self.space.variables.values())

    def model(self) -> z3.ModelRef | bool:
        """The smallest case; False if there is none in whole amounts, True if it took too long."""
        with self.search.apart():
            amounts = [each for each in self.variables if each.type.name in ("money", "decimal")]
            self.search.add(self.formula, *(self._whole(each) for each in amounts))
            possible = self.search.can_be()
            if possible is not True:
                return possible is None
            for variable in self._apart_from_plain():
                self._near(variable)
            self._empty_lists()
            return self.search.model() if self.search.can_be() else True

    def _whole(self, variable: Variable) -> z3.BoolRef:
        """Amounts come in the smallest unit of the currency."""
        return z3.IsInt(variable.term * z3.RealVal(str(1 / self.unit), variable.term.ctx))

    def _apart_from_plain(self) -> list[Variable]:
        """The variables that can't all be plain; the others are fixed."""
        open_ones = {each.term.get_id(): (each, self._plainly(each)) for each in self.variables}
        apart: list[Variable] = []
        while open_ones:
            wanted = [formula for _, formula in open_ones.values()]
            if self.search.can_be(*wanted):
                break
            core = {formula.get_id() for formula in self.search.core()}
            blamed = [key for key, (_, formula) in open_ones.items() if formula.get_id() in core]
            last = max(blamed or open_ones, key=lambda key: _ease(open_ones[key][0]))
            apart.append(open_ones.pop(last)[0])
        self.search.add(*(formula for _, formula in open_ones.values()))
        return [each for each in apart if not self._fix(self._plainly(each))]

    def _fix(self, *formulas: Formula) -> bool:
        """Fixes formulas if they can be true beside what is fixed."""
        can = self.search.can_be(*formulas) is True
        if can:
            self.search.add(*formulas)
        return can

    def _plainly(self, variable: Variable) -> z3.BoolRef:
        term = variable.term
        if self.space.plain.get(variable.name) is not None:
            return z3.And(
                self.space.is_value(variable, self.space.plain[variable.name]),
                plain(variable.present, term.ctx),
            )
        match variable.type.name:
            case "bool":
                value: Formula = z3.Not(term)
            case "enum":
                value = term == self.space.code(variable.type.values[0])
            case "string":
                value = term == self.space.code("")
            case "date":
                value = term == PLAIN_DAY
            case "timestamp":
                value = term == PLAIN_MOMENT
            case "list":
                value = z3.Function("size of list", z3.IntSort(term.ctx), z3.IntSort(term.ctx))(term) == 0
            case _:
                value = term == 0
        return z3.And(value, plain(variable.present, term.ctx))

    def _near(self, variable: Variable) -> None:
        """Fixes a variable that can't be plain."""
        if not isinstance(variable.present, bool):
            self._fix(variable.present)
        term, kind = variable.term, variable.type.name
        if kind == "list":
            return
        if kind in ("timestamp", "duration"):
            self._fix(term % SECOND == 0)
        if kind == "bool":
            self._fix(term)
        elif kind in ("enum", "string"):
            written = [self.space.code(text) for text in variable.type.values or tuple(self.space.texts)]
            # Of texts one that the book never writes comes first: others mean something.
            self._bisect(term, written if variable.type.values else [len(self.space.texts), *written])
        elif not self._bisect(term, self._candidates(term, kind)):
            self._closer(term, kind)
        if self.search.can_be():
            self.search.add(term == self.search.model().eval(term, model_completion=True))

    def _bisect(self, term: z3.ArithRef, candidates: Sequence[Fraction | int]) -> bool:
        """Fixes the first of the candidates that can be, asking as few times as possible."""
        values = [_as_term(term, each) for each in candidates]
        if not self.search.can_be(some(term == value for value in values)):
            return False
        low, high = 0, len(values)
        while high - low > 1:
            middle = (low + high) // 2
            if self.search.can_be(some(term == value for value in values[low:middle])):
                high = middle
            else:
                low = middle
        self.search.add(term == values[low])
        return True

    def _closer(self, term: z3.ArithRef, kind: str) -> None:
        """As near to plain as powers of ten tell."""
        start, step = self._scale(kind)
        for power in range(16):
            reach = step * 10**power
            if self._fix(term >= _as_term(term, start - reach), term <= _as_term(term, start + reach)):
                return

    def _scale(self, kind: str) -> tuple[Fraction, Fraction]:
        """What is plain for a kind of number, and the step from one value to the next."""
        return {
            "money": (Fraction(0), self.unit),
            "decimal": (Fraction(0), self.unit),
            "date": (Fraction(PLAIN_DAY), Fraction(1)),
            "timestamp": (Fraction(PLAIN_MOMENT), Fraction(SECOND)),
            "duration": (Fraction(0), Fraction(SECOND)),
        }.get(kind, (Fraction(0), Fraction(1)))

    def _candidates(self, term: z3.ArithRef, kind: str) -> list[Fraction]:
        """Numbers near those that the formula compares with, the nearest to plain first."""
        start, step = self._scale(kind)
        numbers = self.space.compared.get(term.decl().name(), set())
        if kind in ("timestamp", "duration"):
            units = (SECOND, HOUR, DAY)
            numbers = {*numbers, *(each * unit for each in numbers if abs(each) < 10**5 for unit in units)}
        points = {point for point in _around(numbers, start, step) if (point / step).denominator == 1}
        # Whole amounts are easier to picture than 100.01, and counts below 0 are hardly meant.
        order = sorted(
            points, key=lambda point: (point.denominator != 1, point < 0, abs(point - start), point < start)
        )
        return order[:MOST_CANDIDATES]

    def _empty_lists(self) -> None:
        """Lists hold no more than they must."""
        for variable in self.variables:
            if variable.type.name == "list":
                for held in self.space.held.get(variable.term.decl().name(), {}).values():
                    self._fix(z3.Not(held))


# Of several that can't be plain together, the one that may best be something else.
_EASE = {
    "int": 9,
    "money": 8,
    "decimal": 8,
    "enum": 7,
    "bool": 6,
    "string": 5,
    "list": 4,
    "duration": 3,
    "date": 1,
}


def _as_term(like: z3.ArithRef, number: Fraction | int) -> z3.ArithRef:
    return z3.RealVal(str(number), like.ctx) if z3.is_real(like) else z3.IntVal(int(number), like.ctx)


def _ease(variable: Variable) -> tuple[bool, int, str]:
    return (
        variable.name not in (*NEVER_NEGATIVE, "today", "now"),
        _EASE.get(variable.type.name, 2),
        variable.name,
    )


def _around(numbers: Iterable[Fraction], start: Fraction, step: Fraction) -> Iterable[Fraction]:
    yield from (start + step, start - step)
    for number in {*numbers, *(Fraction(round(number)) for number in numbers)}:
        for origin in {Fraction(0), start}:
            for sign in (1, -1):
                yield from (origin + sign * number + shift for shift in (-1, -step, 0, step, 1))
