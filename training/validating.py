"""How well a head does on messages that it was not trained with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.learning import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FOLDS, SEEDS = 10, 3


@dataclass(frozen=True, slots=True)
class Rows:
    """What a head is trained on: the messages, the same with shared phrases only, and those of our own."""

    full: Floats
    shared: Floats
    labels: NDArray[np.int64]
    own: Floats
    own_labels: NDArray[np.int64]

    def trained(self, kept: NDArray[np.bool_], *, ridge: float, rounds: int) -> Floats:
        """The weights learned from the messages kept, and from our own."""
        rows = np.concatenate([self.full[kept], self.shared[kept], self.own])
        labels = np.concatenate([self.labels[kept], self.labels[kept], self.own_labels])
        return fitted(rows, labels, ridge=ridge, rounds=rounds)


def put_aside(
    rows: Rows, train: Callable[[NDArray[np.bool_]], Floats], read: Callable[[Floats, Floats], str]
) -> list[list[str]]:
    """The labels read for every message by weights trained without it, once for each of three divisions."""
    divisions = []
    for seed in range(SEEDS):
        parts = np.random.default_rng(seed).permutation(len(rows.labels)) % FOLDS
        labels = [""] * len(parts)
        for fold in range(FOLDS):
            weights = train(parts != fold)
            for at in np.flatnonzero(parts == fold):
                labels[at] = read(rows.full[at], weights)
        divisions.append(labels)
    return divisions


def accuracy(wanted: Sequence[str], read: Sequence[str], also: Sequence[Sequence[str]]) -> float:
    """The share of labels that are right, or among those that a fair reader may give."""
    right = [one == label or one in more for label, one, more in zip(wanted, read, also, strict=True)]
    return float(np.mean(right))


def kappa(
    ladder: Sequence[str], wanted: Sequence[str], read: Sequence[str], also: Sequence[Sequence[str]]
) -> float:
    """Agreement on a ladder, quadratically weighted."""
    table = np.zeros((len(ladder), len(ladder)))
    for label, one, more in zip(wanted, read, also, strict=True):
        table[ladder.index(one if one in more else label), ladder.index(one)] += 1
    rungs = np.arange(len(ladder))
    weights = (rungs[:, None] - rungs) ** 2
    chance = np.outer(table.sum(1), table.sum(0)) / table.sum()
    return float(1 - (weights * table).sum() / (weights * chance).sum())
