"""Made-up books and cases: every database counts what deciding one by one counts."""

import pytest

from doable.workbench.replaying.counting_in_sql import GAVE_UP, TOO_LONG
from tests.fuzz import replays

# Between them the books of these seeds have every effect, limits, and self-service; one has no old book.
SEEDS = [1, 7, 15, 16]


@pytest.mark.parametrize("seed", SEEDS)
def test_duckdb_counts_what_deciding_one_by_one_counts(seed: int) -> None:
    _counts_the_same(seed, "duckdb")


@pytest.mark.parametrize("seed", SEEDS[:2])
def test_postgresql_counts_what_deciding_one_by_one_counts(postgres_url: str, seed: int) -> None:
    _counts_the_same(seed, "postgres", postgres_url)


def _counts_the_same(seed: int, engine: str, url: str | None = None) -> None:
    report = replays.counted(seed, engine, url)

    assert replays.figures(report) == replays.figures(replays.counted(seed, "python"))
    assert not any(why.startswith((GAVE_UP, TOO_LONG)) for why in report.one_by_one)
    assert sum(report.one_by_one.values()) < report.total.asks  # some were counted in SQL
