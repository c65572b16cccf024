"""What operators do to plain values: one meaning for evaluating and for compiled code.

Everything here takes and gives plain values and raises Failed; unknowns and faults are the reader's concern.
"""

from __future__ import annotations

import math
import operator
from datetime import date
from decimal import Decimal, DecimalException
from types import NoneType
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from doable.policy.language import exact, times
from doable.policy.language.values import Duration, Failed, Timestamp

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.language.values import Plain

KINDS: dict[type, str] = {
    bool: "bool",
    int: "int",
    float: "double",
    Decimal: "decimal",
    str: "string",
    date: "date",
    Timestamp: "timestamp",
    Duration: "duration",
    NoneType: "null",
    tuple: "list",
}
WORDS = {
    "bool": "yes or no",
    "int": "a whole number",
    "double": "a number with a point",
    "decimal": "a decimal number",
    "money": "money",
    "string": "text",
    "enum": "a choice",
    "date": "a date",
    "timestamp": "a moment",
    "duration": "a length of time",
    "null": "null",
    "list": "a list",
    "any": "anything",
}
ORDERED = frozenset({"bool", "int", "double", "decimal", "string", "date", "timestamp", "duration"})
_NUMBERS = frozenset({"int", "double", "decimal"})


class Operation(NamedTuple):
    """One meaning of an operator for operands of certain kinds, and the kind of its result."""

    apply: Callable[..., Plain]
    result: str


def kind(value: object) -> str:
    """The CEL type of a plain value; money is a decimal, an enum a string."""
    found = KINDS.get(type(value))
    if found is None:
        raise Failed("a fact holds a value that conditions do not know")
    return found


def operate(function: str, *operands: Plain) -> Plain:
    """Applies an operator by its name in the tree (`_+_`, `@in`, `_[_]`, ...)."""
    if function in _GENERAL:
        return _GENERAL[function](*operands)
    kinds = tuple(map(kind, operands))
    operation = OPERATORS[function].get(kinds)
    if operation is None:
        raise Failed(f"no {_sign(function)} for {' and '.join(WORDS[each] for each in kinds)}")
    return operation.apply(*operands)


def equal(left: Plain, right: Plain) -> bool:
    """CEL's equality: numbers by value whatever their type, lists item by item, else types must agree."""
    kinds = kind(left), kind(right)
    if kinds == ("list", "list"):
        return _equal_lists(left, right)
    if kinds[0] != kinds[1] and not (kinds[0] in _NUMBERS and kinds[1] in _NUMBERS):
        return False
    _refuse_mixture(kinds, "_==_")
    try:
        return bool(left == right)
    except DecimalException:
        raise Failed("a fact holds a decimal that is no number") from None


def differ(left: Plain, right: Plain) -> bool:
    """The opposite of equality."""
    return not equal(left, right)


def before(function: str, left: Plain, right: Plain) -> bool:
    """One of `<`, `<=`, `>`, `>=`; only numbers may differ in type."""
    kinds = kind(left), kind(right)
    numbers = kinds[0] in _NUMBERS and kinds[1] in _NUMBERS
    if not numbers and (kinds[0] != kinds[1] or kinds[0] not in ORDERED):
        raise Failed(f"no {_sign(function)} between {WORDS[kinds[0]]} and {WORDS[kinds[1]]}")
    _refuse_mixture(kinds, function)
    try:
        return _COMPARISONS[function](left, right)
    except DecimalException:
        raise Failed("a fact holds a decimal that is no number") from None


def contained(item: Plain, items: Plain) -> bool:
    """Whether a list holds a value equal to this one."""
    if not is_list(items):
        raise Failed(f"`in` needs a list on its right, not {WORDS[kind(items)]}")
    found = [equal(item, other) for other in items]
    return any(found)


def indexed(items: Plain, index: Plain) -> Plain:
    """The item of a list at a place, counted from 0; a double without fraction will do."""
    if not is_list(items):
        raise Failed(f"no place `[...]` in {WORDS[kind(items)]}")
    if isinstance(index, bool) or not isinstance(index, int | float) or index != index // 1:
        raise Failed("the place in a list is a whole number")
    if not 0 <= index < len(items):
        raise Failed(f"the list has {len(items)} items, none at place {index}")
    return items[int(index)]


def is_list(value: Plain) -> TypeGuard[tuple[Plain, ...]]:
    """Whether a value is a list."""
    return type(value) is tuple


def truth(value: Plain) -> bool:
    """A yes or no as itself; anything else fails."""
    if isinstance(value, bool):
        return value
    raise Failed(f"yes or no is needed here, not {WORDS[kind(value)]}")


def ratio(left: float, right: float) -> float:
    """Division of doubles as IEEE has it: by zero gives infinity or nan."""
    if right:
        return left / right
    if left == 0 or math.isnan(left):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1.0, right)


def _equal_lists(left: Plain, right: Plain) -> bool:
    if not is_list(left) or not is_list(right) or len(left) != len(right):
        return False
    found = [equal(one, other) for one, other in zip(left, right, strict=True)]
    return all(found)


def _refuse_mixture(kinds: tuple[str, str], function: str) -> None:
    if "decimal" in kinds and "double" in kinds:
        raise Failed(f"no {_sign(function)} between a decimal and a double, which is not exact")


def _sign(function: str) -> str:
    return f"`{function.strip('_@')}`"


def _no_division(left: Plain, right: Plain) -> Plain:
    raise Failed("decimals are divided only inside `round(..., places)`")


def _in_range(apply: Callable[[int, int], int]) -> Callable[[int, int], int]:
    return lambda left, right: exact.in_range(apply(left, right))


def _arithmetic(
    whole: Callable[..., Plain], double: Callable[..., Plain] | None, decimal: Callable[..., Plain] | None
) -> dict[tuple[str, ...], Operation]:
    found: dict[tuple[str, ...], Operation] = {("int", "int"): Operation(whole, "int")}
    if double:
        found["double", "double"] = Operation(double, "double")
    if decimal:
        exactly = Operation(decimal, "decimal")
        found |= dict.fromkeys((("decimal", "decimal"), ("decimal", "int"), ("int", "decimal")), exactly)
    return found


OPERATORS: dict[str, dict[tuple[str, ...], Operation]] = {
    "_+_": _arithmetic(_in_range(operator.add), operator.add, exact.add)
    | {
        ("string", "string"): Operation(operator.add, "string"),
        ("list", "list"): Operation(operator.add, "list"),
        ("date", "int"): Operation(times.moved, "date"),
        ("int", "date"): Operation(lambda days, day: times.moved(day, days), "date"),
        ("timestamp", "duration"): Operation(
            lambda moment, length: times.timestamp_at(moment.nanoseconds + length.nanoseconds), "timestamp"
        ),
        ("duration", "timestamp"): Operation(
            lambda length, moment: times.timestamp_at(moment.nanoseconds + length.nanoseconds), "timestamp"
        ),
        ("duration", "duration"): Operation(
            lambda left, right: times.duration_of(left.nanoseconds + right.nanoseconds), "duration"
        ),
    },
    "_-_": _arithmetic(_in_range(operator.sub), operator.sub, exact.subtract)
    | {
        ("date", "int"): Operation(lambda day, days: times.moved(day, -days), "date"),
        ("timestamp", "timestamp"): Operation(times.between, "duration"),
        ("timestamp", "duration"): Operation(
            lambda moment, length: times.timestamp_at(moment.nanoseconds - length.nanoseconds), "timestamp"
        ),
        ("duration", "duration"): Operation(
            lambda left, right: times.duration_of(left.nanoseconds - right.nanoseconds), "duration"
        ),
    },
    "_*_": _arithmetic(_in_range(operator.mul), operator.mul, exact.multiply),
    "_/_": _arithmetic(exact.quotient, ratio, _no_division),
    "_%_": _arithmetic(exact.remainder, None, None),
    "-_": {
        ("int",): Operation(lambda value: exact.in_range(-value), "int"),
        ("double",): Operation(operator.neg, "double"),
        ("decimal",): Operation(exact.negate, "decimal"),
    },
}
_COMPARISONS: dict[str, Callable[..., bool]] = {
    "_<_": operator.lt,
    "_<=_": operator.le,
    "_>_": operator.gt,
    "_>=_": operator.ge,
}


def _comparing(function: str) -> Callable[..., Plain]:
    return lambda left, right: before(function, left, right)


_GENERAL: dict[str, Callable[..., Plain]] = {
    "_==_": equal,
    "_!=_": differ,
    "@in": contained,
    "_[_]": indexed,
    "!_": lambda value: not truth(value),
    **{function: _comparing(function) for function in _COMPARISONS},
}
NAMES = frozenset({*OPERATORS, *_GENERAL})
