"""A case that two books decide differently, and what is known of an ask in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.workbench.proving.space import NotProvable
    from doable.workbench.proving.witness import Witness

SAME, DIFFERS, OPEN, ONLY_OLD, ONLY_NEW = "same", "differs", "open", "only in the old", "only in the new"


@dataclass(frozen=True, slots=True)
class CameTo:
    """What a case comes to in one book, as far as books are compared by it."""

    verdict: str
    granted: tuple[tuple[str, str], ...] = ()
    charge: str | None = None
    approvals: tuple[str, ...] = ()
    plan: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def compared(self) -> tuple[object, ...]:
        """All but the rules, which may be called otherwise."""
        return (self.verdict, self.granted, self.charge, self.approvals, self.plan)

    def __str__(self) -> str:
        parts = [self.verdict.replace("_", " ")]
        if self.granted:
            parts.append("granting " + ", ".join(f"{name} {value}" for name, value in self.granted))
        if self.charge is not None:
            parts.append(f"for a charge of {self.charge}")
        if self.approvals:
            parts.append("once approved by " + " and ".join(self.approvals))
        if self.plan:
            parts.append(f"step by step: {', then '.join(self.plan)}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Contrast:
    """The smallest case of its kind that both books were found to decide differently."""

    witness: Witness
    before: CameTo
    after: CameTo


@dataclass(frozen=True, slots=True)
class AskCompared:
    """An ask in both books: `same` is proved; `differs` has an example for each way it does.

    `open` says what could not be told, and why; `not_provable` are the places that it hangs on.
    """

    ask: str
    state: str
    contrasts: tuple[Contrast, ...] = ()
    open: tuple[str, ...] = ()
    not_provable: tuple[NotProvable, ...] = ()
