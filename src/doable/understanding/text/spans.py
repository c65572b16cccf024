"""Stretches of a text: which lie apart from others, which lie within one; small letters in their places."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Placed(Protocol):
    """Anything that has its place in a text."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        ...


_Placed = TypeVar("_Placed", bound=Placed)


def apart(items: Iterable[_Placed], taken: Iterable[Placed]) -> tuple[_Placed, ...]:
    """The items that overlap none of the stretches taken."""
    ordered = sorted(taken, key=lambda one: one.start)
    starts = [one.start for one in ordered]
    # The furthest end of all that begin no later: it alone decides whether one of them reaches an item.
    ends = list(accumulate((one.end for one in ordered), max))

    def free(item: Placed) -> bool:
        before = bisect_left(starts, item.end)
        return not before or ends[before - 1] <= item.start

    return tuple(item for item in items if free(item))


def within(items: Sequence[_Placed], start: int, end: int) -> Sequence[_Placed]:
    """Those of the items, in order of their beginnings, that begin between two places."""
    first = bisect_left(items, start, key=lambda one: one.start)
    return items[first : bisect_left(items, end, lo=first, key=lambda one: one.start)]


def lowered(text: str) -> str:
    """The text in small letters, each in its place, with straight apostrophes.

    Plain patterns search it some times faster than the text itself with `IGNORECASE`.
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return small.replace("’", "'")


def folded(text: str) -> str:
    """A text in small letters, without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")
