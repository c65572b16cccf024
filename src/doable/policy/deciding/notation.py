"""Values as they stand in JSON: read exactly by type, written in one way only."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.currency import minor_unit
from doable.policy.deciding.cases import InputError
from doable.policy.findings import did_you_mean
from doable.policy.language.conversions import text_from_decimal
from doable.policy.language.exact import in_range, limited
from doable.policy.language.times import (
    date_from_text,
    duration_from_text,
    duration_text,
    timestamp_from_text,
    timestamp_text,
)
from doable.policy.language.values import Duration, Failed, Timestamp

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain

# 2**63 has 19 digits; numbers beyond are not even looked at.
_DIGITS_OF_INT = 19
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")


def read_value(raw: object, kind: Type, path: str) -> Plain:
    """A raw JSON value as a value of a type; raises InputError naming the key."""
    if kind.name == "list" and kind.of is not None:
        if not isinstance(raw, list | tuple):
            raise InputError(path, f"expected a list, not {_shown(raw)}", "write [..]")
        return tuple(read_value(item, kind.of, f"{path}[{index}]") for index, item in enumerate(raw))
    try:
        return _READ[kind.name](raw, kind)
    except _Misfit as misfit:
        raise InputError(path, f"expected {misfit.wanted}, not {_shown(raw)}", misfit.remedy) from None
    except Failed as failure:
        raise InputError(path, str(failure)) from None


def read_object(raw: object, path: str, known: Collection[str]) -> Mapping[str, object]:
    """A raw JSON object with known keys only; an empty path is the line itself."""
    if not isinstance(raw, dict):
        raise InputError(path or "the line", "expected an object", "write {..}")
    for key in raw:
        if key not in known:
            place = f"{path}.{key}" if path else str(key)
            raise InputError(place, "unknown key", did_you_mean(str(key), known))
    return cast("Mapping[str, object]", raw)


class _Misfit(Exception):
    def __init__(self, wanted: str, remedy: str | None = None) -> None:
        self.wanted = wanted
        self.remedy = remedy
        super().__init__(wanted)


def _shown(raw: object) -> str:
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return f"`{str(raw).lower()}`"
    if isinstance(raw, int) and abs(raw) >= 10**_DIGITS_OF_INT:
        return "a number with more digits than that"
    return "an object" if isinstance(raw, dict) else f"`{str(raw)[:60]}`"


def _bool(raw: object, _kind: Type) -> bool:
    if not isinstance(raw, bool):
        raise _Misfit("true or false")
    return raw


def _int(raw: object, _kind: Type) -> int:
    number = _number(raw, "a whole number")
    if number.adjusted() >= _DIGITS_OF_INT:
        raise Failed("the whole number is too large")
    if number != number.to_integral_value():
        raise _Misfit("a whole number")
    return in_range(int(number))


def _exact(raw: object, _kind: Type) -> Decimal:
    return limited(_number(raw, "an amount or number such as 49.90"))


def _number(raw: object, wanted: str) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        raise _Misfit(wanted)
    if isinstance(raw, str) and not _NUMBER.fullmatch(raw):
        raise _Misfit(wanted, "write digits with a point, without currency or spaces")
    number = Decimal(repr(raw) if isinstance(raw, float) else raw)
    if not number.is_finite():
        raise _Misfit(wanted)
    return number


def _string(raw: object, _kind: Type) -> str:
    if not isinstance(raw, str):
        raise _Misfit("text", "put it in quotes")
    return raw


def _enum(raw: object, kind: Type) -> str:
    if raw not in kind.values or not isinstance(raw, str):
        words = ", ".join(f"`{word}`" for word in kind.values)
        raise _Misfit(
            f"one of {words}", did_you_mean(str(raw), kind.values) if len(kind.values) > 8 else None
        )
    return raw


def _date(raw: object, _kind: Type) -> date:
    if isinstance(raw, date) and not isinstance(raw, datetime):
        return raw
    if not isinstance(raw, str):
        raise _Misfit("a date such as 2026-10-14")
    return date_from_text(raw)


def _timestamp(raw: object, _kind: Type) -> Timestamp:
    if isinstance(raw, Timestamp):
        return raw
    if isinstance(raw, datetime):
        raw = raw.isoformat()
    if not isinstance(raw, str):
        raise _Misfit("a moment such as 2026-10-14T09:00:00+02:00")
    return timestamp_from_text(raw)


def _duration(raw: object, _kind: Type) -> Duration:
    if isinstance(raw, Duration):
        return raw
    if not isinstance(raw, str):
        raise _Misfit("a length of time such as 36h or 90m")
    return duration_from_text(raw)


_READ: dict[str, Callable[[object, Type], Plain]] = {
    "bool": _bool,
    "int": _int,
    "decimal": _exact,
    "money": _exact,
    "string": _string,
    "enum": _enum,
    "date": _date,
    "timestamp": _timestamp,
    "duration": _duration,
}


def show_value(value: Plain, kind: Type, currency: str) -> object:
    """A value as it stands in JSON: money with the currency's decimals, dates in ISO 8601."""
    if isinstance(value, tuple):
        return [show_value(item, kind.of or kind, currency) for item in value]
    if kind.name == "money" and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return show_money(Decimal(value), currency)
    return show_plain(value)


def show_money(amount: Decimal, currency: str) -> str:
    """An amount with at least the currency's decimals, more where it has more."""
    unit = minor_unit(currency)
    exact = amount.quantize(unit)
    return text_from_decimal(amount) if exact != amount else f"{exact:f}"


def show_plain(value: Plain) -> object:
    """A value of any type but money and lists as it stands in JSON."""
    if isinstance(value, Decimal):
        return text_from_decimal(value)
    if isinstance(value, Timestamp):
        return timestamp_text(value)
    if isinstance(value, Duration):
        return duration_text(value)
    return value.isoformat() if isinstance(value, date) else value
