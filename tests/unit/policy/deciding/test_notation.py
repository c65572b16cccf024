"""Values as JSON has them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from doable import InputError
from doable.policy.deciding.notation import read_value, show_money, show_value
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
from doable.policy.language.values import Duration, Timestamp

COLOUR = Type("enum", values=("red", "green"))
MANY = Type("enum", values=tuple(f"word_{number}" for number in range(9)))
MOMENT = Timestamp(1_767_261_600 * 10**9)


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        (True, BOOL, True),
        (3, INT, 3),
        ("3", INT, 3),
        ("3.0", INT, 3),
        ("1e3", INT, 1000),
        (0.1, MONEY, Decimal("0.1")),
        ("49.90", MONEY, Decimal("49.90")),
        (Decimal("1.5"), DECIMAL, Decimal("1.5")),
        ("red", COLOUR, "red"),
        ("word", STRING, "word"),
        ("2026-10-14", DATE, date(2026, 10, 14)),
        (date(2026, 10, 14), DATE, date(2026, 10, 14)),
        ("2026-01-01T11:00:00+01:00", TIMESTAMP, MOMENT),
        (datetime(2026, 1, 1, 10, tzinfo=UTC), TIMESTAMP, MOMENT),
        (MOMENT, TIMESTAMP, MOMENT),
        ("36h", DURATION, Duration(36 * 3600 * 10**9)),
        (Duration(5), DURATION, Duration(5)),
        (["1", 2], Type("list", INT), (1, 2)),
        ((), Type("list", INT), ()),
    ],
)
def test_a_value_is_read_exactly(raw: object, kind: Type, value: object) -> None:
    assert read_value(raw, kind, "facts.x") == value


@pytest.mark.parametrize(
    ("raw", "kind", "said"),
    [
        ("true", BOOL, "`facts.x`: expected true or false, not `true`"),
        (None, BOOL, "`facts.x`: expected true or false, not null"),
        (True, INT, "`facts.x`: expected a whole number, not `true`"),
        ({}, INT, "`facts.x`: expected a whole number, not an object"),
        ("1.5", INT, "`facts.x`: expected a whole number, not `1.5`"),
        (float("nan"), INT, "`facts.x`: expected a whole number, not `nan`"),
        ("1" + "0" * 30, INT, "`facts.x`: the whole number is too large"),
        ("1e99", INT, "`facts.x`: the whole number is too large"),
        (Decimal("1e999999999"), INT, "`facts.x`: the whole number is too large"),
        pytest.param(10**5000, INT, "`facts.x`: ", id="more digits than Python writes"),
        pytest.param(10**5000, BOOL, "expected true or false, not a number with more digits", id="no truth"),
        (Decimal("1e999999999"), MONEY, "more than 18 digits before the point"),
        ("5 EUR", MONEY, "(write digits with a point, without currency or spaces)"),
        ("0.0000001", MONEY, "more than 6 digits after the point"),
        (5, STRING, "`facts.x`: expected text, not `5` (put it in quotes)"),
        ("blue", COLOUR, "`facts.x`: expected one of `red`, `green`, not `blue`"),
        (["red"], COLOUR, "expected one of `red`, `green`"),
        ("word_11", MANY, "did you mean `word_1`?"),
        (5, DATE, "expected a date such as 2026-10-14"),
        (datetime(2026, 1, 1, tzinfo=UTC), DATE, "expected a date such as 2026-10-14"),
        ("14.10.2026", DATE, "is not a date"),
        (5, TIMESTAMP, "expected a moment such as 2026-10-14T09:00:00+02:00"),
        ("2026-10-14T09:00:00", TIMESTAMP, "is not a moment"),
        (5, DURATION, "expected a length of time such as 36h or 90m"),
        ("soon", DURATION, "is not a length of time"),
        ("1, 2", Type("list", INT), "`facts.x`: expected a list, not `1, 2` (write [..])"),
        (["1", "x"], Type("list", INT), "`facts.x[1]`: expected a whole number"),
    ],
)
def test_what_is_no_such_value_is_said_with_its_key(raw: object, kind: Type, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_value(raw, kind, "facts.x")

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (None, INT, None),
        (True, BOOL, True),
        (3, INT, 3),
        (3, MONEY, "3.00"),
        (Decimal("49.9"), MONEY, "49.90"),
        (Decimal("1.2345"), MONEY, "1.2345"),
        (Decimal("1.50"), DECIMAL, "1.50"),
        ("red", COLOUR, "red"),
        (date(2026, 10, 14), DATE, "2026-10-14"),
        (MOMENT, TIMESTAMP, "2026-01-01T10:00:00Z"),
        (Duration(36 * 3600 * 10**9), DURATION, "129600s"),
        ((Decimal(1), Decimal(2)), Type("list", MONEY), ["1.00", "2.00"]),
    ],
)
def test_a_value_is_written_in_one_way(value: object, kind: Type, shown: object) -> None:
    assert show_value(value, kind, "EUR") == shown


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "12"), ("EUR", "12.00"), ("KWD", "12.000")])
def test_money_has_the_decimals_of_its_currency(currency: str, shown: str) -> None:
    assert show_money(Decimal(12), currency) == shown


def test_long_input_is_cut_off_in_what_is_said() -> None:
    with pytest.raises(InputError) as refused:
        read_value("x" * 100, INT, "at")

    assert f"`{'x' * 60}`" in str(refused.value)
