"""The verdict of a row as one CASE."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.workbench.counting.planning import Planning, are_settled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.workbench.counting.bits import Bits
    from doable.workbench.counting.formulas import Formula, Formulas
    from doable.workbench.counting.planning import Step
    from doable.workbench.counting.writing import Writing

OPEN = "clarify"


@dataclass(slots=True)
class Verdicts:
    """The verdicts of one outcome, each with when it is certain.

    `doubtful` is SQL for where a condition may fail; `complete` says that some verdict always is certain.
    """

    formulas: Formulas
    truths: Mapping[str, Formula]
    doubtful: str
    complete: bool
    steps: tuple[Step, ...] = field(init=False)
    rest: dict[str, Formula] = field(init=False)

    def __post_init__(self) -> None:
        self.truths = {name: truth for name, truth in self.truths.items() if truth.op != "false"}
        plan = Planning(self.formulas).plan(list(self.truths.values()))
        # Steps that leave something open are not worth their price: the rest is worked out in every row.
        settled = are_settled(plan.rest)
        self.steps = plan.steps if settled else ()
        self.rest = dict(zip(self.truths, plan.rest, strict=True)) if settled else dict(self.truths)
        open_ = self.rest.pop(OPEN, self.formulas.truth(False))
        elsewhere = self.formulas.no(self.formulas.any(list(self.truths.values())))
        never_elsewhere = self.complete or Planning(self.formulas).is_never(elsewhere)
        self.rest[OPEN] = self.formulas.truth(True) if never_elsewhere else open_

    def sql(self, writing: Writing, bits: Bits) -> str:
        """The verdict; NULL where only the whole reading can tell."""
        cases = list(self._stepped(writing))
        for name, truth in self.rest.items():
            if truth.op != "false":
                cases.append(f"WHEN {bits.holds(truth)} THEN {self._said(name)}")
        return f"CASE {' '.join(cases)} END" if cases else writing.dialect.cast("NULL", "string")

    def _stepped(self, writing: Writing) -> Iterator[str]:
        """What settles a row by itself, soonest first."""
        for step in self.steps:
            settled = zip(self.truths, step.settled, strict=True)
            name = next((name for name, truth in settled if truth.op == "true"), None)
            yield f"WHEN {writing.inline(step.truth)} THEN {self._said(name)}"

    def _said(self, name: str | None) -> str:
        if name is None:
            return "NULL"
        if name == OPEN and self.doubtful:
            return f"CASE WHEN {self.doubtful} THEN NULL ELSE '{name}' END"
        return f"'{name}'"
