"""Sentences and clauses, each one thing said."""

import pytest

from doable.understanding.text.clauses import clauses


def parts(text: str) -> list[str]:
    return [text[span.start : span.end] for span in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It broke. Please mend it!", ["It broke.", "Please mend it!"]),
        ("Please confirm\n\nRegards, Ann", ["Please confirm", "Regards, Ann"]),
        ("Send it back and tell me when.", ["Send it back", "and tell me when."]),
        ("i paid, can i have it back", ["i paid", "can i have it back"]),
        ("Cancel the order and 410 back please", ["Cancel the order", "and 410 back please"]),
        ("Replace it plus €50 for my time", ["Replace it", "plus €50 for my time"]),
        ("I like it but also would you add tea?", ["I like it", "but also would you add tea?"]),
        ("Two wishes: 1. Refund me. 2. Call me.", ["Two wishes", "Refund me.", "Call me."]),
        ("First: (a) mend it (b) call me", ["First", "mend it", "call me"]),
        ("one - two\n* three", ["one", "two", "three"]),
    ],
)
def test_a_message_comes_apart_where_something_new_is_said(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Miller paid",
        "Order no. 51162 came",
        "delivered to Elm St. instead",
        "since 30.09. nobody came",
        "am 1. Oktober verloren",
        "der 2. Termin",
        "on 1 Oct. at noon",
        "J. R. came",
        'they said "no. Never. Go" to me',
        "it costs 2.980,00 now",
        "red and blue",
        "version 5.2.1 is here",
    ],
)
def test_a_point_or_a_joining_word_within_a_clause_does_not_part_it(text: str) -> None:
    assert parts(text) == [text]


def test_a_number_at_the_end_ends_the_sentence_in_chat_as_well() -> None:
    assert parts("its flat 4. just come") == ["its flat 4.", "just come"]
    assert parts("See you on 1 Oct. The visit") == ["See you on 1 Oct.", "The visit"]
    assert parts("They told me no. 51162") == ["They told me no. 51162"]
    assert parts("I wish I could, but I can't. Call me") == ["I wish I could", "but I can't.", "Call me"]
    assert parts("They told me no. Sadly") == ["They told me no.", "Sadly"]


def test_dots_that_trail_off_and_question_marks_end_a_clause() -> None:
    assert parts("well... ok?! so be it") == ["well...", "ok?!", "so be it"]


def test_what_an_earlier_mail_said_is_left_out() -> None:
    text = "Please answer.\nOn Monday Ann wrote:\n> we can't help\nThanks"

    assert parts(text) == ["Please answer.", "Thanks"]


def test_signs_alone_are_no_clause() -> None:
    assert parts("?! ... --- ,") == []
