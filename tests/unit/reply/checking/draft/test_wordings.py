"""Wordings as patterns, and the texts they find themselves in."""

import pytest
import re2

from doable.reply.checking.draft.said import CLASSES
from doable.reply.checking.draft.spelled import spell
from doable.reply.checking.draft.wordings import LANGUAGES, expression, wording
from doable.understanding.understood import Span


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("(we|i) can [really] not pay", "i can not pay"),
        ("(we|i) can [really|just so] not pay", "we can just so not pay"),
        ("pay .. back", "pay it all gladly back"),
        ("pay ... back", "pay one two three four five six back"),
        ("annoy*", "annoyingly"),
        ("call-back", "call_back"),
        ("^no (,|.)", "no ,"),
        ("^fyi :", "( fyi :"),
    ],
)
def test_a_line_matches_what_it_describes(line, words) -> None:
    assert re2.search(f"(?m)(?:^| ){expression(line)}", words)


@pytest.mark.parametrize(
    ("line", "words"), [("pay .. back", "pay . back"), ("call", "call_back"), ("^no", "say no")]
)
def test_a_line_matches_nothing_else(line, words) -> None:
    assert not re2.search(f"(?m)(?:^| ){expression(line)}", words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_can_be_read(language) -> None:
    assert [name for name in CLASSES if wording(name, language)]


def test_a_language_nobody_wrote_lists_for_has_none() -> None:
    assert wording("tone.blame", "fr") is None


def test_a_hit_knows_its_place_in_the_text() -> None:
    text = "Hello. We won’t   pay."
    found = wording("refusing.no", "en")
    hits = list(found.hits(spell(text, [Span(0, 6), Span(7, len(text))])))

    assert [text[hit.start : hit.end] for hit in hits] == ["won’t   pay"]
