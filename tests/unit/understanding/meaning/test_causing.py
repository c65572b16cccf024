import pytest

from doable.understanding.meaning.causing import cause
from doable.understanding.meaning.hinting import hints
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import CAUSES, Message


def read(text, asks=(), emotion="calm", signals=()):
    hinted = hints([text[part.start : part.end] for part in clauses(text)])
    return cause(Message(text), hinted, asks=asks, emotion=emotion, signals=signals)


@pytest.mark.parametrize(
    ("text", "emotion", "expected"),
    [
        (
            "The machine arrived broken and nobody came although you promised it.",
            "frustrated",
            "genuine_failure",
        ),
        ("I thought it was included. As far as I know the first visit is free.", "calm", "misunderstanding"),
        (
            "I'm a gold member and have been with you for ten years, I expect an exception.",
            "frustrated",
            "entitlement",
        ),
        (
            "It can't be that hard, I want it here within five minutes, today!",
            "angry",
            "unrealistic_expectation",
        ),
        ("Could you tell me which filter fits? Thank you.", "calm", "none"),
    ],
)
def test_each_cause_has_its_words(text, emotion, expected):
    assert read(text, emotion=emotion) == expected


@pytest.mark.parametrize("text", ["", "  ", "42", "🙂"])
def test_a_message_without_words_has_no_cause(text):
    assert read(text) == "none"


def test_asks_of_another_book_say_nothing():
    text = "Could you do that for me?"
    assert read(text, ("upgrade_seat",)) == read(text)


def test_the_cause_is_always_one_of_the_causes():
    assert read("whatever " * 3000, ("refund",), "angry", ("repeated", "abusive")) in CAUSES
