"""Conditions and values of the book in plain words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call, Has, ListOf, Literal, Name, chain
from doable.web.cases.wording import fact_label, role, title, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from doable.policy.book import By, Contents, Effect
    from doable.policy.expression import Expression
    from doable.policy.language.tree import Node

_COMPARED = {
    "_==_": "is",
    "_!=_": "is not",
    "_<_": "is below",
    "_<=_": "is at most",
    "_>_": "is more than",
    "_>=_": "is at least",
}
_RECKONED = {"_+_": "plus", "_-_": "minus", "_*_": "times", "_/_": "divided by", "_%_": "modulo"}
_NAMED = {"today": "today", "now": "now"}
_MOST = 12


def conditions(expression: Expression) -> tuple[str, ...]:
    """What all has to be so, one condition each; none where it always holds."""
    node = expression.node
    if isinstance(node, Literal) and node.value is True:
        return ()
    return tuple(_ranged(_parts(node)))


def value(expression: Expression) -> str:
    """A value in words."""
    return say(expression.node)


def _parts(node: Node) -> tuple[Node, ...]:
    return node.args if isinstance(node, Call) and node.function == "_&&_" else (node,)


def _ranged(parts: tuple[Node, ...]) -> Iterator[str]:
    """The parts, two bounds of the same thing beside each other as one range."""
    left = list(parts)
    while left:
        part = left.pop(0)
        after = left[0] if left else None
        if _bounds(part, "_>=_") and after is not None and _bounds(after, "_<=_") and _same(part, after):
            left.pop(0)
            yield f"{say(part.args[0])} is from {say(part.args[1])} to {say(after.args[1])}"  # type: ignore[union-attr]  # both are calls
        else:
            yield _condition(part)


def _bounds(node: Node, function: str) -> bool:
    return isinstance(node, Call) and node.function == function


def _same(one: Node, other: Node) -> bool:
    return unparse(one.args[0]) == unparse(other.args[0])  # type: ignore[union-attr]  # both are calls


def _condition(node: Node) -> str:
    """A condition; a fact that is a yes or no by itself says which."""
    if isinstance(node, Name):
        return f"{say(node)}: yes"
    return say(node)


def say(node: Node) -> str:
    """A part of a condition in words; one that has none stands as it was written."""
    match node:
        case Literal():
            return _literal(node)
        case Name(name=name):
            return _name(name)
        case Has(operand=operand):
            return f"{say(operand)} is known"
        case ListOf(items=items):
            return _either(say(item) for item in items)
        case Call():
            return _call(node)
    return unparse(node)


def _call(node: Call) -> str:
    function, args = node.function, node.args
    if function in _COMPARED:
        return f"{say(args[0])} {_COMPARED[function]} {say(args[1])}"
    if function in _RECKONED:
        return _reckoned(node)
    said = _SAID.get(function)
    return said(args) if said and len(args) <= _MOST else unparse(node)


def _reckoned(node: Call) -> str:
    first, links = chain(node)
    if isinstance(first, Name) and first.name == "today" and len(links) == 1 and node.function == "_+_":
        return f"{say(node.args[1])} days from today"
    return say(first) + "".join(f" {_RECKONED[link.function]} {_within(link.args[1])}" for link in links)


def _not(args: tuple[Node, ...]) -> str:
    inner = args[0]
    if isinstance(inner, Name):
        return f"{say(inner)}: no"
    if isinstance(inner, Has):
        return f"{say(inner.operand)} is absent"
    return f"it is not so that {say(inner)}"


def _within(node: Node) -> str:
    words = say(node)
    return (
        f"({words})"
        if isinstance(node, Call) and node.function in {"_&&_", "_||_", "_?_:_", *_RECKONED}
        else words
    )


def _clause(node: Node) -> str:
    words = _condition(node)
    return f"({words})" if isinstance(node, Call) and node.function in {"_&&_", "_||_"} else words


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


_SAID: Mapping[str, Callable[[tuple[Node, ...]], str]] = {
    "_&&_": lambda args: " and ".join(_clause(arg) for arg in args),
    "_||_": lambda args: _either(_clause(arg) for arg in args),
    "!_": _not,
    "-_": lambda args: f"minus {_within(args[0])}",
    "_?_:_": lambda args: f"{say(args[1])} if {_condition(args[0])}, else {say(args[2])}",
    "@in": lambda args: f"{say(args[0])} is one of {say(args[1])}",
    "days": lambda args: f"the days from {say(args[0])} to {say(args[1])}",
    "round": lambda args: f"{say(args[0])}, rounded",
}


def _literal(node: Literal) -> str:
    if node.value is None:
        return "absent"
    if isinstance(node.value, bool):
        return "yes" if node.value else "no"
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


def outcome(contents: Contents, effect: Effect) -> str:
    """What follows from a rule, in one sentence."""
    if effect.then == "bill":
        amount = value(effect.amount) if effect.amount else "a charge"
        return f"Yes, for a charge of {amount}" + (
            f", for {effect.charge_for}." if effect.charge_for else "."
        )
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
