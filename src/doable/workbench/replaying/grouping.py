"""The SQL that counts: what each row comes to, and rows of a kind together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from doable.policy.vocabulary import ALLOWED
from doable.workbench.replaying.cases import MONTH, PLACE, SEGMENT
from doable.workbench.replaying.casting import text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


_AMOUNTS = ("money", "charge")


class Query(Protocol):
    """What a book makes of the rows of an ask, as SQL."""

    @property
    def approvals(self) -> Sequence[tuple[str, int]]:
        """Those that may still be to be got: function, rank of the grade."""

    def over(self, source: str, prefix: str, /) -> str:
        """The rows with verdict, money, charge and approvals as columns more."""


@dataclass(frozen=True, slots=True)
class Unasked:
    """A book that has no such ask: a person decides."""

    quoted: Callable[[str], str]
    approvals: tuple[tuple[str, int], ...] = ()

    def over(self, source: str, prefix: str) -> str:
        """The rows, all referred."""
        refer, *none = (self.quoted(prefix + name) for name in ("verdict", *_AMOUNTS))
        nothing = ", ".join(f"0 AS {name}" for name in none)
        return f"SELECT *, 'refer' AS {refer}, {nothing} FROM ({source}) AS unasked"


@dataclass(frozen=True, slots=True)
class Counting:
    """Rows of one ask as SQL: `source` gives them, `queries` is what each side's book makes of one.

    `quoted` writes a name as the database does; `kept` gives `rows()` where they are worked out already.
    """

    source: str
    queries: Mapping[str, Query]
    quoted: Callable[[str], str]
    kept: str = ""

    def rows(self, where: str = "") -> str:
        """Each row with its kind, what it comes to on both sides, and whether that differs."""
        if self.kept:
            return f"SELECT * FROM ({self.kept}) AS kept {where}"
        source = f"SELECT * FROM ({self.source}) AS wanted {where}" if where else self.source
        for side, query in self.queries.items():
            source = query.over(source, _prefix(side))
        named = {"place": PLACE, "id": "id", "segment": SEGMENT, "month": MONTH}
        parts = [f"{self.quoted(column)} AS {name}" for name, column in named.items()]
        parts += [column for side in self.queries for column in self._side(side)]
        inner = f"SELECT {', '.join(parts)} FROM ({source}) AS decided"
        differ = " OR ".join(f"old_{each} <> new_{each}" for each in ("verdict", *_AMOUNTS))
        changed = differ if self.compares else "FALSE"
        settled = " AND ".join(f"{side}_verdict IS NOT NULL" for side in self.queries)
        return f"SELECT *, ({changed}) AS changed, ({settled}) AS settled FROM ({inner}) AS each_row"

    @property
    def compares(self) -> bool:
        """Whether there is an old book beside the new one."""
        return "old" in self.queries

    def _side(self, side: str) -> list[str]:
        """The columns of one side."""
        verdict = self._column(side, "verdict")
        allowed = f"{verdict} IN ({', '.join(map(text, ALLOWED))})"
        found = [f"{verdict} AS {side}_verdict"]
        found += [
            f"CASE WHEN {allowed} THEN COALESCE({self._column(side, each)}, 0) ELSE 0 END AS {side}_{each}"
            for each in _AMOUNTS
        ]
        numbers = [number for of, number in self._approvals() if of == side]
        return found + [
            f"{self._column(side, f'approval{number}')} AS {side}_approval{number}" for number in numbers
        ]

    def _column(self, side: str, name: str) -> str:
        return self.quoted(_prefix(side) + name)

    def grouped(self) -> str:
        """Rows of a kind counted and summed up; those that are not settled have no verdict.

        Segment, month, verdicts; how many; money and charge; approvals; then, where books are compared, how
        many change and where the first one stands.
        """
        verdicts = [f"CASE WHEN settled THEN {side}_verdict END" for side in self.queries]
        kinds = ["segment", "month", *(verdicts if self.compares else ["new_verdict"])]
        sums = ["count(*)"]
        sums += [f"sum({side}_{each})" for each in _AMOUNTS for side in self.queries]
        sums += [
            f"sum(CASE WHEN {side}_approval{number} THEN 1 ELSE 0 END)" for side, number in self._approvals()
        ]
        if self.compares:
            sums += ["sum(CASE WHEN changed THEN 1 ELSE 0 END)"]
            sums += ["min(CASE WHEN changed AND settled THEN place END)"]
        by = ", ".join(str(number) for number in range(1, len(kinds) + 1))
        return f"SELECT {', '.join([*kinds, *sums])} FROM ({self.rows()}) AS counted GROUP BY {by}"

    def approvals(self) -> list[tuple[str, str, int]]:
        """The approvals that `grouped` counts, in its order: side, function, rank of the grade."""
        return [(side, *self.queries[side].approvals[number]) for side, number in self._approvals()]

    def _approvals(self) -> list[tuple[str, int]]:
        return [
            (side, number) for side, query in self.queries.items() for number in range(len(query.approvals))
        ]

    def unsettled(self) -> str:
        """The places of the rows that SQL can't settle."""
        return f"SELECT place FROM ({self.rows()}) AS counted WHERE NOT settled"

    def changed(self, most: int, order: str) -> str:
        """The places of the first rows that change."""
        return f"SELECT place FROM ({self.rows()}) AS counted WHERE settled AND changed {order} LIMIT {most}"

    def every_change(self) -> str:
        """All rows that change, each with what it comes to."""
        amounts = [f"{side}_{each}" for each in _AMOUNTS for side in ("old", "new")]
        columns = ["id", "segment", "month", "old_verdict", "new_verdict", *amounts]
        return f"SELECT {', '.join(columns)} FROM ({self.rows()}) AS counted WHERE settled AND changed"

    def asking(self, stride: int, most: int, order: str) -> str:
        """The places of rows, spread evenly, that the new book asks something about."""
        place = "place" if self.kept else self.quoted(PLACE)
        rows = self.rows(f"WHERE {place} % {stride} = 0" if stride > 1 else "")
        where = "settled AND new_verdict = 'clarify'"
        return f"SELECT place FROM ({rows}) AS counted WHERE {where} {order} LIMIT {most}"


def _prefix(side: str) -> str:
    return f"@{side}_"
