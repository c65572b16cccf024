"""The content of a text as stems, so that `we repaired it` is seen to speak of `the repair`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from doable.reply.checking.draft.spelled import spelled_out
from doable.reply.checking.draft.words import word_groups, word_list

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")
_PLAIN = word_list("plain")
_ENDINGS = "ations ation ments ment ingly ings ing edly ies ied ers er es ed ly s e y".split()
_SHORTEST = 3
# `offer` is not what is `off`.
_LONGER = ("er", "ers", "ly", "es")


def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry a text's content; synonyms share one."""
    found = set[str]()
    for word in _WORD.findall(text):
        found.update(
            stem(part)
            for part in spelled_out(word).split()
            if part not in _PLAIN and len(part) > 1 and not part[0].isdigit()
        )
    return frozenset(found)


@cache
def _synonyms() -> dict[str, str]:
    found: dict[str, str] = {}
    for words in word_groups("synonyms"):
        for word in words:
            found.setdefault(_cut(word), _cut(words[0]))
    return found


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, or the word that stands for its synonyms."""
    cut = _cut(word)
    return _synonyms().get(cut, cut)


def _cut(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if ending in _LONGER else _SHORTEST):
            kept = word[: -len(ending)]
            doubled = len(kept) > _SHORTEST and kept[-1] == kept[-2] and kept[-1] not in "lsz"
            return kept[:-1] if doubled else kept
    return word
