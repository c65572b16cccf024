"""Trains the head that tells the mood of a message, and says how well it does on messages it hasn't seen.

usage: python -m training.feeling --messages FILE.jsonl [--models DIR]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.feeling import LONGEST, clues, mood
from doable.understanding.meaning.hinting import hints
from doable.understanding.text.phrases import phrases
from doable.understanding.understood import EMOTIONS
from training import MODELS
from training.messages import clauses_said, labelled_messages, own_messages, shared_phrases
from training.validating import Rows, accuracy, kappa, put_aside

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.messages import Labelled

RIDGE, ROUNDS = 1.0, 60


def main(arguments: Sequence[str]) -> None:
    """Cross-validate, then train on everything and write the weights."""
    options = argparse.ArgumentParser(prog="training.feeling", description=__doc__)
    options.add_argument("--messages", type=Path, required=True, help="labelled messages, JSON lines")
    options.add_argument("--models", type=Path, default=MODELS, help="where the weights go")
    chosen = options.parse_args(arguments)
    messages = labelled_messages(chosen.messages)
    rows = rows_of(messages)
    report(messages, put_aside(rows, lambda kept: trained(rows, kept), mood))
    weights = trained(rows, np.ones(len(messages), bool))
    np.savez(chosen.models / "feeling.npz", weights=weights.astype(np.float16))


def rows_of(messages: Sequence[Labelled]) -> Rows:
    """The clues of every message and its mood."""
    kind, own = phrases("feelings"), own_messages()
    texts = [one.message.text[:LONGEST] for one in messages]
    return Rows(
        full=_clues(messages, [kind.count(text) for text in texts]),
        shared=_clues(messages, shared_phrases(kind, texts)),
        labels=_moods(messages),
        own=_clues(own, [kind.count(one.message.text) for one in own]),
        own_labels=_moods(own),
    )


def _clues(messages: Sequence[Labelled], found: Sequence[Counter[str]]) -> NDArray[np.float32]:
    return np.array([_row(one, count) for one, count in zip(messages, found, strict=True)])


def _row(one: Labelled, found: Counter[str]) -> NDArray[np.float32]:
    return clues(one.message.text[:LONGEST], found, hints(clauses_said(one.message)))


def _moods(messages: Sequence[Labelled]) -> NDArray[np.int64]:
    return np.array([EMOTIONS.index(one.emotion) for one in messages])


def trained(rows: Rows, kept: NDArray[np.bool_]) -> NDArray[np.float32]:
    """The weights learned from the messages that are kept."""
    return rows.trained(kept, ridge=RIDGE, rounds=ROUNDS)


def report(messages: Sequence[Labelled], divisions: Sequence[Sequence[str]]) -> None:
    """Print how well the moods were read."""
    wanted, also = [one.emotion for one in messages], [one.also for one in messages]
    kappas = [kappa(EMOTIONS, wanted, read, also) for read in divisions]
    rights = [accuracy(wanted, read, also) for read in divisions]
    print(f"mood, messages put aside: kappa {np.mean(kappas):.3f}, accuracy {np.mean(rights):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
