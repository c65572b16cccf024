"""A book as values, and the one door to it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from doable import Book, BookNotLoaded
from doable.policy.book import Text
from tests.unit.policy.books import written

LATER = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("language", "words"), [("de", "ja"), ("en", "yes"), ("fr", "yes")])
def test_words_are_in_a_language_or_in_the_books_first(language: str, words: str) -> None:
    assert Text((("en", "yes"), ("de", "ja"))).within(language) == words


def test_a_folder_without_a_book_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(BookNotLoaded):
        Book.load(tmp_path)


def test_the_time_that_is_handed_in_stands_in_for_a_missing_one() -> None:
    decision = written().decide({"asks": [{"ask": "wish"}]}, now=LATER)

    assert decision.at.nanoseconds == int(LATER.timestamp()) * 10**9


def test_the_time_of_the_case_counts_more() -> None:
    decision = written().decide({"asks": [{"ask": "wish"}], "at": "2026-01-01T12:00:00Z"}, now=LATER)

    assert decision.at.nanoseconds == (int(LATER.timestamp()) - 86_400) * 10**9


def test_a_case_that_was_read_already_is_decided_as_it_is() -> None:
    book = written()
    case = book.read_case({"id": "c1", "asks": [{"ask": "wish"}], "at": "2026-01-01T12:00:00Z"})

    assert book.decide(case).id == "c1"


def test_the_fast_verdict_knows_only_the_asks_of_the_book() -> None:
    with pytest.raises(KeyError):
        written().verdict("pony", {})
