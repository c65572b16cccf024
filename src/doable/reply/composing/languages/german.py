"""German: Montag, 19. Oktober; 42,50 EUR; a, b und c."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.composing.languages.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_NUMBERS = "kein ein zwei drei vier fünf sechs sieben acht neun zehn".split()
_UNITS = {
    "days": ("Tag", "Tage"),
    "weeks": ("Woche", "Wochen"),
    "months": ("Monat", "Monate"),
    "years": ("Jahr", "Jahre"),
    "hours": ("Stunde", "Stunden"),
    "minutes": ("Minute", "Minuten"),
    "percent": ("Prozent", "Prozent"),
}
_MOST_WORDS = 4
_OPEN = re.compile(
    r"\b(?:kann|können|darf|dürfen|muss|müssen|zustimm\w*|entscheid\w*|möglich|nur)\b", re.IGNORECASE
)


class German:
    """German as a letter needs it; who does what stands in the book's own words."""

    code = "de"

    def day(self, day: date, today: date) -> str:
        """A date such as Montag, 19. Oktober."""
        year = f" {day.year}" if day.year != today.year else ""
        return f"{_WEEKDAYS[day.weekday()]}, {day.day}. {_MONTHS[day.month - 1]}{year}"

    def number(self, digits: str) -> str:
        """A number such as 12,5 or 12.500; four digits stand without a point."""
        whole, comma, rest = digits.partition(".")
        grouped = f"{int(whole):,}".replace(",", ".") if len(whole.lstrip("-")) > 4 else whole
        return grouped + ("," if comma else "") + rest

    def measure(self, name: str, digits: str) -> str | None:
        """A number such as 10 Prozent or 1 Tag."""
        unit = _UNITS.get(name)
        return f"{self.number(digits)} {unit[digits != '1']}" if unit else None

    def counted(self, number: int) -> str:
        """A small number in words."""
        return _NUMBERS[number] if number < len(_NUMBERS) else str(number)

    def listed(self, items: Sequence[str]) -> str:
        """Items such as `a, b und c`."""
        if len(items) < 2:
            return "".join(items)
        return f"{', '.join(items[:-1])} und {items[-1]}"

    def person(self, who: str) -> str:
        """Somebody as the book calls them; what stands after it must not depend on their gender."""
        return who.replace("_", " ").strip()

    def step(self, what: str, who: str, by: str | None) -> str:
        """A step: `Nächster Schritt: Geld überweisen (Buchhaltung), bis Montag, 19. Oktober`."""
        doer = "Sie" if who == "customer" else self.person(who)
        when = f", bis {by}" if by else ""
        return sentence(f"Nächster Schritt: {self.clause(what)} ({doer}){when}")

    def wish(self, means: str) -> str | None:
        """Nothing: a German sentence puts its verb elsewhere."""
        return None

    def clause(self, text: str) -> str:
        """A sentence without its full stop."""
        return text.strip().removesuffix(".")

    def is_phrase(self, text: str) -> bool:
        """Whether words are few enough to stand within a sentence."""
        return len(text.split()) <= _MOST_WORDS

    def leaves_open(self, reason: str) -> bool:
        """Whether the reason why somebody has to agree says so, and does not sound like a yes."""
        return _OPEN.search(reason) is not None

    def reasons(self, reasons: Sequence[str]) -> str:
        """Reasons as sentences."""
        return " ".join(
            sentence(f"Der Grund: {reason}" if reason[:1].islower() else reason) for reason in reasons
        )
