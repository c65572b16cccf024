from datetime import UTC, datetime, timedelta

import pytest

from doable.desk.jobs.periodic import next_time

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "then"),
    [(0, 10), (9.9, 10), (10, 20), (25, 30), (-3, 10)],
    ids=["on time", "late", "one missed", "several missed", "a clock that was put back"],
)
def test_the_next_time_is_the_first_regular_one_to_come(minutes: float, then: int) -> None:
    now = NINE + timedelta(minutes=minutes)
    assert next_time(NINE, every=600, now=now) == NINE + timedelta(minutes=then)
