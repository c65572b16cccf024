"""Findings put in order: the same words are found fault with once for each thing that is wrong with them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.reply.occasion import DraftFinding

_PRIVATE = ("leaked_internal", "placeholder")
_PROMISES = ("contradicts_decision", "unverified_alternative", "overpromise")
# What is left unsaid of words that are wrong in a graver way.
_UNDER = {
    **dict.fromkeys((*_PROMISES, "wrong_amount", "jargon"), _PRIVATE),
    "unverified_alternative": (*_PRIVATE, "contradicts_decision"),
    "overpromise": (*_PRIVATE, "contradicts_decision", "unverified_alternative", "overpromise"),
    "wrong_amount": (*_PRIVATE, "contradicts_decision", "unverified_alternative"),
    "dismissive": _PROMISES,  # `only a formality` belittles the decision, not the customer
}
_ORDER = (*_PRIVATE, *_PROMISES, "wrong_amount", "jargon")
Stretch = tuple[int, int]


def tidied(found: Iterable[DraftFinding]) -> tuple[DraftFinding, ...]:
    """The findings by place, without those that say of some words what a graver one says already."""
    by_check: dict[str, list[DraftFinding]] = {}
    for one in dict.fromkeys(found):
        by_check.setdefault(one.check, []).append(one)
    kept: list[DraftFinding] = []
    stretches: dict[str, list[Stretch]] = {}
    for check in (*_ORDER, *(check for check in by_check if check not in _ORDER)):
        graver = _merged(stretch for over in _UNDER.get(check, ()) for stretch in stretches.get(over, ()))
        mine = [one for one in by_check.get(check, ()) if not _touches(one, graver)]
        mine = _apart(mine) if check in _UNDER.get(check, ()) else mine
        stretches[check] = [(one.start, one.end) for one in mine]
        kept += mine
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.check)))


def _apart(found: list[DraftFinding]) -> list[DraftFinding]:
    """Of findings that share words the one that begins first, the longer one first."""
    kept: list[DraftFinding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that touch made one."""
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _touches(one: DraftFinding, merged: list[Stretch]) -> bool:
    before = bisect_right(merged, one.start, key=lambda stretch: stretch[0]) - 1
    inside = before >= 0 and merged[before][1] > one.start
    after = before + 1 < len(merged) and merged[before + 1][0] < one.end
    return one.start < one.end and (inside or after)
