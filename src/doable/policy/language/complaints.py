"""What is wrong with an expression and what to write instead, for somebody who writes rules."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from doable.policy.language import agreeing
from doable.policy.language.agreeing import described
from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call, ListOf, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.language.declarations import Declaration, Type
    from doable.policy.language.tree import Node, Span

SHOWN = 80
_EXAMPLES = {
    "money": "an amount such as 50 or 49.90",
    "decimal": "a number such as 2 or 2.5",
    "int": "a whole number such as 14",
    "string": 'a text such as "north"',
    "date": 'a date such as `today` or `date("2026-10-14")`',
    "timestamp": 'a moment such as `now` or `timestamp("2026-10-14T09:00:00Z")`',
    "duration": 'a length of time such as `duration("36h")`',
    "bool": "`true` or `false`",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where, and what to do about it."""

    message: str
    at: Span
    help: str | None = None


def quoted(node: Node) -> str:
    """A part of the expression in backticks, cut short where it is long."""
    text = unparse(node)
    return f"`{text if len(text) <= SHOWN else text[: SHOWN - 3] + '...'}`"


class Complaints:
    """The problems of one expression in the order in which they were met."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, node: Node, message: str, remedy: str | None = None) -> None:
        """Notes a problem at a node."""
        self.problems.append(Problem(message, node.at, remedy))

    def mixture(self, left: Node, one: Type, right: Node, other: Type, remedy: str | None = None) -> None:
        """Notes two values whose types don't go together."""
        if isinstance(left, Literal):
            left, one, right, other = right, other, left, one
        message = f"{quoted(left)} is {described(one)} and {quoted(right)} is {described(other)}"
        example = self.example(one.of or one)
        if {one.name, other.name} == {"int", "double"}:
            example = "a whole number such as 14, or declare the fact as a decimal"
        self.add(right, message, remedy or (f"compare it with {example}" if example else None))

    def operation(self, function: str, left: tuple[Node, Type], right: tuple[Node, Type]) -> None:
        """Notes a sum or product that has no meaning."""
        (first, one), (second, other) = left, right
        sign = function.strip("_")
        message = (
            f"no `{sign}` for {quoted(first)}, {described(one)}, and {quoted(second)}, {described(other)}"
        )
        self.add(second, message, agreeing.remedy(function, (unparse(first), one), (unparse(second), other)))

    def part(self, node: Node) -> None:
        """Notes a field of something that is no fact."""
        self.add(node, f"{quoted(node)} asks for a part of a value", "only facts have names with points")

    def undeclared(self, node: Node, name: str, names: Mapping[str, Declaration]) -> None:
        """Notes a name that nobody declared, with what may have been meant."""
        words = {word for declared in names.values() for word in (declared.type.of or declared.type).values}
        close = get_close_matches(name, names, n=1, cutoff=0.7)
        remedy = f"did you mean `{close[0]}`?" if close else "declare it among the facts, or correct the name"
        if name in words:
            remedy = f'if the text is meant, put it in quotes: "{name}"'
        self.add(node, f"there is no fact `{name}`", remedy)

    def words(self, texts: Node, choice: Type, whose: Node | None = None) -> None:
        """Notes texts that are none of the words of a choice; `whose` it is, if it belongs to something."""
        of = choice.of or choice
        for literal in _literals(texts) if of.name == "enum" else ():
            if isinstance(literal.value, str) and literal.value not in of.values:
                close = get_close_matches(literal.value, of.values, n=1)
                remedy = f'did you mean "{close[0]}"?' if close else f"it is one of {', '.join(of.values)}"
                owner = f"no value of {quoted(whose)}" if whose else "none of the choices"
                self.add(literal, f"{quoted(literal)} is {owner}", remedy)

    @staticmethod
    def example(type_: Type) -> str | None:
        """What a value of a type looks like."""
        if type_.name == "enum" and type_.values:
            return f'one of {", ".join(type_.values)}, such as "{type_.values[0]}"'
        return _EXAMPLES.get(type_.name)

    @staticmethod
    def is_spelled_out(node: Node) -> bool:
        """Whether a text is written in the expression, whichever way its choices go."""
        if isinstance(node, Call) and node.function == "_?_:_":
            return all(Complaints.is_spelled_out(branch) for branch in node.args[1:])
        return isinstance(node, Literal)


def _literals(node: Node) -> Iterator[Literal]:
    """The literals a value may be, through choices and lists."""
    if isinstance(node, Literal):
        yield node
    elif isinstance(node, ListOf):
        for item in node.items:
            yield from _literals(item)
    elif isinstance(node, Call) and node.function == "_?_:_":
        for branch in node.args[1:]:
            yield from _literals(branch)
