"""Made-up books and cases: every database counts what deciding one by one counts."""

import pytest

from doable.workbench.replaying.counting_in_sql import GAVE_UP
from tests.fuzz import replays

# Seeds whose books are quick to plan, and between them have every effect, limits, and self-service.
SEEDS = [1, 3, 7, 15, 16]


@pytest.mark.parametrize("seed", SEEDS)
def test_duckdb_counts_what_deciding_one_by_one_counts(seed: int) -> None:
    assert list(replays.differences(1, seed)) == []
    assert not any(GAVE_UP in why for why in replays.counted(seed, "duckdb").one_by_one)


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_postgresql_counts_what_deciding_one_by_one_counts(postgres_url: str, seed: int) -> None:
    assert list(replays.differences(1, seed, "postgres", postgres_url)) == []
    assert not any(GAVE_UP in why for why in replays.counted(seed, "postgres", postgres_url).one_by_one)
