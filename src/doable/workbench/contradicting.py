"""Conditions that can never hold, as far as it shows from comparing facts with written values.

Finding all of them takes a proof; this finds the slips: two values at once, bounds that leave nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.tree import Call, ListOf, Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain

_TURNED = {"_<_": "_>_", "_<=_": "_>=_", "_>_": "_<_", "_>=_": "_<=_", "_==_": "_==_", "_!=_": "_!=_"}
_DENIED = {"_<_": "_>=_", "_<=_": "_>_", "_>_": "_<=_", "_>=_": "_<_", "_==_": "_!=_", "_!=_": "_==_"}
Said = tuple[str, str, "Plain"]


def never_holds(*conditions: Node) -> bool:
    """Whether the conditions plainly can't all hold at once."""
    parts = [part for condition in conditions for part in _joined("_&&_", condition, truth=True)]
    if _contradict(parts):
        return True
    choices = [_joined("_||_", node, truth=truth) for node, truth in parts]
    return any(all(_contradict([*parts, *_ands(branch)]) for branch in branches) for branches in choices)


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
    """What a value may still be."""

    low: Decimal | None = None
    high: Decimal | None = None
    open: bool = False
    among: frozenset[object] | None = None
    apart: set[object] = field(default_factory=set)

    def take(self, function: str, value: object) -> None:
        if function == "_!=_":
            self.apart.add(value)
        elif function in ("_==_", "@in"):
            found = frozenset(value) if isinstance(value, tuple) else frozenset((value,))
            self.among = found if self.among is None else self.among & found
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            self.bound(function, Decimal(str(value)))

    def bound(self, function: str, value: Decimal) -> None:
        if function in ("_>_", "_>=_"):
            if self.low is None or value >= self.low:
                self.low, self.open = value, self.open or function == "_>_"
        elif self.high is None or value <= self.high:
            self.high, self.open = value, self.open or function == "_<_"

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        if self.low is not None and self.high is not None:
            return self.low > self.high or (self.low == self.high and self.open)
        return self.among is not None and not any(self.fits(value) for value in self.among)

    def fits(self, value: object) -> bool:
        if value in self.apart:
            return False
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            return True
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def _contradict(parts: Iterable[Part]) -> bool:
    ranges: dict[str, _Range] = {}
    for node, truth in parts:
        if isinstance(node, Literal) and node.value is not truth:
            return True
        for name, function, value in _said(node, truth=truth):
            ranges.setdefault(name, _Range()).take(function, value)
    return any(each.empty for each in ranges.values())


def _said(node: Node, *, truth: bool) -> Iterator[Said]:
    """What a part says of one name, if it compares that with a written value."""
    if isinstance(node, Name):
        yield node.name, "_==_", truth
    if not isinstance(node, Call) or len(node.args) != 2:
        return
    left, right, function = *node.args, node.function
    if function == "@in" and truth and isinstance(left, Name) and isinstance(right, ListOf):
        values = tuple(item.value for item in right.items if isinstance(item, Literal))
        if len(values) == len(right.items):
            yield left.name, function, values
    if function not in _TURNED:
        return
    if isinstance(left, Literal):
        left, right, function = right, left, _TURNED[function]
    if isinstance(left, Name) and isinstance(right, Literal):
        yield left.name, function if truth else _DENIED[function], right.value
