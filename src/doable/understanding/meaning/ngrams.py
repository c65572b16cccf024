"""Texts as numbers by their spelling: words, pairs of words and runs of letters, the rare ones more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from doable.understanding.text.spans import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Hashes = NDArray[np.uint32]

_TOKENS = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_LENGTHS = (2, 3, 4, 5)
_BUCKETS = 1 << 16
_CHUNK = 512
_PRIME = np.uint32(16777619)


class Spelling:
    """Turns texts into vectors of unit length; `rarity` is how much each run counts.

    Feature hashing with signs (Weinberger et al. 2009), so that the width is the same for every book.
    """

    def __init__(self, rarity: Floats, *, width: int = 2048) -> None:
        self.rarity = rarity
        self.width = width

    @classmethod
    def learned(cls, texts: Sequence[str], *, width: int = 2048) -> Spelling:
        """To tell texts like these apart: what few of them have counts more."""
        owners, hashes = _ngrams(texts)
        seen = np.sort(owners * _BUCKETS + hashes % _BUCKETS)
        once = seen[np.append(True, seen[1:] != seen[:-1])[: len(seen)]]
        frequency = np.bincount(once % _BUCKETS, minlength=_BUCKETS)
        return cls((np.log((1 + len(texts)) / (1 + frequency)) + 1).astype(np.float32), width=width)

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row for each text."""
        starts = range(0, len(texts), _CHUNK)
        return np.concatenate(
            [np.zeros((0, self.width), np.float32)]
            + [self._vectors(texts[start : start + _CHUNK]) for start in starts]
        )

    def _vectors(self, texts: Sequence[str]) -> Floats:
        owners, hashes = _ngrams(texts)
        weights = self.rarity[hashes % _BUCKETS] * np.where(hashes >> np.uint32(31), 1, -1)
        columns = (hashes >> np.uint32(16)) % self.width
        cells = np.bincount(owners * self.width + columns, weights, len(texts) * self.width)
        rows: Floats = cells.astype(np.float32).reshape(len(texts), self.width)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True) + np.float32(1e-9)
        return rows


def _ngrams(texts: Sequence[str]) -> tuple[NDArray[np.int64], Hashes]:
    """Every n-gram of every text: the number of its text, and its hash."""
    tokens = [[_token(found) for found in _TOKENS.findall(folded(text))] for text in texts]
    words, letters = _word_ngrams(tokens), _letter_ngrams(tokens)
    owners = np.concatenate([words[0], letters[0]])
    hashes = np.concatenate([words[1], letters[1]])
    hashes = (hashes ^ (hashes >> np.uint32(16))) * np.uint32(0x45D9F3B)
    return owners, hashes ^ (hashes >> np.uint32(16))


def _token(found: str) -> str:
    return "0" if found[0].isdigit() else found


def _word_ngrams(tokens: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], Hashes]:
    hashes = [crc32(word.encode()) for words in tokens for word in words]
    owners = np.repeat(np.arange(len(tokens)), [len(words) for words in tokens])
    single = np.array(hashes, np.uint32)
    pairs = single[:-1] * np.uint32(31) + single[1:] * np.uint32(17) + np.uint32(7)
    together = owners[:-1] == owners[1:]
    return np.concatenate([owners, owners[:-1][together]]), np.concatenate([single, pairs[together]])


def _letter_ngrams(tokens: Sequence[Sequence[str]]) -> tuple[NDArray[np.int64], Hashes]:
    """Runs of letters; a zero stands between two texts, so that no run goes from one into the next."""
    lines = [f" {' '.join(words)} \0" if words else "\0" for words in tokens]
    letters = np.frombuffer("".join(lines).encode("utf-32-le"), np.uint32)
    owners = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    ends = np.concatenate([[0], np.cumsum(letters == 0)])
    found: list[tuple[NDArray[np.int64], Hashes]] = [(owners[:0], letters[:0])]
    for length in _LENGTHS:
        count = max(len(letters) - length + 1, 0)
        hashes = np.full(count, length, np.uint32) * np.uint32(2654435761)
        for offset in range(length):
            hashes = (hashes ^ letters[offset : offset + count]) * _PRIME
            hashes ^= hashes >> np.uint32(15)
        whole = ends[length : length + count] == ends[:count]
        found.append((owners[:count][whole], hashes[whole]))
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])
