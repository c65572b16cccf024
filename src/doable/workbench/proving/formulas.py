"""Truths as Z3 formulas; constants are folded on the way, so that what is plain stays a Python truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

try:
    import z3
except ImportError as missing:  # the extra is not installed
    raise ImportError("proofs need Z3: install doable[prove]") from missing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Formula: TypeAlias = z3.BoolRef | bool


def every(parts: Iterable[Formula]) -> Formula:
    """All parts hold."""
    return _junction(z3.Z3_mk_and, parts, absorbing=False)


def some(parts: Iterable[Formula]) -> Formula:
    """At least one part holds."""
    return _junction(z3.Z3_mk_or, parts, absorbing=True)


def no(part: Formula) -> Formula:
    """The part does not hold."""
    return (not part) if isinstance(part, bool) else z3.Not(part)


def same(one: Formula, other: Formula) -> Formula:
    """Both hold or neither."""
    if isinstance(one, bool):
        return other if one else no(other)
    if isinstance(other, bool):
        return one if other else no(one)
    return one == other


def where(condition: Formula, chosen: z3.ExprRef, other: z3.ExprRef) -> z3.ExprRef:
    """One value where the condition holds, else the other."""
    if isinstance(condition, bool):
        return chosen if condition else other
    return chosen if chosen.eq(other) else z3.If(condition, chosen, other)


def truth_where(condition: Formula, chosen: Formula, other: Formula) -> Formula:
    """The same for truths."""
    if isinstance(condition, bool):
        return chosen if condition else other
    return some((every((condition, chosen)), every((no(condition), other))))


def plain(formula: z3.ExprRef | bool, context: z3.Context) -> z3.ExprRef:
    """A formula or value as Z3 needs it."""
    return z3.BoolVal(formula, context) if isinstance(formula, bool) else formula


def _junction(make: Callable[..., object], parts: Iterable[Formula], *, absorbing: bool) -> Formula:
    found: list[z3.BoolRef] = []
    for part in parts:
        if part is absorbing:
            return absorbing
        if not isinstance(part, bool):
            found.append(part)
    if len(found) < 2:
        return found[0] if found else not absorbing
    context = found[0].ctx
    array = (z3.Ast * len(found))(*[part.as_ast() for part in found])
    return z3.BoolRef(make(context.ref(), len(found), array), context)
