"""Messages with the labels that the heads for mood and cause are trained on."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Earlier, Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.understanding.text.phrases import Phrases

OWN = Path(__file__).parent / "messages.tsv"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with its mood, cause and signals; `also` are labels that a fair reader may give instead."""

    message: Message
    emotion: str
    cause: str
    signals: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def own_messages() -> list[Labelled]:
    """The messages written for this project, beside this file."""
    with OWN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Labelled(Message(row["text"]), row["emotion"], row["cause"]) for row in rows]


def labelled_messages(path: Path) -> list[Labelled]:
    """The messages of a labelled file, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_labelled(json.loads(line)) for line in lines if line.strip()]


def _labelled(row: dict[str, Any]) -> Labelled:
    also = row.get("also", {})
    history = tuple(Earlier(one["from"], one["text"]) for one in row.get("history", ()))
    message = Message(row["text"], date.fromisoformat(row["received"]), row["channel"], history, row["id"])
    others = (*also.get("emotion", ()), *also.get("cause", ()))
    return Labelled(message, row["emotion"], row["cause"], tuple(row["signals"]), others)


def clauses_said(message: Message) -> list[str]:
    """The texts of the clauses of a message."""
    return [message.text[part.start : part.end] for part in clauses(message.text)]


def shared_phrases(kind: Phrases, texts: Sequence[str]) -> list[Counter[str]]:
    """How many phrases of each group a text has, those apart that no other of the texts has.

    A list of phrases never holds everything that people say. Trained on a copy of every message without the
    phrases that it alone has, a head learns not to lean on the list.
    """
    found = [kind.found(text) for text in texts]
    texts_with = Counter(wording for one in found for wording in set(one))
    return [Counter(wording.group for wording in one if texts_with[wording] > 1) for one in found]
