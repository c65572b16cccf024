"""What a reply may draw on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from doable.policy.book import Text
from doable.policy.deciding.decision import Charge, Missing, Offer, PlanStep, Referred
from doable.reply.checking.record.known import known_of
from doable.reply.notation import read_occasion
from doable.understanding.understood import Earlier, Message, ReadAsk, Span, Understanding
from tests.unit.reply.checking.drafted import book, found, occasion


def words(text: str) -> Text:
    return Text((("en", text),))


def test_all_texts_of_the_decision_are_on_record() -> None:
    held_against = occasion({"reasons": [{"ground": "policy", "because": "so it is", "clause": "Terms 4"}]})
    answer = replace(
        held_against.decision.answers[0],
        charge=Charge(Decimal(9), "EUR", (words("the trip"),), preauthorised=False),
        phase=(
            PlanStep(words("old terms for 60 EUR"), None, None, date(2026, 12, 1)),
            PlanStep(words("standard"), None, None, None),
        ),
        missing=(Missing("a", words("Which colour?"), "customer"), Missing("b", None, "customer")),
        advise=(words("it may leak"),),
        alternatives=(Referred("shop", words("old machines"), (("phone", "+49 30 1"),)),),
        possible=(Offer("x", (), "clarify", (), words("perhaps a lid")),),
    )
    held_against = replace(held_against, decision=replace(held_against.decision, answers=(answer,)))

    known = known_of(book(), held_against, "en")

    for text in (
        "Terms 4",
        "the trip",
        "old terms",
        "Which colour?",
        "may leak",
        "+49 30 1",
        "perhaps a lid",
        "pay 40 EUR",
    ):
        assert text in known.record
    assert {Decimal(9), Decimal(60), date(2026, 12, 1)} <= {one.value for one in known.grants}
    assert known.points[0].is_open_charge


def test_a_message_that_was_read_gives_each_ask_its_words_and_its_mood() -> None:
    held_against = occasion(None, {"ask": "other", "verdict": "doable"}, message="Pay me. Call me.")
    understanding = Understanding(
        Message("Pay me. Call me.", history=(Earlier("company", "You owe us 12 EUR."),)),
        "en",
        (ReadAsk("other", (), 1.0, Span(8, 16)),),
        "angry",
        "none",
    )
    known = known_of(book(), replace(held_against, understanding=understanding), "en")

    assert [point.words for point in known.points] == ["Pay me.", "Call me."]
    assert known.emotion == "angry"
    assert "12 EUR" in known.record


def test_an_occasion_that_says_little_is_enough() -> None:
    held_against = read_occasion(
        book(), {"asks": [{"ask": "odd", "verdict": "doable"}], "at": "2026-10-14T09:00:00Z"}
    )

    assert [one.check for one in found("Yes.", replace(held_against, received=None))] == []
