"""The verdict of an ask as formulas: when it is which, and when only the whole reading can tell.

What `deciding` finds by listing the ways that open rules may come out is said here without listing
them. Where that would take too much (open rules that bring values, open exceptions) the case is
`elsewhere`: it has to be decided by itself. Evidence is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from doable.policy.vocabulary import VERDICTS
from doable.workbench.symbolic.algebra import F, Worth
from doable.workbench.symbolic.approving import Approving
from doable.workbench.symbolic.entitlement import Right, right_of
from doable.workbench.symbolic.granting import Granted, granted_by, may_clash
from doable.workbench.symbolic.standing import (
    ALLOW,
    DECLINE,
    FORBID,
    NOTHING,
    REFER,
    InForce,
    Standings,
    rank_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doable.policy.book import Ask, Contents, Rule
    from doable.workbench.symbolic.algebra import Algebra, Reading


@dataclass(frozen=True, slots=True)
class Outcome(Generic[F]):
    """When an ask gets which verdict; exactly one of `verdicts` and `elsewhere` holds in every case.

    `needed`: approvals still to be got, by (function, rank). `granted` (by name), `money` and `charge`
    mean something only where `allowed` holds. `in_force` and `deciding` go by the id of a rule.
    """

    verdicts: Mapping[str, F]
    elsewhere: F
    allowed: F
    needed: Mapping[tuple[str, int], F]
    charge: Worth[F]
    money: Worth[F]
    granted: Mapping[str, Worth[F]]
    in_force: Mapping[str, F]
    deciding: Mapping[str, F]
    faulty: F


def outcome_of(contents: Contents, ask: Ask, reading: Reading[F]) -> Outcome[F]:
    """The outcome of an ask in every case."""
    return _Outcomes(contents, ask, reading).outcome()


@dataclass(frozen=True, slots=True)
class _Families(Generic[F]):
    """What may win, `otherwise` included: no, a person, a yes; and whether nothing may be in force."""

    forbid: F
    decline: F
    refer: F
    allow: F
    nothing: F


class _Outcomes(Generic[F]):
    def __init__(self, contents: Contents, ask: Ask, reading: Reading[F]) -> None:
        self.contents, self.ask, self.reading = contents, ask, reading
        self.algebra: Algebra[F] = reading.algebra
        self.standings = Standings(ask, reading)
        self.found = list(self.standings.contributions())
        self.other_rank = rank_of(ask.otherwise)

    def outcome(self) -> Outcome[F]:
        algebra = self.algebra
        may = self.families()
        yes = self.effects(may)
        granted = granted_by(self.contents, self.ask, self.reading, yes)
        right = self.right(granted, yes)
        only_yes = algebra.every(
            [may.allow, *(algebra.no(each) for each in (may.refer, may.decline, may.forbid))]
        )
        approving = Approving(self.contents, self.ask, self.reading, yes, right, may.nothing)
        allowed = approving.ways(self.found)
        clear = algebra.every([granted.ready, algebra.no(granted.faulty)])
        settled = algebra.keep("settled", algebra.every([only_yes, allowed.settled]))
        needed = approving.needed()
        plain = algebra.every([settled, clear, algebra.no(right.unsaid), algebra.no(right.asked)])
        verdicts = self.steps(plain, granted, right, needed)
        verdicts |= self.noes(may)
        either_way = self.either_way(may)
        unsettled = [
            algebra.every([settled, algebra.no(granted.ready), algebra.no(granted.faulty)]),
            algebra.every([settled, clear, right.asked, algebra.no(right.unsaid)]),
            algebra.every([algebra.any([algebra.every([only_yes, allowed.open]), either_way]), self.sound()]),
        ]
        verdicts["refer"] = algebra.any(
            [
                verdicts["refer"],
                algebra.every([settled, granted.faulty]),
                algebra.every([plain, self.nobody(right)]),
            ]
        )
        return self.assembled(verdicts, unsettled, granted, needed, may)

    def assembled(
        self,
        verdicts: dict[str, F],
        unsettled: Sequence[F],
        granted: Granted[F],
        needed: Mapping[tuple[str, int], F],
        may: _Families[F],
    ) -> Outcome[F]:
        algebra = self.algebra
        means = self.reading.open_means
        verdicts[means] = algebra.any([verdicts.get(means, algebra.truth(False)), *unsettled])
        whole = {name: verdicts.get(name, algebra.truth(False)) for name in VERDICTS}
        steps = [whole[name] for name in ("doable", "billable", "phased", "needs_approval")]
        allowed = algebra.any(steps)
        return Outcome(
            verdicts=whole,
            elsewhere=algebra.no(algebra.any(list(whole.values()))),
            allowed=allowed,
            needed={key: algebra.every([allowed, formula]) for key, formula in needed.items()},
            charge=Worth(granted.charge, granted.charged),
            money=Worth(granted.money, allowed),
            granted={
                name: Worth(worth.value, algebra.every([granted.named[name], worth.known]))
                for name, worth in granted.values.items()
            },
            in_force={
                each.rule.id: each.surely for each in [*self.found, self.otherwise_in_force(may, sure=True)]
            },
            deciding=dict(self.deciding(may)),
            faulty=granted.faulty,
        )

    # ------------------------------------------------------------ which kinds may win

    def families(self) -> _Families[F]:
        """What may win, kept so that it is worked out once."""
        algebra = self.algebra
        nothing = algebra.keep("may_be_nothing", self.standings.may_be(NOTHING))
        found = {
            rank: algebra.keep(
                f"may_be_{rank}",
                algebra.any([self.standings.may_be(rank), *([nothing] if self.other_rank == rank else [])]),
            )
            for rank in (ALLOW, REFER, DECLINE, FORBID)
        }
        return _Families(found[FORBID], found[DECLINE], found[REFER], found[ALLOW], nothing)

    def otherwise_in_force(self, may: _Families[F], *, sure: bool) -> InForce[F]:
        """`otherwise` as one more rule: in force where nothing else is."""
        algebra = self.algebra
        others = algebra.any([each.possibly for each in self._top()]) if sure else algebra.truth(False)
        return InForce(self.ask.otherwise, algebra.every([may.nothing, algebra.no(others)]), may.nothing)

    def _top(self) -> Iterable[InForce[F]]:
        """What may be in force of rules and exceptions that bring anything."""
        return (each for each in self.found if rank_of(each.rule) != NOTHING)

    def effects(self, may: _Families[F]) -> list[tuple[Rule, F]]:
        """The effects that allow, each with when it is in force; `otherwise` among them if it allows."""
        found = [(each.rule, each.surely) for each in self.found if rank_of(each.rule) == ALLOW]
        if self.other_rank == ALLOW:
            found.append((self.ask.otherwise, may.nothing))
        return found

    def noes(self, may: _Families[F]) -> dict[str, F]:
        """The verdicts that no value has a say in."""
        algebra = self.algebra
        neither = [algebra.no(may.refer), algebra.no(may.allow)]
        return {
            "forbidden": algebra.every([may.forbid, algebra.no(may.decline), *neither]),
            "declined": algebra.every([may.decline, *neither]),
            "refer": algebra.every(
                [may.refer, *(algebra.no(each) for each in (may.allow, may.decline, may.forbid))]
            ),
        }

    def sound(self) -> F:
        """No way that open rules may come out contradicts itself: it would be a fault, not a question."""
        algebra = self.algebra
        if self.reading.open_means == "refer":
            return algebra.truth(True)
        effects = [(each.rule, each.possibly) for each in self.found if rank_of(each.rule) == ALLOW]
        return algebra.no(may_clash(self.contents, self.ask, self.reading, effects))

    def either_way(self, may: _Families[F]) -> F:
        """Ways that certainly come to different verdicts.

        A yes that nobody may grant is referred: beside an open `refer` it may come to the same, unless
        policy alone is asked.
        """
        algebra = self.algebra
        no = algebra.any([may.decline, may.forbid])
        found = [algebra.every([no, algebra.any([may.refer, may.allow])])]
        if self.reading.asker is None:
            found.append(algebra.every([algebra.no(no), may.refer, may.allow]))
        return algebra.any(found)

    # ------------------------------------------------------------ where only a yes may win

    def right(self, granted: Granted[F], yes: Sequence[tuple[Rule, F]]) -> Right[F]:
        """The right to grant: limits judge what would be granted, else what is asked."""
        changed = [rule for rule, _ in yes if rule.effect.gives is not None or rule.effect.amount is not None]
        reading = self.reading
        if changed:
            given = {name: self.granted_or_asked(name, granted) for name in granted.values}
            reading = reading.granting({name: worth for name, worth in given.items() if worth})
        return right_of(self.contents, self.ask, reading)

    def granted_or_asked(self, name: str, granted: Granted[F]) -> Worth[F] | None:
        """A param as a limit reads it; None for what is no param."""
        if name not in self.ask.params:
            return None
        algebra, asked, named = self.algebra, self.reading.param(name), granted.named[name]
        value = algebra.least([(named, granted.values[name].value), (algebra.no(named), asked.value)])
        return Worth(value, algebra.any([named, asked.known]))

    def nobody(self, right: Right[F]) -> F:
        """Nobody may grant it."""
        return self.algebra.no(self.algebra.any([right.entitled, *right.by.values()]))

    def steps(
        self, plain: F, granted: Granted[F], right: Right[F], needed: Mapping[tuple[str, int], F]
    ) -> dict[str, F]:
        """The first step still open of what is allowed."""
        algebra = self.algebra
        allowed = algebra.keep("allowed", algebra.every([plain, algebra.no(self.nobody(right))]))
        waits = algebra.any(list(needed.values()))
        ready = algebra.every([allowed, algebra.no(waits)])
        unplanned = algebra.every([ready, algebra.no(granted.planned)])
        return {
            "needs_approval": algebra.every([allowed, waits]),
            "phased": algebra.every([ready, granted.planned]),
            "billable": algebra.every([unplanned, granted.charged]),
            "doable": algebra.every([unplanned, algebra.no(granted.charged)]),
        }

    # ------------------------------------------------------------ which rules decide

    def deciding(self, may: _Families[F]) -> Iterable[tuple[str, F]]:
        """A rule decides where it is in force and nothing of a higher kind may be."""
        algebra = self.algebra
        above = {
            ALLOW: (may.refer, may.decline, may.forbid),
            REFER: (may.decline, may.forbid),
            DECLINE: (may.forbid,),
            FORBID: (),
        }
        for each in [*self._top(), self.otherwise_in_force(may, sure=True)]:
            higher = above[rank_of(each.rule)]
            yield each.rule.id, algebra.every([each.surely, *(algebra.no(other) for other in higher)])
