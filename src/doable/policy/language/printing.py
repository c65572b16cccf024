"""The canonical text of a tree: parsing it gives the tree back."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.parsing import LEVELS
from doable.policy.language.tree import (
    ARITHMETIC,
    Call,
    Has,
    ListOf,
    Literal,
    Name,
    Quantified,
    Select,
    chain,
)

if TYPE_CHECKING:
    from doable.policy.language.tree import Node

UNARY, PRIMARY = 6, 7
_BETWEEN = frozenset({"@in", *(f"_{sign}_" for sign in LEVELS if sign != "in")})
_PLAIN = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")


def unparse(node: Node) -> str:
    """The expression as text, with as few parentheses as it needs."""
    return _rendered(node)[0]


def _rendered(node: Node) -> tuple[str, int]:
    """The text and how tightly its outermost operator binds."""
    match node:
        case Literal():
            text = _literal(node)
            return text, UNARY if text.startswith("-") else PRIMARY
        case Name(name=name):
            lead = "." if name.startswith(".") else ""
            return lead + ".".join(_field(part) for part in name.removeprefix(".").split(".")), PRIMARY
        case Select(operand=operand, field=field):
            return f"{_within(operand, PRIMARY)}.{_field(field)}", PRIMARY
        case Has(operand=operand):
            return f"has({unparse(operand)})", PRIMARY
        case ListOf(items=items):
            return f"[{_listed(items)}]", PRIMARY
        case Quantified(quantifier=quantifier, variable=variable, over=over, body=body):
            return f"{_within(over, PRIMARY)}.{quantifier}({variable}, {unparse(body)})", PRIMARY
    return _call(node)


def _call(node: Call) -> tuple[str, int]:
    function, arguments = node.function, node.args
    sign = "in" if function == "@in" else function.strip("_")
    if node.method:
        return f"{_within(arguments[0], PRIMARY)}.{function}({_listed(arguments[1:])})", PRIMARY
    if function == "_?_:_":
        condition, chosen, other = arguments
        return f"{_within(condition, 1)} ? {_within(chosen, 1)} : {unparse(other)}", 0
    if function in ("!_", "-_"):
        return sign + _operand(arguments[0]), UNARY
    if function == "_[_]":
        return f"{_within(arguments[0], PRIMARY)}[{unparse(arguments[1])}]", PRIMARY
    if function in ARITHMETIC:
        return _arithmetic(node)
    if function in _BETWEEN:
        level = LEVELS[sign]
        tighter = (_within(argument, level + 1) for argument in arguments[1:])
        first = _within(arguments[0], level if level > LEVELS["&&"] else level + 1)
        return f" {sign} ".join((first, *tighter)), level
    return f"{function}({_listed(arguments)})", PRIMARY


def _arithmetic(node: Call) -> tuple[str, int]:
    first, links = chain(node)
    text, level = _rendered(first)
    for link in links:
        sign = link.function.strip("_")
        left = f"({text})" if level < LEVELS[sign] else text
        level = LEVELS[sign]
        text = f"{left} {sign} {_within(link.args[1], level + 1)}"
    return text, level


def _operand(node: Node) -> str:
    """What a sign stands before: in parentheses where the minus would become part of a number."""
    text = _within(node, PRIMARY)
    return f"({text})" if re.match(r"\.?[0-9]", text) else text


def _within(node: Node, level: int) -> str:
    text, own = _rendered(node)
    return f"({text})" if own < level else text


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(unparse(node) for node in nodes)


def _field(name: str) -> str:
    return name if _PLAIN.fullmatch(name) and name not in ("in", "true", "false", "null") else f"`{name}`"


def _literal(node: Literal) -> str:
    match node.value:
        case None:
            return "null"
        case bool():
            return str(node.value).lower()
        case str():
            return json.dumps(node.value, ensure_ascii=False)
        case int():
            return str(node.value)
    if node.text:
        return node.text
    text = format(node.value, "f") if isinstance(node.value, Decimal) else repr(node.value)
    return text if re.search(r"[.e]", text) else f"{text}.0"
