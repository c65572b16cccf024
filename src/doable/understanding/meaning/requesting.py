"""Whether a clause sounds like asking for something, whatever it is: a question, a wish, an order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.text.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# How plainly a clause asks.
SILENT, HINTING, ASKING = range(3)
# A thing stated as settled ("that fee comes off") asks without saying so.
_HINTS = ("stated",)
_MOST = 2


def cues(clauses: Sequence[str]) -> Floats:
    """What speaks for asking, a row for each clause.

    The count of each group of `words/requests.txt`, whether there is a question mark, whether anything.
    """
    requests = phrases("requests")
    rows = np.zeros((len(clauses), len(requests.groups) + 2), np.float32)
    for row, clause in zip(rows, clauses, strict=True):
        found = requests.count(clause)
        row[:-2] = [min(found[group], _MOST) for group in requests.groups]
        row[-2] = "?" in clause
        row[-1] = row.any()
    return rows


def plainness(cues: Floats) -> NDArray[np.int64]:
    """How plainly each clause asks, from its cues: SILENT, HINTING or ASKING."""
    hints = [phrases("requests").groups.index(group) for group in _HINTS]
    asking = np.delete(cues, [*hints, -1], axis=1).any(axis=1)
    return np.where(asking, ASKING, np.where(cues[:, hints].any(axis=1), HINTING, SILENT))
