"""What a message states, under the names that reading gives it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from doable.understanding.facts.stating import facts, stated
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Message, Span
from tests.unit.understanding.small_book import WEDNESDAY, facts_of, small_book, values_of


def test_values_stand_in_order_and_each_once() -> None:
    assert values_of("85 EUR, then 20 EUR, and 85.00 EUR again", "amount") == (Decimal(85), Decimal(20))


def test_each_value_has_its_words() -> None:
    text = "Order 51750 for 85 € on Friday"
    found = facts_of(text)

    quotes = {name: [text[span.start : span.end] for span in fact.spans] for name, fact in found.items()}
    assert quotes == {"order.number": ["51750"], "amount": ["85 €"], "date": ["Friday"]}


def test_no_stretch_is_read_in_two_ways() -> None:
    found = facts_of("the Atelier 300 costs 2.980 on 20.10. at noon")

    assert found["amount"].values == (Decimal(2980),)
    assert found["date"].values == (date(2026, 10, 20),)


def test_a_model_is_named_by_its_fullest_name() -> None:
    assert values_of("The Atelier leaks. It is an Atelier 300.", "machine.model") == ("Atelier 300",)


def test_what_an_earlier_mail_said_is_not_stated() -> None:
    assert facts_of("Thanks\n> order 51750 costs 85 € on Friday") == {}


def test_only_what_the_book_reads_is_looked_for() -> None:
    message = Message("it leaks, opened, delivered on Monday, order CC-48213, 20 %", WEDNESDAY)
    bare = replace(small_book(), facts={}, asks={})

    found = facts(message, bare, clauses(message.text), stated(message, bare))

    assert list(found) == ["percent", "date"]


def test_item_and_delivery_are_stated() -> None:
    found = facts_of("The duo was delivered on Monday, unused, but it leaks")

    assert found["item.faulty"].values == (True,)
    assert found["item.opened"].values == (False,)
    assert found["days_since_delivery"].values == (2,)
    assert found["item.faulty"].spans == (Span(48, 53),)
