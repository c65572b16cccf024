"""Conditions that can never hold, as far as it shows from comparing things with written values.

Finding all of them takes a proof; this finds the slips: two values at once, bounds that leave nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call, ListOf, Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain

_TURNED = {"_<_": "_>_", "_<=_": "_>=_", "_>_": "_<_", "_>=_": "_<=_", "_==_": "_==_", "_!=_": "_!=_"}
_DENIED = {"_<_": "_>=_", "_<=_": "_>_", "_>_": "_<=_", "_>=_": "_<_", "_==_": "_!=_", "_!=_": "_==_"}
Said = tuple[str, str, "Plain"]


def denied(condition: Node) -> Node:
    """The contrary of a condition."""
    return Call("!_", (condition,), condition.at)


def never_holds(*conditions: Node) -> bool:
    """Whether the conditions plainly can't all hold at once."""
    parts = [part for condition in conditions for part in _joined("_&&_", condition, truth=True)]
    if _contradict(parts):
        return True
    choices = [_joined("_||_", node, truth=truth) for node, truth in parts]
    return any(
        all(_contradict([*parts, branch, *_ands(branch)]) for branch in branches)
        for branches in choices
        if len(branches) > 1
    )


Part = tuple["Node", bool]


def _ands(part: Part) -> list[Part]:
    return _joined("_&&_", part[0], truth=part[1])


def _joined(function: str, node: Node, *, truth: bool) -> list[Part]:
    """The parts that `&&` (or `||`) joins, with whether each must be true or false."""
    if isinstance(node, Call) and node.function == "!_":
        return _joined(function, node.args[0], truth=not truth)
    wanted = function if truth else {"_&&_": "_||_", "_||_": "_&&_"}[function]
    if isinstance(node, Call) and node.function == wanted:
        return [part for arg in node.args for part in _joined(function, arg, truth=truth)]
    return [(node, truth)]


@dataclass(slots=True)
class _Range:
    """What a value may still be; each bound with whether it is itself allowed."""

    low: tuple[Decimal, bool] | None = None
    high: tuple[Decimal, bool] | None = None
    among: frozenset[object] | None = None
    apart: set[object] = field(default_factory=set)

    def take(self, function: str, value: object) -> None:
        number = _number(value)
        if function == "_!=_":
            self.apart.add(value)
        elif function in ("_==_", "@in"):
            found = frozenset(value) if isinstance(value, tuple) else frozenset((value,))
            self.among = found if self.among is None else self.among & found
        elif number is not None and function in ("_>_", "_>=_"):
            low = number, function == "_>=_"
            self.low = (
                low if self.low is None else max(self.low, low, key=lambda bound: (bound[0], not bound[1]))
            )
        elif number is not None:
            high = number, function == "_<=_"
            self.high = high if self.high is None else min(self.high, high)

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        if self.among is not None:
            return not any(self.fits(value) for value in self.among)
        if self.low is None or self.high is None:
            return False
        (low, from_low), (high, to_high) = self.low, self.high
        return low > high or (low == high and not (from_low and to_high))

    def fits(self, value: object) -> bool:
        """Whether a value is within the bounds and not ruled out."""
        number = _number(value)
        if value in self.apart:
            return False
        above = self.low is None or number is None or (number, self.low[1]) >= (self.low[0], True)
        return above and (self.high is None or number is None or (number, True) <= self.high)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    return Decimal(str(value))


def _contradict(parts: list[Part]) -> bool:
    ranges: dict[str, _Range] = {}
    for node, truth in parts:
        if isinstance(node, Literal) and node.value is not truth:
            return True
        for name, function, value in _said(node, truth=truth):
            ranges.setdefault(name, _Range()).take(function, value)
    return any(each.empty for each in ranges.values()) or _opposite(parts)


def _opposite(parts: list[Part]) -> bool:
    """Whether one part is the contrary of another, word for word."""
    held: dict[str, list[Node]] = {}
    for node, truth in parts:
        if truth:
            held.setdefault(_form(node), []).append(node)
    return any(
        _written(node) == _written(other)
        for node, truth in parts
        if not truth
        for other in held.get(_form(node), ())
    )


def _form(node: Node) -> str:
    return node.function if isinstance(node, Call) else type(node).__name__


def _said(node: Node, *, truth: bool) -> Iterator[Said]:
    """What a part says of one of its sides, if it compares that with a written value."""
    if isinstance(node, Name):
        yield node.name, "_==_", truth
    if not isinstance(node, Call) or len(node.args) != 2:
        return
    left, right, function = *node.args, node.function
    if function == "@in" and truth and isinstance(right, ListOf):
        values = tuple(item.value for item in right.items if isinstance(item, Literal))
        if len(values) == len(right.items):
            yield _written(left), function, values
    if function not in _TURNED:
        return
    if isinstance(left, Literal):
        left, right, function = right, left, _TURNED[function]
    if isinstance(right, Literal) and not isinstance(left, Literal):
        yield _written(left), function if truth else _DENIED[function], right.value


def _written(node: Node) -> str:
    """The same for whatever is worked out in the same way."""
    return node.name if isinstance(node, Name) else unparse(node)
