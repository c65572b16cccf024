"""How truths and numbers are joined in Z3: the algebra of `workbench.symbolic`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import z3

from doable.workbench.proving.arithmetic import to_unit
from doable.workbench.proving.formulas import every, no, same, some, where

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from doable.workbench.proving.formulas import Formula


@dataclass(frozen=True, slots=True)
class ProvingAlgebra:
    """Truths are Z3 formulas or plain truths, numbers Z3 terms."""

    context: z3.Context

    def truth(self, value: bool, /) -> Formula:  # a truth value
        """True or false."""
        return value

    def every(self, parts: Sequence[Formula], /) -> Formula:
        """All parts hold."""
        return every(parts)

    def any(self, parts: Sequence[Formula], /) -> Formula:
        """At least one part holds."""
        return some(parts)

    def no(self, part: Formula, /) -> Formula:
        """The part does not hold."""
        return no(part)

    def least(self, cases: Sequence[tuple[Formula, z3.ExprRef]], /) -> z3.ExprRef:
        """The smallest value among those whose truth holds."""
        return _best(cases, lambda one, other: one < other)

    def greatest(self, cases: Sequence[tuple[Formula, z3.ExprRef]], /) -> z3.ExprRef:
        """The largest value among those whose truth holds."""
        return _best(cases, lambda one, other: one > other)

    def total(self, cases: Sequence[tuple[Formula, z3.ExprRef]], /) -> z3.ExprRef:
        """The sum of the values whose truth holds."""
        zero = z3.RealVal(0, self.context)
        return reduce(lambda total, case: total + where(case[0], _real(case[1]), zero), cases, zero)

    def rounded(self, value: z3.ExprRef, unit: Decimal, /) -> z3.ExprRef:
        """Half away from zero."""
        return to_unit(value, unit)

    def above(self, value: z3.ExprRef, bound: int, /) -> Formula:
        """A number is greater than a bound."""
        return value > bound

    def negative(self, value: z3.ExprRef, /) -> z3.ExprRef:
        """A number with the other sign."""
        return -value

    def same(self, one: z3.ExprRef, other: z3.ExprRef, /) -> Formula:
        """Two values are equal."""
        if isinstance(one, bool | z3.BoolRef) and isinstance(other, bool | z3.BoolRef):
            return same(one, other)
        return one == other

    def keep(self, name: str, formula: Formula, /) -> Formula:
        """Z3 shares what is written once; the formula itself will do."""
        del name
        return formula


def _best(
    cases: Sequence[tuple[Formula, z3.ExprRef]], better: Callable[[z3.ExprRef, z3.ExprRef], Formula]
) -> z3.ExprRef:
    holds, best = cases[0]
    if isinstance(best, bool | z3.BoolRef):
        return some(every(case) for case in cases)  # truths: only equal ones go together
    for when, value in cases[1:]:
        best = where(every((when, some((no(holds), better(value, best))))), value, best)
        holds = some((holds, when))
    return best


def _real(number: z3.ExprRef) -> z3.ExprRef:
    return z3.ToReal(number) if z3.is_int(number) else number
