"""What a sentence of a reply sounds like: a plain one, or one that should not go out.

Lists of wording know what somebody thought of; these weights were learned from sentences of both kinds,
and so know the rest by their likeness. `training/sounding.py` makes them.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from doable.reply.checking.draft.spelled import spelled_out
from doable.understanding.meaning.embedding import embed
from doable.understanding.meaning.heads import head
from doable.understanding.meaning.learning import chances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

KINDS = ("plain", "blame", "dismissive", "defensive", "internal", "promise")
_WIDTH = 2048
_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|[?!]")
_EVEN = np.float32(0.3)


def sounds(texts: Sequence[str]) -> Floats:
    """How likely each text is of each of KINDS, a row for each text."""
    weights = head("sounding")["weights"].astype(np.float32)
    return chances(described(texts) @ weights)


def described(texts: Sequence[str]) -> Floats:
    """What is looked at: the meaning of the words, and the words, their pairs and the pairs around a word."""
    words = np.array([_hashed(text) for text in texts], np.float32).reshape(len(texts), _WIDTH)
    return np.concatenate([embed(texts), words, np.full((len(texts), 1), _EVEN)], axis=1, dtype=np.float32)


def _hashed(text: str) -> Floats:
    row = np.zeros(_WIDTH, np.float32)
    words = ["^", *_words(text)]
    pairs = [" ".join(pair) for pair in pairwise(words)]
    around = [" _ ".join(pair) for pair in zip(words, words[2:], strict=False)]
    for gram in {*words, *pairs, *around}:
        code = crc32(gram.encode())
        row[code % _WIDTH] += 1 if code >> 31 else -1
    length: np.float32 = np.linalg.norm(row)
    return row / length


def _words(text: str) -> list[str]:
    """Words as they are spelled out, every number the same."""
    found = _WORD.findall(text)
    return [part for word in found for part in (["0"] if word[0].isdigit() else spelled_out(word).split())]
