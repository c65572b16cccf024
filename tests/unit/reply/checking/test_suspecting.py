"""Sentences that sound wrong though no list has their wording."""

import pytest

from tests.unit.reply.checking.drafted import found, marked, occasion

BODY = "You'd like your money back: accounting pays 40 EUR by 21 October. "


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ("blame", "Why did you wait so long to report it?"),
        ("dismissive", "Glasses like those can be bought anywhere."),
        ("defensive", "We were busy, which is surely no crime."),
        ("leaked_internal", "The bakery next door had the same thing and we went at once."),
        ("overpromise", "You'll end up with a new one, one way or the other."),
    ],
)
def test_the_whole_sentence_is_marked(check, sentence) -> None:
    assert marked(BODY + sentence)[check] == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Please keep the box until then.",
        "You can reach me at this number until five.",
        "Gladly.",
    ],
)
def test_what_a_reply_says_anyway_is_no_suspicion(sentence) -> None:
    assert not found(BODY + sentence)


def test_the_next_step_is_no_promise_though_it_sounds_like_one() -> None:
    step = {"what": "clean the second grinder", "who": "field service", "by": "2026-10-21"}
    held_against = occasion({"verdict": "refer", "granted": {}}, step=step)
    draft = "You'd like your money back; you have our answer by 21 October. "

    assert "overpromise" in marked(draft + "We'll send a newer model while we're at it.", held_against)
    said = "He'll clean the second grinder while he's there."
    assert "overpromise" not in marked(draft + said, held_against)


def test_no_weights_are_asked_about_another_language() -> None:
    draft = "Sie möchten Ihr Geld zurück: die Buchhaltung zahlt 40 EUR bis zum 21. Oktober."
    assert not found(draft, occasion(case={"language": "de"}))
