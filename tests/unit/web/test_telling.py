from datetime import UTC, date, datetime, timedelta

import pytest

from doable.web import telling

NOW = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(minutes=-3), "3 min ago"),
        (timedelta(hours=5), "in 5 h"),
        (timedelta(days=-1), "1 day ago"),
        (timedelta(days=2), "in 2 days"),
        (timedelta(days=-30), "14 Sep"),
        (timedelta(days=-400), "9 Sep 2025"),
    ],
)
def test_a_time_is_told_as_a_colleague_says_it(away: timedelta, said: str) -> None:
    assert telling.relative(NOW + away, NOW) == said


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (9, "23 Oct"), (90, "12 Jan 2027")]
)
def test_a_day_near_is_told_by_its_name(days: int, said: str) -> None:
    today = date(2026, 10, 14)
    assert telling.nearby_day(today + timedelta(days), today) == said


@pytest.mark.parametrize(
    ("amount", "currency", "said"),
    [
        ("1234.5", "EUR", "€\u00a01,234.50"),
        ("-3", "EUR", "€\u00a0\u22123.00"),
        ("0.00", "CHF", "CHF\u00a00.00"),
        ("a lot", "EUR", "a lot"),
        ("NaN", "EUR", "NaN"),
    ],
)
def test_money_is_told_with_its_currency(amount: str, currency: str, said: str) -> None:
    assert telling.money(amount, currency) == said


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ayla Demir", "AD"), ("Ms van der Berg", "MB"), ("Cher", "C"), ("", "?"), ("42", "?")],
)
def test_a_face_has_the_first_and_the_last_letter(name: str, letters: str) -> None:
    assert telling.initials(name) == letters


def test_a_name_of_the_book_is_told_in_words() -> None:
    assert telling.word("needs_approval") == "Needs approval"
