"""Checking calls of functions: that there is such a function, and that it takes what it is given."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from doable.policy.language import functions, times
from doable.policy.language.agreeing import described, kind_of
from doable.policy.language.complaints import quoted
from doable.policy.language.declarations import ANY, DECIMAL, EXACT, MONEY
from doable.policy.language.exact import PLACES
from doable.policy.language.functions import FUNCTIONS
from doable.policy.language.operations import WORDS
from doable.policy.language.tree import Literal
from doable.policy.language.values import Failed, Timestamp

if TYPE_CHECKING:
    from doable.policy.language.complaints import Complaints
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Call, Node

_LIST = "name a fact of a type such as `list<string>`"
_OTHERS = ("has", "round", "all", "exists", "exists_one")


class Calls:
    """The rules for calls in one expression."""

    def __init__(self, complaints: Complaints) -> None:
        self.complaints = complaints

    def result(self, node: Call, types: tuple[Type, ...]) -> Type:
        """The type a call gives, with its problems noted."""
        if node.function == "_[_]":
            return self._indexed(node, *types)
        if node.function == "round" and not node.method:
            return self._rounded(node, types)
        function = FUNCTIONS.get(node.function)
        if function is None:
            return self._unknown(node)
        if function.is_other(node.method):
            return self._turned(node)
        kinds = [kind_of(type_) for type_ in types]
        for overload in function.overloads:
            if len(kinds) == len(overload.parameters) and all(
                kind in (parameter, "any") for kind, parameter in zip(kinds, overload.parameters, strict=True)
            ):
                self._literals(node)
                return overload.result
        return self._misfit(node, types)

    def _indexed(self, node: Call, whole: Type, index: Type) -> Type:
        if whole.name not in ("list", "any"):
            self.complaints.add(node, f"{quoted(node.args[0])} is {described(whole)}, not a list", _LIST)
        elif index.name not in ("int", "any"):
            message = (
                f"the place in a list is a whole number, and {quoted(node.args[1])} is {described(index)}"
            )
            self.complaints.add(node.args[1], message, "places count from 0")
        return whole.of or ANY

    def _rounded(self, node: Call, types: tuple[Type, ...]) -> Type:
        if len(types) != 2:
            self.complaints.add(node, "`round` takes a number and how many places", "write `round(x, 2)`")
            return DECIMAL
        amount, places = node.args
        if types[0].name not in (*EXACT, "any"):
            message = (
                f"`round` takes money or another exact number, and {quoted(amount)} is {described(types[0])}"
            )
            self.complaints.add(amount, message, "round an amount or a number, such as `ask.amount / 3`")
        if not isinstance(places, Literal) or places.kind != "int" or places.value not in range(PLACES + 1):
            message = f"the places of `round` are a number from 0 to {PLACES}, not {quoted(places)}"
            self.complaints.add(places, message, "write `round(x, 2)`")
        return MONEY if types[0] == MONEY else DECIMAL

    def _unknown(self, node: Call) -> Type:
        close = get_close_matches(node.function, [*FUNCTIONS, *_OTHERS], n=1)
        remedy = f"did you mean `{close[0]}`?" if close else "the page `books/language` lists the functions"
        self.complaints.add(node, f"there is no function `{node.function}`", remedy)
        return ANY

    def _turned(self, node: Call) -> Type:
        first = quoted(node.args[0]).strip("`") if node.args else "x"
        rest = ", ".join(quoted(arg).strip("`") for arg in node.args[1:])
        remedy = f"write `{node.function}({first}{', ' if rest else ''}{rest})`"
        if not node.method:
            remedy = f"write `{first}.{node.function}({rest})`"
        self.complaints.add(node, f"`{node.function}` is written another way", remedy)
        return FUNCTIONS[node.function].overloads[0].result

    def _misfit(self, node: Call, types: tuple[Type, ...]) -> Type:
        overloads = FUNCTIONS[node.function].overloads
        given = " and ".join(described(type_) for type_ in types) or "nothing"
        takes = ", or ".join(
            dict.fromkeys(" and ".join(WORDS[kind] for kind in each.parameters) for each in overloads)
        )
        self.complaints.add(node, f"`{node.function}` is given {given}", f"it takes {takes}")
        return overloads[0].result

    def _literals(self, node: Call) -> None:
        """What is written out is tried at once: patterns, dates, zones."""
        if node.function == "matches":
            self._pattern(node.args[1])
            return
        try:
            if all(isinstance(arg, Literal) for arg in node.args):
                values = tuple(arg.value for arg in node.args if isinstance(arg, Literal))
                functions.call(node.function, values, method=node.method, zone=ZoneInfo("UTC"))
            elif (
                len(node.args) == 2 and node.function.startswith("get") and isinstance(node.args[1], Literal)
            ):
                times.component(node.function, Timestamp(0), str(node.args[1].value))
        except Failed as failure:
            self.complaints.add(node, str(failure), "correct what stands between the quotes")

    def _pattern(self, node: Node) -> None:
        if not isinstance(node, Literal):
            remedy = "write the pattern out, between quotes"
            self.complaints.add(node, f"the pattern of `matches` can't come from {quoted(node)}", remedy)
            return
        try:
            functions.pattern(str(node.value))
        except Failed as failure:
            self.complaints.add(node, str(failure), "patterns follow RE2")
