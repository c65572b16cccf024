"""How three databases spell what conditions need; everything else is the same in all of them.

Numbers come out as BIGINT, DECIMAL or DOUBLE. Dates are counted in days and moments in microseconds since
1970, lengths of time in microseconds, so that arithmetic on them is arithmetic on whole numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.workbench.counting.terms import NotExpressible

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_UNSPEAKABLE = "\0"


@dataclass(frozen=True, slots=True)
class Dialect:
    """One database's spelling; templates take their operands in order."""

    name: str
    quote: str
    types: Mapping[str, str]
    templates: Mapping[str, str]
    literal: Callable[[str], str]
    # Constructs this database can't do as the language means them, each with why.
    lacks: Mapping[str, str] = field(default_factory=dict)

    def identifier(self, name: str) -> str:
        """A column's name, quoted."""
        if _UNSPEAKABLE in name:
            raise NotExpressible("a name with a NUL character")
        return f"{self.quote}{name.replace(self.quote, self.quote * 2)}{self.quote}"

    def text(self, value: str) -> str:
        """A text, quoted so that nothing in it is read as SQL."""
        if _UNSPEAKABLE in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise NotExpressible("a text with a character that databases can't hold")
        return self.literal(value)

    def cast(self, sql: str, type_: str) -> str:
        """A value as another type."""
        return f"CAST({sql} AS {self.types.get(type_, type_)})"

    def apply(self, template: str, *operands: str) -> str:
        """A function or operator by its name here."""
        if template in self.lacks or template not in self.templates:
            raise NotExpressible(f"`{template}`", self.lacks.get(template, f"{self.name} has no such thing"))
        return self.templates[template].format(*operands)


def _doubled(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _escaped(value: str) -> str:
    """PostgreSQL: a backslash may or may not be special in a plain text, but always is in an E one."""
    if "\\" not in value:
        return _doubled(value)
    return "E" + _doubled(value.replace("\\", "\\\\"))


def _spark_text(value: str) -> str:
    r"""Spark: backslashes escape, and `${..}` would be replaced before anything is parsed."""
    for plain, safe in (("\\", "\\\\"), ("'", "\\'"), ("$", "\\u0024")):
        value = value.replace(plain, safe)
    return f"'{value}'"


_COMMON = {
    "startsWith": "starts_with({0}, {1})",
    "contains": "contains({0}, {1})",
    "size": "length({0})",
    "concatenate": "({0} || {1})",
    "day": "DATE '1970-01-01' + CAST({0} AS INTEGER)",
    "getFullYear": "CAST(extract(YEAR FROM {0}) AS BIGINT)",
    "getMonth": "CAST(extract(MONTH FROM {0}) - 1 AS BIGINT)",
    "getDate": "CAST(extract(DAY FROM {0}) AS BIGINT)",
    "getDayOfMonth": "CAST(extract(DAY FROM {0}) - 1 AS BIGINT)",
    "getDayOfYear": "CAST(extract(DOY FROM {0}) - 1 AS BIGINT)",
    "quotient": "({0} / {1})",
    "remainder": "({0} % {1})",
    "before": "({0} < {1})",
    "nan": "({0} = CAST('NaN' AS DOUBLE PRECISION))",
    "flip": "(1 - {0})",
}
_NO_RE2 = "only DuckDB reads patterns as the language does (RE2)"
_NO_LISTS = "lists in columns are counted in DuckDB only"
_NO_DOUBLES = "only DuckDB goes on after a division of doubles by zero"
_LACKS = {
    "matches": _NO_RE2,
    "doubles": _NO_DOUBLES,
    **dict.fromkeys(("listed", "length", "chosen"), _NO_LISTS),
}

DUCKDB = Dialect(
    "duckdb",
    '"',
    {"string": "VARCHAR", "double": "DOUBLE", "int": "BIGINT", "wide": "HUGEINT", "bit": "UTINYINT"},
    {
        **_COMMON,
        "endsWith": "ends_with({0}, {1})",
        "matches": "regexp_matches({0}, {1})",
        "date": "({0} - DATE '1970-01-01')",
        "timestamp": "epoch_us({0})",
        "quotient": "({0} // {1})",
        "whole quotient": "({0} // {1})",
        "nan": "isnan({0})",
        "flip": "xor({0}, CAST(1 AS UTINYINT))",
        "doubles": "({0} {1} {2})",
        "listed": "list_contains({1}, {0})",
        "length": "len({0})",
        "chosen": "list_filter({0}, lambda {1}: {2})",
    },
    _doubled,
)
POSTGRES = Dialect(
    "postgres",
    '"',
    {"string": "TEXT", "double": "DOUBLE PRECISION", "int": "BIGINT", "wide": "NUMERIC", "bit": "INTEGER"},
    {
        **_COMMON,
        "endsWith": "(right({0}, length({1})) = {1})",
        "contains": "(strpos({0}, {1}) > 0)",
        "date": "CAST({0} - DATE '1970-01-01' AS BIGINT)",
        "timestamp": "CAST(extract(EPOCH FROM {0}) * 1000000 AS BIGINT)",
        "whole quotient": "div({0}, {1})",
        "before": '({0} COLLATE "C" < {1} COLLATE "C")',
    },
    _escaped,
    _LACKS,
)
SPARK = Dialect(
    "spark",
    "`",
    {"string": "STRING", "double": "DOUBLE", "int": "BIGINT", "wide": "DECIMAL(38,0)", "bit": "INT"},
    {
        **_COMMON,
        "startsWith": "startswith({0}, {1})",
        "endsWith": "endswith({0}, {1})",
        "date": "CAST(unix_date({0}) AS BIGINT)",
        "timestamp": "unix_micros({0})",
        "day": "date_from_unix_date(CAST({0} AS INT))",
        "quotient": "({0} div {1})",
        "whole quotient": "({0} div {1})",
        "nan": "isnan({0})",
    },
    _spark_text,
    _LACKS,
)
DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, POSTGRES, SPARK)}
