"""Which day is meant where the year, the month or the week is left out."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doable.understanding.days.tense import leaning

if TYPE_CHECKING:
    from collections.abc import Iterable

_FAR_IN_YEARS, _FAR_IN_MONTHS = 60, 5


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None if there is none such."""
    if not (1 <= month <= 12 and 1 <= year <= 9998 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def in_year(
    text: str, place: tuple[int, int], received: date | None, given: tuple[str | None, int, int]
) -> date | None:
    """A day of (year, month, day); where the year is None, that of the year nearest to reception."""
    year, month, day = given
    if year:
        return day_of(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if received is None:
        return None
    around = (day_of(received.year + step, month, day) for step in (-1, 0, 1))
    return _nearest(text, place, received, around, far=_FAR_IN_YEARS)


def in_month(text: str, place: tuple[int, int], received: date, day: int) -> date | None:
    """The 31st: of the month before, this one or the next."""
    around = (_month_away(received, step, day) for step in (-1, 0, 1, 2))
    return _nearest(text, place, received, around, far=_FAR_IN_MONTHS)


def on_weekday(received: date, day: int, weekday: int) -> date | None:
    """Sunday the 18th: of the nearest month in which that day is such a weekday."""
    around = (_month_away(received, step, day) for step in (0, 1, -1, 2, -2))
    return next((one for one in around if one and one.weekday() == weekday), None)


def in_week(received: date, weekday: int, step: int) -> date:
    """A weekday of the week so many weeks on."""
    return received + timedelta(7 * step + weekday - received.weekday())


def last_of_month(received: date, month: int) -> date:
    """The last day of a month of the year of reception."""
    return date(received.year, month, monthrange(received.year, month)[1])


def _month_away(received: date, step: int, day: int) -> date | None:
    months = received.year * 12 + received.month - 1 + step
    return day_of(months // 12, months % 12 + 1, day)


def _nearest(
    text: str, place: tuple[int, int], received: date, days: Iterable[date | None], *, far: int
) -> date | None:
    """The day nearest to reception; where that is far, the words around say whether it has been."""
    there = sorted((one for one in days if one), key=lambda one: abs((one - received).days))
    if not there or abs((there[0] - received).days) <= far:
        return there[0] if there else None
    direction = leaning(text, *place) or 0
    return next((one for one in there if (one - received).days * direction >= 0), there[0])
