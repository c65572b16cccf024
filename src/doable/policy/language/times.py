"""Moments, lengths of time and calendar days: reading them, writing them, taking them apart.

Moments follow RFC 3339 and lengths of time Go's notation, as CEL does; years run from 1 to 9999.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from doable.policy.language.values import Duration, Failed, Timestamp

SECOND = 10**9
MINUTE, HOUR, DAY = 60 * SECOND, 3_600 * SECOND, 86_400 * SECOND
EARLIEST, LATEST = -62_135_596_800 * SECOND, 253_402_300_800 * SECOND - 1
LONGEST = 315_576_000_000 * SECOND + SECOND - 1
FURTHEST_APART = 2**63 - 1
_UNITS = {"h": HOUR, "m": MINUTE, "s": SECOND, "ms": 10**6, "us": 10**3, "µs": 10**3, "μs": 10**3, "ns": 1}
_PART = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(h|ms|m|s|us|µs|μs|ns)"
_DURATION = re.compile(rf"([+-]?)(0|(?:{_PART})+)")
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_OFFSET = re.compile(r"([+-]?)([0-9]{1,2}):([0-9]{2})")
_ZONE = re.compile(r"[A-Z][A-Za-z0-9_+\-/]*")
_DAY_ONE = date(1970, 1, 1).toordinal()
_FOUR_CENTURIES = 146_097


def timestamp_from_text(text: str) -> Timestamp:
    """`2026-10-14T09:00:00.5+02:00` as a moment; an offset (or Z) is required."""
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise Failed(f"`{text}` is not a moment such as 2026-10-14T09:00:00+02:00")
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    fraction, sign, hours, minutes = match.groups()[6:]
    offset = (int(hours) * 60 + int(minutes)) * MINUTE if sign else 0
    if sign and (int(hours) > 23 or int(minutes) > 59):
        raise Failed(f"`{text}` has an offset that no clock has")
    try:
        whole = datetime(year, month, day, hour, minute, second, tzinfo=UTC) - datetime(
            1970, 1, 1, tzinfo=UTC
        )
    except ValueError:
        raise Failed(f"`{text}` is not a moment on the calendar") from None
    nanoseconds = (whole.days * 86_400 + whole.seconds) * SECOND + int((fraction or "").ljust(9, "0")[:9])
    return timestamp_at(nanoseconds + (offset if sign == "-" else -offset))


def timestamp_at(nanoseconds: int) -> Timestamp:
    """The moment so long after 1970, if it lies in the years 1 to 9999."""
    if not EARLIEST <= nanoseconds <= LATEST:
        raise Failed("the moment lies outside the years 1 to 9999")
    return Timestamp(nanoseconds)


def timestamp_from_seconds(seconds: int) -> Timestamp:
    """Whole seconds since 1970 as a moment."""
    return timestamp_at(seconds * SECOND)


def timestamp_text(moment: Timestamp) -> str:
    """RFC 3339 in UTC, with no more decimals than needed (3, 6 or 9)."""
    days, rest = divmod(moment.nanoseconds, DAY)
    seconds, fraction = divmod(rest, SECOND)
    day = date.fromordinal(_DAY_ONE + days).isoformat()
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{day}T{clock}{_decimals(fraction)}Z"


def duration_from_text(text: str) -> Duration:
    """`1h30m1.5s` as a length of time; units h, m, s, ms, us, ns."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise Failed(f"`{text}` is not a length of time such as 36h or 1h30m")
    total = 0
    for number, unit in re.findall(_PART, match[2]):
        whole, _, fraction = number.partition(".")
        total += int(f"0{whole[:20]}") * 10 ** max(0, len(whole) - 20) * _UNITS[unit]
        total += int(f"0{fraction[:15]}") * _UNITS[unit] // 10 ** len(fraction[:15])
    return duration_of(-total if match[1] == "-" else total)


def duration_of(nanoseconds: int) -> Duration:
    """So many nanoseconds as a length of time, if CEL's limit allows it."""
    if not -LONGEST <= nanoseconds <= LONGEST:
        raise Failed("the length of time is longer than 10,000 years")
    return Duration(nanoseconds)


def duration_text(length: Duration) -> str:
    """Seconds with no more decimals than needed (none, 3, 6 or 9)."""
    seconds, fraction = divmod(abs(length.nanoseconds), SECOND)
    return f"{'-' if length.nanoseconds < 0 else ''}{seconds}{_decimals(fraction)}s"


def between(later: Timestamp, earlier: Timestamp) -> Duration:
    """The time from one moment to another; more than 292 years is a failure, as in CEL."""
    nanoseconds = later.nanoseconds - earlier.nanoseconds
    if abs(nanoseconds) > FURTHEST_APART:
        raise Failed("the moments lie more than 292 years apart")
    return Duration(nanoseconds)


def date_from_text(text: str) -> date:
    """`2026-10-14` as a date."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Failed(f"`{text}` is not a date such as 2026-10-14")


def date_of(moment: Timestamp, zone: ZoneInfo) -> date:
    """The calendar day of a moment, where the book is at home."""
    return moved(date(1970, 1, 1), _local(moment, _shift(moment, zone)) // DAY)


def moved(day: date, days: int) -> date:
    """A date so many days later; outside the years 1 to 9999 is a failure."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Failed("the date lies outside the years 1 to 9999") from None


def days_from(first: date, last: date) -> int:
    """Calendar days from the first date to the last, negative if it lies before."""
    return (last - first).days


def component(part: str, moment: Timestamp, zone: str = "") -> int:
    """A part of a moment by CEL's name for it, in UTC or in the zone given by name or as `+02:00`."""
    local = _local(moment, _offset(zone, moment) if zone else 0)
    days, rest = divmod(local, DAY)
    match part:
        case "getHours":
            return rest // HOUR
        case "getMinutes":
            return rest // MINUTE % 60
        case "getSeconds":
            return rest // SECOND % 60
        case "getMilliseconds":
            return rest // 10**6 % 1000
        case "getDayOfWeek":
            return (days + 4) % 7
    return _calendar(part, days)


def _calendar(part: str, days: int) -> int:
    """The calendar repeats every 400 years, so that local times just outside the years 1 to 9999 work too."""
    cycle, ordinal = divmod(_DAY_ONE + days - 1, _FOUR_CENTURIES)
    day = date.fromordinal(ordinal + 1)
    match part:
        case "getFullYear":
            return day.year + 400 * cycle
        case "getMonth":
            return day.month - 1
        case "getDayOfYear":
            return day.timetuple().tm_yday - 1
        case "getDate":
            return day.day
    return day.day - 1


def length_in(part: str, length: Duration) -> int:
    """A length of time in whole hours, minutes or seconds; milliseconds are what is left of the second."""
    size = {"getHours": HOUR, "getMinutes": MINUTE, "getSeconds": SECOND, "getMilliseconds": 10**6}[part]
    whole = abs(length.nanoseconds) // size
    whole = whole % 1000 if part == "getMilliseconds" else whole
    return -whole if length.nanoseconds < 0 else whole


def _offset(name: str, moment: Timestamp) -> int:
    match = _OFFSET.fullmatch(name)
    if match and int(match[2]) < 24 and int(match[3]) < 60:
        offset = int(match[2]) * HOUR + int(match[3]) * MINUTE
        return -offset if match[1] == "-" else offset
    return _shift(moment, _zone(name))


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        if _ZONE.fullmatch(name):
            return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        pass
    raise Failed(f"`{name}` is not a time zone such as Europe/Vienna or +02:00")


def _shift(moment: Timestamp, zone: ZoneInfo) -> int:
    """A zone's offset at a moment; the calendar's first and last days take their neighbours' offset."""
    seconds = min(max(moment.nanoseconds, EARLIEST + 2 * DAY), LATEST - 2 * DAY) // SECOND
    shift = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)).astimezone(zone).utcoffset()
    return int((shift or timedelta()).total_seconds()) * SECOND


def _local(moment: Timestamp, offset: int) -> int:
    return moment.nanoseconds + offset


def _decimals(fraction: int) -> str:
    if not fraction:
        return ""
    for digits, size in ((3, 10**6), (6, 10**3)):
        if fraction % size == 0:
            return f".{fraction // size:0{digits}}"
    return f".{fraction:09}"
