"""Conditions and values of one ask as formulas over the columns of past cases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from doable.policy.language.tree import Call
from doable.workbench.counting.facts import Granting, granted_column
from doable.workbench.counting.filling import bits_of
from doable.workbench.counting.terms import NotExpressible
from doable.workbench.symbolic.algebra import Standing, Worth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.expression import Expression
    from doable.policy.language.tree import Node
    from doable.workbench.counting.expressing import Expressing
    from doable.workbench.counting.facts import Facts
    from doable.workbench.counting.formulas import Formula, Formulas
    from doable.workbench.counting.terms import Term


@dataclass(frozen=True, slots=True)
class ColumnAsker:
    """Who asks, by the columns `as_grade` and `as_function`."""

    facts: Facts
    algebra: Formulas

    def at_least(self, rank: int, /) -> Formula:
        """The grade stands at this rank or above."""
        grades = self.facts.contents.grades
        if rank <= 0:
            return self.algebra.truth(True)
        return self._among("as_grade", grades[rank:])

    def of_function(self, function: str, /) -> Formula:
        """The function is this one."""
        if "as_function" not in self.facts.table:
            return self.algebra.truth(False)
        return self._among("as_function", (function,))

    def _among(self, column: str, words: tuple[str, ...]) -> Formula:
        if not words:
            return self.algebra.truth(False)
        dialect = self.facts.dialect
        found = f"{dialect.identifier(column)} IN ({', '.join(map(dialect.text, words))})"
        return self.algebra.leaf(f"(({found}) IS TRUE)")


@dataclass(frozen=True, slots=True)
class CountingReading:
    """The reading of one ask; `granted` are params as they would be granted, in columns of their own."""

    facts: Facts
    algebra: Formulas
    asker: ColumnAsker | None = None
    granted: Mapping[str, Formula] = field(default_factory=dict)
    open_means: str = "clarify"

    @property
    def names(self) -> Facts | Granting:
        """What conditions read."""
        if not self.granted:
            return self.facts
        found = {}
        for name, formula in self.granted.items():
            column = self.facts.dialect.identifier(self.algebra.columns[formula])
            asked = self.facts.value(f"ask.{name}")
            granted = granted_column(column, self.facts.ask.params[name].type)
            # A param that is not granted stays as it was asked.
            found[f"ask.{name}"] = replace(granted, sql=f"COALESCE({column}, {asked.sql})")
        return Granting(self.facts, found)

    def standing(self, expression: Expression, /) -> Standing[Formula]:
        """How a condition stands; `&&`, `||` and `!` stay formulas, so that shared parts are seen."""
        try:
            return self._standing(self._expressing(expression), expression.node)[0]
        except NotExpressible as refusal:
            raise placed(refusal, expression) from None

    def worth(self, expression: Expression, /) -> Worth[Formula]:
        """What an expression comes to."""
        try:
            return self._worth(self._expressing(expression).term(expression.node))
        except NotExpressible as refusal:
            raise placed(refusal, expression) from None

    def param(self, name: str, /) -> Worth[Formula]:
        """A param as it was named, else its default."""
        return self._worth(self.names.value(f"ask.{name}"))

    def granting(self, granted: Mapping[str, Worth[Formula]], /) -> CountingReading:
        """The same where params have the values that would be granted."""
        found = {}
        for name, worth in granted.items():
            column = f"{self.facts.prefix}= granted {name} {len(self.algebra.columns)}"
            found[name] = self.algebra.make("where", worth.known, worth.value, text="granted")
            self.algebra.column(column, found[name])
        return replace(self, granted=found)

    def _expressing(self, expression: Expression) -> Expressing:
        return self.facts.expressed(expression, names=self.names)  # type: ignore[arg-type]  # both are names

    def _worth(self, term: Term) -> Worth[Formula]:
        self._note(term)
        if term.kind in ("list", "double"):
            raise NotExpressible("a list that is given" if term.kind == "list" else "a double that is given")
        value = self._leaf(term.sql)
        known = self._leaf(f"({term.sql} IS NOT NULL)") if term.open else self.algebra.truth(True)
        return Worth(value, known)

    def _standing(self, expressing: Expressing, node: Node) -> tuple[Standing[Formula], str]:
        """The standing of a node with its SQL."""
        algebra = self.algebra
        if isinstance(node, Call) and node.function in ("_&&_", "_||_"):
            parts = [self._standing(expressing, arg) for arg in node.args]
            join, sign = (algebra.every, " AND ") if node.function == "_&&_" else (algebra.any, " OR ")
            surely = join([part.surely for part, _ in parts])
            possibly = join([part.possibly for part, _ in parts])
            return self._paired(surely, possibly, f"({sign.join(sql for _, sql in parts)})")
        if isinstance(node, Call) and node.function == "!_":
            inner, sql = self._standing(expressing, node.args[0])
            return self._paired(algebra.no(inner.possibly), algebra.no(inner.surely), f"(NOT {sql})")
        term = expressing.truth(node)
        self._note(term)
        if not term.open:
            leaf = self._known(term.sql)
            return Standing(leaf, leaf), term.sql
        surely, possibly = (self._leaf(f"({term.sql} IS {other})") for other in ("TRUE", "NOT FALSE"))
        bits = bits_of(expressing, self.facts.table, node)
        if bits:
            self.algebra.numbers |= zip((surely, possibly), bits, strict=True)
        return self._paired(surely, possibly, term.sql)

    def _paired(self, surely: Formula, possibly: Formula, sql: str) -> tuple[Standing[Formula], str]:
        """Notes that one truth implies the other, and how both are written shortest."""
        if surely is not possibly:
            self.algebra.possible[surely], self.algebra.certain[possibly] = possibly, surely
            for formula, value in ((surely, "TRUE"), (possibly, "NOT FALSE")):
                if formula.op not in ("true", "false"):
                    self.algebra.spelled.setdefault(formula, f"({sql} IS {value})")
        return Standing(surely, possibly), sql

    def _known(self, sql: str) -> Formula:
        if sql in ("TRUE", "FALSE"):
            return self.algebra.truth(sql == "TRUE")
        return self._leaf(sql)

    def _leaf(self, sql: str) -> Formula:
        return self.algebra.leaf(sql, tuple(self.granted.values()))

    def _note(self, term: Term) -> None:
        self.facts.suspects |= dict.fromkeys(term.suspects)


def placed(refusal: NotExpressible, expression: Expression) -> NotExpressible:
    """A refusal with the place in the book."""
    return NotExpressible(refusal.construct, refusal.why, refusal.at, refusal.place or expression.place)
