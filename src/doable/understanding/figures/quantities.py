"""Sums of money, percentages, stretches of time and counts in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.understanding.figures import money_words
from doable.understanding.figures.numerals import numerals
from doable.understanding.figures.units import measured, single_stretches
from doable.understanding.text.calendar_words import MONTH, MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from doable.understanding.figures.numerals import Numeral
    from doable.understanding.figures.units import Measured

KINDS = ("amount", "percent", "days", "weeks", "months", "hours", "count")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it measures; years are given in months. The span takes in currency or unit.

    `currency` is an ISO 4217 code where the text names one.
    """

    kind: str
    value: Decimal
    start: int
    end: int
    currency: str | None = None


_AROUND = 60
_SMALLEST_BARE = 10
_WORDS = re.compile(r"[\w°'’-]+|[#.!?\n]")
_SHORT = frozenset({"no", "nr", "nos", "num", "inv", "ref", "tel", "ext", *MONTHS, *WEEKDAYS})
_ENDS = frozenset(".!?\n")
_HALF = re.compile(r"(?<!\w)half[ -](?:price|off)(?!\w)|(?<!\w)zum halben Preis(?!\w)", re.IGNORECASE)
_DATE_AFTER = re.compile(rf"\.?\s?(?:of\s|de\s|di\s)?(?:{MONTH})(?!\w)", re.IGNORECASE)
_AGE_AFTER = re.compile(r"\s?(?:-?years?-?old|jährig)", re.IGNORECASE)
_BEFORE_DAYS = frozenset("am vom bis zum seit ab den dem der since until till on le el il op tot".split())
_DOTTED_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
_CLOCK_AFTER = re.compile(r"\s?(?:[ap]\.?m(?!\w)|uhr|o['’]?clock|noon|heures)", re.IGNORECASE)
_BEFORE_HOURS = frozenset("at um gegen before by until till after vor nach".split())
_BEFORE_CLOCKS = _BEFORE_HOURS | frozenset("rang called phoned came from around between".split())
_PRICE_NEAR = re.compile(
    r"price|cost|pa(?:y|id)|charg|s[eo]l[ld]|rate|fee|continu|list|offer|bought|subscri|[€$£]|preis|"
    r"kost|\d[.,]\d\d",
    re.IGNORECASE,
)
_LINK = r"(?:-|–|to|or|bis|oder|instead of|rather than|statt|anstatt|ou|o|à|au lieu de|vs\.?|and|und)"
_LINKED_AFTER = re.compile(rf"\s?{_LINK}\s?", re.IGNORECASE)
_LINKED_BEFORE = re.compile(rf"\s?(?<!\w){_LINK}\s?$", re.IGNORECASE)
_PAIRED_BY_AND = re.compile(r"(?<!\w)(?:between|zwischen|entre|tra|tussen)\s[€$£]?$", re.IGNORECASE)
_COUNTED = re.compile(r"[ \u00a0](?:[^\W\d_]{2,})")
_COUNTED_PARTS = re.compile(r"[ -]?(?:points?|out of|/|stars?|ghz|inch|hours?|x)(?!\w)", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s{1,2}([^\W\d_]+)")


def quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of a text in the order they stand."""
    known: list[Quantity] = []
    open_ones: list[Numeral] = []
    for numeral in numerals(text):
        if kind := measured(text, numeral):
            known.append(_quantity(kind))
        elif _names_something(text, numeral):
            continue
        elif _is_money(text, numeral):
            known.append(Quantity("amount", numeral.value, numeral.start, numeral.end))
        else:
            open_ones.append(numeral)
    known += [_quantity(one) for one in single_stretches(text)]
    known += [Quantity("percent", Decimal(50), found.start(), found.end()) for found in _HALF.finditer(text)]
    known += _by_others(text, open_ones, known)
    return tuple(sorted(known, key=lambda one: (one.start, one.end)))


def _quantity(one: Measured) -> Quantity:
    return Quantity(one.kind, one.value, one.start, one.end, one.currency)


def _words_before(text: str, place: int) -> list[str]:
    """The last words before a place, the nearest first; signs that end a sentence among them."""
    stretch = text[max(0, place - _AROUND) : place].casefold()
    return _WORDS.findall(stretch)[::-1]


def _names_something(text: str, numeral: Numeral) -> bool:
    """Whether the number belongs to an order, a date, a time of day or the like, and measures nothing."""
    if not numeral.figures:
        return False
    words = _words_before(text, numeral.start)
    return bool(
        _in_an_identifier(text, numeral)
        or _is_named(words)
        or _DATE_AFTER.match(text, numeral.end)
        or _AGE_AFTER.match(text, numeral.end)
        or _is_dotted_day(text, numeral, words)
        or _is_clock(text, numeral, words)
    )


def _is_named(words: list[str]) -> bool:
    """After a word such as order, number or version, a month or a weekday."""
    if words[:1] == ["."] and words[1:2] and words[1] in _SHORT:
        return True
    if words[:1] == ["the"]:
        return bool(words[1:2]) and words[1] in WEEKDAYS
    first = words[0] if words else ""
    return first == "#" or first in money_words.NAMES or first in MONTHS or first in WEEKDAYS


def _in_an_identifier(text: str, numeral: Numeral) -> bool:
    """2026-3012 and 10-3381; a range with a unit was seen before."""
    joined_before = text[numeral.start - 1 : numeral.start] in ("-", "/") and numeral.start > 0
    return joined_before and text[numeral.start - 2 : numeral.start - 1].isalnum()


def _is_dotted_day(text: str, numeral: Numeral, words: list[str]) -> bool:
    if not _DOTTED_DAY.fullmatch(text[numeral.start : numeral.end]):
        return False
    follows = text[numeral.end : numeral.end + 3]
    goes_on = follows.startswith(".") and (follows[1:].strip()[:1].islower() or follows[1:2] in ",;)")
    return goes_on or bool(_BEFORE_DAYS.intersection(words[:1]))


def _is_clock(text: str, numeral: Numeral, words: list[str]) -> bool:
    if _CLOCK_AFTER.match(text, numeral.end):
        return True
    if numeral.value <= 24 and _BEFORE_HOURS.intersection(words[:1]):
        return money_words.AFTER.match(text, numeral.end) is None
    around = max(0, numeral.start - _AROUND), numeral.start
    clock = _CLOCK.fullmatch(text, numeral.start, numeral.end) and _BEFORE_CLOCKS.intersection(words[:1])
    return bool(clock and not _PRICE_NEAR.search(text, *around))


def _is_money(text: str, numeral: Numeral) -> bool:
    """Whether the words around a bare number speak of money."""
    cents = numeral.figures and numeral.value.as_tuple().exponent == -2
    if numeral.marked or (cents and not _COUNTED_PARTS.match(text, numeral.end)):
        return True
    if numeral.value < (1 if numeral.figures else _SMALLEST_BARE):
        return False
    return _is_likely(text, numeral) and _speaks_of_money(text, numeral)


def _is_likely(text: str, numeral: Numeral) -> bool:
    """Years and long numbers without groups are sums only where the text says so in so many words."""
    if numeral.spaced:
        return False
    plain = numeral.figures and text[numeral.start : numeral.end].isdigit()
    return not plain or numeral.value < 10_000 or numeral.value % 100 == 0


def _speaks_of_money(text: str, numeral: Numeral) -> bool:
    words = _words_before(text, numeral.start)
    free = _stands_free(text, numeral)
    close_after = money_words.AFTER.match(text, numeral.end) is not None
    if (free or close_after or money_words.AFTER_NOUN.match(text, numeral.end)) and _led_to(words):
        return True
    year = 1900 <= numeral.value < 2100 and text[numeral.start : numeral.end].isdigit()
    if numeral.value < _SMALLEST_BARE or year:
        return False
    if close_after or (free and _is_dealt(text, numeral, words)):
        return True
    led = words and words[0] in money_words.ARTICLES
    return bool(led and money_words.AFTER_ARTICLE.match(text, numeral.end))


def _led_to(words: list[str]) -> bool:
    """Whether a word of paying stands before, with at most three small words between."""
    for skipped, word in enumerate(words[:4]):
        if word in money_words.VERBS or word in money_words.NOUNS or (skipped and word in money_words.PAPERS):
            return True
        if word not in money_words.AFTER_VERBS and word not in money_words.LINKS:
            return False
    return False


def _is_dealt(text: str, numeral: Numeral, words: list[str]) -> bool:
    """`sells it for 820`, `wants 50`, `the price from last year, 60`."""
    if not words:
        return False
    while len(words) > 1 and words[0] in ("only", "just", "about", "nur"):
        words = words[1:]
    if words[0] in money_words.WISHES or (words[1:2] and (words[1], words[0]) in money_words.WISHES_OF_TWO):
        return True
    within = words[1 : next((at for at, word in enumerate(words) if word in _ENDS), len(words))][:9]
    if words[0] in money_words.AT_A_PRICE:
        return not money_words.DEALS.isdisjoint(within)
    return text.startswith(", ", numeral.start - 2) and not money_words.NOUNS.isdisjoint(within)


def _by_others(text: str, open_ones: list[Numeral], known: list[Quantity]) -> list[Quantity]:
    """What the other numbers say of a bare one: its pair in a range, or the same sum named again."""
    found: list[Quantity] = []
    beside = {one.end: one for one in known}, {one.start: one for one in known}
    amounts = {one.value for one in known if one.kind == "amount"}
    for numeral in open_ones:
        pair = _pair(text, numeral, *beside)
        if pair:
            found.append(Quantity(pair.kind, numeral.value, numeral.start, numeral.end, pair.currency))
        elif numeral.value in amounts and (numeral.value >= _SMALLEST_BARE) and _stands_free(text, numeral):
            found.append(Quantity("amount", numeral.value, numeral.start, numeral.end))
        elif numeral.figures and _COUNTED.match(text, numeral.end) and not numeral.spaced:
            found.append(Quantity("count", numeral.value, numeral.start, numeral.end))
    return found


def _stands_free(text: str, numeral: Numeral) -> bool:
    """Whether no word follows that would be counted."""
    if money_words.FREE_SIGNS.match(text, numeral.end):
        return True
    word = _NEXT_WORD.match(text, numeral.end)
    return word is not None and word[1].casefold() in money_words.FREE_WORDS


def _pair(
    text: str, numeral: Numeral, by_end: dict[int, Quantity], by_start: dict[int, Quantity]
) -> Quantity | None:
    """The quantity that a bare number is set against: 10 or 15 %, 900 instead of 1.290."""
    link = _LINKED_AFTER.match(text, numeral.end)
    if link and link.end() in by_start:
        return by_start[link.end()] if _joins(text, link[0], numeral.start) else None
    back = _LINKED_BEFORE.search(text, max(0, numeral.start - 20), numeral.start)
    if back and back.start() in by_end:
        other = by_end[back.start()]
        return other if _joins(text, back[0], other.start) and _stands_free(text, numeral) else None
    return None


def _joins(text: str, link: str, start: int) -> bool:
    if link.strip().casefold() not in ("and", "und"):
        return True
    return _PAIRED_BY_AND.search(text, max(0, start - 12), start) is not None
