"""The comparison by proof as its page shows it: old verdict by new, with the smallest example of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doable.policy.vocabulary import VERDICTS
from doable.web.book.trials.phrasing import in_words, outcome
from doable.workbench.showing.wording import title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """What a case comes to in one of the books."""

    verdict: str
    lines: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The smallest case of its kind that the books decide differently."""

    key: str
    anchor: str
    words: tuple[str, ...]
    before: Side
    after: Side
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An ask with what was found about it; what could not be told, and why."""

    title: str
    state: str
    shown: tuple[Shown, ...]
    open: tuple[str, ...]
    not_provable: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """All asks, and the table of verdicts: a row for each old one, in it the examples by new one."""

    asks: tuple[Asked, ...]
    same: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[tuple[Asked, Shown], ...], ...]], ...]
    assumptions: tuple[str, ...]


def compared(result: Mapping[str, Any], kept: Collection[str], currency: str) -> Compared:
    """A result as it is shown."""
    every = [_asked(each, kept, currency) for each in result["asks"]]
    asks = tuple(each for each in every if each.state != "same")
    pairs = [(ask, shown) for ask in asks for shown in ask.shown]
    old = _ordered({shown.before.verdict for _, shown in pairs})
    new = _ordered({shown.after.verdict for _, shown in pairs})
    rows = tuple((before, tuple(_cell(pairs, before, after) for after in new)) for before in old)
    same = tuple(each.title for each in every if each.state == "same")
    return Compared(asks, same, new, rows, tuple(result["assumptions"]))


def _cell(pairs: list[tuple[Asked, Shown]], before: str, after: str) -> tuple[tuple[Asked, Shown], ...]:
    return tuple(pair for pair in pairs if (pair[1].before.verdict, pair[1].after.verdict) == (before, after))


def _ordered(verdicts: set[str]) -> tuple[str, ...]:
    return tuple(each for each in VERDICTS if each in verdicts)


def _asked(each: Json, kept: Collection[str], currency: str) -> Asked:
    name = each["ask"]
    shown = tuple(
        _shown(f"{name} {number}", f"{name}-{number}", found, kept, currency)
        for number, found in enumerate(each["contrasts"])
    )
    return Asked(title(name), each["state"], shown, tuple(each["open"]), tuple(each["not_provable"]))


def _shown(key: str, anchor: str, each: Json, kept: Collection[str], currency: str) -> Shown:
    before, after = (
        Side(each[side]["verdict"], tuple(outcome(each[side], currency)), tuple(each[side]["rules"]))
        for side in ("before", "after")
    )
    return Shown(key, anchor, tuple(in_words(each["witness"]["words"])), before, after, key in kept)
