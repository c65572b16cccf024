"""What the clauses of a message hint at, each by itself: a mood, a cause."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.embedding import embed
from doable.understanding.meaning.heads import head
from doable.understanding.meaning.learning import chances
from doable.understanding.meaning.ngrams import Spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# How much meaning counts next to spelling, how far into a clause it is read, and how many clauses count.
_MEANING = np.float32(1.5)
_LONGEST, _MOST_CLAUSES, _LONGEST_WHOLE = 400, 60, 4000
_MANY = 3


@dataclass(frozen=True, slots=True)
class Hints:
    """How surely a message hints at each group of `words/feelings.txt` and of `words/causes.txt`.

    `spelling` and `meaning` are those of the whole.
    """

    feelings: Floats
    causes: Floats
    spelling: Floats
    meaning: Floats


def hints(clauses: Sequence[str]) -> Hints:
    """What the clauses of one message hint at."""
    few, spelling, trained = clauses[:_MOST_CLAUSES], _spelling(), head("hinting")
    *rows, whole = said([*(clause[:_LONGEST] for clause in few), " ".join(few)[:_LONGEST_WHOLE]], spelling)
    each = np.array(rows or [whole])
    feelings, causes = (_summed(each @ trained[name].astype(np.float32)) for name in ("feelings", "causes"))
    return Hints(feelings, causes, whole[: spelling.width], whole[spelling.width : -1] / _MEANING)


def said(texts: Sequence[str], spelling: Spelling) -> Floats:
    """Every text as a row of numbers: its spelling and its meaning."""
    parts = [spelling.vectors(texts), _MEANING * embed(texts), np.ones((len(texts), 1), np.float32)]
    return np.concatenate(parts, axis=1, dtype=np.float32)


def _summed(scores: Floats) -> Floats:
    """For each group how sure the surest clause is, and how many are; the last column hints at nothing."""
    sure = chances(scores)[:, :-1]
    return np.concatenate([sure.max(axis=0), np.minimum(sure.sum(axis=0), _MANY) / _MANY])


@cache
def _spelling() -> Spelling:
    return Spelling(head("hinting")["rarity"].astype(np.float32))
