"""What has a number or a name in a text: orders, contracts, invoices, cases, machines, telephones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from doable.understanding.figures.money_words import FREE_WORDS
from doable.understanding.figures.numerals import is_number_word
from doable.understanding.text.spans import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents

PHONE = "phone"

# The words that lead to a number of each kind: English, German, French, Spanish, Italian, Dutch.
_CUES = {
    "order.number": "order|orders|purchase order|po|bestellung|bestellnummer|auftrag|auftragsnummer|"
    "commande|pedido|"
    "ordine|bestelling|bestelnummer",
    "contract.number": "contract|agreement|service plan|plan|vertrag|wartungsvertrag|vertragsnummer|"
    "contrat|contrato|"
    "contratto|overeenkomst",
    "invoice.number": "invoice|inv|bill|rechnung|rechnungsnummer|facture|factura|fattura|factuur|"
    "factuurnummer",
    "case.number": "case|ticket|repair ticket|complaint|reference|ref|incident|vorgang|fall|fallnummer|"
    "ticketnummer|"
    "reparaturnummer|dossier|caso|pratica|zaak|zaaknummer",
    "serial.number": "serial|serial number|s/n|sn|seriennummer|numéro de série|número de serie|"
    "matricola|serienummer",
}
_NUMBER_WORD = r"(?:numbers?|no|nos|nr|num|n°|nummer|numéro|número|numero|id|#)"
_BETWEEN = rf"[\"'”’]?\s?(?:{_NUMBER_WORD}\s?)?[.:]?\s?[(\[#\"“„]?(?:{_NUMBER_WORD}[.:]?\s?)?"
_NO_MORE = r"(?![\w-])(?![.,]\d|[.,]?\s?(?:€|eur|euros?|\$|£|%|chf)(?!\w))"
_WRITTEN = (
    r"(?P<value>(?!\d{4}-\d\d-\d\d|(?:19|20)\d\d(?![\w-]))"
    r"(?:[A-Za-z]{1,4}[-/]?\d[\w/-]{2,20}|\d{1,6}-[\w-]{3,12}|\d{4,15}))" + _NO_MORE
)
_MONEY_AFTER = re.compile(r"[.,]\d|[.,]?\s?(?:€|eur|euros?|\$|£|%|chf)(?!\w)", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)(?!\d)")
_EVERYDAY = frozenset("solo mini go home basic classic light smart max pro".split())
_LOOK_BACK = 60
# After these, letters that look like a name are none: `no One`, `number One`.
_NOT_NAMED = frozenset("no number day any every not another other each which this that".split())
_PLACE_AFTER = re.compile(r"\s[A-ZÄÖÜ][a-zäöüß]{2,}")
_MORE_DIGITS_BEFORE = re.compile(r"\d[ /]$")
_MORE_DIGITS_AFTER = re.compile(r"[ /]\d")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?\n:])[\s\"“„(]*$")
_PHONE = re.compile(r"(?<![\w.,/-])(?:\+|\(0|0)?\d(?:[ /().-]{0,2}\d){5,15}(?![\w-]|[.,/]\d)")
_PHONE_CUE = re.compile(
    r"(?<!\w)(?:phone|telephone|tel|call|ring|mobile|cell|reach|telefon|handy|anruf\w*|rückruf|ruf\w*|"
    r"téléphone|"
    r"portable|appel\w*|teléfono|llam\w*|telefono|chiam\w*|telefoon|bel)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """An identifier, verbatim, under the name that reading gives it."""

    name: str
    value: str
    start: int
    end: int


class _Look(NamedTuple):
    names: tuple[str, ...]
    ordinary: bool
    bare: bool


def identifiers(text: str, contents: Contents) -> tuple[Named, ...]:
    """What the book's facts and params read that has a number or a name, in order; the longest wins."""
    found = _led(text, _read_names(contents))
    found += apart(_looking(text, _examples(contents)), found)
    found += apart(_phones(text), found)
    return tuple(sorted(found, key=lambda one: one.start))


def _read_names(contents: Contents) -> tuple[str, ...]:
    """The names under which the book wants something read, in its order."""
    named = [fact.reads for fact in contents.facts.values()]
    named += [param.reads for ask in contents.asks.values() for param in ask.params.values()]
    return tuple(dict.fromkeys(name for name in named if name))


def _examples(contents: Contents) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (fact.reads, fact.looks_like) for fact in contents.facts.values() if fact.reads and fact.looks_like
    )


def _led(text: str, names: tuple[str, ...]) -> list[Named]:
    """Numbers behind a word that says what they are: order no. 51162, the bill (no. 40255)."""
    pattern, by_group = _cued(names)
    found = pattern.finditer(text) if pattern else ()
    return [
        Named(by_group[group], one["value"], one.start("value"), one.end("value"))
        for one in found
        if (group := next((group for group in by_group if one[group]), None))
    ]


@lru_cache(maxsize=16)
def _cued(names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    by_group = {f"cue{at}": name for at, name in enumerate(names) if _cue_words(name)}
    if not by_group:
        return None, by_group
    cues = "|".join(f"(?P<{group}>{_cue_words(name)})" for group, name in by_group.items())
    return re.compile(rf"(?<![\w-])(?:{cues}){_BETWEEN}{_WRITTEN}", re.IGNORECASE), by_group


def _cue_words(name: str) -> str:
    """The words that lead to what is read under a name; `booking.number` makes its own."""
    first, _, last = name.rpartition(".")
    return _CUES.get(name) or (re.escape(first.replace("_", " ")) if last in ("number", "id", "code") else "")


def _looking(text: str, examples: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Named]:
    """What looks like one of the book's examples; of models, each is named once, by its fullest name."""
    pattern, looks = _compiled(examples)
    if pattern is None:
        return []
    found = []
    for one in pattern.finditer(text):
        look = looks[int(str(one.lastgroup)[4:])]
        if _is_meant(text, one, look):
            found.append(Named(_name(text, one.start(), look.names), one[0], one.start(), one.end()))
    return found


@lru_cache(maxsize=16)
def _compiled(
    examples: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[re.Pattern[str] | None, list[_Look]]:
    names: dict[str, list[str]] = {}
    for name, written in examples:
        for example in written:
            names.setdefault(_shape(example), []).append(name)
    ordered = sorted(names, key=lambda shape: -len(shape))
    looks = [_Look(tuple(names[shape]), _is_ordinary(shape), set(shape) == {"0"}) for shape in ordered]
    parts = "|".join(f"(?P<look{at}>{_as_pattern(shape)})" for at, shape in enumerate(ordered))
    whole = rf"(?<![\w-])(?<!\d[.,/])(?:{parts})(?![\w-])"
    return (re.compile(whole, re.IGNORECASE) if ordered else None), looks


def _shape(example: str) -> str:
    """An example with every digit as 0, so that examples of one shape are one."""
    return re.sub(r"\d", "0", " ".join(example.split())).casefold()


def _as_pattern(shape: str) -> str:
    signs = (r"\d" if sign == "0" else r"\s" if sign == " " else re.escape(sign) for sign in shape)
    return "".join(signs) + ("s?" if shape[-1].isalpha() else "")


def _is_ordinary(shape: str) -> bool:
    """A name that is a word of every day as well, such as One or Solo."""
    return is_number_word(shape) or shape in FREE_WORDS or shape in _EVERYDAY


def _is_meant(text: str, found: re.Match[str], look: _Look) -> bool:
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    if look.bare:
        return _is_bare_number(text, found, before)
    if not look.ordinary:
        return True
    words = before.split()
    named = found[0].istitle() and not _SENTENCE_BEGINS.search(before)
    return named and (not words or words[-1].casefold() not in _NOT_NAMED)


def _is_bare_number(text: str, found: re.Match[str], before: str) -> bool:
    """Not a sum, a postcode or a part of a longer number."""
    sum_of_money = _MONEY_AFTER.match(text, found.end()) or before.rstrip()[-1:] in ("€", "$", "£")
    postcode = _PLACE_AFTER.match(text, found.end()) and (before.endswith(", ") or before.endswith("\n"))
    longer = _MORE_DIGITS_BEFORE.search(before) or _MORE_DIGITS_AFTER.match(text, found.end())
    return not (sum_of_money or postcode or longer or found[0].endswith("000"))


def _name(text: str, start: int, names: tuple[str, ...]) -> str:
    """Of several kinds that look alike the one whose word stands nearest before, else the book's first."""
    if len(names) == 1:
        return names[0]
    pattern, by_group = _cue_alone(names)
    cues = list(pattern.finditer(text, max(0, start - _LOOK_BACK), start)) if pattern else []
    return by_group[str(cues[-1].lastgroup)] if cues else names[0]


@lru_cache(maxsize=16)
def _cue_alone(names: tuple[str, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    by_group = {f"cue{at}": name for at, name in enumerate(names) if _cue_words(name)}
    cues = "|".join(f"(?P<{group}>{_cue_words(name)})" for group, name in by_group.items())
    return (re.compile(rf"(?<![\w-])(?:{cues})(?![\w-])", re.IGNORECASE) if cues else None), by_group


def _phones(text: str) -> Iterator[Named]:
    """Telephone numbers: with + or 0 before them, or where the text speaks of calling."""
    for found in _PHONE.finditer(text):
        digits = sum(sign.isdigit() for sign in found[0])
        before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
        marked = found[0][0] in "+(0" and digits >= 8
        if digits >= 7 and (marked or _PHONE_CUE.search(before)) and not _DATED.search(found[0]):
            yield Named(PHONE, found[0], found.start(), found.end())
