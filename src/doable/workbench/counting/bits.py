"""Truths as whole numbers, 1 and 0: a database joins those several times as fast as conditions.

`AND` over columns that may hold NULL is slow, and each part of a nested `CASE` has its price for every
batch of rows. Once each leaf is a number, `&` and `|` cost next to nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.workbench.counting.formulas import JUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.workbench.counting.formulas import Formula
    from doable.workbench.counting.writing import Writing

_SIGNS = {"and": " & ", "or": " | "}


@dataclass(slots=True)
class Bits:
    """Writes truths as numbers, in layers of columns after those of `writing`, which writes the leaves."""

    writing: Writing
    layers: list[dict[str, str]] = field(default_factory=list)
    _uses: Counter[Formula] = field(default_factory=Counter)
    _known: dict[Formula, tuple[str, int]] = field(default_factory=dict)

    def look_at(self, truths: Iterable[Formula]) -> None:
        """Counts how often each truth is used, all of them being needed, each as a column."""
        seen: set[Formula] = set()
        pending = list(truths)
        self._uses.update(pending * 2)
        while pending:
            truth = pending.pop()
            if truth in seen:
                continue
            seen.add(truth)
            if truth.op in (*JUNCTIONS, "not"):
                self._uses.update(truth.parts)
                pending += truth.parts
            else:
                self.writing.look_at([truth])

    def holds(self, truth: Formula) -> str:
        """The truth as a condition, where all columns that it needs are there."""
        return truth.op.upper() if truth.op in ("true", "false") else f"{self._placed(truth)[0]} = 1"

    def _placed(self, truth: Formula) -> tuple[str, int]:
        """The truth as a number, and how many layers have to be there for it."""
        if truth not in self._known:
            found = self._written(truth)
            self._known[truth] = self._column(*found) if self._uses[truth] > 1 else found
        return self._known[truth]

    def _column(self, sql: str, depth: int) -> tuple[str, int]:
        name = self.writing.dialect.identifier(f"{self.writing.prefix}= bit {len(self._known)}")
        while len(self.layers) <= depth:
            self.layers.append({})
        self.layers[depth][name] = sql
        return name, depth + 1

    def _written(self, truth: Formula) -> tuple[str, int]:
        if truth.op not in (*JUNCTIONS, "not"):
            number = self.writing.formulas.numbers.get(truth)
            return number or self.writing.dialect.cast(self.writing.sql(truth), "bit"), 0
        # What is used most stands first, so that long junctions begin alike: databases work that out once.
        parts = [self._placed(part) for part in sorted(truth.parts, key=lambda part: -self._uses[part])]
        depth = max(depth for _, depth in parts)
        if truth.op == "not":
            return self.writing.dialect.apply("flip", parts[0][0]), depth
        return f"({_SIGNS[truth.op].join(sql for sql, _ in parts)})", depth
