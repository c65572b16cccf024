"""The parsed form of a condition: one tree, read by deciding, counting and proving."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in an expression: offsets in characters, end excluded."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written in the text; `kind` is its CEL type (`decimal` once the checker has made it so).

    `text` keeps the digits of a number as they were written, so that 0.1 can become exact.
    """

    value: bool | int | float | str | Decimal | None
    kind: str
    at: Span
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, a param (`ask.amount`), `now`, `today` or the variable of a quantifier."""

    name: str
    at: Span


@dataclass(frozen=True, slots=True)
class Select:
    """`operand.field` as parsed; resolving joins chains of these into one dotted Name."""

    operand: Node
    field: str
    at: Span


@dataclass(frozen=True, slots=True)
class Has:
    """`has(order.note)`: whether a fact is known to be there."""

    operand: Node
    at: Span


@dataclass(frozen=True, slots=True)
class Call:
    """An operator (`_&&_`, `_+_`, `!_`, `-_`, `_?_:_`, `_[_]`, `@in`, ...) or a function.

    For `text.startsWith("a")` the receiver is the first of `args` and `method` is true.
    `&&` and `||` take two or more args: chains are flattened.
    """

    function: str
    args: tuple[Node, ...]
    at: Span
    method: bool = False


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list written in the text."""

    items: tuple[Node, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Quantified:
    """`over.all(variable, body)`, `exists` or `exists_one`."""

    quantifier: str
    variable: str
    over: Node
    body: Node
    at: Span


ARITHMETIC = frozenset({"_+_", "_-_", "_*_", "_/_", "_%_"})
Node = Literal | Name | Select | Has | Call | ListOf | Quantified


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below this one, left to right."""
    match node:
        case Select(operand=operand) | Has(operand=operand):
            return (operand,)
        case Call(args=args):
            return args
        case ListOf(items=items):
            return items
        case Quantified(over=over, body=body):
            return (over, body)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """Every node of the tree, parents before children."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(children(current)))


def chain(node: Node, functions: frozenset[str] = ARITHMETIC) -> tuple[Node, tuple[Call, ...]]:
    """The left end of `a + b - c ...` and the calls above it, innermost first.

    Sums and products may be as long as an expression may be, so nothing may recurse into their left arms.
    """
    links: list[Call] = []
    while isinstance(node, Call) and node.function in functions:
        links.append(node)
        node = node.args[0]
    return node, tuple(reversed(links))


def names_in(node: Node) -> frozenset[str]:
    """The facts and params a resolved tree reads; variables of quantifiers are not among them."""
    found: set[str] = set()
    pending: list[tuple[Node, frozenset[str]]] = [(node, frozenset())]
    while pending:
        current, bound = pending.pop()
        match current:
            case Name(name=name) if name not in bound:
                found.add(name.removeprefix("."))
            case Quantified(variable=variable, over=over, body=body):
                pending += [(over, bound), (body, bound | {variable})]
            case _:
                pending += [(child, bound) for child in children(current)]
    return frozenset(found)
