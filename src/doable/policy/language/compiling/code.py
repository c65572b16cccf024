"""Python code for the tree of one checked expression, with all names known or with some unknown."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from doable.policy.language import evaluating
from doable.policy.language.compiling import rounds
from doable.policy.language.compiling.frame import UNKNOWN, either, is_, let, load
from doable.policy.language.compiling.operators import Operators
from doable.policy.language.declarations import BOOL
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

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.language.checking import Checked
    from doable.policy.language.compiling.frame import Frame
    from doable.policy.language.tree import Node

# Sums longer than this are left to the plain reading, as Python's compiler recurses into them.
LONGEST_CHAIN = 100
_RATIO_SIGNS: dict[str, ast.operator] = {
    "_+_": ast.Add(),
    "_-_": ast.Sub(),
    "_*_": ast.Mult(),
    "_/_": ast.Div(),
}


class Code:
    """The code of one checked expression."""

    def __init__(self, checked: Checked, read: Callable[[str], ast.expr], frame: Frame) -> None:
        self.read, self.frame = read, frame
        self.operators = Operators(checked, frame)
        self.bound: dict[str, str] = {}

    # ------------------------------------------------------------ everything known

    def two(self, node: Node) -> ast.expr:
        """Code for a node where all names are known."""
        return self.strict(node, None)

    def truth(self, node: Node) -> ast.expr:
        """Code for a yes or no; a value that may be something else is looked at."""
        return self.as_truth(node, self.two(node))

    def as_truth(self, node: Node, code: ast.expr) -> ast.expr:
        """The code of a node as a yes or no."""
        if self.operators.type(node) == BOOL and self.operators.is_certain(node):
            return code
        return self.frame.call(rounds.truth, code)

    # ------------------------------------------------------------ unknown names

    def is_open(self, node: Node) -> bool:
        """Whether a node reads a name that may be unknown."""
        return not names_in(node) <= self.bound.keys()

    def three(self, node: Node) -> ast.expr:
        """Code that comes to UNKNOWN where the node is unknown."""
        if not self.is_open(node):
            return self.two(node)
        match node:
            case Name():
                return self.name(node)
            case Call(function="_&&_" | "_||_"):
                return self.junction(node)
            case Call(function="_?_:_"):
                return self.choice(node, self.three)
            case Quantified() if self.is_open_inside(node):
                return self.quantified_open(node)
        return self.settled(lambda tests: self.strict(node, tests))

    def settled(self, make: Callable[[list[ast.expr]], ast.expr]) -> ast.expr:
        """Code that first tests what it needs for being known, then works with it."""
        tests: list[ast.expr] = []
        code = make(tests)
        return ast.IfExp(either(tests), self.unknown(), code) if tests else code

    def unknown(self) -> ast.expr:
        """Code for UNKNOWN."""
        return self.frame.constant(UNKNOWN)

    def is_unknown(self, code: ast.expr) -> ast.expr:
        """Code that tells whether a value is UNKNOWN."""
        return is_(code, self.unknown())

    def kept(self, code: ast.expr, tests: list[ast.expr]) -> ast.expr:
        """A value under a name, with the test whether it is unknown."""
        name = self.frame.fresh()
        tests.append(self.is_unknown(let(name, code)))
        return load(name)

    def junction(self, node: Call) -> ast.expr:
        """Code for `&&` or `||`: one part may settle it, else one unknown part leaves it unknown."""
        absorbing = node.function == "_||_"
        decisive: list[ast.expr] = []
        unsettled: list[ast.expr] = []
        for arg in node.args:
            if not self.is_open(arg):
                code = self.truth(arg)
                decisive.append(code if absorbing else ast.UnaryOp(ast.Not(), code))
                continue
            name = self.frame.fresh()
            code = self.as_truth(arg, self.three(arg))
            decisive.append(is_(let(name, code), ast.Constant(absorbing)))
            unsettled.append(self.is_unknown(load(name)))
        rest = ast.IfExp(either(unsettled), self.unknown(), ast.Constant(not absorbing))
        return ast.IfExp(either(decisive), ast.Constant(absorbing), rest)

    def choice(self, node: Call, reading: Callable[[Node], ast.expr]) -> ast.expr:
        """Code for `a ? b : c` where something is unknown."""
        condition, chosen, other = node.args
        branches = reading(chosen), reading(other)
        if not self.is_open(condition):
            return ast.IfExp(self.truth(condition), *branches)
        tests: list[ast.expr] = []
        truth = self.kept(self.as_truth(condition, self.three(condition)), tests)
        return ast.IfExp(tests[0], self.unknown(), ast.IfExp(truth, *branches))

    # ------------------------------------------------------------ both

    def strict(self, node: Node, tests: list[ast.expr] | None) -> ast.expr:
        """Code for a node; with `tests`, unknown parts are kept and tested there, else all is known."""
        match node:
            case Literal(value=value):
                return self.frame.constant(value)
            case Name(name=name):
                if tests is None or name in self.bound:
                    return self.name(node)
                return self.kept(self.name(node), tests)
            case ListOf(items=items):
                return ast.Tuple([self.strict(item, tests) for item in items], ast.Load())
            case Has(operand=operand):
                return ast.Compare(self.strict(operand, tests), [ast.IsNot()], [ast.Constant(None)])
            case Quantified():
                return self.quantified(node, tests)
            case Call():
                return self.call(node, tests)
        return self.frame.fail()

    def name(self, node: Name) -> ast.expr:
        """Code for a name; one that a variable hides is left to the plain reading."""
        if node.name in self.bound:
            return load(self.bound[node.name])
        return self.frame.fail() if node.name.startswith(".") else self.read(node.name)

    def call(self, node: Call, tests: list[ast.expr] | None) -> ast.expr:
        """Code for an operator or function."""
        match node.function:
            case "_&&_" | "_||_" | "_?_:_" if tests is not None and self.is_open(node):
                return self.kept(self.three(node), tests)
            case "_&&_":
                return ast.BoolOp(ast.And(), [self.truth(arg) for arg in node.args])
            case "_||_":
                return ast.BoolOp(ast.Or(), [self.truth(arg) for arg in node.args])
            case "_?_:_":
                return self.choice_known(node, self.two)
            case "!_":
                return ast.UnaryOp(ast.Not(), self.as_truth(node.args[0], self.strict(node.args[0], tests)))
            case "round" if len(node.args) == 2 and not node.method:
                ratio, places = self.ratio(node.args[0], tests), self.strict(node.args[1], tests)
                return self.frame.call(evaluating.rounded, ratio, places)
        if node.function in ARITHMETIC:
            return self.arithmetic(node, tests)
        return self.operators.code(node, [self.strict(arg, tests) for arg in node.args])

    def choice_known(self, node: Call, reading: Callable[[Node], ast.expr]) -> ast.expr:
        """Code for `a ? b : c` where all is known."""
        condition, chosen, other = node.args
        return ast.IfExp(self.truth(condition), reading(chosen), reading(other))

    def arithmetic(self, node: Call, tests: list[ast.expr] | None) -> ast.expr:
        """Code for a sum or product, from the left."""
        first, links = chain(node)
        if len(links) > LONGEST_CHAIN:
            return self.frame.fail()
        code = self.strict(first, tests)
        for link in links:
            code = self.operators.code(link, [code, self.strict(link.args[1], tests)])
        return code

    def ratio(self, node: Node, tests: list[ast.expr] | None) -> ast.expr:
        """Code for a number inside `round`."""
        if isinstance(node, Call) and node.function == "_?_:_":
            if tests is None or not self.is_open(node):
                return self.choice_known(node, lambda branch: self.ratio(branch, None))
            return self.kept(self.choice(node, self.ratio_or_unknown), tests)
        if isinstance(node, Call) and node.function == "-_":
            return ast.UnaryOp(ast.USub(), self.ratio(node.args[0], tests))
        first, links = chain(node, evaluating.EXACT_SIGNS)
        if len(links) > LONGEST_CHAIN:
            return self.frame.fail()
        if not links:
            return self.frame.call(evaluating.as_ratio, self.strict(node, tests))
        code = self.ratio(first, tests)
        for link in links:
            code = ast.BinOp(code, _RATIO_SIGNS[link.function], self.ratio(link.args[1], tests))
        return code

    def ratio_or_unknown(self, node: Node) -> ast.expr:
        """Code for a number inside `round` that may be unknown."""
        return self.settled(lambda tests: self.ratio(node, tests))

    # ------------------------------------------------------------ quantifiers

    def is_open_inside(self, node: Quantified) -> bool:
        """Whether a quantifier's condition reads a name that may be unknown."""
        return not names_in(node.body) <= {node.variable, *self.bound}

    def quantified(self, node: Quantified, tests: list[ast.expr] | None) -> ast.expr:
        """Code that goes over a list; what is read inside may be unknown where there are tests."""
        if tests is not None and self.is_open_inside(node):
            return self.kept(self.quantified_open(node), tests)
        return self.going_over(node, tests, self.truth, rounds.KNOWN)

    def quantified_open(self, node: Quantified) -> ast.expr:
        """Code that goes over a list where something read inside may be unknown."""

        def reading(body: Node) -> ast.expr:
            return self.as_truth(body, self.three(body))

        return self.settled(lambda tests: self.going_over(node, tests, reading, rounds.OPEN))

    def going_over(
        self,
        node: Quantified,
        tests: list[ast.expr] | None,
        reading: Callable[[Node], ast.expr],
        quantifiers: Mapping[str, Callable[..., object]],
    ) -> ast.expr:
        """The rounds of one quantifier; nested ones are left to the plain reading, which limits them."""
        if self.bound:
            return self.frame.fail()
        items, variable = self.frame.fresh(), self.frame.fresh()
        over = self.frame.call(rounds.items, self.strict(node.over, tests))
        self.bound = {node.variable: variable}
        target = ast.Name(variable, ast.Store())
        truths = ast.GeneratorExp(reading(node.body), [ast.comprehension(target, load(items), [], 0)])
        self.bound = {}
        result = self.frame.call(quantifiers[node.quantifier], truths)
        return ast.Subscript(ast.Tuple([let(items, over), result], ast.Load()), ast.Constant(1), ast.Load())
