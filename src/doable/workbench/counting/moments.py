"""Dates, moments and lengths of time in SQL: whole numbers of days and microseconds since 1970."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from doable.policy.language import times
from doable.policy.language.values import Duration, Timestamp
from doable.workbench.counting import arithmetic
from doable.workbench.counting.terms import NotExpressible, Term, made
from doable.workbench.counting.zones import DAY, SECOND, local

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from doable.workbench.counting.dialects import Dialect

NANOSECONDS = 1000
FIRST_DAY, LAST_DAY = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
EARLIEST, LATEST = times.EARLIEST // NANOSECONDS, times.LATEST // NANOSECONDS
LONGEST = times.LONGEST // NANOSECONDS
FURTHEST_APART = times.FURTHEST_APART // NANOSECONDS
_LIMITS = {
    "date": (FIRST_DAY, LAST_DAY),
    "timestamp": (EARLIEST, LATEST),
    "duration": (-LONGEST, LONGEST),
}
SPANS = {kind: max(-least, most) for kind, (least, most) in _LIMITS.items()}
_SIZES = {"getHours": 3600 * SECOND, "getMinutes": 60 * SECOND, "getSeconds": SECOND, "getMilliseconds": 1000}
_WRAPS = {"getHours": 24, "getMinutes": 60, "getSeconds": 60, "getMilliseconds": 1000}


def literal(value: date | Timestamp | Duration) -> Term:
    """A day, moment or length of time as a whole number."""
    if isinstance(value, date):
        days = (value - date(1970, 1, 1)).days
        return Term("date", str(days) if days >= 0 else f"({days})", span=abs(days))
    whole, rest = divmod(value.nanoseconds, NANOSECONDS)
    if rest:
        raise NotExpressible("a time finer than a microsecond")
    kind = "timestamp" if isinstance(value, Timestamp) else "duration"
    return Term(kind, str(whole) if whole >= 0 else f"({whole})", span=abs(whole))


def shifted(dialect: Dialect, function: str, left: Term, right: Term) -> Term:
    """Sums and differences in which a time stands."""
    kind = _result(function, left.kind, right.kind)
    if kind is None:
        raise NotExpressible(f"`{function.strip('_')}` between {left.kind} and {right.kind}")
    found = arithmetic.whole(dialect, function, left, right, kind)
    least, most = _LIMITS[kind]
    if left.kind == right.kind == "timestamp":
        least, most = -FURTHEST_APART, FURTHEST_APART
    return arithmetic.between(found, least, most)


def _result(function: str, left: str, right: str) -> str | None:
    pair = {left, right}
    if function == "_+_":
        found = {frozenset(("date", "int")): "date", frozenset(("timestamp", "duration")): "timestamp"}
        return "duration" if pair == {"duration"} else found.get(frozenset(pair))
    if function != "_-_":
        return None
    return {
        ("date", "int"): "date",
        ("timestamp", "duration"): "timestamp",
        ("duration", "duration"): "duration",
        ("timestamp", "timestamp"): "duration",
    }.get((left, right))


def days_between(dialect: Dialect, first: Term, last: Term) -> Term:
    """Calendar days from the first date to the last."""
    return arithmetic.whole(dialect, "_-_", last, first)


def date_of(dialect: Dialect, moment: Term, zone: ZoneInfo) -> Term:
    """The calendar day of a moment."""
    there = local(moment, zone)
    return replace(there, kind="date", sql=_floored(dialect, there.sql, DAY), span=SPANS["date"] + 1)


def seconds_of(dialect: Dialect, moment: Term) -> Term:
    """Whole seconds since 1970."""
    return replace(
        moment, kind="int", sql=_floored(dialect, moment.sql, SECOND), span=moment.span // SECOND + 1
    )


def moment_of(dialect: Dialect, seconds: Term) -> Term:
    """Whole seconds since 1970 as a moment."""
    seconds = arithmetic.between(seconds, EARLIEST // SECOND, LATEST // SECOND)
    return arithmetic.whole(dialect, "_*_", seconds, Term("int", str(SECOND), span=SECOND), "timestamp")


def component(dialect: Dialect, part: str, moment: Term, zone: ZoneInfo | int | None) -> Term:
    """A part of a moment, in UTC, in a zone, or at so many microseconds from UTC."""
    if isinstance(zone, int):
        moment = made("timestamp", f"({moment.sql} + ({zone}))", moment, span=moment.span + DAY)
    elif zone is not None:
        moment = local(moment, zone)
    if part in _SIZES:
        whole = dialect.apply("quotient", _wrapped(moment.sql, DAY), str(_SIZES[part]))
        return made("int", f"({whole} % {_WRAPS[part]})", moment, span=1000)
    days = _floored(dialect, moment.sql, DAY)
    if part == "getDayOfWeek":
        return made("int", _wrapped(f"({days} + 4)", 7), moment, span=7)
    # Local times may lie just outside the years that databases agree on.
    day = arithmetic.between(made("date", days, moment, span=SPANS["date"] + 1), FIRST_DAY, LAST_DAY)
    return made("int", dialect.apply(part, f"({dialect.apply('day', day.sql)})"), day, span=10_000)


def length_in(dialect: Dialect, part: str, length: Term) -> Term:
    """A length of time in whole hours, minutes or seconds, cut towards zero."""
    whole = dialect.apply("quotient", length.sql, str(_SIZES[part]))
    sql = f"({whole} % 1000)" if part == "getMilliseconds" else whole
    return made("int", sql, length, span=length.span)


def _wrapped(sql: str, size: int) -> str:
    """What is left above a multiple, never negative."""
    return f"((({sql} % {size}) + {size}) % {size})"


def _floored(dialect: Dialect, sql: str, size: int) -> str:
    """Division that rounds down."""
    return dialect.apply("quotient", f"({sql} - {_wrapped(sql, size)})", str(size))
