"""Why an ask is, or looks, unreasonable - or that the company did fail, or that it is an ordinary one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.heads import head
from doable.understanding.text.phrases import phrases, strengths
from doable.understanding.understood import CAUSES, EMOTIONS, SIGNALS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doable.understanding.meaning.hinting import Hints
    from doable.understanding.understood import Message

    Floats = NDArray[np.float32]

LONGEST = 4000
# How much the hints of clauses, the spelling, the asks and the mood count next to the words.
_HINTS, _SPELLING = np.float32(0.7), np.float32(3)
_ASKS, _MOOD = 0.7, 0.5


def cause(
    message: Message, hinted: Hints, *, asks: Sequence[str], emotion: str, signals: Sequence[str]
) -> str:
    """One of CAUSES. Asks that the weights were not trained with say nothing."""
    text = message.text[:LONGEST]
    if not any(letter.isalpha() for letter in text):
        return CAUSES[-1]
    trained = head("causing")
    known = [str(name) for name in trained["asks"]]
    found = phrases("causes").count(text)
    row = np.concatenate([told(found, hinted), around(known, asks, emotion=emotion, signals=signals)])
    return likeliest(row, trained["weights"].astype(np.float32))


def likeliest(row: Floats, weights: Floats) -> str:
    """The cause that the words and what was read around them speak for."""
    return CAUSES[int((row @ weights).argmax())]


def told(found: Counter[str], hinted: Hints) -> Floats:
    """What the message itself speaks for: phrases, hints of clauses, meaning and spelling of the whole."""
    words = np.array([*strengths(found, phrases("causes").groups), 1.0], np.float32)
    return np.concatenate([words, _HINTS * hinted.causes, hinted.meaning, _SPELLING * hinted.spelling])


def around(known: Sequence[str], asks: Sequence[str], *, emotion: str, signals: Sequence[str]) -> Floats:
    """What was read before: which of the known asks it carries, its mood, its signals."""
    asked = [_ASKS * (name in asks) for name in known]
    mood = [_MOOD * (name == emotion) for name in EMOTIONS]
    signalled = [_MOOD * (name in signals) for name in SIGNALS]
    return np.array([*asked, *mood, *signalled], np.float32)
