"""A message understood, from its words to asks, facts, mood and doubts."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doable.policy.book import Contents
from doable.understanding import reading
from doable.understanding.meaning.asking import AskedFor
from doable.understanding.reading import understand
from doable.understanding.understood import CAUSES, EMOTIONS, SIGNALS, Message, Span, Understanding
from tests.unit.understanding.small_book import WEDNESDAY, small_book


class ByWord:
    """Finds an ask in every clause that has its name, which is all that reading needs to know of asking."""

    def __init__(self, contents: Contents) -> None:
        self.names = tuple(contents.asks)

    def asks(self, message: Message, clauses: tuple[Span, ...]) -> tuple[AskedFor, ...]:
        """Every ask in the first clause that names it."""
        said = [(message.text[span.start : span.end].lower(), span) for span in clauses]
        found = {name: span for name in self.names for text, span in reversed(said) if name in text}
        return tuple(AskedFor(name, 0.9, span) for name, span in found.items())


@pytest.fixture(autouse=True)
def asking_by_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "Asking", ByWord)


def understood(text: str) -> Understanding:
    return understand(Message(text, WEDNESDAY), small_book())


def test_an_ask_is_read_with_its_params_and_its_words() -> None:
    found = understood("Hello. Please refund me 85 € for order 51750.")

    (ask,) = found.asks
    assert {one.name: str(one.value) for one in ask.params} == {"amount": "85", "order": "51750"}
    assert found.quote(ask.span) == "Please refund me 85 € for order 51750."


def test_two_asks_have_their_own_params() -> None:
    found = understood("Please refund me 85 €. And give me a discount of 10 % please.")

    asked = {ask.ask: {one.name: str(one.value) for one in ask.params} for ask in found.asks}
    assert asked == {"refund": {"amount": "85"}, "discount": {"percent": "10"}}


def test_mood_cause_language_and_signals_are_told() -> None:
    found = understood("For the third time: I want my money back!")

    assert found.language == "en"
    assert "repeated" in found.signals
    assert found.emotion in EMOTIONS
    assert found.cause in CAUSES
    assert found.doubts == ("nothing that the book knows was recognised as asked for",)


def test_words_are_quoted_verbatim() -> None:
    found = understood("Refund order CC-48213, please refund me.")

    assert found.quote(found.facts["order.number"].spans[0]) == found.facts["order.number"].values[0]


PIECES = st.sampled_from(
    "order 51750|CC-48213|85 €|1.290,00|20/10|on Friday|the 31st|tomorrow|20%|two weeks|\n|> |. |, |! |(a)|"
    "1.|and |refund |delivered |leaks |not opened |why do you |İ|ß|😀|„|\"|'|\u00a0|-|:|é|—|Atelier 300|"
    "+49 30 1234567|10-3381|".split("|")
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_is_read_and_every_span_lies_within_it(text: str) -> None:
    found = understood(text)

    spans = [ask.span for ask in found.asks] + [span for fact in found.facts.values() for span in fact.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert set(found.signals) <= set(SIGNALS)


@pytest.mark.parametrize("piece", ["1", "a", "é"])
def test_a_very_long_text_of_nothing_is_read(piece: str) -> None:
    assert understood((piece * 100_000)[:100_000]).asks == ()


def calls_for(text: str) -> int:
    """How many calls reading makes for a text: steps, which no busy machine makes more."""
    made = 0

    def count(*_: object) -> None:
        nonlocal made
        made += 1

    sys.setprofile(count)
    try:
        understood(text)
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize(
    "piece",
    ["on Friday ", "20/10 ", "order 51750, ", "85 € and 60 ", "it leaks, ", "delivered on Monday. ", "> x\n"],
)
def test_a_text_twice_as_long_takes_about_twice_the_steps(piece: str) -> None:
    understood(piece)

    assert calls_for(piece * 80) < 2.4 * calls_for(piece * 40)
