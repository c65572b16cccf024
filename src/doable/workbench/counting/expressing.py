"""A checked expression as SQL in which NULL is what is unknown or failed: AND, OR and NOT then agree.

`&&` and `||` absorb in SQL just as in the language, and a value made of others is NULL where one of them is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from doable.policy.language.tree import ARITHMETIC, Call, Has, ListOf, Literal, Name, Quantified, chain
from doable.workbench.counting import arithmetic, calling, comparing, moments, quantifying
from doable.workbench.counting.literals import literal
from doable.workbench.counting.rounding import Rounding
from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term, joined, made

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from doable.policy.language.checking import Checked
    from doable.policy.language.tree import Node
    from doable.workbench.counting.dialects import Dialect

_SPANS = {"int": 2**63, "decimal": 10**18, **moments.SPANS}


class Names(Protocol):
    """What stands behind names: values, and for those that may be absent when they are."""

    def value(self, name: str, /) -> Term:
        """The value of a name."""

    def absent(self, name: str, /) -> str | None:
        """When a name is known to be absent, as a truth in SQL that is never NULL; None if never."""


@dataclass(slots=True)
class Expressing:
    """Writes one checked expression in one dialect."""

    dialect: Dialect
    checked: Checked
    names: Names
    zone: ZoneInfo
    bound: dict[str, Term] = field(default_factory=dict)

    def term(self, node: Node) -> Term:
        """The value at a node; raises NotExpressible with the place of what SQL can't say."""
        try:
            return self._term(node)
        except NotExpressible as refusal:
            raise NotExpressible(
                refusal.construct, refusal.why, refusal.at or node.at, refusal.place
            ) from None

    def _term(self, node: Node) -> Term:
        match node:
            case Literal(value=value):
                return literal(self.dialect, value)
            case Name(name=name):
                return self.bound.get(name) or self.named(name)
            case Has(operand=Name(name=name)) if name not in self.bound:
                return self.present(name)
            case ListOf(items=items):
                terms = tuple(map(self.term, items))
                return Term("list", "", items=terms, suspects=joined(*(term.suspects for term in terms)))
            case Quantified():
                return self.quantified(node)
            case Call():
                return self.call(node)
        raise NotExpressible("a field of a value")

    def named(self, name: str) -> Term:
        """A fact or param; one read without asking whether it is there may fail."""
        term = self.names.value(name)
        absent = self.names.absent(name) if name in self.checked.unguarded else None
        return term.failing(absent) if absent else term

    def present(self, name: str) -> Term:
        """Whether a fact is there; unknown if nobody knows."""
        term, absent = self.names.value(name), self.names.absent(name)
        if not term.open:
            return Term("bool", "TRUE")
        otherwise = f" WHEN {absent} THEN FALSE" if absent else ""
        return made("bool", f"(CASE WHEN {term.sql} IS NOT NULL THEN TRUE{otherwise} END)", term)

    def call(self, node: Call) -> Term:
        """An operator or a function."""
        match node.function:
            case "_&&_" | "_||_":
                return self.junction(node)
            case "!_":
                truth = self.truth(node.args[0])
                return made("bool", f"(NOT {truth.sql})", truth)
            case "_?_:_":
                return self.choice(node)
            case "round" if len(node.args) == 2 and not node.method:
                return self.rounded(node)
            case "_==_" | "_!=_" | "_<_" | "_<=_" | "_>_" | "_>=_":
                return self.comparison(node)
        if node.function in ARITHMETIC:
            return self.arithmetic(node)
        return self.applied(node)

    def applied(self, node: Call) -> Term:
        """What is unknown where an operand is."""
        args = tuple(map(self.term, node.args))
        match node.function:
            case "@in":
                return comparing.contained(self.dialect, *args)
            case "_[_]":
                return self.indexed(node, args[0])
            case "-_":
                return arithmetic.negated(self.dialect, args[0])
        return calling.called(self.dialect, node, args, self.zone)

    def truth(self, node: Node) -> Term:
        """A yes or no."""
        term = self.term(node)
        if term.kind != "bool":
            raise NotExpressible("what is neither yes nor no as a condition", at=node.at)
        return term

    def junction(self, node: Call) -> Term:
        """`&&` and `||`."""
        parts = tuple(map(self.truth, node.args))
        sign = " AND " if node.function == "_&&_" else " OR "
        return made("bool", f"({sign.join(part.sql for part in parts)})", *parts)

    def choice(self, node: Call) -> Term:
        """`c ? x : y`, unknown where the condition is, even if both come to the same."""
        condition = self.truth(node.args[0])
        one, other = map(self.term, node.args[1:])
        if one.kind != other.kind and not (one.kind in NUMBERS and other.kind in NUMBERS):
            raise NotExpressible("a choice between values of different kinds")
        if one.kind == "list":
            raise NotExpressible("a choice between lists")
        kind = one.kind if one.kind == other.kind else "decimal"
        last = f"WHEN NOT {condition.sql} THEN {other.sql}" if condition.open else f"ELSE {other.sql}"
        sql = f"(CASE WHEN {condition.sql} THEN {one.sql} {last} END)"
        span, scale = max(one.span, other.span), max(one.scale, other.scale)
        return made(kind, sql, condition, one, other, span=span, scale=scale)

    def rounded(self, node: Call) -> Term:
        """`round(x, places)`."""
        places = node.args[1]
        if not isinstance(places, Literal) or type(places.value) is not int or not 0 <= places.value <= 6:
            raise NotExpressible("`round` to places that are not written out")
        return Rounding(self.dialect, self.term).rounded(node.args[0], places.value)

    def comparison(self, node: Call) -> Term:
        """`==` and its like; null is compared with facts only."""
        left, right = node.args
        if isinstance(left, Literal) and left.value is None:
            left, right = right, left
        if isinstance(right, Literal) and right.value is None:
            return self.absence(node, left)
        one, other = self.term(left), self.term(right)
        if "list" in (one.kind, other.kind):
            if node.function not in ("_==_", "_!=_"):
                raise NotExpressible("an order of lists")
            same = comparing.equal(self.dialect, one, other)
            return same if node.function == "_==_" else made("bool", f"(NOT {same.sql})", same)
        return comparing.compared(self.dialect, node.function, one, other)

    def absence(self, node: Call, side: Node) -> Term:
        """A comparison with null."""
        if not isinstance(side, Name) or side.name in self.bound or node.function not in ("_==_", "_!=_"):
            raise NotExpressible("null beside anything but a fact")
        there = self.present(side.name)
        return there if node.function == "_!=_" else made("bool", f"(NOT {there.sql})", there)

    def arithmetic(self, node: Call) -> Term:
        """Sums and products; their left arms may be long, so nothing recurses into them."""
        first, links = chain(node)
        left = self.term(first)
        for link in links:
            left = self.operated(link.function, left, self.term(link.args[1]))
        return left

    def operated(self, function: str, left: Term, right: Term) -> Term:
        """One operator of a sum or product."""
        kinds = {left.kind, right.kind}
        if kinds == {"int"}:
            return arithmetic.whole(self.dialect, function, left, right)
        if kinds <= set(NUMBERS):
            return arithmetic.exact(self.dialect, function, left, right)
        if kinds & set(moments.SPANS):
            return moments.shifted(self.dialect, function, left, right)
        if function == "_+_" and kinds == {"string"}:
            return made("string", self.dialect.apply("concatenate", left.sql, right.sql), left, right)
        if function == "_+_" and left.items is not None and right.items is not None:
            return Term(
                "list", "", items=left.items + right.items, suspects=joined(left.suspects, right.suspects)
            )
        if kinds == {"double"} and function in ("_+_", "_-_", "_*_", "_/_"):
            sql = self.dialect.apply("doubles", left.sql, function.strip("_"), right.sql)
            return made("double", sql, left, right)
        raise NotExpressible(f"`{function.strip('_')}` between {left.kind} and {right.kind}")

    def indexed(self, node: Call, whole: Term) -> Term:
        """An item of a list that is written out, at a place that is."""
        place = node.args[1]
        if whole.items is None or not isinstance(place, Literal) or type(place.value) is not int:
            raise NotExpressible("a place in a list, unless both are written out")
        if any(item.open for item in whole.items) or not 0 <= place.value < len(whole.items):
            raise NotExpressible("this place in a list")
        return whole.items[place.value]

    def quantified(self, node: Quantified) -> Term:
        """`all`, `exists` and `exists_one`."""
        over = self.term(node.over)
        if over.kind != "list":
            raise NotExpressible(f"`{node.quantifier}` over what is no list")
        if over.items is not None:
            if any(item.open for item in over.items):
                raise NotExpressible(f"`{node.quantifier}` over values that may be unknown")
            bodies = [self.with_item(node, item) for item in over.items]
            return quantifying.over_items(node.quantifier, bodies)
        item = self.dialect.identifier(f"item {len(self.bound)}")
        body = self.with_item(node, Term(over.of, item, span=_SPANS.get(over.of, 0), scale=over.scale))
        return quantifying.over_column(self.dialect, node.quantifier, over, item, body)

    def with_item(self, node: Quantified, item: Term) -> Term:
        """The body of a quantifier for one item."""
        outer, self.bound = self.bound, {**self.bound, node.variable: item}
        try:
            return self.truth(node.body)
        finally:
            self.bound = outer
