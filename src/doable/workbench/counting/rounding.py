"""`round(x, places)` in SQL: the ratio inside is exact, so it is carried as two whole numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from doable.policy.language.evaluating import EXACT_SIGNS
from doable.policy.language.tree import Call, chain
from doable.workbench.counting.arithmetic import COMFORTABLE, MOST_MONEY, decimal, within
from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term, made

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.language.tree import Node
    from doable.workbench.counting.dialects import Dialect

# Wide enough for amounts, narrow enough that twice a numerator fits into 38 digits (Spark: 18).
_WIDEST = 10**36
_NARROW = 4 * 10**18
_ONE = Term("int", "1", span=1)


class Ratio(NamedTuple):
    """An exact number over another; `below` is never 0 where it is known."""

    above: Term
    below: Term = _ONE


class Rounding:
    """Rounds in one dialect; `value` gives the term of whatever is no arithmetic."""

    def __init__(self, dialect: Dialect, value: Callable[[Node], Term]) -> None:
        self.dialect, self.value = dialect, value

    def rounded(self, node: Node, places: int) -> Term:
        """The number at a node to so many places, half away from zero."""
        ratio = self.ratio(node)
        if ratio.below is _ONE:
            amount = ratio.above
            if amount.scale <= places:
                return replace(amount, kind="decimal")
            sql = f"ROUND({decimal(self.dialect, amount)}, {places})"
            return replace(amount, kind="decimal", sql=sql, scale=places, span=amount.span + 1)
        return self.divided(ratio, places)

    def ratio(self, node: Node) -> Ratio:
        """Arithmetic as a ratio."""
        if isinstance(node, Call) and node.function == "-_":
            above, below = self.ratio(node.args[0])
            return Ratio(replace(above, sql=f"(-{above.sql})"), below)
        first, links = chain(node, EXACT_SIGNS)
        if not links:
            term = self.value(node)
            if term.kind not in NUMBERS:
                raise NotExpressible("`round` of what is no exact number")
            return Ratio(term)
        found = self.ratio(first)
        for link in links:
            found = self.joined(link.function, found, self.ratio(link.args[1]))
        return found

    def joined(self, function: str, left: Ratio, right: Ratio) -> Ratio:
        """Two ratios under an operator."""
        if function == "_/_":
            below = self.product(left.below, right.above)
            sql = f"NULLIF({below.sql}, 0)"
            return Ratio(
                self.product(left.above, right.below),
                replace(below, sql=sql).failing(f"{right.above.sql} = 0"),
            )
        if function == "_*_":
            return Ratio(self.product(left.above, right.above), self.product(left.below, right.below))
        one, other = self.product(left.above, right.below), self.product(right.above, left.below)
        scale = max(one.scale, other.scale)
        sign = function.strip("_")
        sql = f"({decimal(self.dialect, one)} {sign} {decimal(self.dialect, other)})"
        above = made("decimal", sql, one, other, span=one.span + other.span, scale=scale)
        return Ratio(above, self.product(left.below, right.below))

    def product(self, left: Term, right: Term) -> Term:
        """Two numbers multiplied, without a limit to their places."""
        if left is _ONE or right is _ONE:
            return right if left is _ONE else left
        left, right = self.comfortable(left), self.comfortable(right)
        sql = f"({decimal(self.dialect, left)} * {decimal(self.dialect, right)})"
        span, scale = left.span * right.span, left.scale + right.scale
        if len(str(span)) + scale > 37:
            raise NotExpressible("so many factors inside `round`")
        return made("decimal", sql, left, right, span=span, scale=scale)

    def comfortable(self, term: Term) -> Term:
        """A factor that leaves room for another."""
        return within(term, COMFORTABLE) if term.span > MOST_MONEY // 10 else term

    def divided(self, ratio: Ratio, places: int) -> Term:
        """Twice the numerator plus the denominator over twice the denominator, in whole numbers."""
        shift = places + ratio.below.scale - ratio.above.scale
        widest = (_NARROW if self.dialect.name == "spark" else _WIDEST) // (4 * 10 ** max(0, shift))
        above = within(ratio.above, widest // 10**ratio.above.scale)
        numerator = self.units(above, 10 ** max(0, shift))
        denominator = self.units(within(ratio.below, 10**12), 10 ** max(0, -shift))
        digits = self.dialect.apply(
            "whole quotient", f"(2 * ABS({numerator}) + ABS({denominator}))", f"(2 * ABS({denominator}))"
        )
        sign = f"(CASE WHEN ({above.sql} < 0) <> ({ratio.below.sql} < 0) THEN -1 ELSE 1 END)"
        limit = 10 ** (18 + places) - 1
        kept = f"(CASE WHEN {digits} <= {limit} THEN {digits} END)"
        unit = self.dialect.cast(f"{10**-places:.{places}f}", f"DECIMAL({places + 1},{places})")
        sql = f"({self.dialect.cast(kept, f'DECIMAL({18 + places},0)')} * {unit} * {sign})"
        sql = self.dialect.cast(sql, f"DECIMAL({18 + places},{places})")
        found = made("decimal", sql, above, ratio.below, span=MOST_MONEY - 1, scale=places)
        return found.failing(f"{digits} > {limit}")

    def units(self, term: Term, factor: int) -> str:
        """A number in units of its last place, as a wide whole number."""
        scaled = f"{decimal(self.dialect, term)} * {self._power(term.scale)}" if term.scale else term.sql
        return f"({self.dialect.cast(scaled, 'wide')} * {factor})"

    def _power(self, scale: int) -> str:
        return self.dialect.cast(str(10**scale), f"DECIMAL({scale + 1},0)")
