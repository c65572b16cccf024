"""The plainest reading: formulas are Python values, worked out for one case.

What is joined by formulas can so be held against the engine itself, case by case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from doable import Book
from doable.policy.book import Ask, Contents
from doable.policy.deciding.cases import Case, Person
from doable.policy.deciding.deciding import with_granted
from doable.policy.deciding.situations import known_facts, situation_at, situation_of
from doable.policy.expression import Expression, Situation
from doable.policy.language.values import Fault, Unknown
from doable.workbench.symbolic.algebra import Standing, Worth


class Values:
    """The algebra of Python values."""

    def truth(self, value: bool) -> object:
        return value

    def every(self, parts: Sequence[object]) -> object:
        return all(parts)

    def any(self, parts: Sequence[object]) -> object:
        return any(parts)

    def no(self, part: object) -> object:
        return not part

    def least(self, cases: Sequence[tuple[object, object]]) -> object:
        return min((value for where, value in cases if where and value is not None), default=None)

    def greatest(self, cases: Sequence[tuple[object, object]]) -> object:
        return max((value for where, value in cases if where and value is not None), default=None)

    def total(self, cases: Sequence[tuple[object, object]]) -> object:
        return sum((Decimal(value) for where, value in cases if where and value is not None), Decimal(0))

    def rounded(self, value: object, unit: Decimal) -> object:
        return value.quantize(unit, ROUND_HALF_UP)

    def above(self, value: object, bound: int) -> object:
        return value > bound

    def negative(self, value: object) -> object:
        return -value

    def same(self, one: object, other: object) -> object:
        return one == other

    def keep(self, name: str, formula: object) -> object:
        return formula


@dataclass(frozen=True)
class Somebody:
    contents: Contents
    person: Person

    def at_least(self, rank: int) -> object:
        return self.contents.rank(self.person.grade) >= rank

    def of_function(self, function: str) -> object:
        return self.person.function == function


@dataclass
class PlainReading:
    """One ask of one case; `met` notes which kinds of open values came up."""

    contents: Contents
    ask: Ask
    case: Case
    situation: Situation
    open_means: str = "clarify"
    met: set[type] = field(default_factory=set)
    algebra: Values = field(default_factory=Values)

    @property
    def asker(self) -> Somebody | None:
        return Somebody(self.contents, self.case.asker) if self.case.asker else None

    def seen(self, value: object) -> object:
        if isinstance(value, Unknown | Fault):
            self.met.add(type(value))
        return value

    def standing(self, expression: Expression) -> Standing[object]:
        value = self.seen(expression.value(self.situation))
        return Standing(value is True, value is not False)

    def worth(self, expression: Expression) -> Worth[object]:
        return self.worth_of(self.seen(expression.value(self.situation)))

    def param(self, name: str) -> Worth[object]:
        return self.worth_of(self.seen(self.situation.lookup(f"ask.{name}")))

    def worth_of(self, value: object) -> Worth[object]:
        known = not isinstance(value, Unknown | Fault)
        return Worth(value if known else None, known)

    def granting(self, granted: Mapping[str, Worth[object]]) -> "PlainReading":
        values = {f"ask.{name}": worth.value for name, worth in granted.items() if worth.known}
        situation = self.situation.replaced(values)
        return PlainReading(self.contents, self.ask, self.case, situation, self.open_means, self.met)


def reading_of(book: Book, case: Case, open_means: str) -> PlainReading:
    """The reading of the first ask of a case in which nothing was granted yet."""
    contents = book.contents
    ask = contents.asks[case.wishes[0].ask]
    base = situation_at(contents, known_facts(contents, case))
    situation = situation_of(base, ask, case.wishes[0].params)
    granted = base.known.get("case.granted", Decimal(0))
    return PlainReading(contents, ask, case, with_granted(situation, granted), open_means)
