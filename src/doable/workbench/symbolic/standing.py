"""Which rules are in force, and which kinds of effect that leaves possible: docs/books/meaning.md, 1 to 3.

An unknown rule is taken both in force and not, each independently, as in `deciding.combining`; here
the ways are not listed but described by formulas.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic

from doable.policy.deciding.combining import KINDS
from doable.workbench.symbolic.algebra import F, Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Rule
    from doable.workbench.symbolic.algebra import Algebra, Reading

# Ranks of kinds, as in KINDS: nothing, then what allows, refers, declines and forbids.
NOTHING, ALLOW, REFER, DECLINE, FORBID = range(len(KINDS))
_RANKS = {"lift": NOTHING, "refer": REFER, "decline": DECLINE, "forbid": FORBID}


def rank_of(rule: Rule) -> int:
    """The rank of a rule's own effect."""
    return _RANKS.get(rule.effect.then, ALLOW)


@dataclass(frozen=True, slots=True)
class InForce(Generic[F]):
    """A rule or exception with when its own effect is in force: surely, or possibly."""

    rule: Rule
    surely: F
    possibly: F


@dataclass(slots=True)
class Standings(Generic[F]):
    """The rules of an ask as they stand in every case."""

    ask: Ask
    reading: Reading[F]
    _known: dict[int, Standing[F]] = field(default_factory=dict)

    @property
    def algebra(self) -> Algebra[F]:
        """How formulas are written."""
        return self.reading.algebra

    def of(self, rule: Rule) -> Standing[F]:
        """How a rule's own condition stands."""
        if id(rule) not in self._known:
            self._known[id(rule)] = self.reading.standing(rule.when)
        return self._known[id(rule)]

    def contributions(self) -> Iterator[InForce[F]]:
        """Every rule and exception with when its own effect is in force."""
        true = self.algebra.truth(True)
        for rule in self.ask.rules:
            yield from self._within(rule, true, true)

    def _within(self, rule: Rule, surely: F, possibly: F) -> Iterator[InForce[F]]:
        algebra, own = self.algebra, self.of(rule)
        surely, possibly = algebra.every([surely, own.surely]), algebra.every([possibly, own.possibly])
        below = [self.of(exception) for exception in rule.exceptions]
        yield InForce(
            rule,
            algebra.every([surely, *(algebra.no(each.possibly) for each in below)]),
            algebra.every([possibly, *(algebra.no(each.surely) for each in below)]),
        )
        for exception in rule.exceptions:
            yield from self._within(exception, surely, possibly)

    def at_least(self, rank: int) -> F:
        """However open rules come out, what wins has at least this rank."""
        algebra = self.algebra
        return algebra.any(
            [algebra.every([self.of(rule).surely, self._least(rule, rank)]) for rule in self.ask.rules]
        )

    def may_be(self, rank: int) -> F:
        """In one of the ways that open rules may come out, what wins has this rank."""
        algebra = self.algebra
        if rank == NOTHING:
            return algebra.no(self.at_least(ALLOW))
        found = [algebra.every([self.of(rule).possibly, self._has(rule, rank)]) for rule in self.ask.rules]
        return algebra.every([algebra.any(found), algebra.no(self.at_least(rank + 1))])

    def _least(self, rule: Rule, rank: int) -> F:
        """Given that the rule holds, it brings at least this rank in each way its exceptions come out."""
        algebra = self.algebra
        below = [(self.of(each), self._least(each, rank)) for each in rule.exceptions]
        replaced = [algebra.every([standing.surely, least]) for standing, least in below]
        if rank_of(rule) < rank:
            return algebra.any(replaced)
        kept = [algebra.any([algebra.no(standing.possibly), least]) for standing, least in below]
        untouched = algebra.every([algebra.no(standing.surely) for standing, _ in below])
        return algebra.any([*replaced, algebra.every([untouched, *kept])])

    def _has(self, rule: Rule, rank: int) -> F:
        """Given that the rule holds, in some way it brings exactly this rank."""
        algebra = self.algebra
        standings = [self.of(each) for each in rule.exceptions]
        untouched = algebra.every([algebra.no(standing.surely) for standing in standings])
        own = [untouched] if rank_of(rule) == rank else []
        brought = [
            algebra.every([standing.possibly, self._has(each, rank)])
            for standing, each in zip(standings, rule.exceptions, strict=True)
        ]
        not_above = [
            algebra.no(algebra.every([standing.surely, self._least(each, rank + 1)]))
            for standing, each in zip(standings, rule.exceptions, strict=True)
        ]
        return algebra.any([*own, algebra.every([algebra.any(brought), *not_above])])
