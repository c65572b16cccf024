"""What the rules that allow come to together: what is granted, the charge, the plan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Generic

from doable.policy.currency import minor_unit
from doable.workbench.symbolic.algebra import F, Worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.expression import Expression
    from doable.workbench.symbolic.algebra import Algebra, Reading

_NUMBERS = frozenset({"int", "money", "decimal"})
_LATER = frozenset({"date", "timestamp", "duration"})
InForceAs = tuple["Rule", F]


@dataclass(frozen=True, slots=True)
class Granted(Generic[F]):
    """The effects in force joined; values mean something only where an effect that allows is in force.

    `ready`: all values are known. `faulty`: two plans, or two values under one name. `values` are by
    name, each with when there is one at all (`named`). `money` is the sum of those that are money.
    """

    ready: F
    faulty: F
    values: Mapping[str, Worth[F]]
    named: Mapping[str, F]
    charge: F
    charged: F
    planned: F
    money: F


def granted_by(
    contents: Contents, ask: Ask, reading: Reading[F], effects: Sequence[InForceAs[F]]
) -> Granted[F]:
    """Joins effects that allow, each with when it is in force."""
    return _Joining(contents, ask, reading, effects).granted()


def may_clash(contents: Contents, ask: Ask, reading: Reading[F], effects: Sequence[InForceAs[F]]) -> F:
    """Whether effects that may be in force together may not go together: two plans, differing values."""
    joining = _Joining(contents, ask, reading, effects)
    return reading.algebra.any([*joining.clashes(joining.given(), sure=False), *joining.two_plans()])


@dataclass(frozen=True, slots=True)
class _Joining(Generic[F]):
    contents: Contents
    ask: Ask
    reading: Reading[F]
    effects: Sequence[InForceAs[F]]

    @property
    def algebra(self) -> Algebra[F]:
        return self.reading.algebra

    def granted(self) -> Granted[F]:
        algebra = self.algebra
        given = self.given()
        values = {name: self._joined(name, cases) for name, cases in given.items()}
        named = {name: algebra.any([where for where, _ in cases]) for name, cases in given.items()}
        charge, charge_ready = self._charge()
        negative = algebra.every([algebra.above(algebra.negative(charge), 0)])
        if any(rule.effect.amount for rule, _ in self.effects):
            self._refund(values, named, charge, negative)
        unready = [
            *(algebra.every([named[name], algebra.no(worth.known)]) for name, worth in values.items()),
            algebra.no(charge_ready),
            *self._open_plans(),
        ]
        return Granted(
            ready=algebra.no(algebra.any(unready)),
            faulty=algebra.any([*self.clashes(given, sure=True), *self.two_plans()]),
            values=values,
            named=named,
            charge=charge,
            charged=algebra.above(charge, 0),
            planned=algebra.any([where for rule, where in self.effects if rule.effect.steps]),
            money=self._money(values, named),
        )

    def given(self) -> dict[str, list[tuple[F, Worth[F]]]]:
        """What each effect gives by name: its `gives`, else the params as asked."""
        found: dict[str, list[tuple[F, Worth[F]]]] = {}
        plain: list[F] = []
        for rule, where in self.effects:
            if rule.effect.gives is None:
                plain.append(where)
            for name, expression in rule.effect.gives or ():
                found.setdefault(name, []).append((where, self.reading.worth(expression)))
        if plain:
            anywhere = self.algebra.any(plain)
            for name, param in self.ask.params.items():
                worth = self.reading.param(name)
                # A param that nobody named is not promised; one with a default is, and may be open.
                where = anywhere if param.default else self.algebra.every([anywhere, worth.known])
                found.setdefault(name, []).append((where, worth))
        return found

    def _joined(self, name: str, cases: list[tuple[F, Worth[F]]]) -> Worth[F]:
        """Of several values under one name, the one that promises less."""
        algebra = self.algebra
        known = algebra.every([algebra.any([algebra.no(where), worth.known]) for where, worth in cases])
        if len(cases) == 1:
            return Worth(cases[0][1].value, known)
        values = [(where, worth.value) for where, worth in cases]
        later = self.ask.types[name].name in _LATER
        return Worth(algebra.greatest(values) if later else algebra.least(values), known)

    def clashes(self, given: Mapping[str, list[tuple[F, Worth[F]]]], *, sure: bool) -> list[F]:
        """Values that can't be joined and differ (or, unless `sure`, may differ): texts, truths, lists."""
        algebra, found = self.algebra, []
        for name, cases in given.items():
            if self.ask.types[name].name in _NUMBERS | _LATER:
                continue
            for (where, worth), (other_where, other) in combinations(cases, 2):
                differ = algebra.no(algebra.same(worth.value, other.value))
                both = [worth.known, other.known]
                clash = [*both, differ] if sure else [algebra.any([differ, *map(algebra.no, both)])]
                found.append(algebra.every([where, other_where, *clash]))
        return found

    def _charge(self) -> tuple[F, F]:
        """The charge, rounded once, and whether all its parts are known."""
        billed = [
            (where, self.reading.worth(rule.effect.amount))
            for rule, where in self.effects
            if rule.effect.amount is not None
        ]
        algebra = self.algebra
        known = algebra.every([algebra.any([algebra.no(where), worth.known]) for where, worth in billed])
        total = algebra.total([(where, worth.value) for where, worth in billed])
        return (algebra.rounded(total, minor_unit(self.contents.currency)) if billed else total), known

    def _refund(self, values: dict[str, Worth[F]], named: dict[str, F], charge: F, negative: F) -> None:
        """A charge below 0 is money back, whatever else was given under that name."""
        algebra = self.algebra
        back = algebra.negative(charge)
        if "refund" not in values:
            values["refund"], named["refund"] = Worth(back, algebra.truth(True)), negative
            return
        other = values["refund"]
        chosen = algebra.total([(negative, back), (algebra.no(negative), other.value)])
        values["refund"] = Worth(chosen, algebra.any([negative, other.known]))
        named["refund"] = algebra.any([negative, named["refund"]])

    def _plans(self) -> list[tuple[F, list[Expression]]]:
        return [
            (where, [step.until for step in rule.effect.steps if step.until])
            for rule, where in self.effects
            if rule.effect.steps
        ]

    def _open_plans(self) -> list[F]:
        algebra = self.algebra
        return [
            algebra.every([where, algebra.no(self.reading.worth(until).known)])
            for where, untils in self._plans()
            for until in untils
        ]

    def two_plans(self) -> list[F]:
        """Two plans in force at once."""
        wheres = [where for where, _ in self._plans()]
        return [self.algebra.every([one, other]) for one, other in combinations(wheres, 2)]

    def _money(self, values: Mapping[str, Worth[F]], named: Mapping[str, F]) -> F:
        return self.algebra.total(
            [
                (named[name], worth.value)
                for name, worth in values.items()
                if self.ask.types[name].name == "money"
            ]
        )
