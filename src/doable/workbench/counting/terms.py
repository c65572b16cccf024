"""A value of a condition as SQL, and what is known of it beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.policy.findings import Place
    from doable.policy.language.tree import Span

# Texts of SQL longer than this are refused rather than handed to a database.
LONGEST = 60_000
NUMBERS = ("int", "decimal")
WHOLE = ("int", "date", "timestamp", "duration")


class NotExpressible(Exception):
    """Something in the book that SQL can't say: the construct, why, and where it stands."""

    def __init__(
        self, construct: str, why: str = "", at: Span | None = None, place: Place | None = None
    ) -> None:
        self.construct, self.why, self.at, self.place = construct, why, at, place
        super().__init__(f"{construct} can't be counted in SQL" + (f": {why}" if why else ""))


@dataclass(frozen=True, slots=True)
class Term:
    """A value as SQL: NULL where it is unknown or failed, which only an `open` one can be.

    `span`: no number is further from 0; `scale`: places after the point. `suspects` are truths in SQL that
    hold wherever working the value out may have failed; such a value is NULL there.
    """

    kind: str
    sql: str
    open: bool = False
    span: int = 0
    scale: int = 0
    suspects: tuple[str, ...] = ()
    items: tuple[Term, ...] | None = None
    of: str = ""

    def __post_init__(self) -> None:
        if len(self.sql) > LONGEST:
            raise NotExpressible("so long a condition")

    def failing(self, *suspects: str) -> Term:
        """The same value where it may also fail for these reasons."""
        return replace(self, open=True, suspects=joined(self.suspects, suspects))


def joined(*suspects: tuple[str, ...]) -> tuple[str, ...]:
    """Suspicions without repetition."""
    return tuple(dict.fromkeys(each for some in suspects for each in some))


def made(kind: str, sql: str, *parts: Term, span: int = 0, scale: int = 0) -> Term:
    """A value made of others: unknown where one of them is."""
    return Term(
        kind,
        sql,
        open=any(part.open for part in parts),
        span=span,
        scale=scale,
        suspects=joined(*(part.suspects for part in parts)),
    )
