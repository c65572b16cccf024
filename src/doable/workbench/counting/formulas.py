"""Formulas over the columns of a case: truths that are never NULL, and numbers that may be.

Equal formulas are one object, so that what is used several times is written once (see writing).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

# Operators of truths; `leaf` is SQL text, all others stand on other formulas.
JUNCTIONS = ("and", "or")


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """One formula: an operator, what it stands on, and for leaves their SQL.

    `needs` are formulas whose columns the text of a leaf reads.
    """

    op: str
    parts: tuple[Formula, ...] = ()
    text: str = ""
    needs: tuple[Formula, ...] = ()


@dataclass(slots=True)
class Formulas:
    """Makes formulas, each once; the algebra in which rules are joined."""

    known: dict[tuple[object, ...], Formula] = field(default_factory=dict)
    # The certain and the possible truth of one condition, each by the other.
    certain: dict[Formula, Formula] = field(default_factory=dict)
    possible: dict[Formula, Formula] = field(default_factory=dict)
    # Shorter SQL for some formulas.
    spelled: dict[Formula, str] = field(default_factory=dict)
    columns: dict[Formula, str] = field(default_factory=dict)
    # Leaves as the numbers 1 and 0, where that is quicker than their SQL.
    numbers: dict[Formula, str] = field(default_factory=dict)

    def make(self, op: str, *parts: Formula, text: str = "", needs: tuple[Formula, ...] = ()) -> Formula:
        """The formula of this shape."""
        key = (op, text, *map(id, parts), *map(id, needs))
        if key not in self.known:
            self.known[key] = Formula(op, parts, text, needs)
        return self.known[key]

    def leaf(self, text: str, needs: tuple[Formula, ...] = ()) -> Formula:
        """SQL as it stands."""
        return self.make("leaf", text=text, needs=needs)

    def column(self, name: str, formula: Formula) -> str:
        """The name of the column that a formula is worked out in."""
        return self.columns.setdefault(formula, name)

    def truth(self, value: bool, /) -> Formula:  # a truth value
        """True or false."""
        return self.make("true" if value else "false")

    def every(self, parts: Sequence[Formula], /) -> Formula:
        """All parts hold."""
        return self._junction("and", parts, neutral=self.truth(True), absorbing=self.truth(False))

    def any(self, parts: Sequence[Formula], /) -> Formula:
        """At least one part holds."""
        return self._junction("or", parts, neutral=self.truth(False), absorbing=self.truth(True))

    def _junction(
        self, op: str, parts: Iterable[Formula], *, neutral: Formula, absorbing: Formula
    ) -> Formula:
        kept: dict[Formula, None] = {}
        for part in parts:
            kept.update(dict.fromkeys(part.parts if part.op == op else (part,)))
        kept.pop(neutral, None)
        if absorbing in kept or any(part.op == "not" and part.parts[0] in kept for part in kept):
            return absorbing
        if not kept:
            return neutral
        return next(iter(kept)) if len(kept) == 1 else self.make(op, *kept)

    def no(self, part: Formula, /) -> Formula:
        """The part does not hold."""
        if part.op in ("true", "false"):
            return self.truth(part.op == "false")
        return part.parts[0] if part.op == "not" else self.make("not", part)

    def least(self, cases: Sequence[tuple[Formula, Formula]], /) -> Formula:
        """The smallest value among those whose truth holds."""
        return self.make("least", *(self.where(*case) for case in cases))

    def greatest(self, cases: Sequence[tuple[Formula, Formula]], /) -> Formula:
        """The largest value among those whose truth holds."""
        return self.make("greatest", *(self.where(*case) for case in cases))

    def total(self, cases: Sequence[tuple[Formula, Formula]], /) -> Formula:
        """The sum of the values whose truth holds."""
        return self.make("total", *(self.where(*case) for case in cases if case[0].op != "false"))

    def where(self, truth: Formula, value: Formula) -> Formula:
        """A value, NULL where the truth does not hold."""
        return value if truth.op == "true" else self.make("where", truth, value)

    def rounded(self, value: Formula, unit: Decimal, /) -> Formula:
        """A number rounded to a unit, half away from zero."""
        return (
            value
            if is_zero(value)
            else self.make("rounded", value, text=str(max(0, -int(unit.as_tuple().exponent))))
        )

    def above(self, value: Formula, bound: int, /) -> Formula:
        """A number is greater than a bound."""
        if is_zero(value):
            return self.truth(bound < 0)
        return self.make("above", value, text=str(bound))

    def negative(self, value: Formula, /) -> Formula:
        """A number with the other sign."""
        return value if is_zero(value) else self.make("negative", value)

    def same(self, one: Formula, other: Formula, /) -> Formula:
        """Two known values are equal."""
        return self.truth(True) if one is other else self.make("same", one, other)

    def keep(self, name: str, formula: Formula, /) -> Formula:
        """The formula itself: writing sees by itself what is used several times."""
        return formula


def is_zero(value: Formula) -> bool:
    """Whether a number is a sum of nothing."""
    return value.op == "total" and not value.parts
