"""Reading an expression: text in, tree out, or an error that says where and what to do.

The language is CEL without maps, messages, bytes, unsigned numbers, `map` and `filter`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.language.cursor import Cursor
from doable.policy.language.lexing import (
    LONGEST,
    RESERVED,
    LanguageError,
    NotParsed,
    Refused,
    not_parsed,
    position,
    refused,
)
from doable.policy.language.tree import (
    ARITHMETIC,
    Call,
    Has,
    ListOf,
    Literal,
    Name,
    Quantified,
    Select,
    Span,
    children,
)

if TYPE_CHECKING:
    from doable.policy.language.lexing import Token
    from doable.policy.language.tree import Node

__all__ = ["DEEPEST", "LONGEST", "LanguageError", "NotParsed", "Refused", "parse", "position"]

DEEPEST = 100
QUANTIFIERS = ("all", "exists", "exists_one")
LEVELS = {"||": 1, "&&": 2, "==": 3, "!=": 3, "<": 3, "<=": 3, ">": 3, ">=": 3, "in": 3}
LEVELS |= {"+": 4, "-": 4, "*": 5, "/": 5, "%": 5}
_CONSTANTS = {"true": (True, "bool"), "false": (False, "bool"), "null": (None, "null")}


def parse(source: str) -> Node:
    """The tree of an expression; raises NotParsed or Refused."""
    parser = _Parser(source)
    node = parser.whole()
    _measure(source, node)
    return node


def _measure(source: str, node: Node) -> None:
    """Refuses what is nested too deep; a sum or product counts once, however long it is."""
    pending = [(node, 1)]
    while pending:
        current, depth = pending.pop()
        if depth > DEEPEST:
            raise _too_deep(source, current.at.start)
        long = isinstance(current, Call) and current.function in ARITHMETIC
        for index, child in enumerate(children(current)):
            flat = long and index == 0 and isinstance(child, Call) and child.function in ARITHMETIC
            pending.append((child, depth if flat else depth + 1))


def _too_deep(source: str, offset: int) -> NotParsed:
    message = f"this is nested more than {DEEPEST} deep"
    return not_parsed(source, offset, message, "compute part of it as a fact with `is:`")


class _Parser(Cursor):
    """One reading of one text, left to right; binary operators by precedence, without recursion."""

    def whole(self) -> Node:
        node = self.expression()
        if self.token.kind != "end":
            raise self.unexpected("expected an operator such as `&&`, or the end")
        return node

    def expression(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _too_deep(self.source, self.token.start)
        node = self.operators()
        if self.take("?"):
            chosen = self.operators()
            self.expect(":")
            other = self.expression()
            node = Call("_?_:_", (node, chosen, other), Span(node.at.start, other.at.end))
        self.depth -= 1
        return node

    def operators(self) -> Node:
        operands, signs = [self.operand()], list[str]()
        while level := self.level():
            _reduce(operands, signs, level)
            signs.append(self.next().text)
            operands.append(self.operand())
        _reduce(operands, signs, 1)
        return operands[0]

    def level(self) -> int:
        return LEVELS.get(self.token.text, 0) if self.token.kind in ("sign", "name") else 0

    def operand(self) -> Node:
        start = self.token.start
        sign = next((sign for sign in "!-" if self.at(sign)), None)
        count = 0
        while sign and self.take(sign):
            count += 1
        if sign == "-" and count == 1 and self.token.kind in ("int", "double"):
            return self.postfix(self.number(start))
        if sign == "!" and self.at("-"):
            node = self.negative_number()
        else:
            node = self.postfix(self.primary())
        return Call(f"{sign}_", (node,), Span(start, node.at.end)) if count % 2 else node

    def negative_number(self) -> Node:
        start = self.next().start
        if self.token.kind not in ("int", "double"):
            raise self.unexpected("expected a number after `-`")
        return self.postfix(self.number(start))

    def number(self, start: int) -> Literal:
        """A number; where `start` lies before its digits, there is a minus."""
        token = self.next()
        minus = "-" if start < token.start else ""
        value = token.value
        assert isinstance(value, int | float)
        value = -value if minus else value
        if token.kind == "int" and not -(2**63) <= value < 2**63:
            message = f"`{minus}{token.text}` is too large a number"
            raise not_parsed(self.source, start, message, "whole numbers go up to 9223372036854775807")
        text = str(value) if token.kind == "int" else minus + token.text
        return Literal(value, token.kind, Span(start, token.end), text)

    def postfix(self, node: Node) -> Node:
        while self.token.kind == "sign":
            if self.take("."):
                node = self.member(node)
            elif self.take("["):
                index = self.expression()
                node = Call("_[_]", (node, index), Span(node.at.start, self.expect("]").end))
            elif self.at("{") and isinstance(node, Name | Select):
                raise refused(self.source, node.at.start, "messages")
            else:
                break
        return node

    def member(self, node: Node) -> Node:
        token = self.next()
        if token.kind == "quoted":
            return Select(node, token.text, Span(node.at.start, token.end))
        if token.kind != "name" or token.text in ("in", *_CONSTANTS):
            self.index -= 1
            raise self.unexpected("expected a name after the point")
        if not self.take("("):
            return Select(node, token.text, Span(node.at.start, token.end))
        if token.text in ("map", "filter"):
            raise refused(self.source, token.start, f"macro {token.text}")
        arguments = self.arguments(")")
        span = Span(node.at.start, self.tokens[self.index - 1].end)
        if token.text in QUANTIFIERS:
            return self.quantified(token, node, arguments, span)
        return Call(token.text, (node, *arguments), span, method=True)

    def quantified(self, token: Token, over: Node, arguments: tuple[Node, ...], span: Span) -> Node:
        variable = arguments[0] if len(arguments) == 2 else None
        if not isinstance(variable, Name) or variable.name.startswith("."):
            message = f"`{token.text}` takes a variable and a condition on it"
            raise not_parsed(self.source, token.start, message, f"for example `items.{token.text}(x, x > 0)`")
        return Quantified(token.text, variable.name, over, arguments[1], span)

    def arguments(self, close: str) -> tuple[Node, ...]:
        """Expressions up to a closing sign; only a list may end in a comma."""
        found: list[Node] = []
        while not self.take(close):
            if found:
                self.expect(",")
            if close == "]" and self.take(close):
                break
            found.append(self.expression())
        return tuple(found)

    def primary(self) -> Node:
        token = self.token
        if token.kind in ("int", "double"):
            return self.number(token.start)
        self.index += 1
        if token.kind == "string":
            return Literal(token.value, "string", Span(token.start, token.end))
        if token.kind == "name":
            return self.named(token, token.start)
        match token.text:
            case "(":
                node = self.expression()
                return replace(node, at=Span(token.start, self.expect(")").end))
            case "[":
                items = self.arguments("]")
                return ListOf(items, Span(token.start, self.tokens[self.index - 1].end))
            case "." if self.token.kind == "name" and self.token.text not in _CONSTANTS:
                return self.named(self.next(), token.start)
            case "{":
                raise refused(self.source, token.start, "maps")
        self.index -= 1
        raise self.unexpected("expected a value")

    def named(self, token: Token, start: int) -> Node:
        """A constant, a function call or a name; a leading point leaves quantifiers' variables aside."""
        if token.text in _CONSTANTS:
            value, kind = _CONSTANTS[token.text]
            return Literal(value, kind, Span(start, token.end))
        if token.text in RESERVED:
            raise not_parsed(
                self.source, token.start, f"`{token.text}` is a reserved word", "choose another name"
            )
        if self.take("("):
            return self.called(token, start)
        return Name("." * (start < token.start) + token.text, Span(start, token.end))

    def called(self, token: Token, start: int) -> Node:
        if token.text in ("dyn", "type", "uint", "bytes"):
            raise refused(self.source, token.start, token.text)
        arguments = self.arguments(")")
        span = Span(start, self.tokens[self.index - 1].end)
        if token.text != "has":
            return Call(token.text, arguments, span)
        if len(arguments) != 1 or not isinstance(arguments[0], Name | Select):
            raise not_parsed(self.source, start, "`has` takes one fact", "for example `has(order.note)`")
        return Has(arguments[0], span)


def _reduce(operands: list[Node], signs: list[str], level: int) -> None:
    """Joins what binds at least as tightly as the operator that comes next."""
    while signs and LEVELS[signs[-1]] >= level:
        sign, right, left = signs.pop(), operands.pop(), operands.pop()
        span = Span(left.at.start, right.at.end)
        function = "@in" if sign == "in" else f"_{sign}_"
        arguments: tuple[Node, ...] = (left, right)
        if sign in ("&&", "||"):
            arguments = (*_parts(function, left), *_parts(function, right))
        operands.append(Call(function, arguments, span))


def _parts(function: str, node: Node) -> tuple[Node, ...]:
    return node.args if isinstance(node, Call) and node.function == function else (node,)
