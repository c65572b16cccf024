"""Stretches of a text."""

from doable.understanding.text.spans import apart, lowered, within
from doable.understanding.understood import Span


def test_what_overlaps_a_stretch_taken_falls_out() -> None:
    items = [Span(0, 3), Span(4, 6), Span(8, 9), Span(20, 30)]

    assert apart(items, [Span(5, 7), Span(7, 8), Span(25, 26)]) == (Span(0, 3), Span(8, 9))


def test_a_long_stretch_reaches_over_short_ones_after_it() -> None:
    assert apart([Span(50, 60)], [Span(0, 100), Span(1, 2)]) == ()


def test_what_begins_within_two_places_is_found() -> None:
    items = [Span(0, 3), Span(4, 6), Span(8, 9)]

    assert within(items, 1, 8) == [Span(4, 6)]


def test_small_letters_stay_in_their_places() -> None:
    assert lowered("İS It’S") == "İs it's"
    assert lowered("ABC") == "abc"
