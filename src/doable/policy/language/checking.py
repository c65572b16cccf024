"""Holding an expression against the declared names, in the words of whoever writes the book.

Types don't mix. Whole numbers, decimals and money are exact and work together; a number written with a
point is a decimal next to one of these, else a double. Nothing is evaluated; nothing is raised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doable.policy.language import agreeing
from doable.policy.language.agreeing import described
from doable.policy.language.calling import Calls
from doable.policy.language.comparing import Comparisons
from doable.policy.language.complaints import Complaints, Problem, quoted
from doable.policy.language.declarations import ANY, BOOL, DECIMAL, EXACT, MONEY, Type
from doable.policy.language.exact import decimal_from
from doable.policy.language.guarding import unguarded
from doable.policy.language.resolving import dotted_name, resolve
from doable.policy.language.tree import (
    ARITHMETIC,
    Call,
    Has,
    ListOf,
    Literal,
    Name,
    Quantified,
    Select,
    chain,
    names_in,
)
from doable.policy.language.values import Failed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.language.declarations import Declaration
    from doable.policy.language.tree import Node

__all__ = ["Checked", "Problem", "check"]

_EXACT = (MONEY, DECIMAL)


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """An expression that was checked: resolved, its amounts exact, with the type of each of its nodes.

    `types` goes by `id` of the nodes of this tree. `optional` are the names it reads that may be absent,
    `unguarded` those of them that are read without asking whether they are there.
    """

    node: Node
    type: Type
    problems: tuple[Problem, ...]
    reads: frozenset[str]
    unguarded: tuple[str, ...]
    optional: frozenset[str]
    types: Mapping[int, Type]


def check(node: Node, names: Mapping[str, Declaration], *, wanted: Type | None = None) -> Checked:
    """Checks a parsed expression; `wanted` is the type its value must have, if one is."""
    checking = _Checking(names)
    node = resolve(node, names)
    exact = wanted is not None and (wanted.of or wanted) in _EXACT
    node = checking.typed(node, exact=exact or checking.is_exact(node))
    type_ = checking.types[id(node)]
    if wanted:
        checking.comparisons.want(node, type_, wanted)
    reads = names_in(node)
    optional = frozenset(name for name in reads if name in names and names[name].optional)
    problems = tuple(dict.fromkeys(checking.complaints.problems))
    return Checked(node, type_, problems, reads, unguarded(node, optional), optional, checking.types)


class _Checking:
    """One walk over one tree. `exact` makes numbers with a point decimals, `ratio` allows dividing them."""

    def __init__(self, names: Mapping[str, Declaration]) -> None:
        self.names, self.bound = names, dict[str, Type]()
        self.types: dict[int, Type] = {}
        self.complaints = Complaints()
        self.calls, self.comparisons = Calls(self.complaints), Comparisons(self.complaints, names)

    def typed(self, node: Node, *, exact: bool = False, ratio: bool = False) -> Node:
        """The node with its amounts exact; its type is noted in `types`."""
        match node:
            case Literal():
                return self.literal(node, exact=exact)
            case Name():
                return self.noted(node, self.name(node))
            case Select():
                return self.noted(node, self.unknown(node, dotted_name(node)))
            case Has(operand=operand):
                return self.noted(node, self.has(operand))
            case ListOf(items=items):
                return self.listed(
                    replace(node, items=tuple(self.typed(item, exact=exact) for item in items))
                )
            case Quantified():
                return self.quantified(node)
        if node.function in ARITHMETIC:
            return self.arithmetic(node, exact=exact, ratio=ratio)
        return self.call(node, exact=exact, ratio=ratio)

    def noted(self, node: Node, type_: Type) -> Node:
        self.types[id(node)] = type_
        return node

    def type(self, node: Node) -> Type:
        return self.types[id(node)]

    def alone(self, node: Node) -> Node:
        """A node whose surroundings say nothing about the type of its numbers."""
        return self.typed(node, exact=self.is_exact(node))

    def is_exact(self, *nodes: Node) -> bool:
        """Whether money or a decimal stands in the same sum, comparison, choice or list."""
        pending = list(nodes)
        while pending:
            node = pending.pop()
            match node:
                case Name(name=name):
                    declared = self.bound.get(name) or (self.names[name].type if name in self.names else ANY)
                    if (declared.of or declared) in _EXACT:
                        return True
                case ListOf(items=items):
                    pending += items
                case Call(function="round"):
                    return True
                case Call(function="_[_]" | "-_" | "_?_:_" as function, args=args):
                    pending += args[1:] if function == "_?_:_" else args[:1]
                case Call(function=function, args=args) if function in ARITHMETIC:
                    pending += args
        return False

    def literal(self, node: Literal, *, exact: bool) -> Node:
        if node.kind != "double" or not exact:
            return self.noted(node, Type(node.kind))
        try:
            value = decimal_from(node.text or repr(node.value))
        except Failed as failure:
            self.complaints.add(node, f"`{node.text}`: {failure}", "write fewer digits")
            return self.noted(node, ANY)
        return self.noted(Literal(value, "decimal", node.at, node.text), DECIMAL)

    def name(self, node: Name) -> Type:
        if node.name in self.bound:
            return self.bound[node.name]
        if node.name in self.names:
            return self.names[node.name].type
        return self.unknown(node, node.name)

    def unknown(self, node: Node, name: str | None) -> Type:
        """Notes a name that nobody declared."""
        if name is None or name.partition(".")[0] in self.bound:
            self.complaints.part(node)
        else:
            self.complaints.undeclared(node, name, self.names)
        return ANY

    def has(self, operand: Node) -> Type:
        if isinstance(operand, Name) and operand.name not in self.bound:
            self.noted(operand, self.name(operand))
        elif isinstance(operand, Select):
            self.unknown(operand, dotted_name(operand))
        else:
            self.complaints.add(operand, f"`has` asks about a fact, not {quoted(operand)}", "name a fact")
        return BOOL

    def listed(self, node: ListOf) -> Node:
        """The type of a list by its items; an empty one goes with any other."""
        of = self.type(node.items[0]) if node.items else None
        for item in node.items:
            joined = agreeing.joined(of or ANY, self.type(item))
            if joined is None:
                remedy = "put values of one type into a list"
                self.complaints.mixture(node.items[0], of or ANY, item, self.type(item), remedy)
            of = joined or ANY
        return self.noted(node, Type("list", of))

    def arithmetic(self, node: Call, *, exact: bool, ratio: bool) -> Node:
        first, links = chain(node)
        left = self.typed(first, exact=exact, ratio=ratio)
        for link in links:
            right = self.typed(link.args[1], exact=exact, ratio=ratio)
            pair = self.type(left), self.type(right)
            found = agreeing.result(link.function, *pair, ratio=ratio)
            if found is None:
                self.complaints.operation(link.function, (left, pair[0]), (right, pair[1]))
            left = self.noted(replace(link, args=(left, right)), found or ANY)
        return left

    def call(self, node: Call, *, exact: bool, ratio: bool) -> Node:
        match node.function:
            case "_&&_" | "_||_" | "!_":
                node = replace(node, args=tuple(self.truth(arg) for arg in node.args))
                return self.noted(node, BOOL)
            case "_?_:_":
                return self.choice(node, exact=exact, ratio=ratio)
            case "-_":
                return self.negation(
                    replace(node, args=(self.typed(node.args[0], exact=exact, ratio=ratio),))
                )
            case "round" if node.args and not node.method:
                amount = self.typed(node.args[0], exact=True, ratio=True)
                node = replace(node, args=(amount, *map(self.alone, node.args[1:])))
            case "@in" | "_==_" | "_!=_" | "_<_" | "_<=_" | "_>_" | "_>=_":
                exact = self.is_exact(*node.args)
                return self.comparison(
                    replace(node, args=tuple(self.typed(arg, exact=exact) for arg in node.args))
                )
            case _:
                node = replace(node, args=tuple(map(self.alone, node.args)))
        return self.noted(node, self.calls.result(node, tuple(map(self.type, node.args))))

    def truth(self, node: Node) -> Node:
        node = self.alone(node)
        if self.type(node) not in (BOOL, ANY):
            message = f"{quoted(node)} is {described(self.type(node))}, where yes or no is needed"
            self.complaints.add(node, message, "compare it with something")
        return node

    def choice(self, node: Call, *, exact: bool, ratio: bool) -> Node:
        condition, *branches = node.args
        chosen, other = (self.typed(branch, exact=exact, ratio=ratio) for branch in branches)
        node = replace(node, args=(self.truth(condition), chosen, other))
        found = agreeing.joined(self.type(chosen), self.type(other))
        if found is None:
            self.complaints.mixture(
                chosen, self.type(chosen), other, self.type(other), "give both the same type"
            )
        return self.noted(node, found or ANY)

    def negation(self, node: Call) -> Node:
        type_ = self.type(node.args[0])
        if type_.name not in (*EXACT, "double", "any"):
            message = f"{quoted(node.args[0])} is {described(type_)}, which has no minus"
            self.complaints.add(node, message, "only numbers and amounts have one")
        return self.noted(node, type_)

    def comparison(self, node: Call) -> Node:
        self.comparisons.compare(node, *map(self.type, node.args))
        return self.noted(node, BOOL)

    def quantified(self, node: Quantified) -> Node:
        over = self.alone(node.over)
        whole = self.type(over)
        if self.bound:
            self.complaints.add(
                node, "one quantifier stands inside another", "compute the inner one as a fact"
            )
        if node.variable in self.names:
            self.complaints.add(
                node, f"`{node.variable}` is the name of a fact", "name the variable otherwise"
            )
        if whole.name not in ("list", "any"):
            message = f"`{node.quantifier}` needs a list, and {quoted(over)} is {described(whole)}"
            self.complaints.add(over, message, "name a fact of a type such as `list<string>`")
        outer = self.bound
        self.bound = {**outer, node.variable: whole.of or ANY}
        body = self.truth(node.body)
        self.bound = outer
        return self.noted(replace(node, over=over, body=body), BOOL)
