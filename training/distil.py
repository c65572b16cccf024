"""Makes the embedding table: a vector for each word piece, so that their mean follows a sentence encoder.

usage: python -m training.distil --data DIR --weights DIR [--models DIR]
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from doable.understanding.meaning.wordpiece import WordPieces
from training import MODELS
from training.minilm import MiniLM
from training.texts import unlabelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.minilm import Floats

DIMENSIONS = 256
RIDGE = 1.0
ROUNDS = 40
# Latin letters, digits and signs: what the languages that the encoder knows are written with.
WRITABLE = re.compile(r"(##)?[\x21-\x7eÀ-ɏ¡-¿\u2010-\u2027€£]+")


def main(arguments: Sequence[str]) -> None:
    """Read the weights and the texts, write the table."""
    options = argparse.ArgumentParser(prog="training.distil", description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder of the text collections")
    options.add_argument("--weights", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    options.add_argument("--models", type=Path, default=MODELS, help="where the table goes")
    chosen = options.parse_args(arguments)
    vocabulary = (chosen.weights / "vocab.txt").read_text(encoding="utf-8").splitlines()
    texts = unlabelled(chosen.data)
    teacher = MiniLM(chosen.weights)
    pieces = WordPieces(vocabulary)
    print(f"{len(texts)} texts go through the encoder", flush=True)
    sentences = teacher.encode([pieces.cut(text) for text in texts])
    tokens = teacher.tokens(len(vocabulary))
    save(chosen.models, *distilled(vocabulary, texts, sentences=sentences, tokens=tokens))


def distilled(
    vocabulary: Sequence[str], texts: Sequence[str], *, sentences: Floats, tokens: Floats
) -> tuple[list[str], Floats]:
    """The pieces kept and their vectors, fitted by ridge regression to the encoder's sentence vectors.

    Where no text has a piece, its vector is the encoder's own for that piece alone, less for frequent ones.
    """
    kept = [row for row, piece in enumerate(vocabulary) if writable(piece)]
    words = [vocabulary[row] for row in kept]
    basis = principal(sentences)
    target = (sentences - sentences.mean(0)) @ basis
    start = (tokens[kept] - tokens[kept].mean(0)) @ basis * rareness(len(kept))[:, None]
    counts = occurrences(WordPieces(words), texts)
    guess = counts @ start
    start = start * ((guess * target).sum() / (guess * guess).sum())
    table = start + correction(counts, target - counts @ start)
    missed = ((counts @ table - target) ** 2).sum() / (target**2).sum()
    print(f"{len(words)} pieces; the table explains {1 - missed:.3f} of the encoder's variance", flush=True)
    return words, table.astype(np.float32)


def writable(piece: str) -> bool:
    """Whether a piece is kept: neither a special one nor in a script that the encoder doesn't know."""
    return not re.fullmatch(r"\[(unused\d+|PAD|UNK|CLS|SEP|MASK)\]", piece) and bool(
        WRITABLE.fullmatch(piece)
    )


def principal(vectors: Floats) -> Floats:
    """The directions in which sentence vectors differ most, as columns; the largest part of each positive."""
    centred = vectors - vectors.mean(0)
    basis = np.linalg.eigh((centred.T @ centred).astype(np.float64))[1][:, ::-1][:, :DIMENSIONS]
    signs = np.sign(basis[np.abs(basis).argmax(0), np.arange(DIMENSIONS)])
    return (basis * signs).astype(np.float32)


def rareness(count: int) -> Floats:
    """Weights for a vocabulary in order of frequency (Zipf's law, then Arora's smooth inverse frequency)."""
    frequency = 1 / np.arange(1, count + 1) / np.log(count)
    return (1e-4 / (1e-4 + frequency)).astype(np.float32)


def occurrences(pieces: WordPieces, texts: Sequence[str]) -> csr_matrix:
    """How often each text has each piece, over the root of its length."""
    cuts = [pieces.cut(text) for text in texts]
    rows = np.repeat(np.arange(len(cuts)), [len(cut) for cut in cuts])
    columns = np.concatenate([np.asarray(cut, np.int64) for cut in cuts])
    values = np.concatenate([np.full(len(cut), len(cut) ** -0.5 if cut else 0.0) for cut in cuts])
    return csr_matrix((values.astype(np.float32), (rows, columns)), shape=(len(texts), len(pieces)))


def correction(counts: csr_matrix, missed: Floats) -> Floats:
    """What to add to the table: conjugate gradients on the ridge equations, all columns at once."""
    change = np.zeros((counts.shape[1], missed.shape[1]), np.float32)
    residual = counts.T @ missed
    direction, size = residual.copy(), (residual * residual).sum(0)
    for _ in range(ROUNDS):
        image = counts.T @ (counts @ direction) + RIDGE * direction
        step = size / np.maximum((direction * image).sum(0), 1e-12)
        change += direction * step
        residual -= image * step
        smaller = (residual * residual).sum(0)
        direction = residual + direction * (smaller / np.maximum(size, 1e-12))
        size = smaller
    return change


def save(folder: Path, words: Sequence[str], table: Floats) -> None:
    """Write the table in eight bits a number, a scale a row, and the pieces beside it, one a line."""
    scale = np.abs(table).max(1, keepdims=True) / 127 + 1e-12
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.round(table / scale).astype(np.int8)
    np.savez(folder / "pieces.npz", rows=rows, scale=scale[:, 0].astype(np.float16))
    (folder / "pieces.txt").write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
