"""In which mood a message was written: a rung of the ladder from calm to leaving."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.heads import head
from doable.understanding.meaning.learning import chances
from doable.understanding.text.phrases import phrases, strengths
from doable.understanding.understood import EMOTIONS

if TYPE_CHECKING:
    from collections import Counter

    from numpy.typing import NDArray

    from doable.understanding.meaning.hinting import Hints
    from doable.understanding.understood import Message

    Floats = NDArray[np.float32]

LONGEST = 4000
_WORD = re.compile(r"[^\W\d_]{2,}")
_BAFFLED = re.compile(r"\?\?|\?!|!\?")
_SMILE = re.compile(r"[:;]-?\)")
_MOST = 4
# How much a mistake over several rungs counts next to any mistake at all.
_RUNGS = 0.3


def emotion(message: Message, hinted: Hints) -> str:
    """The mood a message is written in, one of EMOTIONS; calm where it says nothing."""
    text = message.text[:LONGEST]
    if not any(letter.isalpha() for letter in text):
        return EMOTIONS[0]
    row = clues(text, phrases("feelings").count(text), hinted)
    return mood(row, head("feeling")["weights"].astype(np.float32))


def mood(row: Floats, weights: Floats) -> str:
    """The mood that clues speak for: the one that would be least mistaken, given how likely each is."""
    sure = chances((row @ weights)[None])[0]
    return EMOTIONS[int((sure @ _costs()).argmin())]


def clues(text: str, found: Counter[str], hinted: Hints) -> Floats:
    """What speaks for a mood: phrases, signs of shouting, what clauses hint at, the meaning of the whole."""
    told = [*strengths(found, phrases("feelings").groups), *_signs(text), 1.0]
    return np.concatenate([np.array(told, np.float32), hinted.feelings, hinted.meaning])


def _signs(text: str) -> list[float]:
    words = _WORD.findall(text)
    shouted = sum(word.isupper() for word in words if len(word) > 2)
    stars = text.count("★")
    return [
        min(shouted, _MOST) / _MOST,
        float(shouted > len(words) * 0.3),
        min(text.count("!"), _MOST) / _MOST,
        float("!!" in text),
        float(_BAFFLED.search(text) is not None),
        float(_SMILE.search(text) is not None),
        float(1 <= stars <= 2),
        float(stars >= 4),
    ]


def _costs() -> Floats:
    """What it costs to name one mood where it was another: rows are the true ones."""
    rungs = np.arange(len(EMOTIONS))
    apart = (rungs[:, None] - rungs[None, :]) ** 2 / (len(EMOTIONS) - 1)
    costs: Floats = ((1 - _RUNGS) * (apart > 0) + _RUNGS * apart).astype(np.float32)
    return costs
