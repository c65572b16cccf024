"""Months of the book's calendar; SQL tells them by comparing moments, much quicker than by time zones."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from doable.policy.language.times import date_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from doable.policy.language.values import Timestamp


def month_of(moment: Timestamp, zone: ZoneInfo) -> str:
    """The month in which a moment lies, as `2026-10`."""
    return f"{date_of(moment, zone):%Y-%m}"


def months(first: Timestamp, last: Timestamp, zone: ZoneInfo) -> list[str]:
    """Every month from the first moment's to the last one's."""
    found, day, end = [], date_of(first, zone).replace(day=1), date_of(last, zone)
    while day <= end:
        found.append(f"{day:%Y-%m}")
        day = _next(day)
    return found


def _next(day: date) -> date:
    return day.replace(year=day.year + 1, month=1) if day.month == 12 else day.replace(month=day.month + 1)


def number_of_month(at: str, names: list[str], zone: ZoneInfo) -> str:
    """The number of a moment's month in DuckDB's SQL."""
    starts = [datetime.fromisoformat(f"{name}-01T00:00:00").replace(tzinfo=zone) for name in names]
    bounds = [f"make_timestamptz({int(start.timestamp()) * 1_000_000})" for start in starts]

    def between(low: int, high: int) -> str:
        if high - low <= 1:
            return str(low)
        middle = (low + high) // 2
        return (
            f"CASE WHEN {at} < {bounds[middle]} THEN {between(low, middle)} ELSE {between(middle, high)} END"
        )

    return between(0, len(names))
