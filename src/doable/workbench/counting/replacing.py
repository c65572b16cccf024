"""Formulas in which a part is taken to hold, or not to; everything that follows is taken along."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.workbench.counting.formulas import JUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.workbench.counting.formulas import Formula, Formulas

# Looking for junctions within junctions stops where there are more.
_MOST_JUNCTIONS = 300


@dataclass(slots=True)
class Replacing:
    """Takes one truth for known in one formula after the other."""

    formulas: Formulas
    target: Formula
    value: bool
    known: dict[Formula, Formula] = field(default_factory=dict)
    junctions: list[tuple[str, frozenset[Formula]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._learn(self.target, self.value)

    def _learn(self, formula: Formula, value: bool) -> None:
        """What a truth brings with it: certainly so is possibly so, and all parts of `and` hold."""
        if formula.op == "not":
            self._learn(formula.parts[0], not value)
            return
        if formula in self.known or formula.op in ("true", "false"):
            return
        self.known[formula] = self.formulas.truth(value)
        twin = (self.formulas.possible if value else self.formulas.certain).get(formula)
        if twin is not None:
            self._learn(twin, value)
        if formula.op in JUNCTIONS:
            if value == (formula.op == "and"):
                for part in formula.parts:
                    self._learn(part, value)
            else:
                self.junctions.append((formula.op, frozenset(formula.parts)))

    def within(self, formula: Formula) -> Formula:
        """The formula where the truth is known."""
        found = self.known.get(formula)
        if found is None:
            found = self.known[formula] = self._replaced(formula)
        return found

    def _replaced(self, formula: Formula) -> Formula:
        formulas = self.formulas
        if not formula.parts:
            return formula
        if formula.op == "not":
            return formulas.no(self.within(formula.parts[0]))
        if formula.op not in JUNCTIONS:
            return formulas.make(
                formula.op, *map(self.within, formula.parts), text=formula.text, needs=formula.needs
            )
        parts = frozenset(formula.parts)
        if any(op == formula.op and inner <= parts for op, inner in self.junctions):
            return formulas.truth(formula.op == "or")
        join = formulas.every if formula.op == "and" else formulas.any
        return join(list(map(self.within, formula.parts)))


def reachable(wanted: Iterable[Formula]) -> list[Formula]:
    """All formulas that these stand on, themselves included."""
    seen: dict[Formula, None] = {}
    pending = list(wanted)
    while pending:
        formula = pending.pop()
        if formula not in seen:
            seen[formula] = None
            pending += formula.parts
    return list(seen)


def most_shared(wanted: Iterable[Formula]) -> list[Formula]:
    """The truths that these formulas stand on, those in most use first."""
    found = reachable(wanted)
    uses: Counter[Formula] = Counter()
    for formula in found:
        for part in formula.parts:
            uses[part.parts[0] if part.op == "not" else part] += 1
    junctions = [each for each in found if each.op in JUNCTIONS]
    if len(junctions) <= _MOST_JUNCTIONS:
        sets = [(each, frozenset(each.parts)) for each in junctions]
        for each, parts in sets:
            uses[each] += sum(each.op == other.op and parts < wider for other, wider in sets)
    truths = [each for each in uses if each.op in ("leaf", *JUNCTIONS)]
    return sorted(truths, key=lambda each: -uses[each])
