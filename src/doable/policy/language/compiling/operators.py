"""Python code for one operator or function whose operands are known and already in code.

Where the types allow it, this is Python's own operator; elsewhere a call of the operation itself.
The code raises wherever the plain reading gives a fault, and sometimes where it does not.
"""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language import exact, functions, operations
from doable.policy.language.agreeing import kind_of
from doable.policy.language.compiling.frame import let, load
from doable.policy.language.declarations import ANY, EXACT, NULL
from doable.policy.language.tree import ARITHMETIC, Call, ListOf, Literal, Name
from doable.policy.language.values import Failed

if TYPE_CHECKING:
    from doable.policy.language.checking import Checked
    from doable.policy.language.compiling.frame import Frame
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Node

_SIGNS: dict[str, ast.operator] = {"_+_": ast.Add(), "_-_": ast.Sub(), "_*_": ast.Mult(), "_/_": ast.Div()}
_COMPARISONS: dict[str, ast.cmpop] = {
    "_==_": ast.Eq(),
    "_!=_": ast.NotEq(),
    "_<_": ast.Lt(),
    "_<=_": ast.LtE(),
    "_>_": ast.Gt(),
    "_>=_": ast.GtE(),
    "@in": ast.In(),
}
# Beyond this many words a set is quicker than a row of comparisons.
_SHORT = 3


class Operators:
    """The code of the operators of one checked expression."""

    def __init__(self, checked: Checked, frame: Frame) -> None:
        self.checked, self.frame = checked, frame

    def type(self, node: Node) -> Type:
        """The type the checker found."""
        return self.checked.types.get(id(node), ANY)

    def may_be_null(self, node: Node) -> bool:
        """Whether a value can be null although its type is another."""
        if isinstance(node, Name):
            return node.name in self.checked.optional
        if isinstance(node, Call) and node.function == "_?_:_":
            return any(map(self.may_be_null, node.args[1:]))
        return False

    def is_certain(self, node: Node) -> bool:
        """Whether a value is surely of the type found."""
        return self.type(node) != ANY and not self.may_be_null(node)

    def code(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        """Code for a call on operands that are known."""
        if node.function in _COMPARISONS:
            return self._comparison(node, operands)
        if node.function in ARITHMETIC:
            return self._arithmetic(node, operands)
        if node.function == "-_":
            return self._negation(node, operands[0])
        if node.function == "_[_]":
            return self.frame.call(operations.indexed, *operands)
        return self._function(node, operands)

    def constant_list(self, node: Node) -> ast.expr | None:
        """Code for a list to look in that is written out; None for any other list."""
        if not isinstance(node, ListOf) or not all(isinstance(item, Literal) for item in node.items):
            return None
        values = [item.value for item in node.items if isinstance(item, Literal)]
        if len(values) > _SHORT:
            return self.frame.constant(frozenset(values))
        return ast.Tuple([self.frame.constant(value) for value in values], ast.Load())

    def _comparison(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        left, right = node.args
        one, other = self.type(left), self.type(right)
        if node.function in ("_==_", "_!=_") and isinstance(left, Name) and other == NULL:
            sign = ast.Is() if node.function == "_==_" else ast.IsNot()
            return ast.Compare(operands[0], [sign], [operands[1]])
        if node.function == "@in":
            return self._membership(node, operands)
        if not _is_plain(one, other) or (one.name == "list" and node.function not in ("_==_", "_!=_")):
            return self.frame.call(operations.operate, ast.Constant(node.function), *operands)
        if "decimal" in (kind_of(one), kind_of(other)):
            operands = [self._amount(arg, code) for arg, code in zip(node.args, operands, strict=True)]
        return ast.Compare(operands[0], [_COMPARISONS[node.function]], [operands[1]])

    def _amount(self, node: Node, code: ast.expr) -> ast.expr:
        """A whole number written next to money as a decimal, which compares quicker."""
        if isinstance(node, Literal) and isinstance(node.value, int):
            return self.frame.constant(Decimal(node.value))
        return code

    def _membership(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        item, over = node.args
        of = self.type(over).of or ANY
        if self.type(over).name != "list" or self.may_be_null(over) or not _is_plain(self.type(item), of):
            return self.frame.call(operations.contained, *operands)
        if self.type(item).name in ("list", "null", "double"):
            return self.frame.call(operations.contained, *operands)
        return ast.Compare(operands[0], [ast.In()], [self.constant_list(over) or operands[1]])

    def _arithmetic(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        function = node.function
        kinds = kind_of(self.type(node.args[0])), kind_of(self.type(node.args[1]))
        operation = operations.OPERATORS[function].get(kinds)
        if operation is None:
            return self.frame.call(operations.operate, ast.Constant(function), *operands)
        if kinds == ("int", "int") and function in ("_+_", "_-_", "_*_"):
            return self._in_range(ast.BinOp(operands[0], _SIGNS[function], operands[1]))
        if function in _SIGNS and kinds in (("double", "double"), ("string", "string"), ("list", "list")):
            return ast.BinOp(operands[0], _SIGNS[function], operands[1])
        return self.frame.call(operation.apply, *operands)

    def _in_range(self, value: ast.expr) -> ast.expr:
        kept = self.frame.fresh()
        bounds = ast.Constant(exact.SMALLEST_INT), ast.Constant(exact.LARGEST_INT)
        test = ast.Compare(bounds[0], [ast.LtE(), ast.LtE()], [let(kept, value), bounds[1]])
        return ast.IfExp(test, load(kept), self.frame.fail())

    def _negation(self, node: Call, operand: ast.expr) -> ast.expr:
        match kind_of(self.type(node.args[0])):
            case "int":
                return self._in_range(ast.UnaryOp(ast.USub(), operand))
            case "double":
                return ast.UnaryOp(ast.USub(), operand)
            case "decimal":
                return self.frame.call(exact.negate, operand)
        return self.frame.call(operations.operate, ast.Constant("-_"), operand)

    def _function(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        function = functions.FUNCTIONS.get(node.function)
        if function is None or function.is_other(node.method) or not all(map(self.is_certain, node.args)):
            return self._dispatched(node, operands)
        name, kinds = node.function, tuple(kind_of(self.type(arg)) for arg in node.args)
        if name == "matches" and kinds == ("string", "string") and isinstance(node.args[1], Literal):
            return self._matching(str(node.args[1].value), operands)
        for overload in function.overloads:
            if overload.parameters == kinds and not overload.zoned:
                return _spelled(name, operands) or self.frame.call(overload.apply, *operands)
        return self._dispatched(node, operands)

    def _matching(self, pattern: str, operands: list[ast.expr]) -> ast.expr:
        try:
            return self.frame.call(functions.pattern(pattern).found_in, operands[0])
        except Failed:
            return self.frame.fail()

    def _dispatched(self, node: Call, operands: list[ast.expr]) -> ast.expr:
        """A call that looks at the values it gets."""
        name, method, zone = node.function, node.method, self.frame.zone
        return self.frame.call(
            lambda *values: functions.call(name, values, method=method, zone=zone), *operands
        )


def _is_plain(left: Type, right: Type) -> bool:
    """Whether Python compares values of these types as CEL does; nan keeps doubles in lists apart."""
    if left.name == right.name == "list":
        of = left.of or ANY, right.of or ANY
        return "double" not in (of[0].name, of[1].name) and _is_plain(*of)
    if left.name in EXACT and right.name in EXACT:
        return True
    return "any" not in (left.name, right.name) and kind_of(left) == kind_of(right)


def _spelled(name: str, operands: list[ast.expr]) -> ast.expr | None:
    """Functions that Python has an expression for."""
    match name:
        case "size":
            return ast.Call(load("len"), operands, [])
        case "contains":
            return ast.Compare(operands[1], [ast.In()], [operands[0]])
        case "startsWith" | "endsWith":
            return ast.Call(ast.Attribute(operands[0], name.lower(), ast.Load()), [operands[1]], [])
    return None
