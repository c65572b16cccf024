"""The parts of a letter in their order, as each channel has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Channels on which one talks: few lines, no form of a letter.
BRIEF = ("chat", "phone")


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one ask; `body` answers it, and begins with the wish unless that was said before."""

    body: str
    options: str
    elsewhere: str
    next: str


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is said, ready to be put in order."""

    greeting: str
    opening: str
    overview: str
    parts: tuple[Part, ...]
    close: str


def lay_out(letter: Letter, channel: str | None) -> str:
    """The text of the reply."""
    paragraphs = [letter.opening, letter.overview, *_parts(letter)]
    if channel == "phone":
        return joined(" ".join(text.split()) for text in paragraphs)
    if channel == "chat":
        lines = [text for text in paragraphs if text]
        return joined([joined([letter.greeting, *lines[:1]]), *lines[1:]], "\n")
    return joined([letter.greeting, *paragraphs, letter.close], "\n\n")


def _parts(letter: Letter) -> Iterator[str]:
    """Answer and offers of each ask, and after all of them what happens next, each thing once."""
    numbered = letter.overview and len(letter.parts) > 2
    seen = set[str]()
    for number, part in enumerate(letter.parts, 1):
        body = joined(_unseen([part.body], seen))
        yield f"{number}. {body}" if numbered and body else body
        yield from _unseen([part.options, part.elsewhere], seen)
    yield joined(_unseen([part.next for part in letter.parts], seen))


def _unseen(texts: Iterable[str], seen: set[str]) -> list[str]:
    new = [text for text in dict.fromkeys(texts) if text not in seen]
    seen.update(new)
    return new


def joined(texts: Iterable[str], between: str = " ") -> str:
    """The texts that are not empty, one after the other."""
    return between.join(text for text in texts if text)
