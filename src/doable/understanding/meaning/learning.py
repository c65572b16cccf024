"""Learning to tell texts apart from examples: multinomial logistic regression without chance or tuning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

# Triangles up to this size are inverted in one go.
_SMALL = 128


def fitted(vectors: Floats, classes: NDArray[np.int64], *, ridge: float, rounds: int) -> Floats:
    """The weights, one column for each class, that tell the vectors of the classes apart.

    Every round is a step under a fixed bound of the loss's curvature (Böhning 1992) with Nesterov's momentum,
    so no length of step has to be tuned; fewer rounds lean less on single examples. With fewer examples than
    columns it works on their products instead.
    """
    wanted = np.eye(int(classes.max()) + 1, dtype=np.float32)[classes]
    if len(vectors) > vectors.shape[1]:
        return _descended(vectors, vectors.T, wanted, ridge=ridge, rounds=rounds)
    same = np.eye(len(vectors), dtype=np.float32)
    return vectors.T @ _descended(vectors @ vectors.T, same, wanted, ridge=ridge, rounds=rounds)


def _descended(scoring: Floats, back: Floats, wanted: Floats, *, ridge: float, rounds: int) -> Floats:
    """What `scoring` is multiplied with to give the scores; `back` brings what is missed back to its rows."""
    small = np.float32(ridge)
    curve: Floats = back @ scoring / 2 + small * np.eye(scoring.shape[1], dtype=np.float32)
    root = _inverted(np.linalg.cholesky(curve).astype(np.float32))
    found = np.zeros((scoring.shape[1], wanted.shape[1]), np.float32)
    ahead = found
    for done in range(rounds):
        missed = back @ (chances(scoring @ ahead) - wanted)
        moved = ahead - root.T @ (root @ (missed + small * ahead))
        ahead = moved + np.float32(done / (done + 3)) * (moved - found)
        found = moved
    return found


def _inverted(lower: Floats) -> Floats:
    """The inverse of a lower triangle, by halves, which is mostly plain multiplying."""
    if len(lower) <= _SMALL:
        return np.tril(np.linalg.inv(lower))
    half = len(lower) // 2
    found = np.zeros_like(lower)
    found[:half, :half] = _inverted(lower[:half, :half])
    found[half:, half:] = _inverted(lower[half:, half:])
    found[half:, :half] = -found[half:, half:] @ (lower[half:, :half] @ found[:half, :half])
    return found


def chances(scores: Floats) -> Floats:
    """Scores of classes, row by row, as probabilities."""
    raised: Floats = np.exp(scores - scores.max(axis=1, keepdims=True))
    raised /= raised.sum(axis=1, keepdims=True)
    return raised
