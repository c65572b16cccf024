"""Counted in SQL, a case comes to what the engine decides."""

import duckdb
import pytest

from doable import Book
from doable.workbench.counting.query import AskQuery, Refused, query_of
from tests.unit.policy.books import _Chance, loaded, written
from tests.unit.workbench.counting.past import COLUMNS, Past, counted, decided, ordered, pasts

ROWS = 40


def compared(book: Book, ask: str, rows: list[Past], columns: dict[str, str] = COLUMNS) -> int:
    """How many rows SQL left to be decided one by one; all others must come to the same."""
    query = query_of(book.contents, ask, set(columns))
    assert isinstance(query, AskQuery), query
    with duckdb.connect() as connection:
        found = connection.execute(ordered(query, rows, columns)).fetchall()
    left = 0
    for row, values in zip(rows, found, strict=True):
        if values[0] is None:
            left += 1
            continue
        assert counted(query, values) == decided(book, ask, row), row
    return left


@pytest.mark.parametrize("seed", range(3))
def test_books_with_everything(seed: int) -> None:
    book = loaded(_Chance(seed).files())
    left = sum(compared(book, ask, pasts(seed, ROWS)) for ask in ("wish", "other"))
    assert left <= ROWS


@pytest.mark.parametrize("seed", range(2))
def test_books_without_exceptions_leave_few_rows(seed: int) -> None:
    book = loaded(_Chance(seed, plain=True).files())
    left = sum(compared(book, ask, pasts(seed, ROWS)) for ask in ("wish", "other"))
    assert left <= ROWS / 4


def test_nobody_who_asks() -> None:
    columns = {name: kind for name, kind in COLUMNS.items() if not name.startswith("as_")}
    book = loaded(_Chance(3).files())
    rows = pasts(3, ROWS, asked=False)
    assert compared(book, "wish", rows, columns) < ROWS


def test_columns_that_are_missing_are_unknown() -> None:
    book = written({"id": "r", "when": "n > 1", "then": "grant"}, facts={"n": {"type": "int"}})
    assert compared(book, "wish", [Past({"at": "2026-01-01 12:00:00+00"})], {"at": "timestamp"}) == 0


def test_rows_marked_as_whole_are_left() -> None:
    columns = {"at": "timestamp", "@whole": "bool"}
    book = written({"id": "r", "when": "true", "then": "grant"})
    rows = [Past({"at": "2026-01-01 12:00:00+00", "@whole": whole}) for whole in (True, False)]
    assert compared(book, "wish", rows, columns) == 1


def test_a_division_by_zero_is_left_where_it_matters() -> None:
    book = written(
        {"id": "r", "when": "12 / n > 2", "then": "grant"},
        facts={"n": {"type": "int"}, "a": {"type": "bool"}},
    )
    columns = {"at": "timestamp", "n": "int"}
    rows = [Past({"at": "2026-01-01 12:00:00+00", "n": n}) for n in (0, 1, 12)]
    assert compared(book, "wish", rows, columns) == 1


def test_hostile_words_of_a_book_stay_words() -> None:
    word = "'; DROP TABLE cases; --\\' \" ${x}"
    book = written({"id": "r", "when": f"s == {word!r}", "then": "grant"}, facts={"s": {"type": "string"}})
    columns = {"at": "timestamp", "s": "enum"}
    rows = [Past({"at": "2026-01-01 12:00:00+00", "s": s}) for s in (word, "x")]
    assert compared(book, "wish", rows, columns) == 0


def test_what_sql_cannot_say_is_refused_with_its_place() -> None:
    book = written(
        {"id": "r", "when": "s.matches('^a') && size(string(n)) > 1", "then": "grant"},
        facts={"s": {"type": "string"}, "n": {"type": "decimal"}},
    )
    refused = query_of(book.contents, "wish", {"at", "s", "n"})
    assert isinstance(refused, Refused)
    assert refused.place is not None and refused.place.file == "asks/wish.yaml"
    assert "`string` of decimal" in str(refused)
    assert isinstance(query_of(book.contents, "nothing", {"at"}), Refused)


def test_one_query_stands_on_another() -> None:
    book = written({"id": "r", "when": "n > 1", "then": "grant"}, facts={"n": {"type": "int"}})
    query = query_of(book.contents, "wish", {"at", "n"})
    assert isinstance(query, AskQuery)
    rows = "SELECT TIMESTAMPTZ '2026-01-01 12:00:00+00' AS at, unnest([1, 2]) AS n"
    with duckdb.connect() as connection:
        sql = query.over(query.over(rows, "@old_"), "@new_")
        found = connection.execute(
            f'SELECT "@old_verdict", "@new_verdict" FROM ({sql}) ORDER BY n'
        ).fetchall()
    assert found == [("declined", "declined"), ("doable", "doable")]
