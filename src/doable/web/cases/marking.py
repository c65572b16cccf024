"""The words of a message from which something was read, marked in its text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from doable.web.cases.wording import fact_label, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text; `ask` and `fact` say what was read from it, `begins` that its name goes here."""

    text: str
    ask: str = ""
    fact: str = ""
    begins: bool = False


def marked(text: str, understanding: Mapping[str, Any] | None) -> tuple[Segment, ...]:
    """A text cut where the words of an ask or fact begin and end."""
    asks = [(*ask["span"], title(ask["ask"])) for ask in (understanding or {}).get("asks", ())]
    facts = [
        (*span, fact_label(name))
        for name, fact in (understanding or {}).get("facts", {}).items()
        for span in fact["spans"]
    ]
    return tuple(_segments(text, _within(text, asks), _within(text, facts)))


Place = tuple[int, int, str]


def _within(text: str, places: list[Place]) -> list[Place]:
    return [place for place in places if 0 <= place[0] < place[1] <= len(text)]


def _segments(text: str, asks: list[Place], facts: list[Place]) -> Iterator[Segment]:
    cuts = sorted({0, len(text), *(edge for place in (*asks, *facts) for edge in place[:2])})
    for start, end in pairwise(cuts):
        ask = _at(asks, start)
        fact = _at(facts, start)
        yield Segment(
            text[start:end],
            ask[2] if ask else "",
            fact[2] if fact else "",
            begins=bool(ask and ask[0] == start),
        )


def _at(places: list[Place], position: int) -> Place | None:
    return next((place for place in places if place[0] <= position < place[1]), None)
