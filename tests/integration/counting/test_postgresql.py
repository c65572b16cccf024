"""PostgreSQL counts what the engine decides, holes in the facts included."""

from typing import Any

import pytest

from doable.workbench.counting.query import AskQuery, query_of
from tests.unit.policy.books import _Chance, loaded
from tests.unit.workbench.counting.past import COLUMNS, counted, decided, ordered, pasts

SEEDS = (1, 4)
ROWS = 40


def compared(dialect: str, seed: int, run: Any) -> None:
    book = loaded(_Chance(seed).files())
    rows = pasts(seed, ROWS)
    left = 0
    for ask in ("wish", "other"):
        query = query_of(book.contents, ask, set(COLUMNS), dialect)
        assert isinstance(query, AskQuery), query
        for row, values in zip(rows, run(ordered(query, rows)), strict=True):
            if values[0] is None:
                left += 1
            else:
                assert counted(query, tuple(values)) == decided(book, ask, row), row
    assert left <= ROWS


@pytest.mark.parametrize("seed", SEEDS)
def test_postgresql(postgres_url: str, seed: int) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(postgres_url) as connection:
        compared("postgres", seed, lambda sql: connection.execute(sql).fetchall())
