"""What `make fuzz` runs for hours, for a moment and with the same books each time."""

from bench import fuzz_cel
from tests.fuzz import books


def test_changed_books_load_or_are_told_what_is_wrong() -> None:
    assert books.run(50, seed=1) == []


def test_files_of_any_bytes_are_texts_or_findings() -> None:
    books.survive_bytes(30, seed=1)


def test_conditions_of_any_characters_are_read_or_refused() -> None:
    fuzz_cel.survive(500, seed=1)
