"""Sums, percentages, stretches of time and counts, and what is none of them."""

from decimal import Decimal

import pytest

from doable.understanding.figures.quantities import quantities


def found(text: str, kind: str) -> list[Decimal]:
    return [one.value for one in quantities(text) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("£149.99", "149.99", "GBP"),
        ("€40", "40", "EUR"),
        ("40€", "40", "EUR"),
        ("EUR 1,200", "1200", "EUR"),
        ("1.200 Euro", "1200", "EUR"),
        ("1.250,00 EUR", "1250.00", "EUR"),
        ("1 200 €", "1200", "EUR"),
        ("$275", "275", "USD"),
        ("USD 1,200", "1200", "USD"),
        ("90 Franken", "90", "CHF"),
        ("forty euros", "40", "EUR"),
        ("a hundred and twenty pounds", "120", "GBP"),
    ],
)
def test_a_currency_beside_a_number_makes_it_a_sum(text: str, value: str, currency: str) -> None:
    (one,) = quantities(f"I paid {text} for it")

    assert (one.kind, one.value, one.currency) == ("amount", Decimal(value), currency)
    assert f"I paid {text} for it"[one.start : one.end] == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("410 back now", 410),
        ("you charged me 85 again", 85),
        ("a fee of 35 though", 35),
        ("the 38 for freight", 38),
        ("kostet 2.980 bei euch", 2980),
        ("the 64.00 please", 64),
        ("my 649,- back", 649),
        ("the 45 pick-up fee", 45),
        ("why 85 for the call-out?", 85),
        ("his price, 24 a month", 24),
        ("they sell it for 820.", 820),
        ("the price from last year, 60?", 60),
        ("wants only 50 for the trouble", 50),
        ("I was thinking of 150", 150),
        ("knock twenty off", 20),
        ("we billed 37 in October", 37),
        ("drop the bill of 140", 140),
        ("costs 12.10. Why?", Decimal("12.10")),
        ("we stay at 24.90 as before", Decimal("24.90")),
    ],
)
def test_the_words_around_a_bare_number_make_it_a_sum(text: str, value: int | Decimal) -> None:
    assert found(text, "amount") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "order 51750 came",
        "bill 39044 is here",
        "tel. 0301234567",
        "order #1234",
        "since 30.09. nobody came",
        "am 30.09 kam keiner",
        "called at 10.30, no answer",
        "rang 8.05. No answer",
        "a meeting at 11 today",
        "at 9 am or 10 Uhr",
        "Saturday the 18",
        "on Oct. 20 we open",
        "20 October suits us",
        "the Atelier 300 is fine",
        "we paid 6 people",
        "6 machines for 80 guests at 12 bar",
        "my son is 12 years old",
        "I have been here since 2018",
        "we want it for 2020",
        "10-3381 and 2026-3012",
        "charged one",
        "12 cent a piece",
        "rated 4.75 stars",
        "our group of 60 1 200 more",
        "1234567 to you",
        "from one shop",
    ],
)
def test_other_numbers_are_no_sums(text: str) -> None:
    assert found(text, "amount") == []


@pytest.mark.parametrize(
    ("text", "kind", "values"),
    [
        ("20% or 25 percent", "percent", [20, 25]),
        ("thirty per cent", "percent", [30]),
        ("10 or 15 %", "percent", [10, 15]),
        ("half price", "percent", [50]),
        ("I'm 100 % sure", "percent", []),
        ("two weeks", "weeks", [2]),
        ("14 more days", "days", [14]),
        ("5 to 7 days", "days", [5, 7]),
        ("a fortnight of waiting", "days", [14]),
        ("drei Wochen", "weeks", [3]),
        ("ein Monat", "months", [1]),
        ("another month", "months", [1]),
        ("an extra year", "months", [12]),
        ("a two-year guarantee", "months", [24]),
        ("half a year", "months", [6]),
        ("half an hour", "hours", [Decimal("0.5")]),
        ("half a month", "months", [Decimal("0.5")]),
        ("wait for a week", "weeks", [1]),
        ("a week later", "weeks", [1]),
        ("24 a month", "months", []),
        ("6 machines", "count", [6]),
    ],
)
def test_numbers_with_a_unit_measure_it(text: str, kind: str, values: list[Decimal]) -> None:
    assert found(text, kind) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("made out for 900 instead of 1.290 €", [900, 1290]),
        ("100-150 €", [100, 150]),
        ("between 100 and 150 euros", [100, 150]),
        ("€100 or 150.", [100, 150]),
        ("3 and 85 €", [85]),
        ("a €20 charge. Please take out the twenty.", [20, 20]),
        ("20 € for 20 cups", [20]),
    ],
)
def test_a_bare_number_is_what_its_pair_is(text: str, values: list[int]) -> None:
    assert found(text, "amount") == values


def test_all_kinds_stand_in_the_order_of_the_text() -> None:
    text = "20% off 80 €, in two weeks or another month"

    assert [one.kind for one in quantities(text)] == ["percent", "amount", "weeks", "months"]
