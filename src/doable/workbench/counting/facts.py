"""Facts, params and what else a condition may read, as columns; computed facts are worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doable.policy.language.declarations import MONEY, TIMESTAMP, Type
from doable.workbench.counting.arithmetic import decimal
from doable.workbench.counting.expressing import Expressing
from doable.workbench.counting.literals import TYPES
from doable.workbench.counting.moments import SPANS, date_of
from doable.workbench.counting.table import Column, column_term
from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term, made

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Ask, Contents
    from doable.policy.expression import Expression
    from doable.workbench.counting.dialects import Dialect

_KINDS = {"money": "decimal", "enum": "string"}
_GRANTED = "case.granted"
_SPANS = {"int": 2**63, "decimal": 10**18, **SPANS}


def kind_of(type_: Type) -> str:
    """How values of a declared type are written."""
    return _KINDS.get(type_.name, type_.name)


@dataclass(slots=True)
class Facts:
    """The names of one ask over one table.

    `early` are columns to be worked out before anything else, in layers; `prefix` keeps their names apart
    from those of the table and of other queries over it. `suspects` gathers where something may fail.
    """

    contents: Contents
    ask: Ask
    table: Mapping[str, Column]
    dialect: Dialect
    prefix: str
    early: list[dict[str, str]] = field(default_factory=list)
    suspects: dict[str, None] = field(default_factory=dict)
    _terms: dict[str, Term] = field(default_factory=dict)
    _levels: dict[str, int] = field(default_factory=dict)
    _reading: list[int] = field(default_factory=lambda: [0])

    def value(self, name: str, /) -> Term:
        """The value of a name, NULL where it is unknown."""
        if name not in self._terms:
            self._terms[name] = self._found(name)
        self._reading[-1] = max(self._reading[-1], self._levels.get(name, 0))
        return self._terms[name]

    def absent(self, name: str, /) -> str | None:
        """When an optional fact is known to be absent."""
        column = f"{name}@absent"
        if column not in self.table:
            return None
        absent = f"COALESCE({self.dialect.identifier(column)}, FALSE)"
        counts = self._counts(name)
        return f"({absent} AND {counts})" if counts else absent

    def expressed(self, expression: Expression, *, names: Facts | None = None) -> Expressing:
        """What writes an expression over these names."""
        return Expressing(self.dialect, expression.checked, names or self, self.contents.zone)

    def term(self, expression: Expression) -> Term:
        """An expression's value; what may fail in it is noted."""
        try:
            term = self.expressed(expression).term(expression.node)
        except NotExpressible as refusal:
            place = refusal.place or expression.place
            raise NotExpressible(refusal.construct, refusal.why, refusal.at, place) from None
        self.suspects |= dict.fromkeys(term.suspects)
        return term

    def _found(self, name: str) -> Term:
        if name == "now":
            return self._column("at", TIMESTAMP) or self._unknown(TIMESTAMP)
        if name == "today":
            return self._early(name, lambda: date_of(self.dialect, self.value("now"), self.contents.zone))
        if name.startswith("ask."):
            return self._param(name)
        if name == _GRANTED:
            return self._granted()
        computed = self.contents.computed.get(name)
        fact = self.contents.facts.get(name)
        supplied = self._column(name, fact.type) if fact else None
        if computed is None:
            return supplied or self._unknown(fact.type if fact else MONEY)
        if supplied is not None and not supplied.open:
            return supplied
        return self._early(name, lambda: self._computed(computed, supplied))

    def _computed(self, expression: Expression, supplied: Term | None) -> Term:
        """A value that was supplied beats the expression."""
        term = self.term(expression)
        return term if supplied is None else self._either(supplied, term)

    def _either(self, first: Term, other: Term) -> Term:
        """The first value, and where it is not known the other."""
        if "list" in (first.kind, other.kind):
            raise NotExpressible("a list that is worked out")
        kind = first.kind if first.kind == other.kind else "decimal"
        found = made(
            kind,
            f"COALESCE({first.sql}, {other.sql})",
            first,
            other,
            span=max(first.span, other.span),
            scale=max(first.scale, other.scale),
        )
        return replace(found, open=other.open)

    def _param(self, name: str) -> Term:
        param = self.ask.params[name.removeprefix("ask.")]
        named = self._column(name, param.type, checked=False)
        if param.default is None:
            return named or self._unknown(param.type)
        if named is not None and not named.open:
            return named
        default = param.default
        return self._early(name, lambda: self._computed(default, named))

    def _granted(self) -> Term:
        """Money of this case that is granted already: nothing where nobody says."""
        column = self._column(_GRANTED, MONEY)
        if column is None:
            return Term("decimal", "0", span=0)
        return replace(column, sql=f"COALESCE({column.sql}, 0)", open=False) if column.open else column

    def _early(self, name: str, make: object) -> Term:
        """A value in a column of its own, after those that it reads."""
        self._reading.append(0)
        term: Term = make()  # type: ignore[operator]  # a function of nothing
        level = self._reading.pop()
        if term.kind == "list":
            raise NotExpressible("a list that is worked out")
        while len(self.early) <= level:
            self.early.append({})
        column = self.dialect.identifier(f"{self.prefix}= {name}")
        self.early[level][column] = decimal(self.dialect, term) if term.kind in NUMBERS else term.sql
        self.suspects |= dict.fromkeys(term.suspects)
        self._levels[name] = level + 1
        return replace(term, sql=column, suspects=())

    def _column(self, name: str, type_: Type, *, checked: bool = True) -> Term | None:
        """A column's value, as far as its source counts."""
        if name not in self.table:
            return None
        term = column_term(self.dialect, name, self.table[name], type_)
        counts = self._counts(name) if checked else None
        if counts is None:
            return term
        return replace(term, sql=f"(CASE WHEN {counts} THEN {term.sql} END)", open=True)

    def _counts(self, name: str) -> str | None:
        """Whether a value's source counts for its fact."""
        column, fact = f"{name}@source", self.contents.facts.get(name)
        if column not in self.table or fact is None:
            return None
        sources = ", ".join(map(self.dialect.text, fact.sources))
        return f"COALESCE({self.dialect.identifier(column)}, 'record') IN ({sources})"

    def _unknown(self, type_: Type) -> Term:
        kind = kind_of(type_)
        if kind == "list":
            raise NotExpressible("a list that nobody knows")
        sql = self.dialect.cast("NULL", TYPES[kind])
        return Term(kind, sql, open=True, span=0)


@dataclass(frozen=True, slots=True)
class Granting:
    """The same names where params have other values: limits judge what would be granted."""

    facts: Facts
    params: Mapping[str, Term]

    def value(self, name: str, /) -> Term:
        """The value of a name."""
        return self.params.get(name) or self.facts.value(name)

    def absent(self, name: str, /) -> str | None:
        """When an optional fact is known to be absent."""
        return self.facts.absent(name)


def granted_column(column: str, type_: Type) -> Term:
    """What would be granted, as a column that is worked out."""
    kind = kind_of(type_)
    if kind == "list":
        raise NotExpressible("a list that is granted")
    return Term(kind, column, open=True, span=_SPANS.get(kind, 0), scale=6 if kind == "decimal" else 0)
