"""A text with its words spelled out: lower case, `we'll` as `we will`, one blank between words.

Wordings are written for this form, so that one line covers all ways of writing the same words. Every
character of it knows where it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable.understanding.understood import Span

# A number with its points, a word with its hyphens and apostrophes, or a single sign.
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\s]")
_WHOLE = {
    "can't": "can not",
    "cannot": "can not",
    "cant": "can not",
    "won't": "will not",
    "shan't": "shall not",
    "ain't": "is not",
    "let's": "let us",
    "dont": "do not",
    "didnt": "did not",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
}
_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
# After these `'s` is short for `is`; elsewhere it says whose.
_IS = frozenset(
    "it that he she there here what who where how when this everything nothing somebody someone nobody "
    "everybody everyone".split()
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """Spelled-out words, one sentence a line; `starts` are places in `words`, `sources` those in the text."""

    words: str
    starts: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where in the text a stretch of the words comes from."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first, bisect_right(self.starts, end - 1) - 1)
        return self.sources[first][0], self.sources[last][1]


def spell(text: str, spans: Iterable[Span]) -> Spelled:
    """The words of a text, its stretches each on a line of its own."""
    lines: list[str] = []
    starts: list[int] = []
    sources: list[tuple[int, int]] = []
    place = 0
    for span in spans:
        words: list[str] = []
        for word, source in _words(text, span.start, span.end):
            starts.append(place)
            sources.append(source)
            words.append(word)
            place += len(word) + 1
        lines.append(" ".join(words))
    return Spelled("\n".join(line for line in lines if line), tuple(starts), tuple(sources))


def _words(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[int, int]]]:
    for found in _TOKEN.finditer(text, start, end):
        for word in spelled_out(found[0]).split():
            yield word, found.span()


def spelled_out(token: str) -> str:
    """One word as it is spelled out: `wouldn't` gives `would not`."""
    word = token.lower().replace("’", "'")
    if len(word) > 1:
        word = word.replace("-", "_")  # so that a word ends where its hyphens end
    if word in _WHOLE:
        return _WHOLE[word]
    if "'" not in word:
        return word
    if word.endswith("n't"):
        return f"{word[:-3]} not"
    stem, _, ending = word.rpartition("'")
    if ending == "s":
        return f"{stem} is" if stem in _IS else f"{stem} 's"
    return f"{stem} {_ENDINGS[ending]}" if ending in _ENDINGS else word
