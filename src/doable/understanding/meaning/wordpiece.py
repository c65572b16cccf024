"""Cutting a text into the word pieces of a vocabulary, the way BERT's uncased models do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.understanding.text.spans import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 100
_LARGEST_MEMORY = 50_000


class WordPieces:
    """A vocabulary of word pieces; a piece inside a word begins with `##`.

    A word of which any part is missing counts as unknown and is left out.
    """

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._rows = {piece: row for row, piece in enumerate(vocabulary)}
        self._seen: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def cut(self, text: str) -> list[int]:
        """The rows of the vocabulary that make up a text, in order."""
        return [row for word in _WORDS.findall(folded(text)) for row in self._word(word)]

    def _word(self, word: str) -> tuple[int, ...]:
        rows = self._seen.get(word)
        if rows is None:
            rows = self._longest_first(word) if len(word) <= _LONGEST_WORD else ()
            if len(self._seen) < _LARGEST_MEMORY:
                self._seen[word] = rows
        return rows

    def _longest_first(self, word: str) -> tuple[int, ...]:
        rows: list[int] = []
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            ends = range(len(word), start, -1)
            end = next((end for end in ends if mark + word[start:end] in self._rows), None)
            if end is None:
                return ()
            rows.append(self._rows[mark + word[start:end]])
            start = end
        return tuple(rows)
