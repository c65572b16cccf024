"""Counting rows up: by SQL in groups, or one by one; both add to the same tally."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.report import Kind, Needed, Sums

if TYPE_CHECKING:
    from doable.policy.book import Contents
    from doable.workbench.replaying.one_by_one import Outcome

MOST_SEGMENTS = 500
OLD, NEW = False, True


@dataclass(slots=True)
class Tally:
    """Rows counted so far.

    `first` is where the first changed row of each ask, old and new verdict stands; `by_hand` counts what
    was decided one by one, by reason; `changed` and `unsettled` are the positions met doing that.
    """

    kinds: dict[Kind, Sums] = field(default_factory=dict)
    approvals: Counter[tuple[bool, str, str]] = field(default_factory=Counter)
    first: dict[tuple[str, str, str], int] = field(default_factory=dict)
    by_hand: Counter[str] = field(default_factory=Counter)
    changed: list[int] = field(default_factory=list)
    unsettled: list[int] = field(default_factory=list)
    _segments: set[str | None] = field(default_factory=set)

    def add(self, kind: Kind, sums: Sums, first: int | None) -> None:
        """Rows of a kind; `first` is where the first changed one of them stands."""
        self.kinds[kind] = self.kinds.get(kind, Sums()) + sums
        self._segments.add(kind.segment)
        if len(self._segments) > MOST_SEGMENTS:
            raise CasesNotRead(
                f"the segment has more than {MOST_SEGMENTS} different values",
                "choose a fact with few with `--segment`",
            )
        if first is not None and kind.old is not None:
            cell = kind.ask, kind.old, kind.new
            self.first[cell] = min(first, self.first.get(cell, first))

    def add_row(self, kind: Kind, old: Outcome | None, new: Outcome, position: int) -> None:
        """A row with what it comes to."""
        before = old or new
        changed = replace(before, approvals=()) != replace(new, approvals=())
        sums = Sums(1, int(changed), before.money, new.money, before.charge, new.charge)
        self.add(kind, sums, position if changed else None)
        self.approvals.update((NEW, *each) for each in new.approvals)
        self.approvals.update((OLD, *each) for each in (old.approvals if old else ()))
        if changed:
            self.changed.append(position)
        if new.verdict == "clarify":
            self.unsettled.append(position)

    def needed(self, old: Contents | None, new: Contents) -> tuple[Needed, ...]:
        """The approvals by grade, the lowest first; then by function."""
        grades = [*new.grades, *(old.grades if old else ())]
        who = {(grade, function) for _, grade, function in self.approvals}
        return tuple(
            Needed(
                grade, function, self.approvals[OLD, grade, function], self.approvals[NEW, grade, function]
            )
            for grade, function in sorted(who, key=lambda each: (grades.index(each[0]), each[1]))
        )
