"""The order in which truths are looked at: what settles the most comes first, as a person would write it.

A book whose rules exclude each other comes to a long formula; most of it is settled once one shared part
is known. Each step looks at one part that settles everything if it holds (or if it does not).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.workbench.counting.formulas import JUNCTIONS
from doable.workbench.counting.replacing import Replacing, most_shared, reachable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.workbench.counting.formulas import Formula, Formulas

# Of the parts in most use, so many are tried at a step.
TRIED = 16
# Planning stops after so many replacements; what is left is worked out as it stands.
MOST_WORK = 3_000
# Looking whether something can hold at all stops after so many branches.
MOST_BRANCHES = 400


@dataclass(frozen=True, slots=True)
class Step:
    """Where `truth` holds, the formulas come to these truths."""

    truth: Formula
    settled: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Steps, each where those before don't hold, and the formulas that are left after them."""

    steps: tuple[Step, ...]
    rest: tuple[Formula, ...]


@dataclass(slots=True)
class Planning:
    """Plans formulas until the work it may do is used up."""

    formulas: Formulas
    work: int = 0

    def plan(self, wanted: Sequence[Formula]) -> Plan:
        """A plan for formulas that are needed together."""
        steps: list[Step] = []
        left = tuple(wanted)
        while not are_settled(left) and self.work < MOST_WORK:
            found = self._step(left)
            if found is None:
                break
            step, left = found
            steps.append(step)
        return Plan(tuple(steps), left)

    def _step(self, left: tuple[Formula, ...]) -> tuple[Step, tuple[Formula, ...]] | None:
        for part in most_shared(left)[:TRIED]:
            holds = self._replaced(part, True, left)
            if are_settled(holds):
                return self._widest(part, holds, left)
            fails = self._replaced(part, False, left)
            if are_settled(fails):
                return Step(self.formulas.no(part), fails), holds
        return None

    def _widest(
        self, part: Formula, holds: tuple[Formula, ...], left: tuple[Formula, ...]
    ) -> tuple[Step, tuple[Formula, ...]]:
        """The step for a part that certainly holds, or better where it only may."""
        possible = self.formulas.possible.get(part)
        if possible is not None and self._replaced(possible, True, left) == holds:
            part = possible
        return Step(part, holds), self._replaced(part, False, left)

    def _replaced(self, part: Formula, value: bool, left: tuple[Formula, ...]) -> tuple[Formula, ...]:
        self.work += 1
        replacing = Replacing(self.formulas, part, value)
        return tuple(map(replacing.within, left))

    def is_never(self, formula: Formula) -> bool:
        """Whether a formula surely never holds; False where that can't be seen quickly."""
        seen: set[Formula] = set()
        pending = [formula]
        while pending:
            current = pending.pop()
            if current.op == "false" or current in seen:
                continue
            seen.add(current)
            part = _largest_shared(current)
            if current.op == "true" or part is None or len(seen) > MOST_BRANCHES:
                return False
            pending += [self._replaced(part, value, (current,))[0] for value in (True, False)]
        return True


def _largest_shared(formula: Formula) -> Formula | None:
    """The largest part that is used more than once: what a whole family of rules comes to."""
    uses: Counter[Formula] = Counter()
    for each in reachable([formula]):
        uses.update(part.parts[0] if part.op == "not" else part for part in each.parts)
    shared = [each for each, count in uses.items() if count > 1 and each.op in ("leaf", *JUNCTIONS)]
    if shared:
        return max(shared, key=lambda each: len(reachable([each])))
    return next(iter(most_shared([formula])), None)


def are_settled(formulas: tuple[Formula, ...]) -> bool:
    """Whether nothing but true and false is left."""
    return all(formula.op in ("true", "false") for formula in formulas)
