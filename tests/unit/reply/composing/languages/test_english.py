"""English: dates, numbers, people, steps and reasons as sentences."""

from datetime import date

import pytest

from doable.reply.composing.languages.english import English

ENGLISH = English()
TODAY = date(2026, 10, 14)
FRIDAY = "Friday, 16 October"


def test_a_date_has_its_weekday_and_the_year_only_where_it_is_another() -> None:
    assert ENGLISH.day(date(2026, 10, 16), TODAY) == FRIDAY
    assert ENGLISH.day(date(2027, 1, 14), TODAY) == "Thursday, 14 January 2027"


def test_long_numbers_have_commas() -> None:
    assert [ENGLISH.number(digits) for digits in ("7", "1250.5", "-12500", "1234567.89")] == [
        *("7", "1250.5", "-12,500", "1,234,567.89")
    ]


def test_a_number_says_what_it_counts_where_its_name_does() -> None:
    named = [("days", "1"), ("days", "45"), ("percent", "12.5"), ("bags", "3")]

    assert [ENGLISH.measure(*each) for each in named] == ["1 day", "45 days", "12.5 percent", None]


def test_small_numbers_are_words() -> None:
    assert [ENGLISH.counted(number) for number in (2, 10, 11)] == ["two", "ten", "11"]


def test_a_row_of_long_items_has_a_comma_before_its_last() -> None:
    assert ENGLISH.listed([]) == ""
    assert ENGLISH.listed(["a"]) == "a"
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.listed(["to have 40 EUR back", "to know why"]) == "to have 40 EUR back, and to know why"


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("accounting", "our accounting team"),
        ("field service", "our field service team"),
        ("head_of_finance", "our head of finance"),
        ("finance manager", "our finance manager"),
        ("finance senior", "a senior colleague in finance"),
        ("support agent", "a colleague in support"),
        ("carrier", "the carrier"),
        ("a person", "a colleague"),
        ("the workshop", "the workshop"),
    ],
)
def test_people_are_named_as_the_customer_knows_them(who: str, said: str) -> None:
    assert ENGLISH.person(who) == said


@pytest.mark.parametrize(
    ("what", "who", "said"),
    [
        ("pay the refund", "accounting", "Our accounting team will pay the refund by Friday, 16 October."),
        ("Send the list.", "us", "We will send the list by Friday, 16 October."),
        ("call at 9:30", "team lead", "Our team lead will call at 9:30 on Friday, 16 October."),
        ("deliver on 16 October", "carrier", "The carrier will deliver on 16 October."),
        (
            "call you to agree on a day",
            "support",
            "Our support team will call you by Friday, 16 October to agree on a day.",
        ),
        (
            "call you, knowing it all",
            "support",
            "Our support team will call you by Friday, 16 October, knowing it all.",
        ),
        (
            "send how to return it",
            "support",
            "Our support team will send how to return it by Friday, 16 October.",
        ),
        ("pay to the card", "support", "Our support team will pay to the card by Friday, 16 October."),
        (
            "write once it is there",
            "support",
            "Our support team will write once it is there, by Friday, 16 October at the latest.",
        ),
        (
            "technician visits",
            "field service",
            "Our technician visits on Friday, 16 October; our field service team will see to it.",
        ),
        (
            "update arrives on 16 October",
            "app team",
            "The update arrives on 16 October; our app team will see to it.",
        ),
        (
            "video call",
            "sales",
            "What happens next: video call by Friday, 16 October; our sales team will see to it.",
        ),
        (
            "repair finished",
            "workshop",
            "What happens next: repair finished by Friday, 16 October; our workshop will see to it.",
        ),
        ("return the spoon", "customer", "Please return the spoon by Friday, 16 October."),
        ("go-ahead", "customer", "We need this from you by Friday, 16 October: go-ahead."),
        (
            "send a photo; we answer the day after",
            "customer",
            "Please send a photo by Friday, 16 October. We answer the day after.",
        ),
    ],
)
def test_a_step_is_a_sentence_however_the_book_puts_it(what: str, who: str, said: str) -> None:
    assert ENGLISH.step(what, who, FRIDAY) == said


def test_a_step_may_be_without_a_day() -> None:
    assert ENGLISH.step("pay it", "accounting", None) == "Our accounting team will pay it."
    assert ENGLISH.step("update arrives", "customer", None) == "The update arrives; you will see to it."


@pytest.mark.parametrize(
    ("means", "wish"),
    [
        ("The customer wants money back for their order.", "money back for your order"),
        ("A customer asks why a bill is what it is, and more.", "to know why a bill is what it is"),
        ("The customer wants us to do it for them.", "us to do it for you"),
        ("The customer needs to know what they are due.", "to know what you are due"),
        ("Money back.", None),
    ],
)
def test_a_wish_comes_from_what_the_ask_means(means: str, wish: str | None) -> None:
    assert ENGLISH.wish(means) == wish


def test_a_sentence_within_another_loses_its_capital_where_its_first_word_is_a_plain_one() -> None:
    assert ENGLISH.clause("The whole order can be cancelled.") == "the whole order can be cancelled"
    assert ENGLISH.clause("Berlin is nearer.") == "Berlin is nearer"


def test_reasons_are_sentences_even_where_the_book_has_fragments() -> None:
    assert ENGLISH.reasons(["It was opened."]) == "It was opened."
    assert ENGLISH.reasons(["only 100 were made", "all are sold"]) == (
        "The reason: only 100 were made. Also, all are sold."
    )


def test_a_reason_leaves_open_what_somebody_will_say_where_it_says_so() -> None:
    assert ENGLISH.leaves_open("More than 30 days have to be approved.")
    assert not ENGLISH.leaves_open("We caused it, so we pay for it.")


@pytest.mark.parametrize(
    ("words", "is_phrase"),
    [
        ("raise the boiler pressure", True),
        ("15 percent off all beans", True),
        ("overhaul the machine in the basement", True),
        ("moving the machine to another floor", True),
        ("free delivery", True),
        ("", False),
        ("could he also look at the dishwasher", False),
        ("leave it as it was", False),
        ("Where is my parcel?", False),
        ("alten Rabatt behalten und", False),
        ("größere Tassen", False),
        ("big white cups with tall green handles", False),
        ("a table of all cups by month and by floor", False),
    ],
)
def test_short_words_that_are_no_sentence_are_a_phrase(words: str, is_phrase: bool) -> None:
    assert English().is_phrase(words) is is_phrase
