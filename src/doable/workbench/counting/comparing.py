"""Comparisons in SQL; doubles are compared only where none of them is no number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term, made

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.workbench.counting.dialects import Dialect

_SIGNS = {"_==_": "=", "_!=_": "<>", "_<_": "<", "_<=_": "<=", "_>_": ">", "_>=_": ">="}


def compared(dialect: Dialect, function: str, left: Term, right: Term) -> Term:
    """One of the comparisons between two values that are no lists."""
    sign = _SIGNS[function]
    if not _alike(left, right):
        return _different(function, left, right)
    if left.kind == "double":
        return _doubles(dialect, sign, left, right)
    if left.kind == "string" and sign not in ("=", "<>"):
        return made("bool", _in_order(dialect, sign, left.sql, right.sql), left, right)
    return made("bool", f"({left.sql} {sign} {right.sql})", left, right)


def equal(dialect: Dialect, left: Term, right: Term) -> Term:
    """Equality, of lists that are written out item by item."""
    if left.kind != "list" and right.kind != "list":
        return compared(dialect, "_==_", left, right)
    if left.items is None or right.items is None:
        raise NotExpressible("`==` with a list in a column")
    if len(left.items) != len(right.items):
        return known("FALSE", *left.items, *right.items)
    pairs = [equal(dialect, one, other) for one, other in zip(left.items, right.items, strict=True)]
    return known(f"({' AND '.join(pair.sql for pair in pairs) or 'TRUE'})", *pairs)


def contained(dialect: Dialect, item: Term, over: Term) -> Term:
    """Whether a list has an item equal to this one."""
    if over.kind != "list":
        raise NotExpressible("`in` what is no list")
    if over.items is None:
        return made("bool", dialect.apply("listed", item.sql, over.sql), item, over)
    if not over.items:
        return known("FALSE", item)
    if item.kind not in ("list", "double") and all(_alike(item, other) for other in over.items):
        words = ", ".join(other.sql for other in over.items)
        return known(f"({item.sql} IN ({words}))", item, *over.items, strict=over.items)
    pairs = [equal(dialect, item, other) for other in over.items]
    return known(f"({' OR '.join(pair.sql for pair in pairs)})", *pairs)


def known(sql: str, *parts: Term, strict: Sequence[Term] | None = None) -> Term:
    """A truth that is unknown where one of its parts is, whatever SQL makes of the others."""
    tests = [f"{part.sql} IS NULL" for part in (parts if strict is None else strict) if part.open]
    if tests:
        sql = f"(CASE WHEN {' OR '.join(tests)} THEN NULL ELSE {sql} END)"
    return made("bool", sql, *parts)


def _alike(left: Term, right: Term) -> bool:
    return left.kind == right.kind or (left.kind in NUMBERS and right.kind in NUMBERS)


def _different(function: str, left: Term, right: Term) -> Term:
    numbers = (*NUMBERS, "double")
    if function not in ("_==_", "_!=_") or (left.kind in numbers and right.kind in numbers):
        raise NotExpressible(f"`{function.strip('_')}` between {left.kind} and {right.kind}")
    return known("FALSE" if function == "_==_" else "TRUE", left, right)


def _in_order(dialect: Dialect, sign: str, left: str, right: str) -> str:
    before = dialect.apply("before", *((left, right) if sign in ("<", ">=") else (right, left)))
    return before if sign in ("<", ">") else f"(NOT {before})"


def _doubles(dialect: Dialect, sign: str, left: Term, right: Term) -> Term:
    odd = " OR ".join(dialect.apply("nan", side.sql) for side in (left, right))
    sql = f"(CASE WHEN NOT ({odd}) THEN {left.sql} {sign} {right.sql} END)"
    return made("bool", sql, left, right).failing(odd)
