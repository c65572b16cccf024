"""The JSON lines of `doable cel`: an expression and typed bindings in; a value, error or unknown out."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from doable.policy.language import exact, times
from doable.policy.language.checking import check
from doable.policy.language.declarations import ANY, DECIMAL, Declaration, Type
from doable.policy.language.evaluating import evaluate
from doable.policy.language.operations import KINDS
from doable.policy.language.parsing import LanguageError, Refused, parse, position
from doable.policy.language.values import Duration, Failed, Fault, Timestamp, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.language.values import Plain, Value

KEYS = ("id", "expr", "bindings")
# What a test vector expects may stand beside it; it is not read.
EXPECTED = ("value", "error", "unknown", "disable_check")
_DECODERS: dict[str, tuple[tuple[type, ...], Callable[[Any], Plain]]] = {
    "bool": ((bool,), bool),
    "int": ((int,), exact.in_range),
    "double": ((float, int, str), float),
    "string": ((str,), str),
    "decimal": ((str, int), lambda value: exact.decimal_from(str(value))),
    "money": ((str, int), lambda value: exact.decimal_from(str(value))),
    "date": ((str,), times.date_from_text),
    "timestamp": ((str,), times.timestamp_from_text),
    "duration": ((str,), times.duration_from_text),
    "list": ((list,), lambda items: tuple(map(decoded, items))),
}


def answer(line: Mapping[str, Any], *, zone: ZoneInfo | None = None) -> dict[str, Any]:
    """Evaluates one line as CEL's dynamic mode does; raises ValueError for a line of another shape."""
    bindings = _bindings(line)
    source = line["expr"]
    reply = {"id": line["id"]}
    try:
        node = parse(source)
    except Refused as refusal:
        return reply | {"refused": refusal.construct, "at": [refusal.line, refusal.column]}
    except LanguageError as error:
        return reply | {"error": f"{error.line}:{error.column}: {error.message}"}
    # Unchecked, as CEL's dynamic mode is; the checker only tells which numbers stand next to decimals.
    node = check(node, {name: Declaration(_declared(value)) for name, value in bindings.items()}).node
    value = evaluate(node, lambda name: _looked_up(bindings, name), zone=zone or ZoneInfo("UTC"))
    return reply | _encoded(value, source)


def _declared(value: Value) -> Type:
    if isinstance(value, tuple):
        return Type("list", _declared(value[0]) if value else ANY)
    return DECIMAL if isinstance(value, Decimal) else ANY


def _looked_up(bindings: Mapping[str, Value], name: str) -> Value:
    return bindings[name] if name in bindings else Fault(f"no name `{name}`")


def _bindings(line: Mapping[str, Any]) -> dict[str, Value]:
    for key in line:
        if key not in KEYS and key not in EXPECTED:
            raise ValueError(f"unknown key `{key}`; a line has `id`, `expr` and `bindings`")
    for key in ("id", "expr"):
        if not isinstance(line.get(key), str):
            raise ValueError(f"`{key}` is missing or not text")
    bindings = line.get("bindings", {})
    if not isinstance(bindings, dict):
        raise ValueError("`bindings` is not an object of names and typed values")
    return {name: _binding(name, typed) for name, typed in bindings.items()}


def _binding(name: str, typed: Any) -> Value:
    if typed == ["unknown"]:
        return Unknown(frozenset({name}))
    try:
        return decoded(typed)
    except (Failed, TypeError, ValueError, KeyError):
        message = f'`bindings.{name}` is not a typed value such as ["int", 1]: {typed!r}'
        raise ValueError(message) from None


def decoded(typed: Any) -> Plain:
    """A plain value from its typed form, e.g. `["decimal", "1.50"]`."""
    if typed == ["null"]:
        return None
    kind, value = typed
    expected, decode = _DECODERS[kind]
    if type(value) not in expected:
        raise TypeError(kind)
    return decode(value)


def encoded(value: Plain) -> list[Any]:
    """The typed form of a plain value."""
    kind = KINDS[type(value)]
    match value:
        case None:
            return ["null"]
        case tuple():
            return [kind, [encoded(item) for item in value]]
        case Decimal():
            return [kind, format(value, "f")]
        case Timestamp():
            return [kind, times.timestamp_text(value)]
        case Duration():
            return [kind, times.duration_text(value)]
        case datetime.date():
            return [kind, value.isoformat()]
    return [kind, value]


def _encoded(value: Value, source: str) -> dict[str, Any]:
    if isinstance(value, Unknown):
        return {"unknown": sorted(value.names)}
    if isinstance(value, Fault):
        line, column = position(source, value.at.start if value.at else 0)
        return {"error": f"{line}:{column}: {value.message}"}
    return {"value": encoded(value)}
