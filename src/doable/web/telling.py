"""How times, money and names are told on a page."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

from django.utils import timezone

_SYMBOLS: Final = {"EUR": "€", "GBP": "£", "USD": "$"}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def relative(at: datetime, now: datetime) -> str:
    """A time as a colleague would say it: `3 min ago`, `in 2 days`, `14 Oct`, `14 Oct 2025`."""
    seconds = (at - now).total_seconds()
    past, distance = seconds <= 0, abs(seconds)
    if distance < _MINUTE:
        return "just now" if past else "in a moment"
    for size, below, word in ((_MINUTE, _HOUR, "min"), (_HOUR, _DAY, "h"), (_DAY, 7 * _DAY, "day")):
        if distance < below:
            amount = int(distance // size)
            unit = f"{word}s" if word == "day" and amount != 1 else word
            return f"{amount} {unit} ago" if past else f"in {amount} {unit}"
    return short_day(timezone.localtime(at).date(), timezone.localtime(now).date())


def short_day(day: date, today: date) -> str:
    """A day, with its year only where it is another one."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}"


def nearby_day(day: date, today: date) -> str:
    """A day as one says it: today, tomorrow, yesterday, else its date."""
    names = {today: "today", today + timedelta(1): "tomorrow", today - timedelta(1): "yesterday"}
    return names.get(day) or short_day(day, today)


def absolute(at: datetime) -> str:
    """A time in full, in the zone the desk works in."""
    local = timezone.localtime(at)
    return f"{local:%A}, {local.day} {local:%B %Y, %H:%M}"


def money(amount: object, currency: str) -> str:
    """An amount with its currency, in groups of three: `€ 1,234.50`; what is no number stays as it is."""
    try:
        exact = Decimal(str(amount))
    except InvalidOperation:
        return str(amount)
    if not exact.is_finite():
        return str(amount)
    return f"{_SYMBOLS.get(currency, currency)}\u00a0{exact:,.2f}".replace("\u00a0-", "\u00a0\u2212")


def initials(name: str) -> str:
    """One or two letters for a name."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalpha()]
    chosen = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper() or "?"


def word(name: str) -> str:
    """A name from the book or the records as plain words: `needs_approval` is `Needs approval`."""
    plain = name.replace("_", " ").replace(".", " ").strip()
    return plain[:1].upper() + plain[1:]
