"""Numbers as people write them: figures with points and commas either way, and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The words from zero to nineteen, and from twenty to ninety. Forms that mean something else more often are
# left out: French `cent`, Spanish `once`, Italian `sei`.
_TO_NINETEEN = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "de": "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf",
    "es": "cero un dos tres cuatro cinco seis siete ocho nueve diez - doce trece catorce quince dieciséis "
    "diecisiete dieciocho diecinueve",
    "it": "zero un due tre quattro cinque - sette otto nove dieci undici dodici tredici quattordici quindici "
    "sedici diciassette diciotto diciannove",
    "nl": "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien "
    "zeventien achttien negentien",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "fr": "vingt trente quarante cinquante soixante",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
}
_ALSO = {
    "fourty": 40,
    "dreissig": 30,
    "zwo": 2,
    "eine": 1,
    "einen": 1,
    "einem": 1,
    "einer": 1,
    "une": 1,
    "una": 1,
}
_BASIC = {
    **{
        word: value
        for words in _TO_NINETEEN.values()
        for value, word in enumerate(words.split())
        if word != "-"
    },
    **{word: 20 + 10 * at for words in _TENS.values() for at, word in enumerate(words.split())},
    **_ALSO,
}
_HUNDREDS = frozenset("hundred hundert honderd".split())
_SCALES = {"thousand": 1_000, "grand": 1_000, "tausend": 1_000, "duizend": 1_000, "million": 1_000_000}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_FIGURE = re.compile(
    # not inside a word, an identifier, a date, a time or a version ...
    r"(?<![^\W_])(?<!\d[:/.,])(?<![^\W\d_][-_'’])"
    r"(?:\d{1,3}(?:[.,'’]\d{3})++(?:[.,]\d{1,2})?"
    r"|(?P<spaced>\d{1,3}(?:[ \u00a0\u202f]\d{3})++(?:[.,]\d{2})?)"
    r"|\d{1,12}(?:[.,]\d{1,4})?)"
    r"(?![\d])(?P<thousand>(?:k|\s(?:thousand|tausend))(?![^\W_]))?(?P<marked>[.,][-–—]{1,2})?"
    # ... nor at the head of one: 20/10, 18:30, 5.2.1, 2G, 7F, 3rd, 2-B4
    r"(?![./:,]\d|[^\W\d_]\d|(?:st|nd|rd|th|[A-Z])(?![^\W_])|-[^\W\d_]+\d)"
)
_WORD = f"(?:{_any({*_BASIC, *_HUNDREDS, *_SCALES})})"
_SPELLED = re.compile(
    rf"(?<![\w-])(?<![^dl]['’])(?:an?\s(?=(?:hundred|thousand|grand|million)\b))?{_WORD}"
    rf"(?:(?:\s(?:and\s)?|-){_WORD}){{0,9}}(?![\w'’])",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"{_WORD}|and|an?")
_GERMAN_BASIC = _any(f"{_TO_NINETEEN['de']} zwo eins".split())
_GERMAN_TENS = _any(f"{_TENS['de']} dreissig".split())
_GERMAN_SMALL = rf"(?:(?:{_GERMAN_BASIC})und(?:{_GERMAN_TENS})|{_GERMAN_TENS}|{_GERMAN_BASIC})"
_MAY_BE_COMPOUND = re.compile(
    r"(?<![\w-])(?=[^\W\d_]{5,40}(?![\w-]))[^\W\d_]*?(?:hundert|tausend|und)[^\W\d_]*", re.IGNORECASE
)
_COMPOUND = re.compile(
    rf"(?:(?P<thousands>{_GERMAN_SMALL})?(?P<thousand>tausend))?(?:und)?"
    rf"(?:(?P<hundreds>{_GERMAN_BASIC})?(?P<hundred>hundert))?(?:und)?(?P<rest>{_GERMAN_SMALL})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: in figures or words; `spaced` if blanks group it, `marked` if it ends in `,-`."""

    value: Decimal
    start: int
    end: int
    figures: bool = True
    spaced: bool = False
    marked: bool = False


def numerals(text: str) -> tuple[Numeral, ...]:
    """All numbers that stand alone in a text, in order."""
    found = [*_figures(text), *_spelled(text), *_compounds(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def figure(written: str) -> Decimal:
    """A number in figures; three digits after its only kind of sign are thousands, unless a zero leads."""
    last = max(written.rfind("."), written.rfind(","))
    digits = "".join(sign for sign in written if sign.isdigit())
    behind = len(written) - last - 1
    groups = written.count(written[last]) > 1 if last >= 0 else False
    whole_only = last < 0 or groups or (behind == 3 and written[0] != "0" and not _two_kinds(written))
    return Decimal(digits) if whole_only else Decimal(digits).scaleb(-behind)


def _two_kinds(written: str) -> bool:
    return "." in written and "," in written


def _figures(text: str) -> Iterator[Numeral]:
    for found in _FIGURE.finditer(text):
        end = next((at for at in (found.start("thousand"), found.start("marked")) if at >= 0), found.end())
        value = figure(text[found.start() : end]) * (1000 if found["thousand"] else 1)
        spaced, marked = found["spaced"] is not None, found["marked"] is not None
        yield Numeral(value, found.start(), found.end(), spaced=spaced, marked=marked)


def _spelled(text: str) -> Iterator[Numeral]:
    for found in _SPELLED.finditer(text):
        value = _composed(_PARTS.findall(found[0].casefold()))
        if value is not None:
            yield Numeral(Decimal(value), found.start(), found.end(), figures=False)


def _composed(words: list[str]) -> int | None:
    """`two hundred and fifty` as 250; None if the words make no one number."""
    total = current = 0
    for word in words:
        if word in ("a", "an"):
            current = 1
        elif word in _HUNDREDS and current < 100:
            current = max(1, current) * 100
        elif word in _SCALES and (current or word == "tausend"):
            total, current = total + max(1, current) * _SCALES[word], 0
        elif word in _BASIC and _fits(_BASIC[word], current):
            current += _BASIC[word]
        elif word != "and":
            return None
    return total + current


def _fits(value: int, current: int) -> bool:
    """Whether a number below a hundred may follow: twenty-five, hundred twenty, but not five six."""
    return current % 100 == 0 or (0 < value < 10 and current % 10 == 0 and current % 100 >= 20)


def _compounds(text: str) -> Iterator[Numeral]:
    """German numbers in one word: zweihundertfünfzig."""
    for found in _MAY_BE_COMPOUND.finditer(text):
        word = found[0].casefold()
        parts = (
            None
            if word.startswith("und") or word in _SCALES or word in _HUNDREDS
            else _COMPOUND.fullmatch(word)
        )
        if parts:
            value = _small(parts["thousands"], parts["thousand"]) * 1000
            value += _small(parts["hundreds"], parts["hundred"]) * 100 + _small(parts["rest"], None)
            yield Numeral(Decimal(value), found.start(), found.end(), figures=False)


def _small(word: str | None, scale: str | None) -> int:
    """A German number below a hundred, 1 if only its scale stands there, 0 if nothing does."""
    if word is None:
        return 1 if scale else 0
    word = word.casefold()
    if word in _BASIC:
        return _BASIC[word]
    first, _, second = word.partition("und")
    return _BASIC.get(first, 1) + _BASIC[second]


def is_number_word(word: str) -> bool:
    """Whether a word is a number from zero to ninety in one of the languages read."""
    return word.casefold() in _BASIC
