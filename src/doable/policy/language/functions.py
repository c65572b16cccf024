"""The functions of the language: which arguments they take, what they give and what they do."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

import re2

from doable.policy.language import conversions, times
from doable.policy.language.declarations import BOOL, DATE, DOUBLE, DURATION, INT, STRING, TIMESTAMP
from doable.policy.language.operations import WORDS, kind
from doable.policy.language.values import Failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain


_HALF = "a text holds half a character"


class Overload(NamedTuple):
    """One form of a function: kinds of its arguments, its result, and whether it needs the book's zone."""

    parameters: tuple[str, ...]
    result: Type
    apply: Callable[..., Plain]
    zoned: bool = False


class Function(NamedTuple):
    """A function by its forms; `called` says whether as `f(x)`, as `x.f()`, or either way."""

    called: str
    overloads: tuple[Overload, ...]

    def is_other(self, method: bool) -> bool:
        """Whether it is called the other way only."""
        return self.called == ("function" if method else "method")


class Pattern:
    """A regular expression as RE2 reads it: linear in the text, whatever the pattern."""

    def __init__(self, pattern: str) -> None:
        options = re2.Options()
        options.log_errors = False
        try:
            self._search: Callable[[str], object] = re2.compile(pattern, options).search
        except UnicodeEncodeError:
            raise Failed(_HALF) from None
        except re2.error as error:
            raise Failed(f"`{pattern}` is not a valid pattern: {_reason(error)}") from None

    def found_in(self, text: str) -> bool:
        """Whether the pattern occurs anywhere in the text."""
        try:
            return self._search(text) is not None
        except UnicodeEncodeError:
            raise Failed(_HALF) from None


def _reason(error: Exception) -> str:
    reason = error.args[0]
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


pattern = lru_cache(maxsize=1024)(Pattern)


def matches(text: str, expression: str) -> bool:
    """Whether a regular expression occurs anywhere in a text."""
    return pattern(expression).found_in(text)


def call(name: str, arguments: tuple[Plain, ...], *, method: bool, zone: ZoneInfo | None) -> Plain:
    """Calls a function on plain values; raises Failed where there is none for them."""
    function = FUNCTIONS.get(name)
    if function is None or function.is_other(method):
        raise Failed(f"no function `{name}`")
    kinds = tuple(map(kind, arguments))
    for overload in function.overloads:
        if overload.parameters == kinds:
            if overload.zoned and zone is None:
                raise Failed(f"`{name}` needs the book's time zone")
            return overload.apply(*arguments, zone) if overload.zoned else overload.apply(*arguments)
    raise Failed(f"no `{name}` for {' and '.join(WORDS[each] for each in kinds) or 'nothing'}")


def _itself(value: Plain) -> Plain:
    return value


def _contains(text: str, part: str) -> bool:
    return part in text


def _functions() -> dict[str, Function]:
    texts: dict[str, Callable[..., Plain]] = {
        "startsWith": str.startswith,
        "endsWith": str.endswith,
        "contains": _contains,
    }
    found = {
        name: Function("method", (Overload(("string", "string"), BOOL, apply),))
        for name, apply in texts.items()
    }
    found["matches"] = Function("either", (Overload(("string", "string"), BOOL, matches),))
    found["size"] = Function("either", (Overload(("string",), INT, len), Overload(("list",), INT, len)))
    found["days"] = Function("function", (Overload(("date", "date"), INT, times.days_from),))
    for name, overloads in _CONVERSIONS.items():
        found[name] = Function("function", overloads)
    for name in (*_DAY_PARTS, *_LENGTH_PARTS):
        part = partial(times.component, name)
        overloads = (Overload(("timestamp",), INT, part), Overload(("timestamp", "string"), INT, part))
        if name in _LENGTH_PARTS:
            overloads = (*overloads, Overload(("duration",), INT, partial(times.length_in, name)))
        found[name] = Function("method", overloads)
    return found


_LENGTH_PARTS = ("getHours", "getMinutes", "getSeconds", "getMilliseconds")
_DAY_PARTS = ("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear")
_CONVERSIONS = {
    "int": (
        Overload(("int",), INT, _itself),
        Overload(("double",), INT, conversions.int_from_double),
        Overload(("decimal",), INT, conversions.int_from_decimal),
        Overload(("string",), INT, conversions.int_from_text),
        Overload(("timestamp",), INT, conversions.int_from_timestamp),
    ),
    "double": (
        Overload(("double",), DOUBLE, _itself),
        Overload(("int",), DOUBLE, float),
        Overload(("decimal",), DOUBLE, float),
        Overload(("string",), DOUBLE, conversions.double_from_text),
    ),
    "bool": (Overload(("bool",), BOOL, _itself), Overload(("string",), BOOL, conversions.bool_from_text)),
    "string": (
        Overload(("string",), STRING, _itself),
        Overload(("bool",), STRING, conversions.text_from_bool),
        Overload(("int",), STRING, str),
        Overload(("double",), STRING, conversions.text_from_double),
        Overload(("decimal",), STRING, conversions.text_from_decimal),
        Overload(("date",), STRING, str),
        Overload(("timestamp",), STRING, times.timestamp_text),
        Overload(("duration",), STRING, times.duration_text),
    ),
    "timestamp": (
        Overload(("timestamp",), TIMESTAMP, _itself),
        Overload(("string",), TIMESTAMP, times.timestamp_from_text),
        Overload(("int",), TIMESTAMP, times.timestamp_from_seconds),
    ),
    "duration": (
        Overload(("duration",), DURATION, _itself),
        Overload(("string",), DURATION, times.duration_from_text),
    ),
    "date": (
        Overload(("date",), DATE, _itself),
        Overload(("string",), DATE, times.date_from_text),
        Overload(("timestamp",), DATE, times.date_of, zoned=True),
    ),
}
FUNCTIONS = _functions()
