"""What a message states as facts of the book, on the customer's word."""

from decimal import Decimal

from doable.policy.deciding.decision import Typed
from doable.policy.language.declarations import MONEY
from doable.understanding.claiming import case_for, facts_for, left_open
from doable.understanding.understood import Message, ReadAsk, Span, Understanding
from tests.unit.understanding.small_book import WEDNESDAY, facts_of, small_book


def understood(text: str) -> Understanding:
    return Understanding(Message(text, WEDNESDAY), "en", (), "calm", "none", facts=facts_of(text))


def test_facts_are_the_customers_word() -> None:
    claimed = facts_for(small_book(), understood("order 51750, paid 85.50 €, opened on Friday and it leaks"))

    assert claimed["order.number"] == {"value": "51750", "source": "customer"}
    assert claimed["order.paid"] == {"value": "85.5", "source": "customer"}
    assert claimed["item.faulty"] == {"value": True, "source": "customer"}


def test_a_word_of_an_enum_is_put_as_the_book_has_it() -> None:
    assert facts_for(small_book(), understood("an ATELIER 300"))["machine.model"]["value"] == "atelier_300"


def test_a_value_that_the_type_can_not_hold_is_left_out() -> None:
    assert facts_for(small_book(), understood("our ateliers")) == {}


def test_a_fact_of_several_values_is_left_open_with_a_doubt() -> None:
    several = understood("orders 51750 and 51751")

    assert facts_for(small_book(), several) == {}
    assert left_open(small_book(), several) == (
        "several values were read for `order.number`, so it is left open",
    )


def test_a_list_takes_several_values() -> None:
    several = understood("on 20 October or on 21 October")

    assert facts_for(small_book(), several)["visit.days"]["value"] == ["2026-10-20", "2026-10-21"]
    assert left_open(small_book(), several) == ()


def test_what_was_read_is_a_case_to_decide() -> None:
    text = "Please refund 85 € for order 51750"
    ask = ReadAsk("refund", (Typed("amount", Decimal(85), MONEY),), 0.9, Span(0, 20))
    read = Understanding(Message(text, WEDNESDAY, id="m"), "en", (ask,), "calm", "none", facts=facts_of(text))

    assert case_for(small_book(), read) == {
        "id": "m",
        "asks": [{"ask": "refund", "params": {"amount": "85.00"}}],
        "facts": facts_for(small_book(), read),
    }
