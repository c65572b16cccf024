"""all-MiniLM-L6-v2 read from its published weights and run in numpy: the model that is distilled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import erf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LAYERS, HEADS, WIDTH = 6, 12, 384
CLS, SEP = 101, 102


class MiniLM:
    """The sentence encoder: mean of the last layer over the pieces of a text, unit length."""

    def __init__(self, folder: Path) -> None:
        self.weights = safetensors(folder / "model.safetensors")

    def encode(self, pieces: Sequence[Sequence[int]], *, longest: int = 48, batch: int = 64) -> Floats:
        """One vector of 384 for each text, given as rows of the full vocabulary without special ones."""
        framed = [[CLS, *text[:longest], SEP] for text in pieces]
        order = sorted(range(len(framed)), key=lambda index: len(framed[index]))
        vectors = np.zeros((len(framed), WIDTH), np.float32)
        for start in range(0, len(order), batch):
            chosen = order[start : start + batch]
            hidden, mask = self._run([framed[index] for index in chosen])
            mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
            vectors[chosen] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return vectors

    def tokens(self, count: int, *, batch: int = 512) -> Floats:
        """The mean vector of every single piece of the vocabulary, not normalised."""
        rows = [self._run([[CLS, row, SEP] for row in range(start, min(start + batch, count))])[0].mean(1)
                for start in range(0, count, batch)]  # fmt: skip
        return np.concatenate(rows)

    def _run(self, texts: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        ids = np.zeros((len(texts), max(map(len, texts))), np.int64)
        mask = np.zeros(ids.shape, np.float32)
        for row, text in enumerate(texts):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        weights = self.weights
        hidden = weights["embeddings.word_embeddings.weight"][ids]
        hidden = hidden + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        hidden = hidden + weights["embeddings.token_type_embeddings.weight"][0]
        hidden = self._norm(hidden, "embeddings.LayerNorm")
        hiding = ((1 - mask) * -1e9)[:, None, None, :].astype(np.float32)
        for layer in range(LAYERS):
            hidden = self._layer(hidden, hiding, f"encoder.layer.{layer}.")
        return hidden, mask

    def _layer(self, hidden: Floats, hiding: Floats, name: str) -> Floats:
        attended = self._attend(hidden, hiding, name + "attention.self.")
        attended = self._linear(attended, name + "attention.output.dense")
        hidden = self._norm(attended + hidden, name + "attention.output.LayerNorm")
        inner = self._linear(hidden, name + "intermediate.dense")
        inner = inner * np.float32(0.5) * (1 + erf(inner / np.float32(np.sqrt(2))))
        return self._norm(self._linear(inner, name + "output.dense") + hidden, name + "output.LayerNorm")

    def _attend(self, hidden: Floats, hiding: Floats, name: str) -> Floats:
        count, length, _ = hidden.shape
        query, key, value = (
            self._linear(hidden, name + part).reshape(count, length, HEADS, -1).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(WIDTH // HEADS)) + hiding
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        scores /= scores.sum(-1, keepdims=True)
        return (scores @ value).transpose(0, 2, 1, 3).reshape(count, length, WIDTH)

    def _linear(self, hidden: Floats, name: str) -> Floats:
        # Flat, because numpy multiplies a stack of matrices one by one.
        flat = hidden.reshape(-1, hidden.shape[-1]) @ self.weights[name + ".weight"].T
        return flat.reshape(*hidden.shape[:-1], -1) + self.weights[name + ".bias"]

    def _norm(self, hidden: Floats, name: str) -> Floats:
        mean = hidden.mean(-1, keepdims=True)
        spread = ((hidden - mean) ** 2).mean(-1, keepdims=True)
        scaled = (hidden - mean) / np.sqrt(spread + np.float32(1e-12))
        return scaled * self.weights[name + ".weight"] + self.weights[name + ".bias"]


def safetensors(path: Path) -> dict[str, Floats]:
    """The 32-bit tensors of a safetensors file by name."""
    content = path.read_bytes()
    length = int.from_bytes(content[:8], "little")
    tensors = {}
    for name, entry in json.loads(content[8 : 8 + length]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = (8 + length + offset for offset in entry["data_offsets"])
            tensors[name] = np.frombuffer(content[start:end], np.float32).reshape(entry["shape"])
    return tensors
