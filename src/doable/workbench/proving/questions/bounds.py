"""Where the conditions of an ask change their mind: the numbers they compare a name with."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from doable.policy.currency import minor_unit
from doable.policy.language.tree import Call, Literal, Name
from doable.policy.vocabulary import ALLOWING
from doable.workbench.proving.terms import as_fraction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Node

_TURNED = {"_<_": "_>_", "_<=_": "_>=_", "_>_": "_<_", "_>=_": "_<=_"}


@dataclass(frozen=True, slots=True)
class Cell:
    """The values from `first` on up to (not including) `after`, with the step from one value to the next."""

    name: str
    type: Type
    first: Fraction
    after: Fraction
    step: Fraction

    @property
    def before(self) -> Fraction:
        """The last value below the cell."""
        return self.first - self.step

    @property
    def narrow(self) -> bool:
        """Whether it is no wider than a slip of the pen would make it."""
        return self.after - self.first <= max(2 * self.step, Fraction(1))


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a rule begins (`lower`) or ends to hold for a name: `first` is the first value above the border.

    `allowed` are the names that the rule reads, if it allows anything.
    """

    name: str
    first: Fraction
    lower: bool
    allowed: frozenset[str] | None


def cells(contents: Contents, ask: Ask) -> Iterator[Cell]:
    """The strips between a value where some rule ends and one where some rule begins.

    Narrow ones, whatever the rules; wide ones only between two rules that allow and read the same.
    """
    found: dict[str, set[Bound]] = {}
    for rule in ask.every_rule():
        for node, truth in _comparisons(rule.when.node, truth=True):
            allowed = rule.when.reads if rule.effect.then in ALLOWING else None
            for bound in _bounds(contents, ask, node, truth=truth, allowed=allowed):
                found.setdefault(bound.name, set()).add(bound)
    for name, bounds in sorted(found.items()):
        yield from _between(
            name, bounds, _type(contents, ask, name), _step(contents, _type(contents, ask, name))
        )


def _between(name: str, bounds: set[Bound], type_: Type, step: Fraction) -> Iterator[Cell]:
    begins = sorted((bound for bound in bounds if bound.lower), key=lambda bound: bound.first)
    said: set[Cell] = set()
    for end in sorted((bound for bound in bounds if not bound.lower), key=lambda bound: bound.first):
        above = [begin for begin in begins if begin.first > end.first]
        alike = [begin for begin in above if end.allowed is not None and begin.allowed == end.allowed]
        for begin in above:
            cell = Cell(name, type_, end.first, begin.first, step)
            if cell not in said and (cell.narrow or begin in alike[:1]):
                said.add(cell)
                yield cell


def _comparisons(node: Node, *, truth: bool) -> Iterator[tuple[Call, bool]]:
    """The comparisons in a condition, each with whether it has to be true or false."""
    if not isinstance(node, Call):
        return
    if node.function in _TURNED:
        yield node, truth
    inner = truth if node.function != "!_" else not truth
    for arg in node.args:
        yield from _comparisons(arg, truth=inner)


def _bounds(
    contents: Contents, ask: Ask, node: Call, *, truth: bool, allowed: frozenset[str] | None
) -> Iterator[Bound]:
    """What a comparison of a name with a written number says."""
    left, right, function = *node.args, node.function
    if isinstance(left, Literal):
        left, right, function = right, left, _TURNED[function]
    if not (isinstance(left, Name) and isinstance(right, Literal)):
        return
    number, type_ = as_fraction(right.value), _type(contents, ask, left.name)
    if number is not None and type_.name in ("int", "money", "decimal"):
        first = number + (_step(contents, type_) if function in ("_<=_", "_>_") else 0)
        yield Bound(left.name, first, (function in ("_>_", "_>=_")) is truth, allowed)


def _type(contents: Contents, ask: Ask, name: str) -> Type:
    return ask.params[name[4:]].type if name.startswith("ask.") else contents.facts[name].type


def _step(contents: Contents, type_: Type) -> Fraction:
    return Fraction(1) if type_.name == "int" else Fraction(minor_unit(contents.currency))
