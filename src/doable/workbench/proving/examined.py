"""What came of a guarantee, with the steps of the counterexample."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.policy.book import Guarantee
    from doable.policy.findings import Place
    from doable.workbench.proving.space import NotProvable
    from doable.workbench.proving.witness import Witness

PROVED, REFUTED, NOT_PROVABLE, UNANSWERED = "proved", "refuted", "not provable", "unanswered"


@dataclass(frozen=True, slots=True)
class Step:
    """One ask of a counterexample: the case as it stood, what came out, which facts granting it changed."""

    witness: Witness
    ask: str
    verdict: str
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"`{self.ask}` is {self.verdict.replace('_', ' ')}, as {self.witness}"]
        return "; then ".join([*lines, *([f"{', '.join(self.changed)}"] if self.changed else [])])


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of a guarantee: proved, refuted by `steps`, or why neither could be found.

    `not_provable` are the places whose meaning Z3 is not told, where that is the reason.
    """

    guarantee: Guarantee
    state: str
    steps: tuple[Step, ...] = ()
    why: str | None = None
    not_provable: tuple[NotProvable, ...] = ()

    @property
    def id(self) -> str:
        """The guarantee's name."""
        return self.guarantee.id

    @property
    def says(self) -> str:
        """The guarantee in plain words."""
        return str(self.guarantee.says)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.guarantee.place

    def as_story(self) -> str | None:
        """The counterexample as entries for a file under stories/, one a step, as they come out now."""
        number = len(self.steps)
        told = []
        for at, step in enumerate(self.steps, start=1):
            title = f"against `{self.id}`" + (f", step {at} of {number}" if number > 1 else "")
            told.append(step.witness.as_story(title, [{"verdict": step.verdict}]))
        return "\n".join(told) or None
