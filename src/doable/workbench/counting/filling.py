"""Comparisons without NULL: gaps in a column are filled with the least value, and counted apart.

DuckDB compares columns that hold no NULL several times as fast as others, and `greatest` passes over NULL.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.tree import Call, ListOf, Literal, Name
from doable.workbench.counting.expressing import Expressing
from doable.workbench.counting.table import least_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.language.tree import Node
    from doable.workbench.counting.table import Column
    from doable.workbench.counting.terms import Term

_COMPARISONS = ("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in")


@dataclass(slots=True)
class _Filled:
    """The same names, those that stand for a column without its gaps."""

    expressing: Expressing
    table: Mapping[str, Column]
    gaps: dict[str, None]

    def value(self, name: str, /) -> Term:
        term, dialect = self.expressing.names.value(name), self.expressing.dialect
        least = least_of(self.table[name]) if name in self.table else None
        if not term.open or least is None or term.sql != dialect.identifier(name):
            return term
        self.gaps[term.sql] = None
        return replace(term, sql=f"greatest({term.sql}, {least})", open=False)

    def absent(self, name: str, /) -> str | None:
        return self.expressing.names.absent(name)


def bits_of(expressing: Expressing, table: Mapping[str, Column], node: Node) -> tuple[str, str] | None:
    """When a comparison surely and when it possibly holds, as numbers; None where it isn't so simple."""
    dialect = expressing.dialect
    if dialect.name != "duckdb" or expressing.bound or not _is_simple(node):
        return None
    names = _Filled(expressing, table, {})
    term = Expressing(dialect, expressing.checked, names, expressing.zone).truth(node)
    if term.open or term.suspects or not names.gaps:
        return None
    holds = dialect.cast(term.sql, "bit")
    there = " & ".join(dialect.cast(f"({sql} IS NOT NULL)", "bit") for sql in names.gaps)
    gaps = " | ".join(dialect.cast(f"({sql} IS NULL)", "bit") for sql in names.gaps)
    filled = _when_filled(node)
    surely = holds if filled is False else f"({holds} & {there})"
    return surely, holds if filled is True else f"({holds} | {gaps})"


def _when_filled(node: Node) -> bool | None:
    """What a comparison comes to for the least value, if that is seen at once: it is below zero, or empty."""
    if isinstance(node, Name):
        return False
    first, *others = _parts(node) if isinstance(node, Call) else (node,)
    if not isinstance(first, Name) or not all(_is_above_least(other) for other in others):
        return None
    return isinstance(node, Call) and node.function in ("_!=_", "_<_", "_<=_")


def _is_above_least(part: Node) -> bool:
    value = part.value if isinstance(part, Literal) else None
    if isinstance(value, str):
        return value > ""
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value >= 0


def _is_simple(node: Node) -> bool:
    """A yes or no, or a comparison of facts and values that are written out."""
    if isinstance(node, Call) and node.function in _COMPARISONS:
        return all(isinstance(part, Name | Literal) and _is_value(part) for part in _parts(node))
    return isinstance(node, Name)


def _is_value(part: Name | Literal) -> bool:
    return isinstance(part, Name) or part.value is not None


def _parts(node: Call) -> Iterator[Node]:
    for arg in node.args:
        yield from arg.items if isinstance(arg, ListOf) else (arg,)
