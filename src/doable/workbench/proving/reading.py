"""The reading of a book for proofs: every name is a variable of the space, or what it was set to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

import z3

from doable.policy.language.declarations import DATE, STRING, TIMESTAMP
from doable.policy.language.times import DAY, SECOND
from doable.policy.loading.formulas import BUILT_IN
from doable.workbench.proving.algebra import ProvingAlgebra
from doable.workbench.proving.formulas import no
from doable.workbench.proving.leaves import may_be_told
from doable.workbench.proving.space import EPOCH
from doable.workbench.proving.terms import Term
from doable.workbench.proving.translating import translate
from doable.workbench.symbolic.algebra import Standing, Worth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from zoneinfo import ZoneInfo

    from doable.policy.book import Ask, Contents
    from doable.policy.deciding.cases import Person
    from doable.policy.expression import Expression
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.space import Space

_YEARS = range(2000, 2101)


@dataclass(slots=True)
class World:
    """What the facts of a book are at one step: variables, except those in `facts`, which were set."""

    space: Space
    contents: Contents
    facts: Mapping[str, Term] = field(default_factory=dict)
    _known: dict[str, Term] = field(default_factory=dict)

    def lookup(self, name: str) -> Term:
        """What stands behind the name of a fact."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self.facts.get(name) or self._made(name)
        return found

    def _made(self, name: str) -> Term:
        computed = self.contents.computed.get(name)
        if computed is not None and may_be_told(self.contents, name):
            return self._told(name, computed)
        if computed is not None:
            return translate(self.space, computed, self.lookup, self.contents.zone)
        if name == "now":
            return self._now()
        if name == "today":
            return self.space.variable(name, DATE)
        if name not in self.contents.facts:
            return self.space.variable(name, BUILT_IN[name].type)
        fact = self.contents.facts[name]
        return self.space.variable(name, fact.type, optional=fact.optional)

    def _told(self, name: str, computed: Expression) -> Term:
        """A fact that may be told: anything, and plainly its written value if it has one."""
        fact = self.contents.facts[name]
        if not computed.reads:
            plain = translate(self.space, computed, self.lookup, self.contents.zone)
            if plain.is_constant:
                self.space.plain[name] = plain.constant
        return self.space.variable(name, fact.type, optional=fact.optional)

    def _now(self) -> Term:
        """The moment of the decision: within today, wherever the book is at home."""
        today, now = self.lookup("today"), self.space.variable("now", TIMESTAMP)
        earliest, latest = _offsets(self.contents.zone)
        start = (cast("z3.ArithRef", today.term) - EPOCH) * DAY
        self.space.domain += [now.term >= start - latest, now.term < start + DAY - earliest]
        return now


def _offsets(zone: ZoneInfo) -> tuple[int, int]:
    """The smallest and the largest offset of a zone from UTC."""
    found = [
        datetime(year, month, 1, tzinfo=UTC).astimezone(zone).utcoffset()
        for year in _YEARS
        for month in (1, 7)
    ]
    seconds = [int(offset.total_seconds()) for offset in found if offset is not None]
    return min(seconds) * SECOND, max(seconds) * SECOND


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks: anybody, as variables, or somebody given."""

    space: Space
    contents: Contents
    person: Person | None = None

    def at_least(self, rank: int, /) -> Formula:
        """The grade stands at this rank or above."""
        grades = self.contents.grades[rank:]
        if self.person is not None:
            return self.person.grade in grades
        grade = self.space.variable("as.grade", STRING).term
        return self.space.one_of(grade, grades) if grades else False

    def of_function(self, function: str, /) -> Formula:
        """The function is this one."""
        if self.person is not None:
            return self.person.function == function
        known: Formula = self.space.variable("as.function", STRING).term == self.space.code(function)
        return known


def anyone(space: Space, contents: Contents) -> Asking:
    """Whoever asks: any grade, and any function or none."""
    grade, function = (space.variable(f"as.{what}", STRING).term for what in ("grade", "function"))
    space.domain.append(space.one_of(grade, contents.grades))
    space.domain.append(space.one_of(function, ("", *contents.functions)))
    return Asking(space, contents)


def somebody(space: Space, contents: Contents, person: Person) -> Asking:
    """One asker."""
    return Asking(space, contents, person)


@dataclass(frozen=True, slots=True)
class ProvingReading:
    """One ask in every case. `params` are those set; the others are variables, named `step` + ask + param."""

    space: Space
    world: World
    ask: Ask
    asker: Asking | None = None
    params: Mapping[str, Term] = field(default_factory=dict)
    step: str = ""
    beside: bool = False
    _terms: dict[int, Term] = field(default_factory=dict)

    @property
    def algebra(self) -> ProvingAlgebra:
        """How truths and numbers are written."""
        return ProvingAlgebra(self.space.context)

    @property
    def open_means(self) -> str:
        """Everything is known, so what is open is a fault: a person decides."""
        return "refer"

    def term(self, expression: Expression) -> Term:
        """What an expression comes to."""
        found = self._terms.get(id(expression))
        if found is None:
            zone = self.world.contents.zone
            found = self._terms[id(expression)] = translate(self.space, expression, self.lookup, zone)
        return found

    def lookup(self, name: str) -> Term:
        """What stands behind a fact or param."""
        return self.term_of_param(name[4:]) if name.startswith("ask.") else self.world.lookup(name)

    def term_of_param(self, name: str) -> Term:
        """What a param is: as set, else any value, else (of an alternative) its default."""
        if name in self.params:
            return self.params[name]
        param = self.ask.params[name]
        if not self.beside:
            return self.space.variable(f"{self.step}{self.ask.name}:{name}", param.type, name=f"ask.{name}")
        if param.default is not None:
            return self.term(param.default)
        return self.space.failed(param.type.name)

    def standing(self, expression: Expression, /) -> Standing[Formula]:
        """How a condition stands."""
        term = self.term(expression)
        return Standing(term.yes, no(term.not_yes))

    def worth(self, expression: Expression, /) -> Worth[z3.ExprRef]:
        """What an expression comes to."""
        term = self.term(expression)
        return Worth(term.term, term.there)

    def param(self, name: str, /) -> Worth[z3.ExprRef]:
        """A param as it was named."""
        term = self.term_of_param(name)
        return Worth(term.term, term.there)

    def granting(self, granted: Mapping[str, Worth[z3.ExprRef]], /) -> ProvingReading:
        """The same where params have other values: limits judge what would be granted."""
        params = {name: self._granted(name, worth) for name, worth in granted.items()}
        return replace(self, params={**self.params, **params}, _terms={})

    def _granted(self, name: str, worth: Worth[z3.ExprRef]) -> Term:
        asked = self.term_of_param(name)
        if asked.term is worth.value:
            return asked
        kind = "decimal" if asked.kind == "int" and z3.is_real(worth.value) else asked.kind
        return Term(kind, worth.value, most=asked.most)

    def aside(self, ask: Ask, params: Mapping[str, Expression]) -> ProvingReading:
        """The reading of an alternative: same facts, same asker, params as this ask sets them."""
        given = {name: self.term(expression) for name, expression in params.items()}
        return ProvingReading(self.space, self.world, ask, self.asker, given, self.step, beside=True)


def reading_of(
    space: Space,
    contents: Contents,
    ask: Ask,
    *,
    asker: Asking | None = None,
    facts: Mapping[str, Term] | None = None,
    step: str = "",
) -> ProvingReading:
    """The reading of one ask; `facts` have other values (after a step), `step` tells its params apart."""
    return ProvingReading(space, World(space, contents, facts or {}), ask, asker, step=step)
