"""Columns of files cast to what a fact is declared as, in DuckDB's SQL; what can't be read becomes NULL."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.language.declarations import Type

# What a column is once cast. Durations are whole microseconds.
SQL_TYPES = {
    "bool": "BOOLEAN",
    "int": "BIGINT",
    "decimal": "DECIMAL(24,6)",
    "money": "DECIMAL(24,6)",
    "string": "VARCHAR",
    "enum": "VARCHAR",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "duration": "BIGINT",
}
_EXPECTED = {
    "bool": "true or false",
    "int": "a whole number",
    "decimal": "a number such as 49.90, with at most 6 digits after the point",
    "money": "an amount such as 49.90, with at most 6 digits after the point",
    "string": "text",
    "date": "a date such as 2026-10-14",
    "timestamp": "a moment with an offset, such as 2026-10-14T09:00:00+02:00, to the microsecond",
    "duration": "a length of time in whole units, such as 36h or 1h30m",
}
_SIGNED = re.compile("TINYINT|SMALLINT|INTEGER|BIGINT")
_UNSIGNED = re.compile("UTINYINT|USMALLINT|UINTEGER")
_LONG = re.compile("UBIGINT|HUGEINT|UHUGEINT")
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
_BINARY = re.compile("DOUBLE|FLOAT")
_MOMENT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6}0*)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
_LENGTH = "([-+]?)(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?(?:([0-9]+)us)?"
_MICROSECONDS = (3_600_000_000, 60_000_000, 1_000_000, 1_000, 1)


class Cast(NamedTuple):
    """A column as SQL, and what type that has; NULL where `wrong` says that a value can't be read.

    `wrong` is None if every value can. Once all are known to be readable, `as_is` says that the column
    itself will do.
    """

    sql: str
    type: str
    wrong: str | None = None
    as_is: bool = False


def quoted(name: str) -> str:
    """A name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text as SQL."""
    return "'" + value.replace("'", "''") + "'"


def expected(kind: Type) -> str:
    """What a column of a type should hold, in words."""
    if kind.of is not None:
        return f"a list, each {expected(kind.of)}"
    if kind.name == "enum":
        return "one of " + ", ".join(f"`{word}`" for word in kind.values)
    return _EXPECTED[kind.name]


def sql_type(kind: Type) -> str:
    """The type of a column once it is cast."""
    return f"{sql_type(kind.of)}[]" if kind.of is not None else SQL_TYPES[kind.name]


def cast(column: str, raw: str, kind: Type) -> Cast | None:
    """A column (as SQL) of a raw type as a declared one; None where that type can't be read as it."""
    if kind.of is not None:
        return _list(column, raw, kind.of)
    if raw.startswith("ENUM("):
        return _from_text(f"CAST({column} AS VARCHAR)", kind)._replace(as_is=False)
    if raw == "VARCHAR":
        return _from_text(column, kind)
    if kind.name in {"int", "decimal", "money"}:
        return _number(column, raw, kind)
    if kind.name == "duration" and raw == "INTERVAL":
        months = f"datepart('month', {column}) + datepart('year', {column})"
        return Cast(f"CASE WHEN {months} = 0 THEN epoch_us({column}) END", "BIGINT", f"{months} <> 0")
    return Cast(column, raw, as_is=True) if raw == SQL_TYPES[kind.name] and kind.name != "duration" else None


def _number(column: str, raw: str, kind: Type) -> Cast | None:
    wanted, decimal = SQL_TYPES[kind.name], _DECIMAL.fullmatch(raw)
    if _SIGNED.fullmatch(raw):
        return Cast(column, raw, as_is=True)  # narrow numbers are quicker to count with
    if _UNSIGNED.fullmatch(raw):
        return Cast(f"CAST({column} AS BIGINT)", "BIGINT")
    if decimal and kind.name != "int" and int(decimal[2]) <= 6 and int(decimal[1]) - int(decimal[2]) <= 18:
        return Cast(column, raw, as_is=True)
    if not (decimal or _LONG.fullmatch(raw) or _BINARY.fullmatch(raw)):
        return None
    tried = f"TRY_CAST({column} AS {wanted})"
    same = f"CAST({tried} AS {raw})" if _BINARY.fullmatch(raw) else tried
    return _tried(column, f"CASE WHEN {same} = {column} THEN {tried} END", wanted)


def _from_text(column: str, kind: Type) -> Cast:
    wanted = SQL_TYPES[kind.name]
    pattern = {
        "int": "[-+]?[0-9]{1,19}",
        "date": "[0-9]{4}-[0-9]{2}-[0-9]{2}",
        "timestamp": _MOMENT,
    }.get(kind.name, "[-+]?[0-9]+([.][0-9]{1,6}0*)?")
    match kind.name:
        case "string":
            return Cast(column, wanted, as_is=True)
        case "enum":
            # Said so, DuckDB looks at each word of a file's dictionary once, not at each row.
            words = ", ".join(map(text, kind.values)) or "NULL"
            return Cast(column, wanted, f"{column} NOT IN ({words})", as_is=True)
        case "bool":
            sql = f"CASE lower({column}) WHEN 'true' THEN true WHEN 'false' THEN false END"
        case "duration":
            sql = _length(column)
        case _:
            matches = f"regexp_full_match({column}, {text(pattern)})"
            sql = f"CASE WHEN {matches} THEN TRY_CAST({column} AS {wanted}) END"
    return _tried(column, sql, wanted)


def _tried(column: str, sql: str, wanted: str) -> Cast:
    """A column that is NULL after casting where it was not before if it can't be read."""
    return Cast(sql, wanted, f"{column} IS NOT NULL AND ({sql}) IS NULL")


def _length(column: str) -> str:
    def part(group: int) -> str:
        return f"COALESCE(TRY_CAST(NULLIF(regexp_extract({column}, '{_LENGTH}', {group}), '') AS BIGINT), 0)"

    total = " + ".join(f"{part(group)} * {size}" for group, size in enumerate(_MICROSECONDS, 2))
    signed = f"CASE WHEN {column} LIKE '-%' THEN -({total}) ELSE {total} END"
    fits = f"regexp_full_match({column}, '{_LENGTH}') AND regexp_matches({column}, '[0-9]')"
    return f"CASE WHEN {fits} THEN TRY({signed}) END"


def _list(column: str, raw: str, kind: Type) -> Cast | None:
    given = column
    if raw == "VARCHAR":
        column, raw = f"TRY(from_json({column}, '[\"VARCHAR\"]'))", "VARCHAR[]"
    if not raw.endswith("[]"):
        return None
    item = cast("item", raw.removesuffix("[]"), kind)
    if item is None:
        return None
    read = f"CASE WHEN {item.wrong} THEN NULL ELSE {item.sql} END" if item.wrong else item.sql
    made = f"list_transform({column}, lambda item: {read})"
    whole = f"len(list_filter({made}, lambda item: item IS NULL)) = 0"
    return _tried(given, f"CASE WHEN {whole} THEN {made} END", f"{item.type}[]")


def any_of(conditions: Iterable[str]) -> str:
    """Conditions joined with OR."""
    return " OR ".join(f"({condition})" for condition in conditions) or "false"
