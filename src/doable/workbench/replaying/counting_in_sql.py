"""Rows counted in SQL, whatever the database; those that SQL leaves are decided one by one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol, cast

from doable.workbench.counting.dialects import DIALECTS
from doable.workbench.counting.query import Refused, query_of
from doable.workbench.replaying.deciding_each import SO_FEW, Change, changes_of, take_in, watched
from doable.workbench.replaying.grouping import Counting, Query, Unasked
from doable.workbench.replaying.report import Kind, Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doable.workbench.replaying.fetching import CaseTable
    from doable.workbench.replaying.question import Question
    from doable.workbench.replaying.table import Table
    from doable.workbench.replaying.tallying import Tally

    Progress = Callable[[float], None]

MARKED = "it carries evidence or several asks, or a value that SQL can't hold exactly"
FAULTY = "a condition may fail on it, or its rules can't be settled in SQL"
GAVE_UP = "the database could not count them"
TOO_LONG = "their SQL would be too long"
# Databases take about a second to plan 100,000 characters, and can't be stopped while they do.
LONGEST = 1_000_000
# The counting is the most of the work; what is decided one by one comes after it.
_SHARE = 0.9
_AT_ONCE = 100_000


class Database(Protocol):
    """Where SQL runs."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    @property
    def dialect(self) -> str:
        """Which SQL it speaks."""

    @property
    def in_order(self) -> str:
        """What makes it give rows in their order."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What it raises where it can't do as it is told."""

    def source(self, table: Table, ask: str) -> str:
        """The rows of an ask as SQL, each column of its declared type."""

    def kept(self, sql: str) -> str:
        """The same rows worked out once and for all, as SQL; nothing where each query had better do that."""

    def rows(self, sql: str, on_progress: Progress) -> list[tuple[object, ...]]:
        """What a query gives; `on_progress` is told which part is done."""

    def stream(self, sql: str) -> Iterator[tuple[object, ...]]:
        """What a query gives, piece by piece."""


@dataclass(slots=True)
class InSql:
    """An engine that counts in a database."""

    question: Question
    table: CaseTable
    database: Database
    _countings: dict[str, Counting] = field(default_factory=dict)
    # The asks of which SQL found rows that change, or that are open: no other need be looked at again.
    _changing: set[str] = field(default_factory=set)
    _open: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """What it is called on the command line."""
        return self.database.name

    def count(self, _cases: object, tally: Tally, on_progress: Progress) -> None:
        """Put all rows into the tally."""
        total, done = max(1, sum(self.table.asks.values())), 0
        for ask, rows in self.table.asks.items():

            def part(share: float, done: int = done, rows: int = rows) -> None:
                on_progress(_SHARE * (done + share * rows) / total)

            self._count(ask, tally, part)
            done += rows

    def _count(self, ask: str, tally: Tally, on_progress: Progress) -> None:
        if self.table.asks[ask] <= self.question.few:
            return self._by_hand(ask, SO_FEW, tally, on_progress)
        queries = self._queries(ask)
        if isinstance(queries, Refused):
            return self._by_hand(ask, str(queries), tally, on_progress)
        source = self.database.source(self.table, ask)
        counting = Counting(source, queries, DIALECTS[self.database.dialect].identifier)
        if len(counting.rows()) > LONGEST:
            return self._by_hand(ask, TOO_LONG, tally, on_progress)
        try:
            counting = replace(counting, kept=self.database.kept(counting.rows()))
            groups = self.database.rows(counting.grouped(), on_progress)
        except self.database.failures as failure:
            why = f"{GAVE_UP}: {str(failure).splitlines()[0][:200]}"
            return self._by_hand(ask, why, tally, on_progress)
        self._countings[ask] = counting
        if sum(self._take(ask, counting, row, tally) for row in groups):
            self._decide(counting, tally)
        return None

    def _by_hand(self, ask: str, why: str, tally: Tally, on_progress: Progress) -> None:
        rows = watched(self.table.rows_of(ask), self.table.asks[ask], on_progress)
        tally.by_hand[why] += take_in(self.question, rows, tally)

    def _queries(self, ask: str) -> dict[str, Query] | Refused:
        """What each side's book makes of an ask, or why SQL can't say it."""
        found: dict[str, Query] = {}
        dialect = self.database.dialect
        for side, book in (("old", self.question.old), ("new", self.question.new)):
            if book is None:
                continue
            if ask not in book.asks:
                found[side] = Unasked(DIALECTS[dialect].identifier)
                continue
            query = query_of(book, ask, self.table.typed(ask), dialect)
            if isinstance(query, Refused):
                return query
            found[side] = query
        return found

    def _take(self, ask: str, counting: Counting, row: tuple[object, ...], tally: Tally) -> int:
        """Put one group into the tally; how many rows of it are left to be decided one by one."""
        segment, month, *verdicts = row[: 2 + len(counting.queries)]
        count, *amounts = row[len(verdicts) + 2 : len(verdicts) * 3 + 3]
        if verdicts[-1] is None:
            return cast("int", count)
        approvals = row[len(verdicts) * 3 + 3 :]
        changed, first = approvals[-2:] if counting.compares else (0, None)
        money = [Decimal(cast("Decimal", each)) for each in amounts]
        if not counting.compares:
            # What is compared with nothing stays as it is.
            verdicts, money = [None, *verdicts], [each for each in money for _ in ("old", "new")]
        old, new = verdicts
        kind = Kind(
            ask,
            cast("str | None", segment),
            self.table.months[cast("int", month)],
            cast("str | None", old),
            cast("str", new),
        )
        sums = Sums(cast("int", count), cast("int", changed), *money)
        self._changing |= {ask} if changed else set()
        self._open |= {ask} if new == "clarify" else set()
        tally.add(kind, sums, cast("int | None", first))
        for (side, function, rank), number in zip(counting.approvals(), approvals, strict=False):
            book = self.question.old if side == "old" else self.question.new
            if book is not None and number:
                tally.approvals[side == "new", book.grades[rank], function] += cast("int", number)
        return 0

    def _decide(self, counting: Counting, tally: Tally) -> None:
        """Decide the rows that SQL leaves."""
        places = self._places(counting.unsettled())
        for begin in range(0, len(places), _AT_ONCE):
            for row in self.table.rows(places[begin : begin + _AT_ONCE]):
                tally.by_hand[MARKED if row.whole else FAULTY] += take_in(self.question, [row], tally)

    def changed(self, tally: Tally, most: int) -> list[int]:
        """Where the first rows stand that change."""
        found = [*tally.changed]
        for ask in sorted(self._changing):
            found += self._places(self._countings[ask].changed(most, self.database.in_order))
        return sorted(found)[:most]

    def asking(self, tally: Tally, stride: int, most: int) -> list[int]:
        """Where rows stand that the new book asks something about."""
        found = [place for place in tally.unsettled if place % stride == 0]
        for ask in sorted(self._open):
            found += self._places(self._countings[ask].asking(stride, most, self.database.in_order))
        return sorted(found)[:most]

    def changes(self, _cases: object, tally: Tally) -> Iterator[Change]:
        """Every row that changes."""
        for ask in sorted(self._changing):
            counting = self._countings[ask]
            for case, segment, month, old, new, *amounts in self.database.stream(counting.every_change()):
                money = [Decimal(cast("Decimal", each)) for each in amounts]
                kind = Kind(
                    ask,
                    cast("str | None", segment),
                    self.table.months[cast("int", month)],
                    cast("str", old),
                    cast("str", new),
                )
                yield Change(str(case), kind, Sums(1, 1, *money))
        yield from changes_of(self.question, self.table.rows(tally.changed))

    def _places(self, sql: str) -> list[int]:
        return [cast("int", place) for (place,) in self.database.stream(sql)]
