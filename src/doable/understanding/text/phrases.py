"""Lists of phrases kept as readable text files, and how often a text has phrases of each group."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, product
from typing import TYPE_CHECKING

from doable.understanding.text.spans import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_TOKENS = re.compile(r"[\w'-]+|[^\w\s'-]+")
_APOSTROPHES = str.maketrans("’‘`", "'''")
_PREFIX = 3
_WIDEST_GAP = 3
_MANY = 3
# What may stand before the beginning of what is said.
_LEADING = frozenset(
    "and so then just now or but otherwise also well ok okay yes no please pls plz kindly hi hello hey "
    "anyway first second third secondly finally at least und dann bitte et alors donc y allora dan".split()
)


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a phrase, and the group it belongs to; `leads` only at the beginning."""

    group: str
    words: tuple[str, ...]
    leads: bool

    def stands(self, tokens: Sequence[str], at: int, begun: int) -> bool:
        """Whether it is said at a place of a text whose leading words end at `begun`."""
        return (at <= begun or not self.leads) and _stands(self.words, tokens, at)


class Phrases:
    """Groups of phrases. `*` is the rest of a word, `_` one to three words, `a/b` either, `^` the start."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        self.groups = tuple(groups)
        # By how they begin, so that at each word of a text only few have to be looked at.
        self._by_start: dict[str | tuple[str, ...], list[Wording]] = defaultdict(list)
        for group, phrases in groups.items():
            for phrase in phrases:
                for wording in _wordings(group, phrase):
                    self._by_start[_start(wording.words)].append(wording)

    def wordings(self) -> Iterator[Wording]:
        """Every wording of every group."""
        return chain.from_iterable(self._by_start.values())

    def found(self, text: str) -> list[Wording]:
        """The phrases that a text has; of those that begin at one word only the longest."""
        tokens = tokenised(text)
        begun = next((at for at, token in enumerate(tokens) if token not in _LEADING), 0)
        found: list[Wording] = []
        for at, token in enumerate(tokens):
            candidates = self._candidates(token, tokens[at + 1] if at + 1 < len(tokens) else "")
            standing = [one for one in candidates if one.stands(tokens, at, begun)]
            if not standing:
                continue
            longest = max(len(one.words) for one in standing)
            found += {one.group: one for one in standing if len(one.words) == longest}.values()
        return found

    def count(self, text: str) -> Counter[str]:
        """How many phrases of each group a text has."""
        return Counter(one.group for one in self.found(text))

    def _candidates(self, token: str, following: str) -> list[Wording]:
        starts = ((token,), (token, following), *(token[:length] for length in range(1, _PREFIX + 1)))
        return [one for start in starts if start in self._by_start for one in self._by_start[start]]


def _start(words: tuple[str, ...]) -> str | tuple[str, ...]:
    """The first letters of an open word, the word itself, or the first two."""
    if words[0].endswith("*"):
        return words[0][:-1][:_PREFIX]
    return words[:1] if words[1:2] in ((), ("_",)) or words[1].endswith("*") else words[:2]


def tokenised(text: str) -> list[str]:
    """The words and signs of a text, small letters without accents."""
    return _TOKENS.findall(folded(text.translate(_APOSTROPHES)))


def _wordings(group: str, phrase: str) -> Iterator[Wording]:
    words = phrase.split()
    leads = words[0] == "^"
    for choice in product(*map(_choices, words[1:] if leads else words)):
        yield Wording(group, choice, leads)


def _choices(word: str) -> Sequence[str]:
    return folded(word).split("/") if len(word) > 1 else [word]


def _stands(words: tuple[str, ...], tokens: Sequence[str], at: int) -> bool:
    for index, word in enumerate(words):
        if word == "_":
            rest = words[index + 1 :]
            return any(_stands(rest, tokens, at + gap) for gap in range(1, _WIDEST_GAP + 1))
        if at >= len(tokens) or not _fits(word, tokens[at]):
            return False
        at += 1
    return True


def _fits(word: str, token: str) -> bool:
    return token.startswith(word[:-1]) if word.endswith("*") else token == word


def strengths(found: Counter[str], groups: Sequence[str]) -> list[float]:
    """Two numbers for each group: how many of its phrases were found (up to three), and whether any was."""
    return [
        share for group in groups for share in (min(found[group], _MANY) / _MANY, float(found[group] > 0))
    ]


@cache
def phrases(name: str) -> Phrases:
    """The groups of `words/<name>.txt`: `[group]` begins one, every other line is a phrase, `#` a comment."""
    groups: dict[str, list[str]] = {}
    chosen: list[str] = []
    for line in lines(name):
        if line.startswith("[") and line.endswith("]"):
            chosen = groups.setdefault(line[1:-1], [])
        else:
            chosen.append(line)
    return Phrases(groups)


def lines(name: str) -> list[str]:
    """The lines of `words/<name>.txt` without comments and blank ones."""
    text = (files("doable.understanding") / "words" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
