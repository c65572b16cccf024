"""What is to be counted: which books, which ask, told apart by which fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.findings import did_you_mean
from doable.workbench.replaying.cases import CasesNotRead

if TYPE_CHECKING:
    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Timestamp

USUAL_SEGMENT = "customer.segment"
# Measured: about as many rows are decided while the SQL of one ask is written and planned.
FEW = 500
_SEGMENTS = ("enum", "string", "bool", "int", "date")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of past cases.

    `ask` narrows it to one ask and stands in where the cases name none; `at` stands in where a case says no
    time; `segment` is the fact by which it is told apart (the usual one if the book has it). An ask with at
    most `few` rows is decided one by one, which is quicker then; it comes to the same.
    """

    new: Contents
    old: Contents | None = None
    ask: str | None = None
    segment: str | None = None
    at: Timestamp | None = None
    examples: int = 10
    few: int = FEW

    def __post_init__(self) -> None:
        if self.ask is not None and not any(self.ask in book.asks for book in self.books):
            known = {name for book in self.books for name in book.asks}
            raise CasesNotRead(f"no book has an ask `{self.ask}`", did_you_mean(self.ask, known))
        if self.segment is None:
            return
        kind = self.fact_type(self.segment)
        if kind is None:
            known = {name for book in self.books for name in book.facts}
            raise CasesNotRead(f"no book has a fact `{self.segment}`", did_you_mean(self.segment, known))
        if kind.name not in _SEGMENTS:
            raise CasesNotRead(
                f"`{self.segment}` is {kind}: cases can't be told apart by it",
                f"choose a fact that is one of {', '.join(_SEGMENTS)}",
            )

    @property
    def books(self) -> tuple[Contents, ...]:
        """The books, the new one first."""
        return (self.new,) if self.old is None else (self.new, self.old)

    @property
    def by(self) -> str | None:
        """The fact that cases are told apart by, if there is one."""
        usual = self.fact_type(USUAL_SEGMENT)
        return self.segment or (USUAL_SEGMENT if usual and usual.name in _SEGMENTS else None)

    def fact_type(self, name: str) -> Type | None:
        """The type of a fact in the first book that has it."""
        return next((book.facts[name].type for book in self.books if name in book.facts), None)

    def only_ask(self) -> str | None:
        """The ask of cases that name none: the one wanted, else the only one there is."""
        known = {name for book in self.books for name in book.asks}
        return self.ask or (known.pop() if len(known) == 1 else None)
