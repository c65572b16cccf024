"""Plain values as SQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.values import Duration, Timestamp
from doable.workbench.counting import moments
from doable.workbench.counting.terms import NotExpressible, Term

if TYPE_CHECKING:
    from doable.policy.language.values import Plain
    from doable.workbench.counting.dialects import Dialect

TYPES = {
    **dict.fromkeys(("int", "date", "timestamp", "duration"), "int"),
    **{"bool": "BOOLEAN", "decimal": "DECIMAL(24,6)", "double": "double", "string": "string"},
}
TRUE, FALSE = Term("bool", "TRUE"), Term("bool", "FALSE")


def literal(dialect: Dialect, value: Plain) -> Term:
    """A value as SQL; texts are quoted by the dialect."""
    match value:
        case bool():
            return TRUE if value else FALSE
        case int():
            return Term("int", str(value) if value >= 0 else f"({value})", span=abs(value))
        case Decimal():
            return _decimal(value)
        case float():
            return Term("double", dialect.cast(f"'{value!r}'", "double"))
        case str():
            return Term("string", dialect.text(value))
        case date() | Timestamp() | Duration():
            return moments.literal(value)
    raise NotExpressible("a value of this kind")


def _decimal(value: Decimal) -> Term:
    digits = format(value, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    scale = len(digits.partition(".")[2])
    return Term(
        "decimal", f"({digits})" if value < 0 else digits, span=int(abs(value)) + bool(scale), scale=scale
    )


def failed(dialect: Dialect, kind: str) -> Term:
    """A value that fails in every case."""
    return Term(kind, dialect.cast("NULL", TYPES.get(kind, "string")), open=True, suspects=("TRUE",))
