"""Turning values of one type into another, as CEL's conversion functions do."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from doable.policy.language.exact import in_range
from doable.policy.language.times import SECOND
from doable.policy.language.values import Failed, Timestamp

_INTEGER = re.compile(r"[+-]?[0-9]{1,400}")
_DOUBLE = re.compile(r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[iI]nf(?:inity)?|[nN]a[nN])")
_TRUE, _FALSE = ("1", "t", "true", "TRUE", "True"), ("0", "f", "false", "FALSE", "False")


def int_from_text(text: str) -> int:
    """Digits, with or without a sign."""
    if _INTEGER.fullmatch(text):
        return in_range(int(text))
    raise Failed(f"`{text}` is not a whole number")


def int_from_double(value: float) -> int:
    """The digits before the point; the largest doubles have no whole number."""
    if not math.isfinite(value) or not -(2.0**63) < value < 2.0**63:
        raise Failed("the number is too large for a whole number")
    return math.trunc(value)


def int_from_decimal(value: Decimal) -> int:
    """The digits before the point."""
    return in_range(int(value))


def int_from_timestamp(moment: Timestamp) -> int:
    """Whole seconds since 1970."""
    return moment.nanoseconds // SECOND


def double_from_text(text: str) -> float:
    """A number with or without point and exponent; `inf` and `nan` too."""
    if _DOUBLE.fullmatch(text):
        return float(text)
    raise Failed(f"`{text}` is not a number")


def bool_from_text(text: str) -> bool:
    """CEL's ten spellings of true and false."""
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise Failed(f"`{text}` is neither true nor false")


def text_from_bool(value: bool) -> str:
    """`true` or `false`."""
    return "true" if value else "false"


def text_from_decimal(value: Decimal) -> str:
    """All digits, without exponent."""
    return format(value, "f")


def text_from_double(value: float) -> str:
    """The shortest digits that read back the same; an exponent from a million on and below 0.0001."""
    if not math.isfinite(value):
        return repr(value)
    number = Decimal(repr(value))
    power, digits = number.adjusted(), "".join(map(str, number.as_tuple().digits)).rstrip("0")
    if value and not -5 < power < 6:
        mantissa = f"{digits[0]}.{digits[1:]}".removesuffix(".")
        return f"{'-' if value < 0 else ''}{mantissa}e{power:+03}"
    return text_from_decimal(number).removesuffix(".0")
