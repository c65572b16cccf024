"""Comparing terms: equality as the language has it, order, membership of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.proving import arithmetic
from doable.workbench.proving.formulas import every, no, same, some
from doable.workbench.proving.terms import NUMBERS, ORDERED, Term

if TYPE_CHECKING:
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.space import Space


def listed(space: Space, items: tuple[Term, ...]) -> Term:
    """A list written in the text."""
    constant = all(item.is_constant and item.fine is True for item in items)
    among = ((True, tuple(item.constant for item in items)),) if constant else ()
    return Term("list", space.number(0), every(item.fine for item in items), among=among, items=items)


def equal(space: Space, one: Term, other: Term) -> Term | None:
    """Whether two values are equal; null equals null only. None where a proof can't tell."""
    fine = every((one.fine, other.fine))
    absent = every((no(one.present), no(other.present)))
    if "null" in (one.kind, other.kind):
        return Term("bool", absent, fine)
    alike = one.kind == other.kind or {one.kind, other.kind} <= NUMBERS
    if {"list", "double"} & {one.kind, other.kind}:
        return None
    if not alike:
        return Term("bool", absent, fine)
    return Term("bool", some((absent, every((one.present, other.present, _equal(space, one, other))))), fine)


def _equal(space: Space, one: Term, other: Term) -> Formula:
    if one.kind == "bool":
        return same(one.term, other.term)
    left, right = arithmetic.alike(one, other)
    if one.kind in ORDERED:
        space.note_comparison(left, right)
    return left == right


def compared(space: Space, function: str, one: Term, other: Term) -> Term | None:
    """`<` and its like; None where a proof can't tell."""
    alike = one.kind == other.kind or {one.kind, other.kind} <= NUMBERS
    if not alike or one.kind not in ORDERED:
        return None
    left, right = arithmetic.alike(one, other)
    space.note_comparison(left, right)
    match function:
        case "_<_":
            truth = left < right
        case "_<=_":
            truth = left <= right
        case "_>_":
            truth = left > right
        case _:
            truth = left >= right
    return Term("bool", truth, every((one.there, other.there)))
