"""The openly licensed texts that the models are made from, as they lie in the folder of data."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A text that is said to somebody, and the names under which the set files it.
Labelled = tuple[str, tuple[str, ...]]


def banking(data: Path) -> list[Labelled]:
    """BANKING77, its training part: one question to a bank and its intent."""
    with (data / "banking77/train.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text"].strip(), (row["category"],)) for row in csv.DictReader(file)]


def clinc(data: Path, part: str) -> list[Labelled]:
    """CLINC150, the part `train`, `val`, `oos_train` or `oos_val`; out of scope is the intent `oos`."""
    parts = json.loads((data / "clinc150/data_full_without_test.json").read_text(encoding="utf-8"))
    return [(text, (intent,)) for text, intent in parts[part]]


def emotions(data: Path, part: str) -> list[Labelled]:
    """GoEmotions, the part `train` or `dev`: a comment and its emotions."""
    names = (data / "goemotions/labels.txt").read_text(encoding="utf-8").split()
    rows = [line.split("\t") for line in _lines(data / f"goemotions/{part}.tsv")]
    return [(text, tuple(names[int(label)] for label in labels.split(","))) for text, labels, _ in rows]


def turns(data: Path, domain: str) -> list[Labelled]:
    """MultiDoGO, the training part of a domain: what a customer says in a turn, and its intents."""
    rows = [line.split("\t") for line in _lines(data / f"multidogo/{domain}/train.tsv")][1:]
    return [(row[3], tuple(row[5].split("<div>"))) for row in rows if len(row) == 6]


def several(data: Path, domain: str) -> list[Labelled]:
    """NLU++, all folds of a domain: a customer's sentence and its several intents."""
    folds = sorted((data / f"nlupp/{domain}").glob("fold*.json"))
    rows = [row for fold in folds for row in json.loads(fold.read_text(encoding="utf-8"))]
    return [(row["text"], tuple(row.get("intents", ()))) for row in rows]


def unlabelled(data: Path) -> list[str]:
    """Every text that may be learned from, once, in a fixed order; parts kept for measuring are left out."""
    sets = [banking(data), clinc(data, "train"), clinc(data, "oos_train"), emotions(data, "train")]
    sets += [turns(data, domain) for domain in ("airline", "finance", "insurance", "software")]
    sets += [several(data, domain) for domain in ("banking", "hotels")]
    kept_apart = {text for part in ("val", "oos_val") for text, _ in clinc(data, part)}
    texts = dict.fromkeys(text for rows in sets for text, _ in rows)
    return [text for text in texts if text and text not in kept_apart]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\r\n")
