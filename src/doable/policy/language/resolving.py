"""Joining `order.total` as parsed (a field of a value) into one dotted name, where there is such a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.language.tree import ARITHMETIC, Call, Has, ListOf, Name, Quantified, Select, chain

if TYPE_CHECKING:
    from collections.abc import Collection

    from doable.policy.language.tree import Node


def resolve(node: Node, names: Collection[str]) -> Node:
    """The tree with the longest known dotted names joined; variables of quantifiers come first."""
    return _resolved(node, frozenset(names), frozenset())


def _resolved(node: Node, names: frozenset[str], bound: frozenset[str]) -> Node:
    match node:
        case Name(name=name) if name.removeprefix(".") not in bound:
            return replace(node, name=name.removeprefix("."))
        case Select(operand=operand) | Has(operand=operand):
            joined = _joined(node, names, bound)
            return (
                Name(joined, node.at) if joined else replace(node, operand=_resolved(operand, names, bound))
            )
        case Call(function=function) if function in ARITHMETIC:
            return _resolved_chain(node, names, bound)
        case Call(args=args):
            return replace(node, args=tuple(_resolved(arg, names, bound) for arg in args))
        case ListOf(items=items):
            return replace(node, items=tuple(_resolved(item, names, bound) for item in items))
        case Quantified(variable=variable, over=over, body=body):
            inner = _resolved(body, names, bound | {variable})
            return replace(node, over=_resolved(over, names, bound), body=inner)
    return node


def _joined(node: Node, names: frozenset[str], bound: frozenset[str]) -> str | None:
    """The known dotted name that a chain of fields is."""
    dotted = dotted_name(node) if isinstance(node, Select) else None
    if dotted is None or dotted.partition(".")[0] in bound:
        return None
    name = dotted.removeprefix(".")
    return name if name in names else None


def _resolved_chain(node: Node, names: frozenset[str], bound: frozenset[str]) -> Node:
    first, links = chain(node)
    left = _resolved(first, names, bound)
    for link in links:
        left = replace(link, args=(left, _resolved(link.args[1], names, bound)))
    return left


def dotted_name(node: Node) -> str | None:
    """`a.b.c` for a chain of fields that begins with a name."""
    fields: list[str] = []
    while isinstance(node, Select):
        fields.append(node.field)
        node = node.operand
    return ".".join([node.name, *reversed(fields)]) if isinstance(node, Name) else None
