"""Which types go together: in comparisons, sums, lists and choices."""

from __future__ import annotations

from doable.policy.language.declarations import ANY, DATE, DECIMAL, EXACT, INT, MONEY, STRING, Type
from doable.policy.language.operations import OPERATORS, WORDS

_UNORDERED = frozenset({"bool", "enum", "list", "null"})
_TEXTS = frozenset({"string", "enum"})


def kind_of(type_: Type) -> str:
    """The kind that values of a type have when they are worked with."""
    return {"money": "decimal", "enum": "string"}.get(type_.name, type_.name)


def described(type_: Type) -> str:
    """The type in words for somebody who writes rules."""
    if type_.name == "enum":
        return f"one of {', '.join(type_.values)}" if 0 < len(type_.values) <= 4 else "a choice"
    if type_.name == "list" and type_.of and type_.of != ANY:
        return f"a list (of {WORDS[type_.of.name].removeprefix('a ')})"
    return WORDS[type_.name]


def agree(left: Type, right: Type) -> bool:
    """Whether `==` between the types makes sense."""
    if ANY in (left, right) or (left.name in EXACT and right.name in EXACT):
        return True
    if left.name == right.name == "list":
        return agree(left.of or ANY, right.of or ANY)
    return left.name == right.name or (left.name in _TEXTS and right.name in _TEXTS)


def is_ordered(type_: Type) -> bool:
    """Whether `<` means something in a book."""
    return type_.name not in _UNORDERED


def joined(left: Type, right: Type) -> Type | None:
    """The type of a value that is one or the other; None where they don't go together."""
    if ANY in (left, right):
        return ANY
    if left == right:
        return left
    if not agree(left, right):
        return None
    if left.name in EXACT:
        return widest(left, right)
    if left.name == right.name == "enum":
        return Type("enum", values=tuple(dict.fromkeys(left.values + right.values)))
    if left.name in _TEXTS:
        return STRING
    if left.of is None or right.of is None:
        return right if left.of is None else left
    of = joined(left.of, right.of)
    return Type("list", of) if of else None


def widest(left: Type, right: Type) -> Type:
    """What money or a decimal comes to with another exact number."""
    return MONEY if MONEY in (left, right) else DECIMAL


def result(function: str, left: Type, right: Type, *, ratio: bool) -> Type | None:
    """The type of a sum or product, None where the operator has no meaning; `ratio` is inside `round`."""
    if ANY in (left, right):
        return ANY
    if left.name in EXACT and right.name in EXACT and not (left == right == INT):
        return _exact_result(function, left, right, ratio=ratio)
    if function == "_+_" and left.name == right.name == "list":
        return joined(left, right)
    if function == "_/_" and ratio and left == right == INT:
        return DECIMAL
    operation = OPERATORS[function].get((kind_of(left), kind_of(right)))
    return Type(operation.result) if operation else None


def _exact_result(function: str, left: Type, right: Type, *, ratio: bool) -> Type | None:
    if function == "_%_" or (function == "_*_" and left == right == MONEY):
        return None
    if function == "_/_":
        if not ratio or (right == MONEY and left != MONEY):
            return None
        return DECIMAL if right == MONEY else widest(left, DECIMAL)
    return widest(left, right)


def remedy(function: str, left: tuple[str, Type], right: tuple[str, Type]) -> str | None:
    """What to write instead of an operation that has no meaning."""
    (first, one), (second, other) = left, right
    names = {one.name, other.name}
    if function == "_-_" and one == other == DATE:
        return f"write `days({second}, {first})` for the days between them"
    if function == "_*_" and one == other == MONEY:
        return "one of the two should be a plain number"
    if function == "_/_" and names <= EXACT and other != MONEY:
        return f"write `round({first} / {second}, 2)`: only `round` divides exactly"
    if "double" in names and names & EXACT:
        return "write whole numbers, or keep the other one as a decimal fact"
    if function == "_+_" and names & _TEXTS:
        return "turn the other into text with `string(...)`"
    return None
