"""What a sentence sounds like."""

import pytest

from doable.reply.checking.draft.sounding import KINDS, sounds


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("plain", "You asked us when the parcel arrives."),
        ("blame", "Had somebody read the manual, all of this could have been spared."),
        ("dismissive", "Honestly, who counts the minutes of a delivery."),
        ("defensive", "Our side of it was done by the book."),
        ("internal", "The Hotel Seeblick got 15 percent for the same bag."),
        ("promise", "You can pop the champagne already, I'm sure it's a yes."),
    ],
)
def test_a_sentence_is_known_by_its_likeness(kind, text) -> None:
    assert KINDS[int(sounds([text])[0].argmax())] == kind


def test_no_texts_give_no_rows() -> None:
    assert sounds([]).shape == (0, len(KINDS))


def test_a_text_without_words_is_still_of_some_kind() -> None:
    assert float(sounds(["..."]).sum()) == pytest.approx(1, abs=1e-3)
