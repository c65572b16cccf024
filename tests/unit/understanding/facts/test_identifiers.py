"""Numbers of orders and the like, models and telephone numbers."""

from dataclasses import replace

import pytest

from doable.understanding.facts.identifiers import identifiers
from tests.unit.understanding.small_book import small_book


def named(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.value) for one in identifiers(text, small_book())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("order no. 51162", ("order.number", "51162")),
        ("Order (51890) please", ("order.number", "51890")),
        ("Bestellung Nr. 7781-220", ("order.number", "7781-220")),
        ("bill 39044", ("invoice.number", "39044")),
        ("the October bill (no. 40255, 85 €)", ("invoice.number", "40255")),
        ("contract SC-2655", ("contract.number", "SC-2655")),
        ("my booking number: 88-AB12", ("booking.number", "88-AB12")),
        ("where is CC-48213?", ("order.number", "CC-48213")),
        ("cc-48213 please", ("order.number", "cc-48213")),
        ("When does 51859 turn up?", ("order.number", "51859")),
        ("my invoice says nothing, 40255 it is", ("invoice.number", "40255")),
        ("F-959 is paid", ("invoice.number", "F-959")),
        ("our ateliers", ("machine.model", "ateliers")),
        ("an Atelier 500", ("machine.model", "Atelier 500")),
        ("for the One if", ("machine.model", "One")),
        ("call me: 555-0190", ("phone", "555-0190")),
        ("+49 30 1234567", ("phone", "+49 30 1234567")),
        ("(030) 123 45 67", ("phone", "(030) 123 45 67")),
    ],
)
def test_an_identifier_is_found_by_its_word_or_its_look(text: str, expected: tuple[str, str]) -> None:
    assert named(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "order 2019 was fine",
        "order from 2026-10-20",
        "51750 €",
        "€51750",
        "51750.00",
        "12345 678",
        "678 12345",
        "Main St 5, 10115 Berlin",
        "10000 cups",
        "no One came",
        "One broke",
        "the one I have",
        "1234567 cups",
        "call on 2026-10-20",
        "a serial killer",
    ],
)
def test_what_only_looks_like_an_identifier_is_none(text: str) -> None:
    assert named(text) == []


def test_the_word_before_a_number_counts_for_more_than_its_look() -> None:
    assert named("invoice CC-48213 for order F-959") == [
        ("invoice.number", "CC-48213"),
        ("order.number", "F-959"),
    ]


def test_a_book_that_reads_nothing_finds_only_telephone_numbers() -> None:
    book = replace(small_book(), facts={}, asks={})

    found = identifiers("order 51162, call 555-01901", book)

    assert [(one.name, one.value) for one in found] == [("phone", "555-01901")]
