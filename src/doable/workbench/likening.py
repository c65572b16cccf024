"""Examples of different asks that say the same, word for word or by their meaning."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from doable.understanding.meaning.embedding import embed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from doable.policy.book import Ask, Contents

    Example = tuple[Ask, str]

# Texts as close as this differ by an article or a courtesy; what is merely about the same thing lies below.
_NEARLY = 0.94


def plain(example: str) -> str:
    """An example without what makes no difference: capitals, blanks, the sign at its end."""
    return " ".join(example.lower().split()).strip(".!?")


def alike(contents: Contents) -> Iterator[tuple[Example, Example]]:
    """Pairs of examples of two asks that reading can't tell apart, of two asks the closest pair only."""
    given = [(ask, example) for ask in contents.asks.values() for example in ask.examples]
    if len({ask.name for ask, _ in given}) < 2:
        return
    seen: set[tuple[str, str]] = set()
    for one, other in _close(tuple(plain(example) for _, example in given)):
        names = given[one][0].name, given[other][0].name
        if names[0] != names[1] and names not in seen:
            seen.add(names)
            yield given[one], given[other]


@lru_cache(maxsize=16)
def _close(texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Places of texts that mean nearly the same, the closest first; each pair once."""
    meanings = np.stack([_meaning(text) for text in texts])
    likeness = np.triu(meanings @ meanings.T, 1)
    rows, columns = np.nonzero(likeness >= _NEARLY)
    order = np.argsort(-likeness[rows, columns], kind="stable")
    return tuple((int(rows[at]), int(columns[at])) for at in order)


@lru_cache(maxsize=16_384)
def _meaning(text: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = embed([text])[0]
    return vector
