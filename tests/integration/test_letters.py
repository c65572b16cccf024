"""Letters for every story of the example books: there is one, always the same, and it makes up no number."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import pytest

from doable import Book
from doable.policy.deciding.showing import show_decision
from doable.policy.language.times import date_of
from doable.reply.checking.checking import check
from doable.reply.composing.composing import compose
from doable.reply.composing.situations import is_held
from doable.reply.occasion import BLOCKING, CHANNELS, Draft, Occasion
from doable.understanding.understood import EMOTIONS, SIGNALS, Message, Understanding

EXAMPLES = Path(__file__).parents[2] / "examples"
BOOKS = ("airline", "copperline", "retail")
AT = "2026-10-14T09:00:00+02:00"
NUMBER = re.compile(r"\d+")
ORDER = "48213"


@lru_cache(maxsize=len(BOOKS))
def book(name: str) -> Book:
    return Book.load(EXAMPLES / name)


def occasions(name: str) -> Iterator[Occasion]:
    """The stories of a book, each met with another feeling, signal and channel."""
    for number, story in enumerate(book(name).contents.stories):
        decision = book(name).decide({"at": AT, **story.case})
        emotion, signal = EMOTIONS[number % len(EMOTIONS)], SIGNALS[number % len(SIGNALS)]
        read = Understanding(Message("Please."), "en", (), emotion, "none", (signal,))
        channel = CHANNELS[number % len(CHANNELS)]
        yield Occasion(decision, understanding=read, channel=channel, order_number=ORDER)


@lru_cache(maxsize=len(BOOKS))
def letters(name: str) -> list[tuple[Occasion, Draft]]:
    return [(occasion, compose(book(name).contents, occasion)) for occasion in occasions(name)]


def numbers_of(name: str, occasion: Occasion) -> set[str]:
    """The numbers that a letter may have: those of the decision, the day for an answer, of a list's items."""
    contents = book(name).contents
    shown = json.dumps(show_decision(contents, occasion.decision))
    answer_by = date_of(occasion.decision.at, contents.zone) + timedelta(days=contents.answer_within or 0)
    steps = [answer.next.by for answer in occasion.decision.answers if answer.next]
    found = set(NUMBER.findall(f"{shown} {answer_by} {steps}"))
    return {ORDER, *found, *(number.lstrip("0") for number in found), *map(str, range(1, 10))}


@pytest.mark.parametrize("name", BOOKS)
def test_every_decision_makes_a_letter_with_no_number_but_its_own(name: str) -> None:
    for occasion, draft in letters(name):
        text = draft.text.replace(",", "")

        assert set(NUMBER.findall(text)) <= numbers_of(name, occasion), text
        assert not re.search(r"\{\{|%\}|\bNone\b|  |\bnil\b", text), text


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_occasion_makes_the_same_letter(name: str) -> None:
    assert all(compose(book(name).contents, occasion) == draft for occasion, draft in letters(name))


@pytest.mark.parametrize("name", BOOKS)
def test_no_letter_says_a_no_that_was_not_talked_over(name: str) -> None:
    for occasion, draft in letters(name):
        answers = occasion.decision.answers
        reasons = {str(reason.because) for answer in answers for reason in answer.reasons}

        if all(map(is_held, answers)):
            assert "afraid" not in draft.text
            assert not any(reason in draft.text for reason in reasons)


@pytest.mark.parametrize("name", BOOKS)
def test_no_letter_has_a_finding_that_blocks_it_or_lacks_what_it_owes(name: str) -> None:
    contents = book(name).contents
    plain = (replace(occasion, channel="email", customer_name="Ms Hirsch") for occasion, _ in letters(name))

    found = [
        f"{finding.check}: {finding.message}\n{text}"
        for occasion in plain
        for text in [compose(contents, occasion).text]
        for finding in check(contents, occasion, text)
        if finding.severity == BLOCKING or finding.check.startswith("missing_")
    ]

    assert found == []
