"""Trains the weights by which a sentence of a reply sounds plain, or like one that should not go out.

usage: python -m training.sounding [--sentences FILE.tsv] [--models DIR]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from doable.reply.checking.draft.sounding import KINDS, described
from doable.understanding.meaning.learning import chances, fitted
from training import MODELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SENTENCES = Path(__file__).parent / "replies.tsv"
RIDGE, ROUNDS, FOLDS = 0.3, 60, 5
# How sure one has to be for the report below; the check of drafts has bounds of its own.
SURE = 0.5


def main(arguments: Sequence[str]) -> None:
    """Cross-validate, then train on everything and write the weights."""
    options = argparse.ArgumentParser(prog="training.sounding", description=__doc__)
    options.add_argument("--sentences", type=Path, default=SENTENCES, help="kind and text, tab between them")
    options.add_argument("--models", type=Path, default=MODELS, help="where the weights go")
    chosen = options.parse_args(arguments)
    lines = chosen.sentences.read_text(encoding="utf-8").splitlines()[1:]
    kinds, texts = zip(*(line.split("\t") for line in lines), strict=True)
    rows, labels = described(texts), np.array([KINDS.index(kind) for kind in kinds])
    report(rows, labels)
    weights = fitted(rows, labels, ridge=RIDGE, rounds=ROUNDS).astype(np.float16)
    np.savez_compressed(chosen.models / "sounding.npz", weights=weights)


def report(rows: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
    """Print how many sentences of each kind are found by weights trained without them."""
    parts = np.random.default_rng(0).permutation(len(labels)) % FOLDS
    found = np.zeros(len(labels), np.int64)
    for fold in range(FOLDS):
        kept = parts != fold
        weights = fitted(rows[kept], labels[kept], ridge=RIDGE, rounds=ROUNDS)
        likely = chances(rows[~kept] @ weights)
        found[~kept] = np.where(likely.max(axis=1) >= SURE, likely.argmax(axis=1), 0)
    for number, kind in enumerate(KINDS):
        mine = labels == number
        print(f"{kind:10} {mine.sum():5} sentences, {np.mean(found[mine] == number):.2f} read as such")


if __name__ == "__main__":
    main(sys.argv[1:])
