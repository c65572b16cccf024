"""Sums, percentages, stretches of time, days and times of day: what the record has of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.understanding.days.dates import dates
from doable.understanding.figures.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.deciding.decision import Typed
    from doable.understanding.figures.quantities import Quantity

# Stretches of time are compared in days, longer ones in months.
_IN_DAYS = {"days": 1, "weeks": 7}
_BY_NAME = ("percent", "days", "weeks", "months", "hours")
_WORD = re.compile(r"[^\W\d_]+")
_CLOCK = re.compile(
    r"(?<![\w.,:/-])(?P<hour>[01]?\d|"
    r"2[0-4])(?:[:.h](?P<minute>[0-5]\d))?\s?(?P<half>[ap]\.?\s?m\.?(?!\w)|o['’]clock|uhr(?!\w))"
    r"|(?<![\w.,:/-])(?P<hours>[01]?\d|2[0-4])[:h](?P<minutes>[0-5]\d)(?!\w|[:.]\d)"
    r"|(?<=\bat )(?P<at>[1-9]|1\d|2[0-3])(?=\s*(?:[.,;!?)]|$|and\b|or\b|on\b))"
    r"|(?<![\w-])(?P<noon>noon|midday|mittags?)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its kind: amount, percent, days, months, hours, count, day (a date) or time (minutes).

    `currency` where an amount names one; `unit` is the word that follows a count.
    """

    kind: str
    value: Decimal | date
    start: int = 0
    end: int = 0
    currency: str | None = None
    unit: str = ""


def figures(text: str, received: date | None) -> tuple[Figure, ...]:
    """All figures of a text in the order they stand."""
    days = [Figure("day", one.value, one.start, one.end) for one in dates(text, received)]
    times = list(_times(text))
    measured = [
        _plain(Figure(one.kind, one.value, one.start, one.end, one.currency, _unit(text, one)))
        for one in quantities(text)
        if not any(other.start < one.end and one.start < other.end for other in (*days, *times))
    ]
    return tuple(sorted((*days, *times, *measured), key=lambda one: (one.start, one.end)))


def figures_of(typed: Typed) -> Iterator[Figure]:
    """The figures of one value of a decision, by its type and its name."""
    value = typed.value
    if isinstance(value, bool):
        return
    if isinstance(value, date):
        yield Figure("day", value)
    elif isinstance(value, int | Decimal):
        kind = typed.name if typed.name in _BY_NAME else "amount" if typed.type.name == "money" else "count"
        yield _plain(Figure(kind, abs(Decimal(value))))
    elif isinstance(value, str):
        yield from (replace(one, start=0, end=0) for one in figures(value, None))


def _unit(text: str, one: Quantity) -> str:
    """What is counted: the word that belongs to the number, or the one after it."""
    if one.kind != "count":
        return ""
    inside = _WORD.search(text, one.start, one.end) if text[one.start].isdigit() else None
    found = inside or _WORD.search(text, one.end)
    return found[0].casefold() if found else ""


def _plain(figure: Figure) -> Figure:
    """Weeks in days, so that two of them are fourteen."""
    if figure.kind in _IN_DAYS and isinstance(figure.value, Decimal):
        return replace(figure, kind="days", value=figure.value * _IN_DAYS[figure.kind])
    return figure


def _times(text: str) -> Iterator[Figure]:
    """Times of day in minutes since midnight."""
    for found in _CLOCK.finditer(text):
        if found["noon"]:
            minutes = 12 * 60
        else:
            hour = int(found["hour"] or found["hours"] or found["at"])
            half = (found["half"] or "")[:1].lower()
            hour = hour % 12 + (12 if half == "p" else 0) if half in ("a", "p") else hour
            minutes = 60 * hour + int(found["minute"] or found["minutes"] or 0)
        yield Figure("time", Decimal(minutes), *found.span())


def same_time(one: Decimal, other: Decimal) -> bool:
    """Whether two times of day are the same, also where one counts to twelve only."""
    return one % 720 == other % 720


def later(day: date, days: Decimal) -> date | None:
    """The day so many days later; None beyond the calendar."""
    try:
        return day + timedelta(days=int(days))
    except OverflowError:
        return None
