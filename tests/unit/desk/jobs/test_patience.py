from datetime import timedelta

import pytest

from doable.desk.jobs.patience import INSIDE, OUTSIDE, Patience


def test_each_wait_is_twice_the_one_before_up_to_the_longest() -> None:
    patience = Patience(first=5, longest=60)
    waits = [patience.wait(attempts, 0.5).total_seconds() for attempts in (1, 2, 3, 4, 5, 6, 1000)]
    assert waits == [5, 10, 20, 40, 60, 60, 60]


@pytest.mark.parametrize(("chance", "seconds"), [(0.0, 3.75), (0.5, 5.0), (0.75, 5.625)])
def test_chance_moves_a_wait_by_up_to_a_quarter(chance: float, seconds: float) -> None:
    assert INSIDE.wait(1, chance) == timedelta(seconds=seconds)


@pytest.mark.parametrize(("patience", "hours"), [(INSIDE, 0.18), (OUTSIDE, 20.4)], ids=["inside", "outside"])
def test_all_attempts_together_take_minutes_inside_and_most_of_a_day_outside(
    patience: Patience, hours: float
) -> None:
    waits = [patience.wait(attempts, 0.5) for attempts in range(1, patience.attempts)]
    assert sum(waits, timedelta()) / timedelta(hours=1) == pytest.approx(hours, abs=0.05)
