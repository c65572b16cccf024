"""Trains the heads that tell what single clauses hint at, from the lists of phrases and further sentences.

usage: python -m training.hinting --book DIR [--models DIR]
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from doable import Book
from doable.understanding.meaning.hinting import said
from doable.understanding.meaning.learning import fitted
from doable.understanding.meaning.ngrams import Spelling
from doable.understanding.text.phrases import phrases
from training import MODELS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from doable.understanding.text.phrases import Wording

    Named = list[tuple[str, str]]

LISTS = ("feelings", "causes")
SENTENCES = Path(__file__).parent / "sentences.tsv"
RIDGE, ROUNDS = 0.3, 40
# A whole sentence says more than a phrase cut out of one.
WEIGHT = 2


def main(arguments: Sequence[str]) -> None:
    """Train on everything and write the weights."""
    options = argparse.ArgumentParser(prog="training.hinting", description=__doc__)
    options.add_argument("--book", type=Path, required=True, help="a book whose examples hint at nothing")
    options.add_argument("--models", type=Path, default=MODELS, help="where the weights go")
    chosen = options.parse_args(arguments)
    silent = [one for ask in Book.load(chosen.book).contents.asks.values() for one in ask.examples]
    told = {name: [*_phrases(name), *_sentences(name)] for name in LISTS}
    spelling = Spelling.learned([*(text for named in told.values() for _, text in named), *silent])
    weights = {name: _trained(name, told[name], silent, spelling) for name in LISTS}
    np.savez_compressed(chosen.models / "hinting.npz", rarity=spelling.rarity.astype(np.float16), **weights)


def _trained(name: str, told: Named, silent: Sequence[str], spelling: Spelling) -> NDArray[np.float16]:
    groups = phrases(name).groups
    classes = [groups.index(group) for group, _ in told] + [len(groups)] * len(silent)
    rows = said([*(text for _, text in told), *silent], spelling)
    return fitted(rows, np.array(classes), ridge=RIDGE, rounds=ROUNDS).astype(np.float16)


def _phrases(name: str) -> Iterator[tuple[str, str]]:
    """Every wording of the lists once, its open places left out."""
    return iter(dict.fromkeys((one.group, _spoken(one)) for one in phrases(name).wordings()))


def _spoken(wording: Wording) -> str:
    return " ".join(word.rstrip("*") for word in wording.words if word != "_")


def _sentences(name: str) -> Iterator[tuple[str, str]]:
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["words"] == name:
                yield from [(row["group"], row["text"])] * WEIGHT


if __name__ == "__main__":
    main(sys.argv[1:])
