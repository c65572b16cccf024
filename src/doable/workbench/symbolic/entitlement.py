"""Who may grant what the rules allow, as formulas: docs/books/meaning.md, 4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from doable.policy.deciding.authority import has_question
from doable.policy.language.tree import names_in
from doable.policy.vocabulary import ANY
from doable.workbench.symbolic.algebra import F, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Ask, Contents, Limit
    from doable.policy.expression import Expression
    from doable.workbench.symbolic.algebra import Algebra, Asker, Reading


@dataclass(frozen=True, slots=True)
class Right(Generic[F]):
    """Whether the asker may grant: `entitled`; else when who may (`by` function and rank).

    `asked` is when facts could settle it; where none of these holds, nobody may. `unsaid` is when the
    formulas can't tell: which facts are missing would decide.
    """

    entitled: F
    by: Mapping[tuple[str, int], F]
    asked: F
    unsaid: F


def right_of(contents: Contents, ask: Ask, reading: Reading[F]) -> Right[F]:
    """The right to grant an ask; the reading's params are what would be granted."""
    algebra, asker = reading.algebra, reading.asker
    yes, no = algebra.truth(True), algebra.truth(False)
    if asker is None:
        return Right(yes, {}, no, no)
    if contents.limits is None:
        person = asker.at_least(1)
        return Right(person, {(ANY, 1): algebra.no(person)}, no, no)
    return _Rights(contents, ask, reading, asker).right()


@dataclass(frozen=True, slots=True)
class _Rights(Generic[F]):
    contents: Contents
    ask: Ask
    reading: Reading[F]
    asker: Asker[F]

    @property
    def algebra(self) -> Algebra[F]:
        return self.reading.algebra

    def right(self) -> Right[F]:
        algebra = self.algebra
        rows = [(row, self._holds(row)) for row in self.contents.limits or () if row.covers(self.ask.name)]
        own = [(row, standing, self._is_own(row)) for row, standing in rows]
        entitled = algebra.any([algebra.every([mine, holds.surely]) for _, holds, mine in own])
        rest = algebra.no(entitled)
        unsaid = [algebra.every([mine, _open(algebra, holds)]) for row, holds, mine in own if self._asks(row)]
        can_ask = self.reading.open_means == "clarify"
        by = self._by(rows, rest)
        nobody = algebra.every([rest, algebra.no(algebra.any(list(by.values())))])
        open_rows = [_open(algebra, holds) for _, holds in rows]
        return Right(
            entitled=entitled,
            by=by,
            asked=algebra.every([nobody, algebra.any(open_rows if can_ask else [])]),
            unsaid=algebra.every([rest, algebra.any(unsaid if can_ask else [])]),
        )

    def _holds(self, row: Limit) -> Standing[F]:
        expression = row.when.get(self.ask.name)
        if expression is None:
            return Standing(self.algebra.truth(True), self.algebra.truth(True))
        return self.reading.standing(expression)

    def _is_own(self, row: Limit) -> F:
        high_enough = self.asker.at_least(self.contents.rank(row.grade))
        if row.function == ANY:
            return high_enough
        return self.algebra.every([high_enough, self.asker.of_function(row.function)])

    def _asks(self, row: Limit) -> bool:
        """Whether somebody could be asked for anything a limit reads; computed facts are seen through."""
        expression = row.when.get(self.ask.name)
        return expression is not None and any(
            has_question(self.contents, self.ask, name) for name in self._leaves(expression)
        )

    def _leaves(self, expression: Expression) -> set[str]:
        found: set[str] = set()
        pending = list(names_in(expression.node))
        while pending:
            name = pending.pop()
            if name in found:
                continue
            found.add(name)
            default = self._default(name)
            if name in self.contents.computed:
                pending += self.contents.computed[name].reads
            if default is not None:
                pending += default.reads
        return found

    def _default(self, name: str) -> Expression | None:
        param = self.ask.params.get(name.removeprefix("ask.")) if name.startswith("ask.") else None
        return param.default if param else None

    def _by(self, rows: list[tuple[Limit, Standing[F]]], rest: F) -> dict[tuple[str, int], F]:
        """The lowest rank whose row holds for certain; at one rank the asker's own function first."""
        algebra, certain = self.algebra, dict[tuple[int, str], list[F]]()
        for row, holds in rows:
            certain.setdefault((max(1, self.contents.rank(row.grade)), row.function), []).append(holds.surely)
        found: dict[tuple[str, int], F] = {}
        for one, holding in certain.items():
            better = [
                algebra.every([algebra.any(others), self._goes_first(other, one)])
                for other, others in certain.items()
                if other != one
            ]
            found[one[1], one[0]] = algebra.every(
                [rest, algebra.any(holding), *(algebra.no(each) for each in better)]
            )
        return found

    def _goes_first(self, other: tuple[int, str], one: tuple[int, str]) -> F:
        algebra = self.algebra
        if other[0] != one[0]:
            return algebra.truth(other[0] < one[0])
        own, others_own = (
            algebra.truth(False) if function == ANY else self.asker.of_function(function)
            for function in (one[1], other[1])
        )
        order = algebra.truth(self._order(other[1]) < self._order(one[1]))
        return algebra.any([others_own, algebra.every([algebra.no(own), order])])

    def _order(self, function: str) -> int:
        return -1 if function == ANY else self.contents.functions.index(function)


def _open(algebra: Algebra[F], standing: Standing[F]) -> F:
    return algebra.every([standing.possibly, algebra.no(standing.surely)])
