"""Measures how well the asks of a book are told apart, with the intents of public sets as asks.

usage: python -m training.measure_intents --data DIR
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from doable.understanding.meaning.asking import Asking
from training.texts import banking, clinc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.texts import Labelled

SHARE_PUT_ASIDE = 5


def main(arguments: Sequence[str]) -> None:
    """Print the figures for BANKING77 and CLINC150."""
    options = argparse.ArgumentParser(prog="training.measure_intents", description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder of the text collections")
    data = options.parse_args(arguments).data
    measure_banking(banking(data))
    measure_clinc(clinc(data, "train"), clinc(data, "val"), clinc(data, "oos_val"))


def asking_for(examples: Sequence[Labelled]) -> Asking:
    """What tells the intents of examples apart, as if each were an ask of a book."""
    asks: dict[str, list[str]] = {}
    for text, (intent,) in examples:
        asks.setdefault(intent, []).append(text)
    book: Any = SimpleNamespace(asks={name: SimpleNamespace(examples=tuple(of)) for name, of in asks.items()})
    started = time.perf_counter()
    asking = Asking(book)
    print(f"{len(asks)} asks with {len(examples)} examples learned in {time.perf_counter() - started:.1f} s")
    return asking


def measure_banking(rows: Sequence[Labelled]) -> None:
    """Accuracy on a fifth of the training part, put aside by chance with a fixed seed."""
    aside = np.random.default_rng(0).permutation(len(rows)) % SHARE_PUT_ASIDE == 0
    asking = asking_for([row for row, out in zip(rows, aside, strict=True) if not out])
    rest = [row for row, out in zip(rows, aside, strict=True) if out]
    likeliest = asking.chances([text for text, _ in rest])[:, 1:].argmax(axis=1)
    right = [asking.names[one] == intent for one, (_, (intent,)) in zip(likeliest, rest, strict=True)]
    print(f"BANKING77, {len(rest)} put aside: accuracy {np.mean(right):.4f}")


def measure_clinc(train: Sequence[Labelled], val: Sequence[Labelled], beyond: Sequence[Labelled]) -> None:
    """Recall within and beyond scope where both are equally good, on the parts for development."""
    asking = asking_for(train)
    within, without = (asking.chances([text for text, _ in rows])[:, 1:] for rows in (val, beyond))
    right = [asking.names[row.argmax()] == intent for row, (_, (intent,)) in zip(within, val, strict=True)]
    sure, unsure = within.max(axis=1), without.max(axis=1)
    recalls = [
        (float(np.mean((sure > limit) & right)), float(np.mean(unsure <= limit)))
        for limit in np.quantile(sure, np.linspace(0, 0.3, 301))
    ]
    inside, outside = max(recalls, key=min)
    print(f"CLINC150: accuracy {np.mean(right):.4f}; in scope {inside:.3f}, out of scope {outside:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
