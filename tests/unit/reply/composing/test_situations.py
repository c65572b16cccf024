"""Situations: which one a letter is for, and which each of its answers."""

from dataclasses import replace

import pytest

from doable.policy.book import Text
from doable.policy.deciding.decision import Answer, Consultation, Referred
from doable.reply.composing.situations import channel_of, situations_of, tone_of
from tests.unit.reply.composing.letters import answer, occasion, offer

SHOP = Referred("shop", Text((("en", "old machines"),)), (("phone", "1"),))


@pytest.mark.parametrize(
    ("verdict", "situation"),
    [
        ("doable", "grant"),
        ("billable", "billable"),
        ("phased", "transition"),
        ("needs_approval", "approval"),
        ("clarify", "clarify"),
        ("declined", "decline"),
        ("forbidden", "forbid"),
        ("refer", "refer"),
    ],
)
def test_each_verdict_has_its_situation(verdict: str, situation: str) -> None:
    assert situations_of(answer(verdict), occasion()) == (situation, "general")


@pytest.mark.parametrize("consult", [Consultation(needed=True, grade="senior"), None])
def test_a_no_that_was_not_talked_over_is_held(consult: Consultation | None) -> None:
    held = answer("declined", consult=consult, consulted=False)

    assert situations_of(held, occasion()) == ("holding", "general")


def test_a_no_that_needs_nobody_else_is_said() -> None:
    free = answer("declined", consult=Consultation(needed=False, grade=None), consulted=False)

    assert situations_of(free, occasion()) == ("decline", "general")


@pytest.mark.parametrize(
    ("said", "known", "special"),
    [
        (answer("declined", ground="fairness"), {}, ("fairness", "decline")),
        (answer("declined", ground="contract"), {}, ("outside_contract", "decline")),
        (answer("billable", ground="contract"), {}, ("outside_contract", "billable")),
        (answer("declined", alternatives=(SHOP,)), {}, ("referral", "decline")),
        (answer("declined", alternatives=(SHOP, offer("a credit"))), {}, ("decline",)),
        (answer("declined"), {"signals": ("repeated",)}, ("firm_again", "decline")),
        (answer("forbidden", ground="contract"), {}, ("forbid", "outside_contract")),
        (answer("clarify"), {"signals": ("accusation",)}, ("accusation", "clarify")),
        (answer("doable"), {"fault": True}, ("failure", "grant")),
        (answer("doable"), {"channel": "review"}, ("review", "grant")),
        (answer("doable"), {"situation": "holding"}, ("holding",)),
        (answer("declined"), {"situation": "fairness"}, ("fairness", "decline")),
        (answer("doable"), {"situation": "decline"}, ("grant",)),
    ],
)
def test_what_is_special_comes_first(
    said: Answer, known: dict[str, object], special: tuple[str, ...]
) -> None:
    assert situations_of(said, occasion(said, **known)) == (*special, "general")  # type: ignore[arg-type]  # as named there


@pytest.mark.parametrize(
    ("known", "tone"),
    [
        ({}, ()),
        ({"emotion": "disappointed"}, ("disappointment",)),
        ({"emotion": "frustrated", "fault": True}, ("disappointment", "failure")),
        ({"emotion": "leaving", "signals": ("accusation",)}, ("anger", "accusation")),
        ({"emotion": "calm", "signals": ("abusive",)}, ("abuse",)),
        ({"channel": "review", "emotion": "angry"}, ("review", "anger")),
        ({"situation": "after_escalation"}, ("after_escalation",)),
        ({"situation": "grant"}, ()),
    ],
)
def test_the_tone_of_a_letter_comes_from_feeling_signals_and_channel(
    known: dict[str, object], tone: tuple[str, ...]
) -> None:
    assert tone_of(occasion(answer(), **known)) == (*tone, "general")  # type: ignore[arg-type]  # as named there


def test_channel_and_emotion_are_those_that_were_read_unless_somebody_says_otherwise() -> None:
    read = occasion(answer(), emotion="angry", signals=())
    unsaid = replace(read, emotion=None)

    assert tone_of(unsaid) == ("anger", "general")


def test_a_note_of_a_call_is_answered_on_the_phone() -> None:
    assert channel_of(occasion(answer("doable"), channel="phone_note")) == "phone"
