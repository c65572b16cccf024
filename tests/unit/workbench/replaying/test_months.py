"""Months of the book's own calendar."""

from zoneinfo import ZoneInfo

import pytest

from doable.policy.language.times import timestamp_from_text
from doable.workbench.replaying.months import month_of, months, number_of_month

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-01-31T22:59:59Z", "2026-01"),
        ("2026-01-31T23:00:00Z", "2026-02"),
        ("2026-06-30T22:00:00Z", "2026-07"),
    ],
)
def test_a_month_begins_at_midnight_where_the_book_is_at_home(moment: str, month: str) -> None:
    assert month_of(timestamp_from_text(moment), BERLIN) == month


def test_months_run_on_over_the_end_of_a_year() -> None:
    ends = timestamp_from_text("2025-11-15T12:00:00Z"), timestamp_from_text("2026-02-01T12:00:00Z")

    assert months(*ends, BERLIN) == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_a_single_month_needs_no_comparing() -> None:
    assert number_of_month("x", ["2026-01"], BERLIN) == "0"


def test_sql_compares_with_midnight_where_the_book_is_at_home() -> None:
    midnight = timestamp_from_text("2026-01-31T23:00:00Z").nanoseconds // 1_000

    assert number_of_month("x", ["2026-01", "2026-02"], BERLIN) == (
        f"CASE WHEN x < make_timestamptz({midnight}) THEN 0 ELSE 1 END"
    )
