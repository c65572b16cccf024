"""Numbers in figures and words."""

from decimal import Decimal

import pytest

from doable.understanding.figures.numerals import figure, is_number_word, numerals


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("149.99", "149.99"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1.250,00", "1250.00"),
        ("1,250.00", "1250.00"),
        ("1 180,50", "1180.50"),
        ("5,90", "5.90"),
        ("0.125", "0.125"),
        ("1.234.567", "1234567"),
        ("85", "85"),
    ],
)
def test_points_and_commas_part_thousands_or_decimals_by_their_form(written: str, value: str) -> None:
    assert figure(written) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twelve hundred", 1200),
        ("a hundred and twenty", 120),
        ("two hundred fifty", 250),
        ("twenty-five", 25),
        ("three thousand four hundred and five", 3405),
        ("one million", 1_000_000),
        ("zweihundertfünfzig", 250),
        ("fünfundzwanzig", 25),
        ("einundzwanzig", 21),
        ("tausendzweihundert", 1200),
        ("dreitausendundvier", 3004),
        ("hundertzwanzig", 120),
        ("dix-sept", 17),
        ("d'un", 1),
        ("2 thousand", 2000),
        ("1.2k", 1200),
    ],
)
def test_a_number_may_be_spelled_out(text: str, value: int) -> None:
    assert [one.value for one in numerals(text)] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "20/10",
        "18:30",
        "5.2.1",
        "2G",
        "7F",
        "3rd",
        "CC-48213",
        "five six seven",
        "bundesweit",
        "undzwanzig",
        "grand",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert numerals(text) == ()


def test_a_sum_may_end_in_a_dash() -> None:
    (found,) = numerals("my 649,- back")

    assert (found.value, found.marked) == (649, True)


def test_words_of_numbers_are_known() -> None:
    assert is_number_word("One")
    assert not is_number_word("Duo")
