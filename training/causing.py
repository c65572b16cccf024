"""Trains the head that tells the cause of a message, and says how well it does on messages it hasn't seen.

usage: python -m training.causing --messages FILE.jsonl --book DIR [--models DIR]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from doable import Book
from doable.understanding.meaning.asking import Asking
from doable.understanding.meaning.causing import LONGEST, around, likeliest, told
from doable.understanding.meaning.hinting import hints
from doable.understanding.text.clauses import clauses
from doable.understanding.text.phrases import phrases
from doable.understanding.understood import CAUSES
from training import MODELS
from training.messages import clauses_said, labelled_messages, own_messages, shared_phrases
from training.validating import Rows, accuracy, put_aside

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.messages import Labelled

RIDGE, ROUNDS = 1.0, 60


def main(arguments: Sequence[str]) -> None:
    """Cross-validate, then train on everything and write the weights."""
    options = argparse.ArgumentParser(prog="training.causing", description=__doc__)
    options.add_argument("--messages", type=Path, required=True, help="labelled messages, JSON lines")
    options.add_argument("--book", type=Path, required=True, help="the book whose asks they carry")
    options.add_argument("--models", type=Path, default=MODELS, help="where the weights go")
    chosen = options.parse_args(arguments)
    messages = labelled_messages(chosen.messages)
    asking = Asking(Book.load(chosen.book).contents)
    rows = rows_of(messages, asking)
    report(messages, put_aside(rows, lambda kept: trained(rows, kept), likeliest))
    weights = trained(rows, np.ones(len(messages), bool)).astype(np.float16)
    np.savez(chosen.models / "causing.npz", weights=weights, asks=np.array(asking.names))


def rows_of(messages: Sequence[Labelled], asking: Asking) -> Rows:
    """What the words and the reading of every message say, and its cause; asks are those that are read."""
    kind, own = phrases("causes"), own_messages()
    texts = [one.message.text[:LONGEST] for one in messages]
    return Rows(
        full=_rows(messages, [kind.count(text) for text in texts], asking),
        shared=_rows(messages, shared_phrases(kind, texts), asking),
        labels=_causes(messages),
        own=_rows(own, [kind.count(one.message.text) for one in own], asking),
        own_labels=_causes(own),
    )


def _rows(messages: Sequence[Labelled], found: Sequence[Counter[str]], asking: Asking) -> NDArray[np.float32]:
    return np.array([_row(one, count, asking) for one, count in zip(messages, found, strict=True)])


def _row(one: Labelled, found: Counter[str], asking: Asking) -> NDArray[np.float32]:
    asks = [read.ask for read in asking.asks(one.message, clauses(one.message.text))]
    read = around(asking.names, asks, emotion=one.emotion, signals=one.signals)
    hinted = hints(clauses_said(one.message))
    return np.concatenate([told(found, hinted), read])


def _causes(messages: Sequence[Labelled]) -> NDArray[np.int64]:
    return np.array([CAUSES.index(one.cause) for one in messages])


def trained(rows: Rows, kept: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The weights learned from the messages that are kept."""
    return rows.trained(kept, ridge=RIDGE, rounds=ROUNDS)


def report(messages: Sequence[Labelled], divisions: Sequence[Sequence[str]]) -> None:
    """Print how well the causes were read, with moods and signals as labelled."""
    wanted, also = [one.cause for one in messages], [one.also for one in messages]
    rights = [accuracy(wanted, read, also) for read in divisions]
    print(f"cause, messages put aside: accuracy {np.mean(rights):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
