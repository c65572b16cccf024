"""Checking comparisons: that both sides go together and that the comparison says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.agreeing import agree, described, is_ordered
from doable.policy.language.complaints import quoted
from doable.policy.language.declarations import ANY, BOOL, DECIMAL, INT, MONEY, NULL
from doable.policy.language.tree import Name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.language.complaints import Complaints
    from doable.policy.language.declarations import Declaration, Type
    from doable.policy.language.tree import Call, Node

_ORDER = ("_<_", "_<=_", "_>_", "_>=_")


class Comparisons:
    """The rules for comparisons in one expression."""

    def __init__(self, complaints: Complaints, names: Mapping[str, Declaration]) -> None:
        self.complaints, self.names = complaints, names

    def compare(self, node: Call, one: Type, other: Type) -> None:
        """Notes what is wrong with `==`, `!=`, `<`, `<=`, `>`, `>=` or `in`."""
        left, right = node.args
        if node.function == "@in":
            self._membership(left, one, right, other)
        elif NULL in (one, other):
            self._absence(node)
        elif not agree(one, other):
            self.complaints.mixture(left, one, right, other)
        elif node.function in _ORDER:
            self._order((left, one), (right, other))
        else:
            self.complaints.words(right, one, left)
            self.complaints.words(left, other, right)

    def want(self, node: Node, type_: Type, wanted: Type) -> None:
        """Notes where the whole expression has another type than it has to have."""
        if not agree(wanted, type_) or (wanted == INT and type_ in (MONEY, DECIMAL)):
            message = f"{quoted(node)} is {described(type_)}, where {described(wanted)} is needed"
            remedy = "compare it with something" if wanted == BOOL else self.complaints.example(wanted)
            self.complaints.add(node, message, remedy)
        elif wanted.name == "enum" and type_.name == "string" and not self.complaints.is_spelled_out(node):
            message = f"{quoted(node)} may be any text, where {described(wanted)} is needed"
            self.complaints.add(node, message, "write the choices out")
        else:
            self.complaints.words(node, wanted)

    def _order(self, *sides: tuple[Node, Type]) -> None:
        for node, type_ in sides:
            if not is_ordered(type_):
                text = quoted(node).strip("`")
                remedy = (
                    f"name what counts: `{text} in [...]`" if type_.name == "enum" else "use `==` or `!=`"
                )
                self.complaints.add(node, f"`{text}` is {described(type_)}, which has no order", remedy)
                return

    def _absence(self, node: Call) -> None:
        """A comparison with null: only for facts that may be absent, and only `==` or `!=`."""
        name = next((arg for arg in node.args if isinstance(arg, Name)), None)
        if node.function in _ORDER or name is None or name.name not in self.names:
            message = "null is compared with facts only, by `==` or `!=`"
            self.complaints.add(node, message, "name an optional fact")
        elif not self.names[name.name].optional:
            remedy = "leave the comparison out, or declare the fact `optional: true`"
            self.complaints.add(node, f"`{name.name}` is never absent", remedy)

    def _membership(self, item: Node, type_: Type, over: Node, whole: Type) -> None:
        text = quoted(over).strip("`")
        if whole.name == "string":
            remedy = f"to look inside a text, write `{text}.contains(...)`"
            self.complaints.add(over, f"`in` needs a list, and `{text}` is text", remedy)
        elif whole.name not in ("list", "any"):
            message = f"`in` needs a list, and `{text}` is {described(whole)}"
            self.complaints.add(over, message, 'write a list, such as `["a", "b"]`')
        elif not agree(type_, whole.of or ANY):
            self.complaints.mixture(item, type_, over, whole)
        else:
            self.complaints.words(over, type_, item)
            self.complaints.words(item, whole.of or ANY, over)
