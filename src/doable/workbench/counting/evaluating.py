"""One expression worked out by DuckDB: what holds this reading against the others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from doable.policy.language.checking import check
from doable.policy.language.declarations import ANY, Declaration, Type
from doable.policy.language.operations import kind
from doable.policy.language.parsing import parse
from doable.policy.language.values import Duration, Timestamp, Unknown
from doable.workbench.counting.arithmetic import decimal
from doable.workbench.counting.dialects import DUCKDB
from doable.workbench.counting.expressing import Expressing
from doable.workbench.counting.literals import literal
from doable.workbench.counting.terms import NUMBERS, NotExpressible, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.language.values import Plain
    from doable.workbench.counting.dialects import Dialect

SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class _Bound:
    """Values by name, each as a column of one row would be read."""

    dialect: Dialect
    values: Mapping[str, Plain | Unknown]

    def value(self, name: str, /) -> Term:
        if name not in self.values:
            raise NotExpressible(f"the name `{name}`")
        value = self.values[name]
        if isinstance(value, Unknown):
            return Term("bool", "CAST(NULL AS BOOLEAN)", open=True)
        if isinstance(value, tuple):
            items = tuple(literal(self.dialect, item) for item in value)
            return Term("list", "", items=items)
        return literal(self.dialect, value)

    def absent(self, name: str, /) -> str | None:
        return None


def evaluate_in_sql(source: str, bindings: Mapping[str, Plain | Unknown]) -> Plain | Unknown | str:
    """What DuckDB makes of an expression: a value, Unknown, or `suspect` where it may have failed.

    Raises NotExpressible where SQL can't say it, and LanguageError for what can't be read. An unknown
    binding is taken to be a yes or no. Lists have no form as a result.
    """
    import duckdb  # noqa: PLC0415  # optional: doable[replay]

    names = {name: Declaration(_declared(value)) for name, value in bindings.items()}
    checked = check(parse(source), names)
    term = Expressing(DUCKDB, checked, _Bound(DUCKDB, bindings), ZoneInfo("UTC")).term(checked.node)
    if term.kind == "list":
        raise NotExpressible("a list as a result")
    shown = decimal(DUCKDB, term) if term.kind in NUMBERS else term.sql
    suspect = " OR ".join(f"coalesce({each}, FALSE)" for each in term.suspects) or "FALSE"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {shown}, {suspect}").fetchone()
    value, suspicious = cast("tuple[object, bool]", found)
    if value is None:
        return SUSPECT if suspicious else Unknown(frozenset())
    return _plain(term.kind, value)


def _declared(value: Plain | Unknown) -> Type:
    if isinstance(value, Unknown):
        return Type("bool")
    if isinstance(value, tuple):
        return Type("list", _declared(value[0]) if value else ANY)
    return Type(kind(value))


def _plain(name: str, value: object) -> Plain:
    """A value of the database as conditions know it."""
    match name:
        case "int":
            return int(cast("Decimal", value))
        case "date":
            return date(1970, 1, 1) + timedelta(days=cast("int", value))
        case "timestamp":
            return Timestamp(cast("int", value) * 1000)
        case "duration":
            return Duration(cast("int", value) * 1000)
        case "decimal":
            return Decimal(str(value))
    return cast("Plain", value)
