"""The table of past cases as a query sees it: which columns there are, and what may be NULL in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from re import compile as pattern
from typing import TYPE_CHECKING

from doable.workbench.counting.moments import SPANS
from doable.workbench.counting.terms import NotExpressible, Term

if TYPE_CHECKING:
    from doable.policy.language.declarations import Type
    from doable.workbench.counting.dialects import Dialect

_DECIMAL = pattern(r"(?:DECIMAL|NUMERIC)\((\d+), ?(\d+)\)")
_WHOLE = {"TINYINT": 2**7, "SMALLINT": 2**15, "INTEGER": 2**31, "INT": 2**31, "BIGINT": 2**63}
_FITTING = {
    "bool": ("BOOLEAN", "BOOL"),
    "string": ("VARCHAR", "TEXT", "STRING"),
    "date": ("DATE",),
    "timestamp": ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ", "TIMESTAMP"),
    "duration": ("BIGINT",),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its SQL type, whether it is known to hold no NULL, and how far its numbers are from 0."""

    type: str
    full: bool = False
    span: int | None = None


TableColumns = Mapping[str, Column]


def column_term(dialect: Dialect, name: str, column: Column, type_: Type) -> Term:
    """A column as a value of a declared type; raises NotExpressible where it holds something else."""
    sql, kind = dialect.identifier(name), {"money": "decimal", "enum": "string"}.get(type_.name, type_.name)
    held = column.type.upper()
    if kind == "list" and type_.of is not None:
        return _list(sql, name, column, type_.of)
    decimal = _DECIMAL.fullmatch(held)
    if kind in ("int", "decimal") and held in _WHOLE:
        span = min(column.span or _WHOLE[held], _WHOLE[held])
        return Term(kind, sql, open=not column.full, span=span)
    if kind == "decimal" and decimal and int(decimal[2]) <= 6:
        digits, scale = int(decimal[1]), int(decimal[2])
        span = min(column.span or 10**18, 10 ** min(18, digits - scale))
        return Term(kind, sql, open=not column.full, span=span, scale=scale)
    if held not in _FITTING.get(kind, ()):
        raise NotExpressible(f"the column `{name}`", f"it holds {column.type}, where {type_} is needed")
    if kind in ("date", "timestamp"):
        sql = dialect.apply(kind, sql)
    return Term(kind, sql, open=not column.full, span=SPANS.get(kind, 0))


def least_of(column: Column) -> str | None:
    """The least value that a column of this type can hold, as SQL; None where nobody needs to know."""
    held = column.type.upper()
    decimal = _DECIMAL.fullmatch(held)
    if decimal:
        digits, scale = int(decimal[1]), int(decimal[2])
        return f"CAST('-{'9' * (digits - scale)}.{'9' * scale}' AS {held})"
    if held in _WHOLE:
        return f"CAST('-{_WHOLE[held]}' AS {held})"
    return {"BOOLEAN": "FALSE", "VARCHAR": "''"}.get(held)


def _list(sql: str, name: str, column: Column, of: Type) -> Term:
    kind = {"money": "decimal", "enum": "string"}.get(of.name, of.name)
    if kind not in ("bool", "int", "decimal", "string"):
        raise NotExpressible(f"the column `{name}`", f"lists of {of} are not counted in SQL")
    return Term("list", sql, open=not column.full, of=kind, scale=6 if kind == "decimal" else 0)
