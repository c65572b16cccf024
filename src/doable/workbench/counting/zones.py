"""A time zone's offsets as SQL, from the same tables that decide: no database needs to know the zone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from doable.workbench.counting.terms import Term

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

SECOND = 1_000_000
DAY = 86_400 * SECOND
# Moments outside these years are left to be decided one by one.
FIRST, LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2060, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local(moment: Term, zone: ZoneInfo) -> Term:
    """Microseconds on the clocks of a zone."""
    changes = _changes(zone)
    if len(changes) == 1:
        return Term("timestamp", f"({moment.sql} + {changes[0][1]})", moment.open, suspects=moment.suspects)
    first, last = (_microseconds(end) for end in (FIRST, LAST))
    sql = f"({moment.sql} + {_offset(moment.sql, changes)})"
    inside = f"{moment.sql} BETWEEN {first} AND {last}"
    found = Term(
        "timestamp",
        f"(CASE WHEN {inside} THEN {sql} END)",
        span=moment.span + DAY,
        suspects=moment.suspects,
    )
    return found.failing(f"NOT ({inside})")


def _offset(moment: str, changes: tuple[tuple[int, int], ...]) -> str:
    """The offset at a moment: halving the changes, so that few are looked at."""
    if len(changes) == 1:
        return str(changes[0][1])
    middle = len(changes) // 2
    earlier, later = _offset(moment, changes[:middle]), _offset(moment, changes[middle:])
    return f"CASE WHEN {moment} < {changes[middle][0]} THEN {earlier} ELSE {later} END"


@lru_cache(maxsize=16)
def _changes(zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """From when on which offset goes, in microseconds."""
    found = [(_microseconds(FIRST), _shift(FIRST, zone))]
    day = FIRST
    while day < LAST:
        after = day + timedelta(days=7)
        if _shift(after, zone) != found[-1][1]:
            after = _first_change(day, after, zone)
            found.append((_microseconds(after), _shift(after, zone)))
        day = after
    return tuple(found)


def _first_change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=int((after - before).total_seconds()) // 2)
        if _shift(middle, zone) == _shift(before, zone):
            before = middle
        else:
            after = middle
    return after


def _shift(moment: datetime, zone: ZoneInfo) -> int:
    return int((moment.astimezone(zone).utcoffset() or timedelta()).total_seconds()) * SECOND


def _microseconds(moment: datetime) -> int:
    return int((moment - _EPOCH).total_seconds()) * SECOND
