"""Lists of single words, kept as files beside the code."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a file `lists/<name>.txt`; what follows `#` is a remark."""
    text = (files(__package__) / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())


@cache
def word_groups(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of such a file, each as the words on it."""
    text = (files(__package__) / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    lines = (tuple(line.partition("#")[0].split()) for line in text.splitlines())
    return tuple(words for words in lines if words)
