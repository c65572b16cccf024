"""What check and stories say of texts while somebody writes them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from doable.desk import books
from doable.workbench.checking import check_texts
from doable.workbench.testing import tell_stories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Contents, Story
    from doable.policy.findings import Finding
    from doable.workbench.testing import Told


@dataclass(frozen=True, slots=True)
class Failing:
    """A story that comes out otherwise than expected; `new` if it does so only since this draft."""

    told: Told
    new: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Stories that were told: of the ask at hand, or all of the book."""

    number: int
    failing: tuple[Failing, ...]
    mended: tuple[str, ...]
    all: int
    whole: bool

    @property
    def broken(self) -> int:
        """How many pass in the version that the draft builds on, and no longer here."""
        return sum(each.new for each in self.failing)


def check(texts: Mapping[str, str]) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The book that texts make, and what is to be said of it; the same texts are looked at once."""
    return _check(tuple(sorted(texts.items())))


@lru_cache(maxsize=8)
def _check(texts: tuple[tuple[str, str], ...]) -> tuple[Contents | None, tuple[Finding, ...]]:
    return check_texts(dict(texts))


def tell(contents: Contents, base: str, asks: tuple[str, ...] = ()) -> Run:
    """The stories about some asks, or all, held against how the base (by its digest) tells them."""
    told = _told(contents, asks)
    failing = tuple(each for each in told if each.differences)
    before = _failing_before(base, asks)
    now = {each.story.title for each in failing}
    return Run(
        number=len(told),
        failing=tuple(
            sorted(
                (Failing(each, each.story.title not in before) for each in failing), key=lambda it: not it.new
            )
        ),
        mended=tuple(sorted({each.story.title for each in told} & before - now)),
        all=len(contents.stories),
        whole=len(told) == len(contents.stories),
    )


def _told(contents: Contents, asks: tuple[str, ...]) -> list[Told]:
    stories = tuple(story for story in contents.stories if not asks or is_about(story, asks))
    return list(tell_stories(replace(contents, stories=stories)))


@lru_cache(maxsize=64)
def _failing_before(digest: str, asks: tuple[str, ...]) -> frozenset[str]:
    told = _told(books.loaded(digest).contents, asks)
    return frozenset(each.story.title for each in told if each.differences)


def is_about(story: Story, asks: tuple[str, ...]) -> bool:
    """Whether a story asks one of some asks."""
    wished = story.case.get("asks")
    return isinstance(wished, list) and any(
        isinstance(each, dict) and each.get("ask") in asks for each in wished
    )
