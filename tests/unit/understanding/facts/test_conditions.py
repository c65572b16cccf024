"""What customers say of the state of an item."""

import pytest

from doable.understanding.facts.conditions import faulty, opened
from doable.understanding.text.clauses import clauses
from doable.understanding.text.spans import lowered
from tests.unit.understanding.small_book import facts_of, values_of


@pytest.mark.parametrize(
    "text",
    [
        "The pump just died",
        "it leaks",
        "The machine doesn’t turn on",
        "two cups arrived in pieces",
        "it shows error E14",
        "E14 on the display",
        "Die Maschine ist kaputt",
        "La machine fuit",
        "la máquina no funciona",
        "it won't heat",
    ],
)
def test_an_item_is_said_to_be_faulty(text: str) -> None:
    said = faulty(lowered(text), clauses(text))

    assert said is not None
    assert said.value is True


@pytest.mark.parametrize(
    "text",
    [
        "The lift is out of order",
        "What if it breaks or leaks?",
        "The slot doesn't work for us",
        "it doesn't froth by itself",
        "it was broken but works fine",
        "all good",
    ],
)
def test_of_other_things_or_of_what_might_be_nothing_is_said(text: str) -> None:
    assert faulty(lowered(text), clauses(text)) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("used twice", True),
        ("I unwrapped it on Monday", True),
        ("Used for a month", True),
        ("not opened", False),
        ("still in its wrapping", False),
        ("Ungeöffnet", False),
    ],
)
def test_an_item_was_opened_or_not(text: str, value: bool) -> None:
    said = opened(lowered(text), clauses(text))

    assert said is not None
    assert said.value is value


@pytest.mark.parametrize(
    "text",
    ["you sold me a used machine", "I opened the letter on Monday", "I used to like it", "open my account"],
)
def test_of_opening_nothing_is_said(text: str) -> None:
    assert opened(lowered(text), clauses(text)) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The beans I got on Monday are stale", (2,)),
        ("delivered four days ago", (4,)),
        ("vor zwei Wochen geliefert", (14,)),
        ("Received on the 12th.", (2,)),
        ("On Saturday the order arrived", (4,)),
        ("The fitter arrived on 2 Oct", ()),
        ("it was to be delivered on Monday", ()),
        ("it arrives next Monday, delivered", ()),
        ("bought 5 days ago", ()),
        ("delivered within 3 days, four days ago", ()),
        ("delivered on 1 October 2020", ()),
        ("delivered within 5 days", ()),
    ],
)
def test_the_days_since_delivery_are_those_since_the_day_stated(text: str, days: tuple[int, ...]) -> None:
    assert values_of(text, "days_since_delivery") == days


def test_without_the_day_of_reception_nothing_is_counted() -> None:
    assert "days_since_delivery" not in facts_of("delivered four days ago", None)
