"""Comparisons over columns without gaps come to the same as those with NULL."""

from zoneinfo import ZoneInfo

import duckdb
import pytest

from doable.policy.language.checking import check
from doable.policy.language.declarations import Declaration, Type
from doable.policy.language.parsing import parse
from doable.workbench.counting.dialects import DUCKDB, POSTGRES, Dialect
from doable.workbench.counting.expressing import Expressing
from doable.workbench.counting.filling import bits_of
from doable.workbench.counting.table import Column, column_term
from doable.workbench.counting.terms import Term

TYPES = {"n": "int", "m": "int", "d": "decimal", "s": "string", "b": "bool"}
TABLE = {
    "n": Column("TINYINT"),
    "m": Column("BIGINT"),
    "d": Column("DECIMAL(3,2)"),
    "s": Column("VARCHAR"),
    "b": Column("BOOLEAN"),
}
VALUES = {
    "n": ("NULL", "-128", "-1", "0", "7", "127"),
    "m": ("NULL", "-9223372036854775808", "0", "7"),
    "d": ("NULL", "-9.99", "0", "0.50"),
    "s": ("NULL", "''", "'a'", "'b'"),
    "b": ("NULL", "TRUE", "FALSE"),
}


class Columns:
    """Names that stand for columns."""

    def value(self, name: str, /) -> Term:
        return column_term(DUCKDB, name, TABLE[name], Type(TYPES[name]))

    def absent(self, name: str, /) -> str | None:
        return None


def expressing(source: str, dialect: Dialect = DUCKDB) -> Expressing:
    names = {name: Declaration(Type(kind)) for name, kind in TYPES.items()}
    return Expressing(dialect, check(parse(source), names), Columns(), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    "source",
    [
        *(f"n {sign} {number}" for sign in ("==", "!=", "<", "<=", ">", ">=") for number in (0, 7, 127)),
        *(f"7 {sign} n" for sign in ("==", "<", ">=")),
        *(f"n {sign} m" for sign in ("==", "!=", "<", ">=")),
        *(f"d {sign} 0.5" for sign in ("==", "!=", "<", ">")),
        *(f"m {sign} 0" for sign in ("!=", ">", "<")),
        *('s == ""', 's != ""', 's < ""', 's >= ""', 's in ["a", ""]', 's in ["a", "b"]', "s in []"),
        *("n in [0, 7]", "b", "b == true", "b == false", "b != true", "true == b"),
    ],
)
def test_the_same_truths(source: str) -> None:
    writer = expressing(source)
    bits, plain = bits_of(writer, TABLE, writer.checked.node), writer.truth(writer.checked.node).sql
    assert bits
    columns = ", ".join(f"CAST(of_{name}.given AS {column.type}) AS {name}" for name, column in TABLE.items())
    values = ", ".join(
        f"(VALUES {', '.join(f'({each})' for each in VALUES[name])}) AS of_{name}(given)" for name in TABLE
    )
    rows = f"(SELECT {columns} FROM {values})"
    expected = f"{plain} IS TRUE AS one, {plain} IS NOT FALSE AS two"
    wrong = f"SELECT * FROM (SELECT *, {bits[0]} AS first, {bits[1]} AS second, {expected} FROM {rows})"
    with duckdb.connect() as connection:
        found = connection.execute(f"{wrong} WHERE (first = 1) <> one OR (second = 1) <> two").fetchall()
        counted = connection.execute(f"SELECT count(*) FROM {rows}").fetchone()
    assert (found, counted) == ([], (6 * 4 * 4 * 4 * 3,))


@pytest.mark.parametrize(
    "source", ["n + 1 > 2", "size(s) > 1", "n == -1 ? b : b", "[1, 2].exists(x, x == n)"]
)
def test_what_is_not_so_simple_is_left(source: str) -> None:
    writer = expressing(source)
    assert not bits_of(writer, TABLE, writer.checked.node)


def test_other_databases_compare_as_they_do() -> None:
    writer = expressing("n > 1", POSTGRES)
    assert not bits_of(writer, TABLE, writer.checked.node)
