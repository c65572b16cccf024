"""What a column holds, read as what its fact is declared as; DuckDB in memory tells."""

import duckdb
import pytest

from doable.policy.language.declarations import (
    BOOL,
    DATE,
    DECIMAL,
    DURATION,
    INT,
    MONEY,
    STRING,
    TIMESTAMP,
    Type,
)
from doable.workbench.replaying.casting import cast

TIER = Type("enum", values=("plain", "gold"))


def read(value: str, kind: Type) -> object:
    """A value as SQL, read as a type; what can't be read is None, a column that can't be is a refusal."""
    connection = duckdb.connect()
    ((raw,),) = connection.execute(f"SELECT typeof({value})").fetchall()
    found = cast("x", raw, kind)
    if found is None:
        return "refused"
    ((wrong, text),) = connection.execute(
        f"SELECT {found.wrong or 'false'}, CAST({found.sql} AS VARCHAR) FROM (SELECT {value} AS x)"
    ).fetchall()
    return None if wrong else text


@pytest.mark.parametrize(
    ("value", "kind", "seen"),
    [
        ("'true'", BOOL, "true"),
        ("'yes'", BOOL, None),
        ("1", BOOL, "refused"),
        ("'12'", INT, "12"),
        ("'12.5'", INT, None),
        ("'9223372036854775808'", INT, None),
        ("12::UTINYINT", INT, "12"),
        ("2.5::DOUBLE", INT, None),
        ("3::DOUBLE", INT, "3"),
        ("12::HUGEINT", INT, "12"),
        ("0.1::DOUBLE", MONEY, "0.100000"),
        ("0.1234567::DOUBLE", MONEY, None),
        ("'nan'::DOUBLE", MONEY, None),
        ("'12.345678'", DECIMAL, "12.345678"),
        ("'12.3456781'", DECIMAL, None),
        ("'12,50'", MONEY, None),
        ("'1000000000000000000'", MONEY, None),
        ("12.50::DECIMAL(9,2)", MONEY, "12.50"),
        ("1.12345678::DECIMAL(20,8)", MONEY, None),
        ("12", STRING, "refused"),
        ("'gold'", TIER, "gold"),
        ("'silver'", TIER, None),
        ("'gold'::ENUM('gold')", TIER, "gold"),
        ("'2026-10-14'", DATE, "2026-10-14"),
        ("'14.10.2026'", DATE, None),
        ("'2026-02-30'", DATE, None),
        ("'2026-10-14T09:00:00'", TIMESTAMP, None),
        ("TIMESTAMP '2026-10-14 09:00:00'", TIMESTAMP, "refused"),
        ("'1h30m'", DURATION, "5400000000"),
        ("'-2s'", DURATION, "-2000000"),
        ("'soon'", DURATION, None),
        ("INTERVAL 36 HOUR", DURATION, "129600000000"),
        ("INTERVAL 1 MONTH", DURATION, None),
        ("[1, 2]", Type("list", INT), "[1, 2]"),
        ('\'["1", "2"]\'', Type("list", INT), "[1, 2]"),
        ('\'["1", "x"]\'', Type("list", INT), None),
        ("[1, NULL]", Type("list", INT), None),
        ("['gold']", Type("list", TIER), "[gold]"),
        ("['silver']", Type("list", TIER), None),
    ],
)
def test_a_value_is_read_exactly_or_not_at_all(value: str, kind: Type, seen: str | None) -> None:
    assert read(value, kind) == seen
