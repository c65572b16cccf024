"""What a number measures: the currency, per cent, stretch of time or unit that stands close to it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from doable.understanding.figures.numerals import Numeral

# English, German, French, Spanish, Italian, Dutch where they differ.
_CURRENCIES = {
    "EUR": r"€|eur|euros?",
    "USD": r"us\$|\$|usd|dollars?|bucks",
    "GBP": r"£|gbp|pounds?(?!\sof)|quid|pfund",
    "CHF": r"chf|franken|francs|sfr\.?",
}
_PERCENT = r"%|per\s?cent|pct|prozent|pour\s?cent|por\s?ciento|procent|percento"
_TIMES = {
    "hours": r"h|hrs?|hours?|stunden?|heures?|horas?|ore|uren|uur",
    "days": r"days?|tage?n?|jours?|días?|dias?|giorni|giorno|dag(?:en)?",
    "weeks": r"weeks?|wks?|wochen?|semaines?|semanas?|settiman[ae]|we(?:ek|ken)",
    "months": r"months?|mths?|monate?n?|mois|mes(?:es)?|mes[ei]|maand(?:en)?",
    "years": r"years?|yrs?|jahre?n?|ans?|années?|años?|ann[oi]|jaar|jaren",
}
_MEASURES = (
    r"bar|psi|mm|cm|m|km|kg|kilos?|g|grams?|gramm|mg|ml|cl|l|lit(?:er|re)s?|°\w*|volts?|v|watts?|w|kw|"
    r"kwh|hz|mb|gb|"
    r"inch(?:es)?|min|mins|minutes?|minuten|secs?|seconds?|sekunden|stars?|sterne|étoiles?|estrellas?|"
    r"times|x|×|mal|"
    r"fois|veces|volte|cents?|ct|pence|percentage\spoints"
)
# What may stand between a number and a stretch of time: 3 more weeks, ten working days.
_BETWEEN = (
    r"(?:(?:more|extra|additional|further|full|whole|long|other|business|working|work|calendar|"
    r"weitere[nrs]?|zusätzliche[nrs]?|ganze[nrs]?|volle[nrs]?|mehr)\s){0,2}"
)
_GAP = r"[ \t\u00a0\u202f]{0,2}"
_CURRENCY_AFTER = "|".join(f"(?P<{code}>{names})" for code, names in _CURRENCIES.items())
_TIME_AFTER = "|".join(f"(?P<{kind}>{names})" for kind, names in _TIMES.items())
_AFTER = re.compile(
    rf"{_GAP}(?:-(?!\d))?(?:{_CURRENCY_AFTER}|(?P<percent>{_PERCENT})|{_BETWEEN}(?:{_TIME_AFTER})"
    rf"|(?P<measure>{_MEASURES}))(?![^\W_])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<![^\W_])(?:(?P<EUR>€|eur|euro)|(?P<USD>us\$|\$|usd)|(?P<GBP>£|gbp)|(?P<CHF>chf|sfr\.?)){_GAP}$",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 7
# "I'm 100 % sure" asks for no percentage.
_FIGURE_OF_SPEECH = re.compile(
    r"\s?(?:sure|certain|positive|happy|satisfied|convinced|right|correct|clear|confident|honest|your|"
    r"sicher|zufrieden|überzeugt|sûr|seguro|sicuro|zeker|arabica|robusta|recycled|organic|bio)(?!\w)",
    re.IGNORECASE,
)


class Measured(NamedTuple):
    """A number with its unit."""

    kind: str
    value: Decimal
    start: int
    end: int
    currency: str | None = None


def measured(text: str, numeral: Numeral) -> Measured | None:
    """What a number measures as told by what stands right before or after it; None if nothing does."""
    before = _BEFORE.search(text, max(0, numeral.start - _LONGEST_BEFORE), numeral.start)
    if before and before.lastgroup:
        return Measured("amount", numeral.value, before.start(), numeral.end, before.lastgroup)
    after = _AFTER.match(text, numeral.end)
    if after is None or after.lastgroup is None:
        return None
    return _by_unit(text, numeral, after.lastgroup, after.end())


def _by_unit(text: str, numeral: Numeral, unit: str, end: int) -> Measured | None:
    if unit in _CURRENCIES:
        return Measured("amount", numeral.value, numeral.start, end, unit)
    if unit == "years":
        return Measured("months", numeral.value * 12, numeral.start, end)
    if unit == "measure" or (unit == "percent" and _FIGURE_OF_SPEECH.match(text, end)):
        return Measured("count", numeral.value, numeral.start, end)
    return Measured(unit, numeral.value, numeral.start, end)


# A month, another week, half a year: one of a unit, where it is no rate such as `24 a month`.
_ONE = re.compile(
    r"(?<![\w'’])(?:(?P<sure>(?:another|an?\s(?:extra|additional|further|full|whole|second))\s)"
    r"|(?P<half>(?:half\san?|(?:ein\s)?halbes|(?:une?\s)?demi)[\s-])"
    r"|(?P<plain>an?\s))"
    rf"(?:{_TIME_AFTER}|(?P<fortnight>fortnight))(?![\w'’])",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:^|[\s(])(?:for|in|within|by|after|of|than|about|over|under|me|us|grant|have|need|needs|wait|"
    r"waited|waiting|"
    r"took|takes|almost|nearly|least|get|give|only|just|once)\s$",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"\s(?:later|longer|more|extra|extension|ago|of)(?!\w)", re.IGNORECASE)
_IN_MONTHS, _IN_DAYS = Decimal(12), Decimal(14)
_HALVES = {
    "years": ("months", Decimal(6)),
    "days": ("hours", Decimal(12)),
    "hours": ("hours", Decimal("0.5")),
}


def single_stretches(text: str) -> list[Measured]:
    """Stretches of time said with an article: a month, another week, half a year."""
    return [one for found in _ONE.finditer(text) if (one := _single(text, found))]


def _single(text: str, found: re.Match[str]) -> Measured | None:
    kind, place = str(found.lastgroup), (found.start(), found.end())
    if found["half"]:
        half, value = _HALVES.get(kind, (kind, Decimal("0.5")))
        return Measured(half, value, *place)
    led = _LEADS.search(text, max(0, found.start() - 10), found.start())
    if found["plain"] and not led and not _FOLLOWS.match(text, found.end()):
        return None
    if kind == "fortnight":
        return Measured("days", _IN_DAYS, *place)
    return Measured("months", _IN_MONTHS, *place) if kind == "years" else Measured(kind, Decimal(1), *place)
