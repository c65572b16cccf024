"""Rows decided one after the other: all of them, or those that SQL leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.deciding.cases import InputError
from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.months import month_of
from doable.workbench.replaying.one_by_one import Outcome, answer_to, outcome_of
from doable.workbench.replaying.report import Kind, Sums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer
    from doable.workbench.replaying.cases import Cases, Row
    from doable.workbench.replaying.question import Question
    from doable.workbench.replaying.tallying import Tally

    Progress = Callable[[float], None]

SO_FEW = "there are too few of the ask for SQL to be any quicker"
_OFTEN = 200


@dataclass(frozen=True, slots=True)
class Change:
    """One row that changes: its case, its kind, and its amounts."""

    id: str
    kind: Kind
    sums: Sums


@dataclass(frozen=True, slots=True)
class OneByOne:
    """The engine `python`, and any other where rows are few: every row decided as `doable decide` does."""

    question: Question
    name: str = "python"

    def count(self, cases: Cases, tally: Tally, on_progress: Progress) -> None:
        """Put all rows into the tally."""
        take_in(self.question, watched(cases.rows(), cases.count()[0], on_progress), tally)
        if self.name != "python":
            tally.by_hand[SO_FEW] += sum(sums.asks for sums in tally.kinds.values())

    def changed(self, tally: Tally, most: int) -> list[int]:
        """Where the first rows stand that change."""
        return sorted(tally.changed)[:most]

    def asking(self, tally: Tally, stride: int, most: int) -> list[int]:
        """Where rows stand that the new book asks something about."""
        return sorted(place for place in tally.unsettled if place % stride == 0)[:most]

    def changes(self, cases: Cases, tally: Tally) -> Iterator[Change]:
        """Every row that changes."""
        return changes_of(self.question, cases.rows(frozenset(tally.changed)))


def watched(rows: Iterable[Row], total: int, on_progress: Progress) -> Iterator[Row]:
    """The same rows, told now and then how many have gone by."""
    for done, row in enumerate(rows):
        if done % _OFTEN == 0:
            on_progress(done / max(1, total))
        yield row


def take_in(question: Question, rows: Iterable[Row], tally: Tally) -> int:
    """Decide rows by both books and put them into a tally; how many there were."""
    count = 0
    for row in rows:
        kind, old, new = _decided(question, row)
        tally.add_row(kind, old, new, row.position)
        count += 1
    return count


def changes_of(question: Question, rows: Iterable[Row]) -> Iterator[Change]:
    """Rows with how they change."""
    for row in rows:
        kind, old, new = _decided(question, row)
        before = old or new
        yield Change(row.id, kind, Sums(1, 1, before.money, new.money, before.charge, new.charge))


def _decided(question: Question, row: Row) -> tuple[Kind, Outcome | None, Outcome]:
    new = outcome_of(answer_or_stop(question.new, row))
    old = outcome_of(answer_or_stop(question.old, row)) if question.old else None
    month = month_of(row.at, question.new.zone)
    return Kind(row.ask, row.segment, month, old.verdict if old else None, new.verdict), old, new


def answer_or_stop(book: Contents, row: Row) -> Answer:
    """A book's answer to a row; a row that no book can read ends the replay."""
    try:
        return answer_to(book, row)
    except InputError as error:
        raise CasesNotRead(f"case `{row.id}`: {error}") from None
