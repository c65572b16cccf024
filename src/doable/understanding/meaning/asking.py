"""Which asks of a book a message carries, learned from the book's own examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.embedding import embed
from doable.understanding.meaning.learning import chances, fitted
from doable.understanding.meaning.ngrams import Spelling
from doable.understanding.meaning.requesting import ASKING, SILENT, cues, plainness
from doable.understanding.text.clauses import clauses as clauses_of
from doable.understanding.text.phrases import lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from doable.policy.book import Contents
    from doable.understanding.understood import Message, Span

    Floats = NDArray[np.float32]

# Order, contract and other numbers say nothing of what is wanted.
_NUMBER = re.compile(r"\b(?=[\w-]{0,30}\d)[A-Za-z]{0,3}-?\d[\w.,-]*")
_LONGEST = 600
# How much meaning and the manner of asking count next to spelling, and how strictly weights are kept small;
# chosen on labelled messages, where anything near it does as well.
_MEANING, _MANNER, _RIDGE = 1.5, 0.3, 0.05
# What a clause that asks takes over from the clauses around it.
_AROUND = 0.15
# How sure a clause must be to count, if it is silent, hints or asks (see requesting); and, where none is,
# how sure one that plainly asks for something.
_SURE = np.array([0.6, 0.4, 0.4], np.float32)
_LIKELY = 0.15
_FEWEST_ROUNDS, _MOST_ROUNDS = 14, 40
_FEWEST_SILENT = 40


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An ask that a message carries, how sure (0 to 1), and the clause it was read from."""

    ask: str
    confidence: float
    span: Span


class Asking:
    """Tells the asks of a book from each other, and from what asks for nothing.

    Class 0 is what asks for nothing (`words/no_asks.txt`); then come the asks in the order of the book.
    """

    def __init__(self, contents: Contents) -> None:
        self.names = tuple(name for name, ask in contents.asks.items() if ask.examples)
        examples = [example for name in self.names for example in contents.asks[name].examples]
        silent = _silent(len(examples))
        texts = [*silent, *examples]
        counts = [len(silent), *(len(contents.asks[name].examples) for name in self.names)]
        classes = np.repeat(np.arange(len(counts)), counts)
        self._spelling = Spelling.learned([_without_numbers(text) for text in texts])
        vectors, _ = self._vectors(texts)
        self._weights = fitted(vectors, classes, ridge=_RIDGE, rounds=_rounds(counts))

    def asks(self, message: Message, clauses: tuple[Span, ...]) -> tuple[AskedFor, ...]:
        """The asks in the order they are first read in; each once, where it was read most surely."""
        clauses = tuple(span for span in clauses if _says_something(message.text[span.start : span.end]))
        if not self.names or not clauses:
            return ()
        texts = [message.text[span.start : span.end] for span in clauses]
        scores, manner = self._scores(texts)
        sure = chances(_in_context(scores, manner, self._before(message)))[:, 1:]
        found = _sure_enough(sure, manner) or _likeliest(sure, manner)
        asked = [AskedFor(self.names[ask], float(sure[at, ask]), clauses[at]) for at, ask in found]
        return tuple(sorted(asked, key=lambda one: (one.span.start, -one.confidence)))

    def chances(self, texts: Sequence[str]) -> Floats:
        """How likely each text is nothing asked for (first column) or one of the asks, by itself."""
        return chances(self._scores(texts)[0])

    def _before(self, message: Message) -> Floats:
        """The scores of what the customer wrote last before, to which a short reply may refer."""
        earlier = [one.text for one in message.history if one.sender == "customer"][-1:]
        texts = [text[span.start : span.end] for text in earlier for span in clauses_of(text)]
        return self._scores(texts)[0]

    def _scores(self, texts: Sequence[str]) -> tuple[Floats, NDArray[np.int64]]:
        vectors, manner = self._vectors(texts)
        return vectors @ self._weights, manner

    def _vectors(self, texts: Sequence[str]) -> tuple[Floats, NDArray[np.int64]]:
        plain = [_without_numbers(text) for text in texts]
        manner = cues([text[:_LONGEST] for text in texts])
        parts = [self._spelling.vectors(plain), _MEANING * embed(plain), _MANNER * manner]
        return np.concatenate(parts, axis=1, dtype=np.float32), plainness(manner)


def _silent(examples: int) -> list[str]:
    """Texts that ask for nothing; not so many that they drown the few examples of a small book."""
    texts = lines("no_asks")
    return texts[:: max(len(texts) // max(examples // 2, _FEWEST_SILENT), 1)]


def _rounds(counts: Sequence[int]) -> int:
    """How long to learn: where an ask has many examples they may be followed more closely."""
    return min(max(sum(counts) // len(counts) // 3, _FEWEST_ROUNDS), _MOST_ROUNDS)


def _without_numbers(text: str) -> str:
    return _NUMBER.sub("0", text[:_LONGEST])


def _says_something(text: str) -> bool:
    """Whether there is more than an order number or a sum."""
    return any(sign.isalpha() for sign in _NUMBER.sub("0", text))


def _in_context(scores: Floats, manner: NDArray[np.int64], before: Floats) -> Floats:
    """The scores of clauses that ask ("please take it off"), moved toward what the others speak of."""
    topics = scores[:, 1:] - scores[:, 1:].mean(axis=1, keepdims=True)
    earlier = before[:, 1:] - before[:, 1:].mean(axis=1, keepdims=True)
    moved = scores.copy()
    around = topics.sum(axis=0) - topics + earlier.sum(axis=0)
    moved[:, 1:] += _AROUND * around * (manner != SILENT)[:, None]
    return moved


def _sure_enough(sure: Floats, manner: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Every ask that some clause is sure of: the place of the surest such clause, and the ask."""
    counted = np.where(sure > _SURE[manner][:, None], sure, 0)
    return [(int(counted[:, ask].argmax()), int(ask)) for ask in np.flatnonzero(counted.any(axis=0))]


def _likeliest(sure: Floats, manner: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Where no clause is sure: the likeliest ask of the clauses that plainly ask for something."""
    plain = sure * (manner == ASKING)[:, None]
    at, ask = np.unravel_index(int(plain.argmax()), plain.shape)
    return [(int(at), int(ask))] if plain[at, ask] > _LIKELY else []
