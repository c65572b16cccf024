"""Words spelled out."""

import pytest

from doable.reply.checking.draft.spelled import spell, spelled_out
from doable.understanding.understood import Span


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("We’ll", "we will"),
        ("can't", "can not"),
        ("wouldn't", "would not"),
        ("it's", "it is"),
        ("Anna's", "anna 's"),
        ("l'offre", "l'offre"),
        ("call-back", "call_back"),
        ("I'm", "i am"),
    ],
)
def test_a_short_form_is_spelled_out(token, words) -> None:
    assert spelled_out(token) == words


def test_each_sentence_has_a_line_and_each_word_its_source() -> None:
    text = "We'll pay.  Soon!"
    spelled = spell(text, [Span(0, 10), Span(12, 17)])

    assert spelled.words == "we will pay .\nsoon !"
    assert text[slice(*spelled.source(3, 11))] == "We'll pay"
