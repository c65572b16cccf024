"""What a customer says of the state of an item: faulty, opened or not, and when it was delivered.

All of it is read in a text as `lowered` gives it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from doable.understanding.text.patterns import patterns
from doable.understanding.text.spans import within
from doable.understanding.understood import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from doable.understanding.days.dates import DatedSpan
    from doable.understanding.figures.quantities import Quantity


_WORDS = patterns("conditions")
_AGO = re.compile(r"\s(?:ago|back|zuvor|fa|geleden)(?!\w)")
_AGO_BEFORE = re.compile(r"(?<!\w)(?:vor|il y a|hace)\s$")
DAYS = {"days": 1, "weeks": 7}
_NEAR, _FAR = 45, 120
_LONGEST = 400


class Claimed(NamedTuple):
    """A value and the words that say so."""

    value: bool | int
    span: Span


def faulty(text: str, clauses: Iterable[Span]) -> Claimed | None:
    """Whether the customer says that an item is broken or defective; None where nothing is said."""
    over = max((found.start() for found in _WORDS["all_well"].finditer(text)), default=-1)
    for clause in clauses:
        for found in _WORDS["faulty"].finditer(text, clause.start, clause.end):
            if found.start() > over and _is_said(text, clause, found):
                return Claimed(True, Span(found.start(), found.end()))
    return None


def _is_said(text: str, clause: Span, found: re.Match[str]) -> bool:
    """Not that it might be, nor of something else, nor of what was only hoped for."""
    near, far = (max(clause.start, found.start() - reach) for reach in (_NEAR, _FAR))
    return not (
        _WORDS["not_so"].search(text, far, found.start())
        or _WORDS["not_ours"].search(text, near, found.start())
        or _WORDS["not_at_fault"].search(text, found.end(), min(clause.end, found.end() + _NEAR))
    )


def opened(text: str, clauses: Iterable[Span]) -> Claimed | None:
    """Whether the customer says that an item was opened or used, or that it was not."""
    for clause in clauses:
        for pattern, value in ((_WORDS["unopened"], False), (_WORDS["opened"], True)):
            if found := pattern.search(text, clause.start, clause.end):
                return Claimed(value, Span(found.start(), found.end()))
    return None


def delivered(
    text: str,
    clauses: Iterable[Span],
    days: Sequence[DatedSpan],
    stretches: Sequence[Quantity],
    *,
    received: date,
) -> Claimed | None:
    """The days since delivery, where the day of delivery is stated; both lists in the order of the text."""
    for clause in clauses:
        for found in _WORDS["delivered"].finditer(text, clause.start, clause.end):
            around = _around(text, clause, found)
            said = (
                *_days_ago(text, within(stretches, around.start, around.end), found),
                *_days_named(within(days, around.start, around.end), found, received),
            )
            if said and not _WORDS["no_delivery"].search(text, around.start, said[0].span.end):
                return said[0]
    return None


def _around(text: str, clause: Span, verb: re.Match[str]) -> Span:
    """The part of a clause that a verb of delivery speaks for: between commas, and not beyond `and`."""
    far = max(clause.start, verb.start() - _FAR)
    opening = max(text.rfind(sign, far, verb.start()) for sign in (", ", "("))
    stop = min(clause.end, verb.end() + _NEAR)
    ends = (text.find(sign, verb.end(), stop) for sign in (", ", " and "))
    return Span(max(opening, far), min((end for end in ends if end >= 0), default=stop))


def _days_named(days: Sequence[DatedSpan], verb: re.Match[str], received: date) -> Iterator[Claimed]:
    for day in days:
        since = (received - day.value).days
        if 0 <= since <= _LONGEST:
            yield Claimed(since, Span(min(verb.start(), day.start), max(verb.end(), day.end)))


def _days_ago(text: str, stretches: Sequence[Quantity], verb: re.Match[str]) -> Iterator[Claimed]:
    for one in stretches:
        ago = _AGO.match(text, one.end)
        if ago or _AGO_BEFORE.search(text, max(0, one.start - _NEAR), one.start):
            end = max(verb.end(), ago.end() if ago else one.end)
            yield Claimed(int(one.value) * DAYS[one.kind], Span(min(verb.start(), one.start), end))
