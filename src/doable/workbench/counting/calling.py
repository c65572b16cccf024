"""Functions and methods in SQL; what is only called on written-out values is worked out beforehand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doable.policy.language import functions, times
from doable.policy.language.agreeing import kind_of
from doable.policy.language.tree import Literal
from doable.policy.language.values import Failed, Timestamp
from doable.workbench.counting import arithmetic, moments
from doable.workbench.counting.literals import failed, literal
from doable.workbench.counting.terms import NotExpressible, Term, made
from doable.workbench.counting.zones import SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doable.policy.language.tree import Call
    from doable.workbench.counting.dialects import Dialect

_TEXTS = ("startsWith", "endsWith", "contains", "matches")
_ITSELF = {("int", "int"), ("double", "double"), ("bool", "bool"), ("string", "string")} | {
    (name, name) for name in ("timestamp", "duration", "date")
}
_MOST_EXACT = 2**53


def called(dialect: Dialect, node: Call, args: Sequence[Term], zone: ZoneInfo) -> Term:
    """A call; raises NotExpressible where SQL has nothing that means the same."""
    name = node.function
    if all(isinstance(arg, Literal) for arg in node.args):
        return _beforehand(dialect, node, zone)
    if name in _TEXTS and len(args) == 2 and args[0].kind == args[1].kind == "string":
        if name == "matches" and not isinstance(node.args[1], Literal):
            raise NotExpressible("`matches` with a pattern that is not written out")
        return made("bool", dialect.apply(name, *(arg.sql for arg in args)), *args)
    if name == "size" and len(args) == 1:
        return _size(dialect, args[0])
    if name == "days" and [arg.kind for arg in args] == ["date", "date"]:
        return moments.days_between(dialect, args[0], args[1])
    if name.startswith("get"):
        return _part(dialect, node, args)
    return _converted(dialect, name, args, zone)


def _beforehand(dialect: Dialect, node: Call, zone: ZoneInfo) -> Term:
    values = tuple(arg.value for arg in node.args if isinstance(arg, Literal))
    try:
        return literal(dialect, functions.call(node.function, values, method=node.method, zone=zone))
    except Failed:
        function = functions.FUNCTIONS.get(node.function)
        return failed(dialect, kind_of(function.overloads[0].result) if function else "bool")


def _size(dialect: Dialect, whole: Term) -> Term:
    if whole.kind == "string":
        return made("int", dialect.cast(dialect.apply("size", whole.sql), "int"), whole, span=2**31)
    if whole.kind != "list":
        raise NotExpressible("`size` of what is neither text nor list")
    if whole.items is None:
        return made("int", dialect.apply("length", whole.sql), whole, span=2**31)
    tests = [f"{item.sql} IS NULL" for item in whole.items if item.open]
    count = str(len(whole.items))
    sql = f"(CASE WHEN {' OR '.join(tests)} THEN NULL ELSE {count} END)" if tests else count
    return made("int", sql, *whole.items, span=len(whole.items))


def _part(dialect: Dialect, node: Call, args: Sequence[Term]) -> Term:
    if args[0].kind == "duration" and len(args) == 1:
        return moments.length_in(dialect, node.function, args[0])
    if args[0].kind != "timestamp":
        raise NotExpressible(f"`{node.function}` of what is no moment")
    zone = None
    if len(args) == 2:
        name = node.args[1]
        if not isinstance(name, Literal) or not isinstance(name.value, str):
            raise NotExpressible("a time zone that is not written out")
        zone = _zone(name.value)
    return moments.component(dialect, node.function, args[0], zone)


def _zone(name: str) -> ZoneInfo | int:
    """A zone by name, or so many microseconds from UTC."""
    try:
        hours = times.component("getHours", Timestamp(0), name)
        if name[:1].isalpha():
            return ZoneInfo(name)
    except (Failed, ValueError, OSError):
        raise NotExpressible(f"the time zone `{name}`") from None
    minutes = times.component("getMinutes", Timestamp(0), name)
    behind = name.startswith("-") and (hours or minutes)
    return ((hours - (24 if behind else 0)) * 60 + minutes) * 60 * SECOND


def _converted(dialect: Dialect, name: str, args: Sequence[Term], zone: ZoneInfo) -> Term:
    if len(args) != 1:
        raise NotExpressible(f"`{name}`")
    (value,) = args
    if (name, value.kind) in _ITSELF:
        return value
    if (name, value.kind) == ("date", "timestamp"):
        return moments.date_of(dialect, value, zone)
    found = _CONVERSIONS.get((name, value.kind))
    if found is not None:
        return found(dialect, value)
    raise NotExpressible(f"`{name}` of {value.kind}")


def _truncated(dialect: Dialect, value: Term) -> Term:
    """The digits before the point."""
    kept = arithmetic.within(value, 10**18 - 1)
    sql = f"(CASE WHEN {kept.sql} < 0 THEN CEIL({kept.sql}) ELSE FLOOR({kept.sql}) END)"
    return replace(kept, kind="int", sql=dialect.cast(sql, "int"), scale=0)


def _as_double(dialect: Dialect, value: Term) -> Term:
    kept = arithmetic.within(value, _MOST_EXACT)
    return replace(kept, kind="double", sql=dialect.cast(kept.sql, "double"))


def _digits(dialect: Dialect, value: Term) -> Term:
    return made("string", dialect.cast(value.sql, "string"), value)


def _yes_or_no(_dialect: Dialect, value: Term) -> Term:
    sql = f"(CASE WHEN {value.sql} THEN 'true' WHEN NOT {value.sql} THEN 'false' END)"
    return made("string", sql, value)


_CONVERSIONS: dict[tuple[str, str], Callable[[Dialect, Term], Term]] = {
    ("int", "decimal"): _truncated,
    ("int", "timestamp"): moments.seconds_of,
    ("timestamp", "int"): moments.moment_of,
    ("double", "int"): _as_double,
    ("string", "int"): _digits,
    ("string", "bool"): _yes_or_no,
}
