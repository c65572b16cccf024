"""The params of an ask, from its own words first."""

from datetime import date
from decimal import Decimal

import pytest

from doable.understanding.facts.filling import filled
from doable.understanding.facts.stating import stated
from doable.understanding.understood import Message, Span
from tests.unit.understanding.small_book import WEDNESDAY, small_book


def params(
    ask: str, text: str, own: str, *others: str, received: date | None = WEDNESDAY
) -> dict[str, object]:
    """The params of an ask that was read from `own`, where others were read from the other stretches."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    message = Message(text, received)
    found = stated(message, small_book())
    typed = filled(message, small_book().asks[ask], span(own), [span(other) for other in others], found)
    return {one.name: one.value for one in typed}


def test_the_clause_of_the_ask_fills_it() -> None:
    text = "I paid 85 € for order 51750. Refund me 20 €!"

    assert params("refund", text, "Refund me 20 €!") == {"amount": Decimal(20), "order": "51750"}


def test_a_sum_in_another_asks_clause_is_not_this_asks() -> None:
    text = "Refund me. And 20 € off the next!"

    assert params("refund", text, "Refund me.", "And 20 € off the next!") == {}


def test_the_only_sum_of_the_message_fills_it() -> None:
    assert params("refund", "It was 34,90. Money back?", "Money back?") == {"amount": Decimal("34.90")}


def test_of_several_the_nearest_before_is_meant_where_the_clause_refers_back() -> None:
    text = "I paid 85 €. The fee was 60 €. Send that back."

    assert params("refund", text, "Send that back.") == {"amount": Decimal(60)}
    assert params("refund", text, "The fee was 60 €.", "I paid 85 €.") == {"amount": Decimal(60)}


def test_of_several_none_is_chosen_where_nothing_refers_back() -> None:
    assert params("refund", "I paid 85 € and 60 €. Refund!", "Refund!") == {}
    assert params("refund", "Refund this! I paid 85 € and 60 €.", "Refund this!") == {}


def test_so_many_times_a_sum_are_asked_for_as_one() -> None:
    assert params("refund", "Refund 2 × 85 €", "Refund 2 × 85 €") == {"amount": Decimal(170)}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Move it from the 20th to the 23rd", date(2026, 10, 23)),
        ("Bring it Tues 20 Oct not Mon", date(2026, 10, 20)),
        ("Bring it instead of 20 Oct on 21 Oct", date(2026, 10, 21)),
    ],
)
def test_of_several_days_the_one_aimed_at_is_meant(text: str, day: date) -> None:
    assert params("change_delivery", text, text) == {"date": day}


def test_a_day_elsewhere_counts_only_if_it_is_to_come() -> None:
    assert params("change_delivery", "I ordered on 2 October. Another day please", "Another day please") == {}
    assert params(
        "change_delivery", "It was 2 October 2026. Another day please", "Another day please", received=None
    ) == {"date": date(2026, 10, 2)}


@pytest.mark.parametrize(
    ("ask", "text", "expected"),
    [
        ("extend_payment", "three weeks more please", {"days": 21}),
        ("warranty", "another year please", {"months": 12}),
        ("warranty", "two weeks please", {}),
        ("warranty", "for 3 bags please", {"bags": 3}),
        ("rental", "for 2 days, very fast please", {"hours": 48, "speed": "very_fast"}),
        ("discount", "25 percent please", {"percent": Decimal(25)}),
        ("warranty", "for 2.5 months please", {}),
    ],
)
def test_a_param_is_counted_in_its_own_unit(ask: str, text: str, expected: dict[str, object]) -> None:
    assert params(ask, text, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Could you please add a brew timer?", "add a brew timer"),
        ("A brew timer!", "A brew timer"),
        ("please", "please"),
    ],
)
def test_the_words_asked_for_are_the_description(text: str, expected: str) -> None:
    assert params("wish", text, text) == {"description": expected}


def test_letters_that_grow_when_folded_name_no_word_of_an_enum() -> None:
    assert params("rental", "straße very fast", "straße very fast") == {}
