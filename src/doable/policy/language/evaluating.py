"""The reference reading of a condition: a walk over the tree that never raises.

`&&`: false absorbs, then unknown, then a fault; `||` likewise with true. Everything else is unknown if
an operand is, a fault if one is that, and otherwise what `operations` and `functions` make of the values.
"""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from doable.policy.language import exact, functions, operations
from doable.policy.language.resolving import resolve
from doable.policy.language.tree import ARITHMETIC, Call, Has, ListOf, Literal, Name, Quantified, chain
from doable.policy.language.values import Failed, Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from zoneinfo import ZoneInfo

    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain, Value

__all__ = ["evaluate", "resolve"]

MOST_ROUNDS = 100_000
_R = TypeVar("_R")
EXACT_SIGNS = frozenset({"_+_", "_-_", "_*_", "_/_"})
_RATIOS: dict[str, Callable[..., Fraction]] = {
    "_+_": operator.add,
    "_-_": operator.sub,
    "_*_": operator.mul,
    "_/_": operator.truediv,
    "-_": operator.neg,
}


def evaluate(node: Node, lookup: Callable[[str], Value], *, zone: ZoneInfo) -> Value:
    """What an expression comes to; `lookup` gives each name's value, Unknown or Fault.

    The tree should be resolved (see `resolve`). Quantifiers inside others go round at most 100,000 times.
    """
    return _Evaluation(lookup, zone).value(node)


class _Evaluation:
    def __init__(self, lookup: Callable[[str], Value], zone: ZoneInfo) -> None:
        self.lookup, self.zone = lookup, zone
        self.bound: dict[str, Value] = {}
        self.rounds = 0

    def value(self, node: Node) -> Value:
        match node:
            case Literal(value=value):
                return value
            case Name(name=name):
                return self.bound[name] if name in self.bound else self.lookup(name.removeprefix("."))
            case Call():
                return self.call(node)
            case ListOf(items=items):
                return _strict(node, tuple(map(self.value, items)), lambda *values: values)
            case Has(operand=operand):
                return _strict(node, (self.value(operand),), lambda value: value is not None)
            case Quantified():
                return self.quantified(node)
        return _strict(node, (self.value(node.operand),), lambda _: _no_field(node.field))

    def call(self, node: Call) -> Value:
        match node.function:
            case "_&&_":
                return junction(map(self.truth, node.args), absorbing=False)
            case "_||_":
                return junction(map(self.truth, node.args), absorbing=True)
            case "_?_:_":
                return self.choice(node, self.value)
            case "round" if not node.method and len(node.args) == 2:
                return self.round(node)
        if node.function in ARITHMETIC:
            return self.arithmetic(node)
        return _strict(node, tuple(map(self.value, node.args)), lambda *values: self.applied(node, values))

    def applied(self, node: Call, values: tuple[Plain, ...]) -> Plain:
        if node.function in operations.NAMES:
            return operations.operate(node.function, *values)
        return functions.call(node.function, values, method=node.method, zone=self.zone)

    def arithmetic(self, node: Call) -> Value:
        first, links = chain(node)
        value = self.value(first)
        for link in links:
            pair = value, self.value(link.args[1])
            value = _strict(link, pair, partial(operations.operate, link.function))
        return value

    def truth(self, node: Node) -> Value:
        return _strict(node, (self.value(node),), operations.truth)

    def choice(self, node: Call, reading: Callable[[Node], _R]) -> _R | Unknown | Fault:
        condition = self.truth(node.args[0])
        if isinstance(condition, Unknown):
            return _united(condition, [reading(branch) for branch in node.args[1:]])
        return condition if isinstance(condition, Fault) else reading(node.args[1 if condition else 2])

    def round(self, node: Call) -> Value:
        places = self.value(node.args[1])
        return _strict(node, (self.exactly(node.args[0]), places), rounded)

    def exactly(self, node: Node) -> Fraction | Unknown | Fault:
        """The value of a number inside `round`: a ratio, as far as its arithmetic goes."""
        if isinstance(node, Call) and node.function == "_?_:_":
            return self.choice(node, self.exactly)
        if isinstance(node, Call) and node.function == "-_":
            return _strict(node, (self.exactly(node.args[0]),), partial(ratio_of, "-_"))
        first, links = chain(node, EXACT_SIGNS)
        if not links:
            return _strict(node, (self.value(node),), as_ratio)
        value = self.exactly(first)
        for link in links:
            pair = (value, self.exactly(link.args[1]))
            value = _strict(link, pair, partial(ratio_of, link.function))
        return value

    def quantified(self, node: Quantified) -> Value:
        over = self.value(node.over)
        if isinstance(over, Unknown | Fault):
            return over
        if not operations.is_list(over):
            return Fault(f"`{node.quantifier}` needs a list", node.at)
        self.rounds += len(over) if self.bound else 0
        if self.rounds > MOST_ROUNDS:
            return Fault(f"more than {MOST_ROUNDS:,} rounds", node.at)
        found = self.bodies(node, over)
        if node.quantifier == "exists_one":
            return _strict(node, tuple(found), lambda *truths: truths.count(True) == 1)
        return junction(found, absorbing=node.quantifier == "exists")

    def bodies(self, node: Quantified, over: tuple[Plain, ...]) -> Iterable[Value]:
        hidden = {node.variable: self.bound[node.variable]} if node.variable in self.bound else {}
        for item in over:
            self.bound[node.variable] = item
            truth = self.truth(node.body)
            del self.bound[node.variable]
            self.bound |= hidden
            yield truth


def junction(truths: Iterable[Value], *, absorbing: bool) -> Value:
    """`&&` (false absorbs) or `||` (true absorbs) over truths, unknowns and faults."""
    found: list[Value] = []
    for truth in truths:
        if truth is absorbing:
            return absorbing
        found.append(truth)
    obstacle = _first_obstacle(found)
    return (not absorbing) if obstacle is None else obstacle


def as_ratio(value: Plain) -> Fraction:
    """An exact number as a ratio; doubles are not exact."""
    if type(value) is not Decimal and type(value) is not int:
        raise Failed(f"`round` takes exact numbers, not {operations.WORDS[operations.kind(value)]}")
    try:
        return Fraction(value)
    except (ValueError, OverflowError):
        raise Failed("a fact holds a decimal that is no number") from None


def ratio_of(function: str, *sides: Fraction) -> Fraction:
    """Arithmetic on ratios; division is exact."""
    if function == "_/_" and not sides[1]:
        raise Failed("division by zero")
    return _RATIOS[function](*sides)


def rounded(value: Fraction, places: Plain) -> Decimal:
    """What `round` gives: a decimal of 0 to 6 places."""
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= exact.PLACES:
        raise Failed(f"`round` takes 0 to {exact.PLACES} places")
    return exact.rounded(value, places)


def _strict(node: Node, values: tuple[object, ...], apply: Callable[..., _R]) -> _R | Unknown | Fault:
    """Applies what is only defined on known values; a new fault takes the place of the node."""
    obstacle = _first_obstacle(values)
    if obstacle is not None:
        return obstacle
    try:
        return apply(*values)
    except Failed as failure:
        return Fault(str(failure), node.at)


def _first_obstacle(values: Iterable[object]) -> Unknown | Fault | None:
    """All that is unknown, else the first fault."""
    united, fault = frozenset[str](), None
    for value in values:
        if isinstance(value, Unknown):
            united |= value.names
        elif isinstance(value, Fault):
            fault = fault or value
    return Unknown(united) if united else fault


def _united(unknown: Unknown, others: Iterable[object]) -> Unknown:
    names = (other.names for other in others if isinstance(other, Unknown))
    return Unknown(unknown.names.union(*names))


def _no_field(field: str) -> Plain:
    raise Failed(f"no field `{field}`: only facts have names with points")
