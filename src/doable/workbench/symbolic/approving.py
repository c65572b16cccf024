"""Approvals among rules that allow: whether open rules still make a difference, and who has to agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from doable.policy.vocabulary import ANY
from doable.workbench.symbolic.algebra import F
from doable.workbench.symbolic.standing import ALLOW, rank_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.policy.book import Ask, By, Contents, Rule
    from doable.workbench.symbolic.algebra import Algebra, Reading
    from doable.workbench.symbolic.entitlement import Right
    from doable.workbench.symbolic.standing import InForce


@dataclass(frozen=True, slots=True)
class Ways(Generic[F]):
    """Where nothing but a yes may win: settled in one way, open in several, or it can't be told."""

    settled: F
    open: F


@dataclass(frozen=True, slots=True)
class Approving(Generic[F]):
    """The effects that allow (`yes`, each with when it is in force), and the right to grant them.

    `nothing` is when it may be that no rule is in force, so that `otherwise` speaks.
    """

    contents: Contents
    ask: Ask
    reading: Reading[F]
    yes: Sequence[tuple[Rule, F]]
    right: Right[F]
    nothing: F

    @property
    def algebra(self) -> Algebra[F]:
        """How formulas are written."""
        return self.reading.algebra

    def ways(self, found: Sequence[InForce[F]]) -> Ways[F]:
        """Whether open rules that allow still make a difference."""
        algebra = self.algebra
        allowing = [each for each in found if rank_of(each.rule) == ALLOW]
        loose = {id(each): algebra.every([each.possibly, algebra.no(each.surely)]) for each in allowing}
        definite = algebra.no(algebra.any(list(loose.values())))
        if any(rule.exceptions for rule in self.ask.rules):
            return Ways(definite, algebra.truth(False))
        harmless, different, valued = [], [], []
        for each in allowing:
            is_loose = loose[id(each)]
            if _has_values(each.rule):
                valued.append(is_loose)
                continue
            harmless.append(algebra.any([algebra.no(is_loose), self.adds_nothing(each.rule)]))
            different.append(algebra.every([is_loose, self.adds_approval(each.rule)]))
        plain = algebra.no(algebra.any(valued))
        settled = algebra.any([definite, algebra.every([plain, *harmless])])
        return Ways(settled, algebra.every([plain, algebra.no(settled), algebra.any(different)]))

    def adds_nothing(self, rule: Rule) -> F:
        """A plain yes beside what is in force changes nothing: no more is given, nobody more is asked."""
        algebra = self.algebra
        # That it be somebody else only means something where somebody asks.
        second = rule.effect.second_person and self.reading.asker is not None
        covered = self.covers(rule.effect.by, second)
        beside = algebra.every([algebra.no(self.nothing), self.gives_params(), covered])
        if rank_of(self.ask.otherwise) != ALLOW or _has_values(self.ask.otherwise):
            return beside
        other = self.ask.otherwise.effect
        alike = other.second_person == rule.effect.second_person or self.reading.asker is None
        in_its_place = algebra.truth(other.by == rule.effect.by and alike)
        return algebra.any([beside, algebra.every([self.nothing, in_its_place])])

    def adds_approval(self, rule: Rule) -> F:
        """An open plain yes that asks for another approval than what it stands beside, or in place of."""
        algebra, by, other = self.algebra, rule.effect.by, self.ask.otherwise
        found = []
        if by is not None:
            someone = algebra.any([self.right.entitled, *self.right.by.values()])
            covered = self.covers(by, False)
            found.append(
                algebra.every(
                    [algebra.no(self.nothing), someone, algebra.no(self.right.unsaid), algebra.no(covered)]
                )
            )
        if rank_of(self.ask.otherwise) == ALLOW and not _has_values(other) and by != other.effect.by:
            found.append(algebra.every([self.nothing, self.right.entitled]))
        return algebra.any(found)

    def gives_params(self) -> F:
        """An effect in force gives the params as asked, or there are none to give."""
        if not self.ask.params:
            return self.algebra.truth(True)
        return self.algebra.any([where for rule, where in self.yes if rule.effect.gives is None])

    def covers(self, by: By | None, second: bool) -> F:  # a truth value
        """The approvals in force ask for at least as much."""
        algebra = self.algebra
        if by is None:
            return algebra.truth(True)
        rank = self.contents.rank(by.grade)
        high = [where for rule, where in self.yes if self._asks(rule, by.function, rank)]
        high += [
            where for (function, at), where in self.right.by.items() if function == by.function and at >= rank
        ]
        if not second:
            return algebra.any(high)
        others = [
            where
            for rule, where in self.yes
            if self._asks(rule, by.function, 0) and rule.effect.second_person
        ]
        others += [where for (function, _), where in self.right.by.items() if function == by.function]
        return algebra.every([algebra.any(high), algebra.any(others)])

    def _asks(self, rule: Rule, function: str, rank: int) -> bool:
        by = rule.effect.by
        return by is not None and by.function == function and self.contents.rank(by.grade) >= rank

    def needed(self) -> dict[tuple[str, int], F]:
        """Approvals still to be got: per function the highest rank asked for, unless the asker has it."""
        algebra = self.algebra
        wanted: dict[str, dict[int, list[F]]] = {}
        seconds: dict[str, list[F]] = {}
        for rule, where in self.yes:
            if rule.effect.by is not None:
                by = rule.effect.by
                wanted.setdefault(by.function, {}).setdefault(self.contents.rank(by.grade), []).append(where)
                if rule.effect.second_person:
                    seconds.setdefault(by.function, []).append(where)
        for (function, rank), where in self.right.by.items():
            wanted.setdefault(function, {}).setdefault(rank, []).append(where)
            seconds.setdefault(function, []).append(where)
        found = {}
        for function, ranks in wanted.items():
            second = algebra.any(seconds.get(function, []))
            for rank, wheres in ranks.items():
                above = algebra.any([each for at, those in ranks.items() if at > rank for each in those])
                own = algebra.every([algebra.no(second), self._fulfils(function, rank)])
                found[function, rank] = algebra.every(
                    [algebra.any(wheres), algebra.no(above), algebra.no(own)]
                )
        return found

    def _fulfils(self, function: str, rank: int) -> F:
        asker = self.reading.asker
        if asker is None:
            return self.algebra.truth(False)
        high = asker.at_least(max(1, rank))
        return high if function == ANY else self.algebra.every([high, asker.of_function(function)])


def _has_values(rule: Rule) -> bool:
    """Whether an effect brings values of its own: what it gives, a charge, a plan."""
    effect = rule.effect
    return effect.gives is not None or effect.amount is not None or bool(effect.steps)
