"""What was not sure, in plain words."""

from datetime import date

from doable.understanding.doubting import doubts
from doable.understanding.facts.stating import facts, stated
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Message, ReadAsk, Span
from tests.unit.understanding.small_book import WEDNESDAY, small_book

SURE = (ReadAsk("refund", (), 0.9, Span(0, 1)),)


def doubted(
    text: str, asks: tuple[ReadAsk, ...] = SURE, received: date | None = WEDNESDAY
) -> tuple[str, ...]:
    message, book = Message(text, received), small_book()
    found = stated(message, book)
    return doubts(message, book, asks, facts(message, book, clauses(text), found), found)


def test_a_plain_message_leaves_none() -> None:
    assert doubted("Refund 1.290 € for order 51750, that is 1.290,00 €") == ()


def test_an_ask_that_is_not_sure_is_said_to_be_so() -> None:
    unsure = (ReadAsk("refund", (), 0.414, Span(0, 1)),)

    assert doubted("hm", unsure) == (
        "it is not sure that `refund` is asked for (The customer wants refund): 41 %",
    )


def test_no_ask_at_all_is_said_to_be_so() -> None:
    assert doubted("hm", ()) == ("nothing that the book knows was recognised as asked for",)


def test_two_order_numbers_raise_the_question_which_is_meant() -> None:
    assert doubted("orders 51750 and 51751") == (
        "2 order numbers are named (51750 and 51751): which one is meant?",
    )


def test_another_currency_than_the_books_is_told() -> None:
    assert doubted("£110 back") == ("`£110` is not in EUR, the currency of the book",)


def test_a_point_that_parts_decimals_elsewhere_is_told() -> None:
    assert doubted("I paid 12.50 € and 1.200 €") == (
        "`1.200 €` may be 1200 or, with `.` before the decimals, much less",
    )


def test_without_the_day_of_reception_it_is_told_that_days_were_not_read() -> None:
    assert doubted("come on Friday", received=None) == (
        "the day of reception is not known, so `yesterday` or `Friday` was not read as a date",
    )
    assert doubted("come on 2026-10-16", received=None) == ()
