"""Arithmetic in proofs: sums, products with a written value, division, rounding; days and moments."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

import z3

from doable.policy.language.exact import LARGEST_INT, PLACES
from doable.workbench.proving.formulas import every, no, where
from doable.workbench.proving.terms import NUMBERS, Term, as_fraction

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.language.tree import Call
    from doable.policy.language.values import Plain
    from doable.workbench.proving.walk import Walk

_TIMES = {
    "_+_": {
        ("date", "int"): "date",
        ("int", "date"): "date",
        ("timestamp", "duration"): "timestamp",
        ("duration", "timestamp"): "timestamp",
        ("duration", "duration"): "duration",
    },
    "_-_": {
        ("date", "int"): "date",
        ("timestamp", "timestamp"): "duration",
        ("timestamp", "duration"): "timestamp",
        ("duration", "duration"): "duration",
    },
}


def as_kind(term: Term, kind: str) -> z3.ArithRef:
    """The term as a number of another kind."""
    if kind == "decimal" and not isinstance(term.term, bool) and z3.is_int(term.term):
        return z3.ToReal(term.term)
    return term.term


def alike(one: Term, other: Term) -> tuple[z3.ArithRef, z3.ArithRef]:
    """Two numbers of one Z3 sort."""
    if one.kind == other.kind:
        return one.term, other.term
    return as_kind(one, "decimal"), as_kind(other, "decimal")


def negative(translation: Walk, node: Call, term: Term) -> Term:
    """The number with the other sign."""
    if term.kind not in NUMBERS:
        return translation.opaque(node, "only numbers have a sign in a proof", [term], may_fail=True)
    among = tuple((when, _turned(value)) for when, value in term.among)
    return Term(term.kind, -term.term, term.there, most=term.most, among=among)


def _turned(value: Plain) -> Plain:
    fraction = as_fraction(value)
    return value if fraction is None else (-value if isinstance(value, int | Decimal) else value)


def calculated(translation: Walk, node: Call, one: Term, other: Term, *, ratio: bool) -> Term:
    """One step of a sum or product."""
    if one.is_constant and other.is_constant and not ratio:
        return translation.written(node)
    kind = _TIMES.get(node.function, {}).get((one.kind, other.kind))
    if kind is not None:
        sign = 1 if node.function == "_+_" else -1
        return Term(kind, one.term + sign * other.term, every((one.there, other.there)))
    if not {one.kind, other.kind} <= NUMBERS:
        return translation.opaque(node, "proofs know sums of numbers and dates only", [one, other])
    if ratio:
        one, other = (_exact(each) for each in (one, other))
    if node.function in ("_+_", "_-_"):
        return _sum(node.function, one, other)
    if node.function == "_*_":
        return _product(translation, node, one, other)
    return _quotient(translation, node, one, other, ratio=ratio)


def _exact(term: Term) -> Term:
    return Term("decimal", as_kind(term, "decimal"), term.fine, term.present, among=term.among)


def _sum(function: str, one: Term, other: Term) -> Term:
    left, right = alike(one, other)
    most = one.most + other.most
    kind = "int" if one.kind == other.kind == "int" else "decimal"
    found = Term(kind, left + right if function == "_+_" else left - right, every((one.there, other.there)))
    return _in_range(found, most)


def _in_range(term: Term, most: int) -> Term:
    """A whole number fails where 64 bits can't hold it."""
    if term.kind != "int":
        return term
    if most <= LARGEST_INT:
        return Term("int", term.term, term.fine, term.present, most, term.among)
    fits = every((term.term >= -LARGEST_INT - 1, term.term <= LARGEST_INT))
    return Term("int", term.term, every((term.fine, fits)), term.present, LARGEST_INT)


def _product(translation: Walk, node: Call, one: Term, other: Term) -> Term:
    known, free = (one, other) if one.among else (other, one)
    fine = every((one.there, other.there))
    left, right = alike(known, free)
    del left
    kind = "int" if one.kind == other.kind == "int" else "decimal"
    if not known.among:
        why = "a product of two things that can both vary"
        return translation.opaque(node, why, [one, other])
    found = _by_cases(known, lambda factor: _scaled(right, factor))
    return _in_range(Term(kind, found, fine), known.most * free.most)


def _scaled(term: z3.ArithRef, factor: Fraction) -> z3.ArithRef:
    if z3.is_int(term):
        return term * int(factor)
    return term * z3.RealVal(str(factor), term.ctx)


def _by_cases(known: Term, result: Callable[[Fraction], z3.ArithRef]) -> z3.ArithRef:
    """What follows from each of the written values that a term is one of."""
    cases = [(when, result(as_fraction(value) or Fraction(0))) for when, value in known.among]
    return reduce(lambda rest, case: where(case[0], case[1], rest), reversed(cases[:-1]), cases[-1][1])


def _quotient(translation: Walk, node: Call, one: Term, other: Term, *, ratio: bool) -> Term:
    """`/` and `%`: of whole numbers the digits after the point are dropped, inside `round` nothing is."""
    there = every((one.there, other.there))
    if not ratio and "decimal" in (one.kind, other.kind):
        return translation.space.failed("decimal")
    divides = no(other.term == 0)
    if not other.among:
        why = "a division by something that can vary"
        return translation.opaque(node, why, [one, other], fine=divides)
    if ratio:
        exact = as_kind(one, "decimal")
        found = _by_cases(other, lambda by: exact / z3.RealVal(str(by), exact.ctx) if by else exact)
        return Term("decimal", found, every((there, divides)))
    found = _by_cases(other, lambda by: _whole(node.function, one.term, int(by)) if by else one.term)
    return _in_range(Term("int", found, every((there, divides))), one.most)


def _whole(function: str, term: z3.ArithRef, by: int) -> z3.ArithRef:
    """Division towards zero; Z3's own goes down."""
    size = z3.If(term >= 0, term, -term)
    result = size / abs(by) if function == "_/_" else size % abs(by)
    turned = (term < 0) if function == "_%_" or by > 0 else (term >= 0)
    return z3.If(turned, -result, result)


def rounded(translation: Walk, node: Call) -> Term:
    """`round(x, places)`: half away from zero."""
    exact, places = translation.term(node.args[0], ratio=True), translation.term(node.args[1])
    if exact.kind not in NUMBERS:
        return translation.space.failed("decimal")
    if not (places.is_constant and isinstance(places.constant, int)):
        why = "the number of places is not written"
        return translation.opaque(node, why, [exact, places], may_fail=True)
    if isinstance(places.constant, bool) or not 0 <= places.constant <= PLACES:
        return translation.space.failed("decimal")
    unit = Decimal(1).scaleb(-places.constant)
    return Term("decimal", to_unit(as_kind(exact, "decimal"), unit), every((exact.there, places.there)))


def to_unit(term: z3.ArithRef, unit: Decimal) -> z3.ArithRef:
    """A number rounded to a unit, half away from zero."""
    steps = z3.RealVal(str(1 / Fraction(unit)), term.ctx)
    half = z3.RealVal("1/2", term.ctx)
    term = z3.ToReal(term) if z3.is_int(term) else term
    up, down = z3.ToInt(term * steps + half), z3.ToInt(half - term * steps)
    return z3.ToReal(z3.If(term >= 0, up, -down)) / steps
