"""Arithmetic in SQL that never raises: operands are kept in bounds, and rows outside them are suspects.

Databases stop a whole query at an overflow or a division by zero. Where the bounds of a column don't rule
that out, the value is NULL beyond a bound that no sensible case reaches, and the row is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from math import isqrt
from typing import TYPE_CHECKING

from doable.policy.language.exact import LARGEST_INT, PLACES
from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term, made

if TYPE_CHECKING:
    from doable.workbench.counting.dialects import Dialect

MOST_MONEY = 10**18
# What operands are kept within where they must be kept within something.
COMFORTABLE = 10**12
_SIGNS = {"_+_": "+", "_-_": "-", "_*_": "*"}


def within(term: Term, span: int) -> Term:
    """The number, NULL and suspect beyond a bound."""
    if term.span <= span:
        return term
    sql = f"CASE WHEN {term.sql} BETWEEN -{span} AND {span} THEN {term.sql} END"
    kept = replace(term, sql=f"({sql})", span=span)
    return kept.failing(f"{term.sql} NOT BETWEEN -{span} AND {span}")


def between(term: Term, least: int, most: int) -> Term:
    """The number, NULL and suspect outside a range."""
    sql = f"(CASE WHEN {term.sql} BETWEEN {least} AND {most} THEN {term.sql} END)"
    kept = replace(term, sql=sql, span=max(abs(least), abs(most)))
    return kept.failing(f"{term.sql} NOT BETWEEN {least} AND {most}")


def fitted(function: str, left: Term, right: Term, limit: int) -> tuple[Term, Term, int]:
    """Operands whose result stays within a limit, and how far from 0 the result may be."""

    def reach(one: Term, other: Term) -> int:
        return one.span * other.span if function == "_*_" else one.span + other.span

    if reach(left, right) > limit:
        small = min(left.span, right.span)
        if function != "_*_":
            each = min(COMFORTABLE, limit // 2)
            left, right = within(left, each), within(right, each)
        elif small <= 10**6:
            each = min(COMFORTABLE, limit // max(1, small))
            left, right = within(left, max(each, small)), within(right, max(each, small))
        else:
            each = isqrt(limit)
            left, right = within(left, each), within(right, each)
    return left, right, reach(left, right)


def whole(dialect: Dialect, function: str, left: Term, right: Term, kind: str = "int") -> Term:
    """Arithmetic on whole numbers."""
    if function in ("_/_", "_%_"):
        return _divided(dialect, function, left, right)
    left, right, span = fitted(function, left, right, LARGEST_INT)
    one, other = (dialect.cast(side.sql, "int") for side in (left, right))
    return made(kind, f"({one} {_SIGNS[function]} {other})", left, right, span=span)


def _divided(dialect: Dialect, function: str, left: Term, right: Term) -> Term:
    left = within(left, LARGEST_INT)
    divisor = f"NULLIF({right.sql}, 0)"
    name = "quotient" if function == "_/_" else "remainder"
    found = made("int", dialect.apply(name, left.sql, divisor), left, right, span=left.span)
    return found.failing(f"{right.sql} = 0")


def exact(dialect: Dialect, function: str, left: Term, right: Term) -> Term:
    """Sums and products in which money or a decimal stands: 18 digits and 6 places, else a failure."""
    if function not in _SIGNS:
        raise NotExpressible(f"`{function.strip('_')}` of decimals")
    left, right, span = fitted(function, left, right, MOST_MONEY - 1)
    scale = left.scale + right.scale if function == "_*_" else max(left.scale, right.scale)
    one, other = decimal(dialect, left), decimal(dialect, right)
    found = made("decimal", f"({one} {_SIGNS[function]} {other})", left, right, span=span, scale=scale)
    return found if scale <= PLACES else _shortened(dialect, found)


def decimal(dialect: Dialect, term: Term) -> str:
    """An exact number as a DECIMAL no wider than it must be."""
    digits = max(1, len(str(term.span)))
    if digits + term.scale > 38:
        raise NotExpressible("a number with so many digits")
    return dialect.cast(term.sql, f"DECIMAL({digits + term.scale},{term.scale})")


def _shortened(dialect: Dialect, term: Term) -> Term:
    """A product that may have more places than the language keeps: where it has, that is a failure."""
    short = f"ROUND({term.sql}, {PLACES})"
    sql = dialect.cast(f"CASE WHEN {term.sql} = {short} THEN {short} END", "DECIMAL(24,6)")
    return replace(term, sql=sql, scale=PLACES).failing(f"{term.sql} <> {short}")


def negated(dialect: Dialect, term: Term) -> Term:
    """The number with the other sign."""
    if term.kind == "int":
        term = within(term, LARGEST_INT)
    if term.kind not in (*NUMBERS, "double"):
        raise NotExpressible("`-` of what is no number")
    return replace(term, sql=f"(-{term.sql})")
