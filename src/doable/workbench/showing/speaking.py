"""Conditions, values and outcomes of the book in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call, Has, ListOf, Literal, Name, chain, walk
from doable.workbench.showing.wording import fact_label, role, title, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from doable.policy.book import By, Contents, Effect
    from doable.policy.expression import Expression
    from doable.policy.language.declarations import Type
    from doable.policy.language.tree import Node

_COMPARED = {
    "_==_": "is",
    "_!=_": "is not",
    "_<_": "is below",
    "_<=_": "is at most",
    "_>_": "is more than",
    "_>=_": "is at least",
}
_IN_TIME = {
    **_COMPARED,
    "_<_": "is before",
    "_<=_": "is on or before",
    "_>_": "is after",
    "_>=_": "is on or after",
}
_TIMES = {"date", "timestamp"}
_RECKONED = {"_+_": "plus", "_-_": "minus", "_*_": "times", "_/_": "divided by", "_%_": "modulo"}
_NAMED = {
    "today": "today",
    "now": "now",
    "case.granted": "what is granted in this case",
    "customer.granted_90d": "what the customer was granted in the last 90 days",
}
_MOST = 12


def conditions(expression: Expression) -> tuple[str, ...]:
    """What all has to be so, one condition each; none where it always holds."""
    node = expression.node
    if isinstance(node, Literal) and node.value is True:
        return ()
    return tuple(_Speaking(expression.checked.types).ranged(_parts(node)))


def value(expression: Expression) -> str:
    """A value in words."""
    return _Speaking(expression.checked.types).say(expression.node)


def sayable(expression: Expression) -> bool:
    """Whether all of it has words; else some of it stands as it was written, names of facts included."""
    return all(_has_words(node) for node in walk(expression.node))


def _has_words(node: Node) -> bool:
    if isinstance(node, Call):
        known = node.function in _COMPARED or node.function in _RECKONED
        return known or (node.function in _SAID and len(node.args) <= _MOST)
    return isinstance(node, Literal | Name | Has | ListOf)


def _parts(node: Node) -> tuple[Node, ...]:
    return node.args if isinstance(node, Call) and _is_and(node) else (node,)


def _is_and(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "_&&_"


def _bounds(node: Node, function: str) -> bool:
    return isinstance(node, Call) and node.function == function


def _same(one: Node, other: Node) -> bool:
    return unparse(one.args[0]) == unparse(other.args[0])  # type: ignore[union-attr]  # both are calls


class _Speaking:
    """Says the parts of one expression; `types` are those of its nodes, by `id`."""

    def __init__(self, types: Mapping[int, Type]) -> None:
        self.types = types

    def ranged(self, parts: tuple[Node, ...]) -> Iterator[str]:
        """The parts, two bounds of the same thing beside each other as one range."""
        left = list(parts)
        while left:
            part = left.pop(0)
            after = left[0] if left else None
            is_range = after is not None and _bounds(part, "_>=_") and _bounds(after, "_<=_")
            if isinstance(part, Call) and isinstance(after, Call) and is_range and _same(part, after):
                left.pop(0)
                low, high = self.say(part.args[1]), self.say(after.args[1])
                yield f"{self.say(part.args[0])} is from {low} to {high}"
            else:
                yield self.condition(part)

    def condition(self, node: Node) -> str:
        """A condition; a fact that is a yes or no by itself says which."""
        return f"{self.say(node)}: yes" if isinstance(node, Name) else self.say(node)

    def say(self, node: Node) -> str:
        """A part of a condition in words; one that has none stands as it was written."""
        match node:
            case Literal():
                return _literal(node)
            case Name(name=name):
                return _name(name)
            case Has(operand=operand):
                return f"{self.say(operand)} is known"
            case ListOf(items=items):
                return _either(self.say(item) for item in items)
            case Call():
                return self._call(node)
        return unparse(node)

    def _call(self, node: Call) -> str:
        function, args = node.function, node.args
        if function in _COMPARED:
            kind = self.types.get(id(args[0]))
            compared = _IN_TIME if kind and kind.name in _TIMES else _COMPARED
            return f"{self.say(args[0])} {compared[function]} {self.say(args[1])}"
        if function in _RECKONED:
            return self._reckoned(node)
        said = _SAID.get(function)
        return said(self, args) if said and len(args) <= _MOST else unparse(node)

    def _reckoned(self, node: Call) -> str:
        first, links = chain(node)
        if isinstance(first, Name) and first.name == "today" and len(links) == 1 and node.function == "_+_":
            return f"{self.say(node.args[1])} days from today"
        parts = (f" {_RECKONED[link.function]} {self.within(link.args[1])}" for link in links)
        return self.say(first) + "".join(parts)

    def negated(self, inner: Node) -> str:
        """That something is not so."""
        match inner:
            case Name():
                return f"{self.say(inner)}: no"
            case Has(operand=operand):
                return f"{self.say(operand)} is absent"
            case Call(function="@in", args=(one, of)):
                return f"{self.say(one)} is not one of {self.say(of)}"
            case Call(function="_||_", args=args):
                return "neither " + " nor ".join(self.clause(arg) for arg in args)
        return f"{'not at once' if _is_and(inner) else 'it is not so that'}: {self.say(inner)}"

    def within(self, node: Node) -> str:
        """A value within another."""
        bracketed = isinstance(node, Call) and node.function in {"_&&_", "_||_", "_?_:_", *_RECKONED}
        return f"({self.say(node)})" if bracketed else self.say(node)

    def clause(self, node: Node) -> str:
        """A condition within another."""
        bracketed = isinstance(node, Call) and node.function in {"_&&_", "_||_"}
        return f"({self.condition(node)})" if bracketed else self.condition(node)


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


_SAID: Mapping[str, Callable[[_Speaking, tuple[Node, ...]], str]] = {
    "_&&_": lambda it, args: " and ".join(it.clause(arg) for arg in args),
    "_||_": lambda it, args: _either(it.clause(arg) for arg in args),
    "!_": lambda it, args: it.negated(args[0]),
    "-_": lambda it, args: f"minus {it.within(args[0])}",
    "_?_:_": lambda it, args: f"{it.say(args[1])} if {it.condition(args[0])}, else {it.say(args[2])}",
    "@in": lambda it, args: f"{it.say(args[0])} is one of {it.say(args[1])}",
    "days": lambda it, args: f"the days from {it.say(args[0])} to {it.say(args[1])}",
    "round": lambda it, args: f"{it.say(args[0])}, rounded",
}


def _literal(node: Literal) -> str:
    if node.value is None:
        return "absent"
    if isinstance(node.value, bool):
        return "yes" if node.value else "no"
    if node.value == "":
        return "empty"
    if isinstance(node.value, str):
        return node.value.replace("_", " ") if node.value.replace("_", "").isalpha() else f"“{node.value}”"
    return node.text or (format(node.value, "f") if isinstance(node.value, Decimal) else str(node.value))


def _name(name: str) -> str:
    if name in _NAMED:
        return _NAMED[name]
    if name.startswith("ask."):
        return f"the {title(name).lower()} asked for"
    return fact_label(name).lower()


def whom(contents: Contents, by: By | None) -> str:
    """Somebody by grade and function."""
    if by is None:
        return "whoever is entitled"
    lowest = contents.grades[min(1, len(contents.grades) - 1)]
    grade = "anybody" if by.grade == lowest and by.function != "any" else by.grade
    return role(grade, by.function)


def outcome(contents: Contents, effect: Effect, language: str = "") -> str:
    """What follows from a rule, in one sentence; the book's own words in a language of it."""
    if effect.then == "bill":
        amount = value(effect.amount) if effect.amount else "a charge"
        what_for = f", for {effect.charge_for.within(language)}" if effect.charge_for else ""
        return f"Yes, for a charge of {amount}{what_for}."
    if effect.then == "approve":
        other = " – somebody else than who asks" if effect.second_person else ""
        return f"Yes, once {with_article(whom(contents, effect.by))} approves{other}."
    if effect.then == "refer":
        return f"A person decides: {whom(contents, effect.to)}."
    return _OUTCOMES[effect.then]


_OUTCOMES = {
    "grant": "Yes.",
    "phase": "Yes, step by step.",
    "decline": "No.",
    "forbid": "Never, whoever asks.",
    "lift": "Then the rule above does not apply.",
}
