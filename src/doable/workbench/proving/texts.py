"""What proofs know of texts, lists, moments and conversions: little, and what they don't is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import z3

from doable.policy.language import functions
from doable.policy.language.times import DAY, HOUR, MINUTE, SECOND
from doable.policy.language.tree import Call, Literal, Name
from doable.workbench.proving.comparisons import equal
from doable.workbench.proving.formulas import every, some
from doable.workbench.proving.space import EPOCH
from doable.workbench.proving.terms import Term

if TYPE_CHECKING:
    from doable.policy.language.tree import Node, Quantified
    from doable.workbench.proving.walk import Walk

_LENGTHS = {"getHours": HOUR, "getMinutes": MINUTE, "getSeconds": SECOND}
_ABOUT_TEXTS = frozenset({"contains", "startsWith", "endsWith", "matches"})


def applied(translation: Walk, node: Call, args: list[Term]) -> Term:
    """A function of something that can vary."""
    function, kinds = node.function, tuple(arg.kind for arg in args)
    there = every(arg.there for arg in args)
    if function == "days" and kinds == ("date", "date"):
        return Term("int", args[1].term - args[0].term, there, most=4 * 10**6)
    if function in _ABOUT_TEXTS and kinds == ("string", "string") and args[1].is_constant:
        return _about(translation, node, args)
    if function == "size" and len(kinds) == 1:
        return _size(translation, args[0]) if kinds == ("list",) else _length(translation, args[0])
    if function == "@in":
        return _contained(translation, node, args)
    return _converted(translation, node, args)


def _converted(translation: Walk, node: Call, args: list[Term]) -> Term:
    """One type made into another, as far as a proof knows it."""
    function, kinds = node.function, tuple(arg.kind for arg in args)
    if function in ("int", "string", "date", "timestamp", "duration", "bool") and kinds == (function,):
        return args[0].if_fine(args[0].present)
    if function == "date" and kinds == ("timestamp",):
        return _date_of(translation, node, args[0])
    if function == "int" and kinds == ("decimal",):
        return _cut(args[0])
    if function in _LENGTHS and kinds == ("duration",):
        return _length_in(function, args[0])
    return translation.opaque(node, "a proof does not know what this comes to", args, may_fail=True)


def _about(translation: Walk, node: Call, args: list[Term]) -> Term:
    """A question about a text: free, but known of every text that is written in the book."""
    part = str(args[1].constant)

    def apply(text: str) -> object:
        return functions.call(node.function, (text, part), method=node.method, zone=None)

    asked = translation.space.about_text(f"{node.function} {part!r}", "bool", apply)
    return Term("bool", asked(args[0].term), every(arg.there for arg in args))


def _length(translation: Walk, text: Term) -> Term:
    found = translation.space.about_text("size", "int", len)(text.term)
    translation.space.domain.append(found >= 0)
    return Term("int", found, text.there, most=10**6)


def _size(translation: Walk, items: Term) -> Term:
    if items.items is not None:
        return translation.space.constant(len(items.items)).if_fine(items.there)
    space = translation.space
    found = z3.Function("size of list", z3.IntSort(space.context), z3.IntSort(space.context))(items.term)
    space.domain += [found >= 0, found <= 1_000]
    return Term("int", found, items.there, most=1_000)


def _contained(translation: Walk, node: Call, args: list[Term]) -> Term:
    item, items = args
    if items.kind != "list":
        return translation.space.failed("bool")
    if items.items is not None:
        found = [equal(translation.space, item, other) for other in items.items]
        if any(each is None for each in found):
            return translation.opaque(node, "lists and doubles are not compared", args)
        truths = [each for each in found if each is not None]
        return Term(
            "bool", some(each.yes for each in truths), every([items.there, *(each.fine for each in truths)])
        )
    if item.kind == "list" or item.present is not True:
        return translation.opaque(node, "a proof does not follow this into the list", args)
    return Term("bool", member(translation, items, item), every((item.there, items.there)))


def member(translation: Walk, items: Term, item: Term) -> z3.BoolRef:
    """Whether a list holds an item; a list that does is not empty."""
    space = translation.space
    held = z3.Function(
        f"holds {item.kind}", z3.IntSort(space.context), space.sort(item.kind), z3.BoolSort(space.context)
    )
    value = z3.BoolVal(item.term, space.context) if isinstance(item.term, bool) else item.term
    found = held(items.term, value)
    if not isinstance(items.term, bool) and z3.is_int_value(value):
        space.held.setdefault(items.term.decl().name(), {})[value.as_long()] = found
    space.domain.append(z3.Implies(found, _size(translation, items).term > 0))
    return found


def asked_of_list(translation: Walk, node: Quantified, over: Term) -> Term:
    """A quantifier over a fact: `exists(x, x == "a")` is membership, the rest is not followed."""
    match node.body:
        case Call(function="_==_", args=(Name(name=name), Literal() as item)) if (
            name == node.variable and node.quantifier == "exists"
        ):
            return Term("bool", member(translation, over, translation.term(item)), over.there)
    return translation.opaque(node, "a proof does not go through the items of a list", [over], may_fail=True)


def _cut(number: Term) -> Term:
    """The digits before the point."""
    found = z3.If(number.term >= 0, z3.ToInt(number.term), -z3.ToInt(-number.term))
    return Term("int", found, number.there, most=10**18)


def _length_in(part: str, length: Term) -> Term:
    """A length of time in whole hours, minutes or seconds, cut towards zero."""
    size = z3.If(length.term >= 0, length.term, -length.term) / _LENGTHS[part]
    return Term("int", z3.If(length.term >= 0, size, -size), length.there, most=10**12)


def _date_of(translation: Walk, node: Node, moment: Term) -> Term:
    """The day of a moment: `today` for `now`, otherwise one of the days it may be anywhere on earth."""
    if isinstance(node, Call) and node.args[0] == Name("now", node.args[0].at):
        return translation.lookup("today")
    found = translation.opaque(node, "time zones are not followed exactly", [moment])
    start = (found.term - EPOCH) * DAY
    translation.space.domain += [moment.term >= start - DAY, moment.term < start + 2 * DAY]
    return found
