"""Texts as numbers by their meaning: the mean of the vectors of their word pieces, from a small table."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.wordpiece import WordPieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def embed(texts: Sequence[str]) -> Floats:
    """One vector of unit length for each text; all zeros where no word of it is known."""
    pieces, rows, scales = table()
    vectors = np.zeros((len(texts), rows.shape[1]), np.float32)
    for index, text in enumerate(texts):
        cut = pieces.cut(text)
        if cut:
            vectors[index] = scales[cut] @ rows[cut]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + np.float32(1e-9)
    return vectors


@cache
def table() -> tuple[WordPieces, NDArray[np.int8], Floats]:
    """The word pieces, their vectors in eight bits and the scale of each; read once in a process."""
    models = files("doable.understanding") / "models"
    vocabulary = (models / "pieces.txt").read_text(encoding="utf-8").splitlines()
    with (models / "pieces.npz").open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return WordPieces(vocabulary), arrays["rows"], arrays["scale"].astype(np.float32)
