"""Texts: which one is taken, and what the built-in ones are like."""

import pytest

from doable.policy.book import Playbook
from doable.policy.letters import SECTIONS, SITUATIONS
from doable.reply.composing.texts import Texts, built_in, texts_of
from doable.reply.playbooks import render
from doable.reply.sections import before_headings, sections_of
from tests.unit.reply.composing.letters import book


def taken(texts: Texts, *situations: str, ask: str | None = "refund", channel: str | None = None) -> str:
    found = texts.section("answer", situations=situations, ask=ask, channel=channel, language="en")
    return found.text.body.strip() if found else "nothing"


def test_the_text_for_this_ask_goes_before_the_one_for_any() -> None:
    texts = texts_of(book(grant="## answer\nany\n## answer: refund\nrefund"))

    assert [taken(texts, "grant"), taken(texts, "grant", ask="credit")] == ["refund", "any"]


def test_the_first_situation_goes_before_the_next_one() -> None:
    texts = texts_of(book(fairness="## answer\nfair", decline="## answer\nno"))

    assert [taken(texts, "fairness", "decline"), taken(texts, "decline", "fairness")] == ["fair", "no"]


def test_the_channels_own_text_goes_before_the_one_for_all() -> None:
    texts = texts_of(book(grant="## answer\nyes", chat__grant="## answer\nyep"))

    assert [taken(texts, "grant", channel="chat"), taken(texts, "grant", channel="email")] == ["yep", "yes"]


def test_the_books_text_goes_before_the_built_in_one() -> None:
    own, none = texts_of(book(decline="## answer\nno")), texts_of(book())

    assert taken(own, "decline") == "no"
    assert taken(none, "decline").startswith("I'm afraid")
    assert taken(none, "general") == "nothing"


def test_a_language_is_spoken_where_there_is_a_greeting_or_a_whole_letter_in_it() -> None:
    greeting, whole = book(general_in_de="## greeting\nGuten Tag,"), book(grant_in_de="Guten Tag, ja.")

    assert [texts_of(one).speaks("de") for one in (book(), greeting, whole)] == [False, True, True]


def test_a_whole_letter_is_found_by_the_first_situation_that_has_one() -> None:
    texts = texts_of(book(grant="Yes.", general="Hello."))

    found = texts.whole(situations=("failure", "grant", "general"), channel="email", language="en")

    assert found is not None
    assert found.body == "Yes."


@pytest.mark.parametrize("playbook", built_in(), ids=lambda playbook: playbook.file)
def test_every_built_in_text_is_well_formed_and_used(playbook: Playbook) -> None:
    sections = sections_of(playbook)

    assert playbook.situation in SITUATIONS
    assert {section.name for section in sections} <= set(SECTIONS)
    assert all(section.ask is None for section in sections)
    assert before_headings(playbook) == ""
    assert [render(section.text, {}, strict=False) is not None for section in sections].count(True) > 0


def test_there_are_built_in_texts_for_every_situation() -> None:
    assert {playbook.situation for playbook in built_in()} == set(SITUATIONS)
