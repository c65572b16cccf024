"""What a reading must be able to write down, so that rules can be joined into formulas.

`F` is whatever stands for a formula: SQL text, a Z3 term, or in tests a plain Python value. All truths
are two-valued: what is unknown or failed is told apart by two truths (see Standing) or by `known`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from doable.policy.expression import Expression

F = TypeVar("F")
F_co = TypeVar("F_co", covariant=True)


class Standing(NamedTuple, Generic[F]):
    """How a condition stands: certainly true; not certainly false. An open one is only the second."""

    surely: F
    possibly: F


class Worth(NamedTuple, Generic[F]):
    """A value, and whether there is one: neither unknown nor failed."""

    value: F
    known: F


class Algebra(Protocol[F]):
    """Truths and numbers as a reading writes them; constants are folded by whoever implements it."""

    def truth(self, value: bool, /) -> F:  # a truth value
        """True or false."""

    def every(self, parts: Sequence[F], /) -> F:
        """All parts hold; true if there are none."""

    def any(self, parts: Sequence[F], /) -> F:
        """At least one part holds; false if there are none."""

    def no(self, part: F, /) -> F:
        """The part does not hold."""

    def least(self, cases: Sequence[tuple[F, F]], /) -> F:
        """The smallest value among those whose truth holds; at least one does."""

    def greatest(self, cases: Sequence[tuple[F, F]], /) -> F:
        """The largest value among those whose truth holds; at least one does."""

    def total(self, cases: Sequence[tuple[F, F]], /) -> F:
        """The sum of the values whose truth holds; 0 if none does."""

    def rounded(self, value: F, unit: Decimal, /) -> F:
        """A number rounded to a unit such as 0.01, half away from zero."""

    def above(self, value: F, bound: int, /) -> F:
        """A number is greater than a bound."""

    def negative(self, value: F, /) -> F:
        """A number with the other sign."""

    def same(self, one: F, other: F, /) -> F:
        """Two known values of the same type are equal."""

    def keep(self, name: str, formula: F, /) -> F:
        """The formula under a name, so that it is worked out once; the formula itself will do."""


class Asker(Protocol[F_co]):
    """Who asks, as formulas."""

    def at_least(self, rank: int, /) -> F_co:
        """The grade stands at this rank or above."""

    def of_function(self, function: str, /) -> F_co:
        """The function is this one."""


class Reading(Protocol[F]):
    """Turns conditions and values of the book into formulas, for one ask.

    `open_means` is the verdict of what isn't settled: `clarify` where only unknown facts are open,
    `refer` where everything is known and only faults are.
    """

    @property
    def algebra(self) -> Algebra[F]:
        """How truths and numbers are written."""

    @property
    def asker(self) -> Asker[F] | None:
        """Who asks; None is policy alone."""

    @property
    def open_means(self) -> str:
        """`clarify` or `refer`."""

    def standing(self, expression: Expression, /) -> Standing[F]:
        """How a condition stands."""

    def worth(self, expression: Expression, /) -> Worth[F]:
        """What an expression comes to."""

    def param(self, name: str, /) -> Worth[F]:
        """A param of the ask as it was named, else its default."""

    def granting(self, granted: Mapping[str, Worth[F]], /) -> Reading[F]:
        """The same reading where params have other values: limits judge what would be granted."""
