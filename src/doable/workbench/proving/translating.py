"""A checked expression as a Z3 term, with exactly the meaning it has in `policy.language.evaluating`.

Facts are known here, so a condition is true, false or a fault. What Z3 is not told the meaning of gives
any result (the same one for the same facts), so that proofs stay true; every such place is noted.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

from doable.policy.language.evaluating import evaluate
from doable.policy.language.printing import unparse
from doable.policy.language.tree import (
    ARITHMETIC,
    Call,
    Has,
    ListOf,
    Literal,
    Name,
    Quantified,
    chain,
    names_in,
)
from doable.policy.language.values import Fault
from doable.workbench.proving import arithmetic, texts
from doable.workbench.proving.comparisons import compared, equal, listed
from doable.workbench.proving.formulas import every, no, some, truth_where, where
from doable.workbench.proving.space import NotProvable
from doable.workbench.proving.terms import NUMBERS, Term

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.expression import Expression
    from doable.policy.language.tree import Node
    from doable.policy.language.values import Plain
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.space import Space

_COMPARING = frozenset({"_<_", "_<=_", "_>_", "_>=_"})


def translate(space: Space, expression: Expression, lookup: Callable[[str], Term], zone: object) -> Term:
    """An expression of a book as a term; `lookup` gives each name's."""
    return Translation(space, expression, lookup, zone).term(expression.node)


class Translation:
    """One walk over one tree."""

    def __init__(
        self, space: Space, expression: Expression, lookup: Callable[[str], Term], zone: object
    ) -> None:
        self._space, self.expression, self.zone = space, expression, zone
        self._lookup = lookup
        self.bound: dict[str, Term] = {}

    @property
    def space(self) -> Space:
        """The space in which terms stand."""
        return self._space

    def lookup(self, name: str) -> Term:
        """What stands behind a name."""
        return self.bound[name] if name in self.bound else self._lookup(name.removeprefix("."))

    def term(self, node: Node, *, ratio: bool = False) -> Term:
        """A node in every case; `ratio` is inside `round`, where numbers are divided exactly."""
        match node:
            case Literal(value=value):
                return self.space.constant(value)
            case Name(name=name):
                return self.lookup(name)
            case Has(operand=operand):
                found = self.term(operand)
                return Term("bool", found.present, found.fine)
            case ListOf(items=items):
                found_items = tuple(map(self.term, items))
                return listed(self.space, found_items)
            case Quantified():
                return self.quantified(node)
            case Call():
                return self.call(node, ratio=ratio)
        return self.space.failed("bool")

    def call(self, node: Call, *, ratio: bool) -> Term:
        """An operator or function."""
        match node.function:
            case "_&&_":
                return self.junction(node, absorbing=False)
            case "_||_":
                return self.junction(node, absorbing=True)
            case "_?_:_":
                return self.choice(node, ratio=ratio)
            case "round" if not node.method and len(node.args) == 2:
                return arithmetic.rounded(self, node)
        if node.function in ARITHMETIC:
            return self.arithmetic(node, ratio=ratio)
        args = [self.term(arg, ratio=ratio and node.function == "-_") for arg in node.args]
        if args and all(arg.is_constant for arg in args):
            return self.written(node)
        return self.applied(node, args)

    def written(self, node: Node) -> Term:
        """What an expression of written values comes to."""
        value = evaluate(node, lambda name: self.lookup(name).constant, zone=self.zone)  # type: ignore[arg-type]  # the book's zone
        return self.space.failed(self.type(node)) if isinstance(value, Fault) else self.space.constant(value)  # type: ignore[arg-type]  # nothing is unknown

    def applied(self, node: Call, args: list[Term]) -> Term:
        """Operators and functions of which at least one argument is not a written value."""
        function = node.function
        if function == "!_":
            is_truth = args[0].kind == "bool"
            return Term("bool", no(args[0].term), args[0].there) if is_truth else self.space.failed("bool")
        if function == "-_":
            return arithmetic.negative(self, node, args[0])
        if function in ("_==_", "_!=_"):
            found = equal(self.space, *args)
            if found is None:
                return self.opaque(node, "lists and doubles are not compared", args)
            return found if function == "_==_" else Term("bool", no(found.term), found.fine)
        if function in _COMPARING:
            return compared(self.space, function, *args) or self.opaque(
                node, "texts have no order in a proof", args
            )
        return texts.applied(self, node, args)

    def arithmetic(self, node: Call, *, ratio: bool) -> Term:
        """Sums and products, from the left."""
        first, links = chain(node)
        return reduce(
            lambda left, link: arithmetic.calculated(
                self, link, left, self.term(link.args[1], ratio=ratio), ratio=ratio
            ),
            links,
            self.term(first, ratio=ratio),
        )

    def junction(self, node: Call, *, absorbing: bool) -> Term:
        """`&&` or `||`: what absorbs comes before a fault."""
        parts = [self.term(arg) for arg in node.args]
        join, other = (some, every) if absorbing else (every, some)
        yes, not_yes = join(part.yes for part in parts), other(part.not_yes for part in parts)
        sound = all(part.fine is True and part.present is True and part.kind == "bool" for part in parts)
        return Term("bool", yes, True if sound else some((yes, not_yes)))

    def choice(self, node: Call, *, ratio: bool) -> Term:
        """`condition ? one : other`."""
        condition = self.term(node.args[0])
        one, other = (self.term(branch, ratio=ratio) for branch in node.args[1:])
        yes = condition.yes
        shape = other if one.kind == "null" else one
        if "list" in (one.kind, other.kind) or not _go_together(one, other):
            return self.opaque(
                node, "a choice between lists is not followed", [condition], fine=condition.kind == "bool"
            )
        fine = every((condition.there, condition.kind == "bool", truth_where(yes, one.fine, other.fine)))
        present = truth_where(yes, one.present, other.present)
        among: tuple[tuple[Formula, Plain], ...] = ()
        if one.among and other.among:
            among = tuple((every((yes, when)), value) for when, value in one.among)
            among += tuple((every((no(yes), when)), value) for when, value in other.among)
        if shape.kind == "bool":
            return Term("bool", truth_where(yes, one.term, other.term), fine, present, among=among)
        kind = "decimal" if "decimal" in (one.kind, other.kind) else shape.kind
        one_term, other_term = (arithmetic.as_kind(each, kind) for each in (one, other))
        return Term(kind, where(yes, one_term, other_term), fine, present, max(one.most, other.most), among)

    def quantified(self, node: Quantified) -> Term:
        """`all`, `exists` or `exists_one`: over lists written in the text one by one."""
        over = self.term(node.over)
        if over.items is None:
            return texts.asked_of_list(self, node, over)
        found = []
        hidden = self.bound.get(node.variable)
        for item in over.items:
            self.bound[node.variable] = item
            found.append(self.term(node.body))
        self.bound.pop(node.variable, None)
        if hidden is not None:
            self.bound[node.variable] = hidden
        return self._counted(node, found)

    def _counted(self, node: Quantified, found: list[Term]) -> Term:
        yes = [each.yes for each in found]
        if node.quantifier == "exists_one":
            one = some(
                every(truth if at == chosen else no(truth) for at, truth in enumerate(yes))
                for chosen in range(len(yes))
            )
            return Term("bool", one, every(some((each.yes, each.not_yes)) for each in found))
        join, other = (some, every) if node.quantifier == "exists" else (every, some)
        true, false = join(yes), other(each.not_yes for each in found)
        return Term("bool", true, some((true, false)))

    def opaque(
        self, node: Node, why: str, parts: list[Term], *, may_fail: bool = False, fine: Formula = True
    ) -> Term:
        """Something that proofs do not see into; `parts` are what must be there for it to have a value."""
        shown = unparse(node)
        self.space.note(NotProvable(self.expression.place, shown, why))
        names = [self.lookup(name) for name in sorted(names_in(node))]
        inner = [term for name, term in sorted(self.bound.items())]
        found = self.space.opaque(shown, self.type(node), [*names, *inner], may_fail=may_fail)
        return found.if_fine(*(part.there for part in parts), fine)

    def type(self, node: Node) -> str:
        """The type of a node as the checker saw it; inside `round` whole numbers become exact ones."""
        known = self.expression.checked.types.get(id(node))
        return known.name if known is not None else "bool"


def _go_together(one: Term, other: Term) -> bool:
    kinds = {one.kind, other.kind} - {"null"}
    return len(kinds) == 1 or kinds <= NUMBERS
