"""Exact numbers: money and decimals of at most 18 digits before the point and 6 after it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException, Inexact, InvalidOperation, Overflow
from typing import TYPE_CHECKING

from doable.policy.language.values import Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

PLACES = 6
LARGEST_INT, SMALLEST_INT = 2**63 - 1, -(2**63)
_LAST_PLACE = Decimal(1).scaleb(-PLACES)
# Wide enough for any sum or product of numbers within the limit; what isn't exact is trapped.
_EXACT = Context(prec=100, rounding=ROUND_HALF_UP, traps=[Inexact, InvalidOperation, Overflow])
_LIMIT = Context(prec=18 + PLACES, traps=[Inexact, InvalidOperation])

Exact = int | Decimal


def limited(value: Decimal) -> Decimal:
    """The number itself, or a failure where it has too many digits; zeros at the end don't count."""
    if not value.is_finite():
        raise Failed("a fact holds a decimal that is no number")
    try:
        shortened = _LIMIT.quantize(value, _LAST_PLACE)
    except Inexact:
        raise Failed("the number has more than 6 digits after the point") from None
    except InvalidOperation:
        raise Failed("the number has more than 18 digits before the point") from None
    # Of equal numbers the one with more places counts as the smaller.
    return shortened if value.compare_total_mag(shortened) < 0 else value


def _exactly(operation: Callable[[Exact, Exact], Decimal], left: Exact, right: Exact) -> Decimal:
    try:
        return limited(operation(left, right))
    except DecimalException:
        raise Failed("the number has too many digits") from None


def decimal_from(text: str) -> Decimal:
    """A number as written, e.g. `49.90` or `1e3`."""
    try:
        return limited(Decimal(text))
    except InvalidOperation:
        raise Failed(f"`{text}` is not a number") from None


def add(left: Exact, right: Exact) -> Decimal:
    """The sum, where at least one side is a decimal."""
    return _exactly(_EXACT.add, left, right)


def subtract(left: Exact, right: Exact) -> Decimal:
    """The difference, where at least one side is a decimal."""
    return _exactly(_EXACT.subtract, left, right)


def multiply(left: Exact, right: Exact) -> Decimal:
    """The product, where at least one side is a decimal."""
    return _exactly(_EXACT.multiply, left, right)


def negate(value: Decimal) -> Decimal:
    """The number with the other sign; zero has none."""
    return _EXACT.minus(value)


def rounded(value: Fraction, places: int) -> Decimal:
    """A ratio to so many places, half away from zero."""
    doubled = 2 * abs(value.numerator) * 10**places
    digits = (doubled + value.denominator) // (2 * value.denominator)
    if digits >= 10 ** (18 + places):
        raise Failed("the number has more than 18 digits before the point")
    return Decimal(-digits if value < 0 else digits).scaleb(-places, _EXACT)


def in_range(value: int) -> int:
    """The whole number itself, or a failure where 64 bits can't hold it."""
    if SMALLEST_INT <= value <= LARGEST_INT:
        return value
    raise Failed("the whole number is too large")


def quotient(left: int, right: int) -> int:
    """Division that drops the remainder's digits (-7 / 2 is -3)."""
    if right == 0:
        raise Failed("division by zero")
    whole = abs(left) // abs(right)
    return in_range(whole if (left < 0) == (right < 0) else -whole)


def remainder(left: int, right: int) -> int:
    """What division leaves, with the sign of the left side."""
    if right == 0:
        raise Failed("division by zero")
    if right == -1:
        in_range(-left)
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest
