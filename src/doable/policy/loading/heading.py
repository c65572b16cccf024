"""book.yaml: who the book is for, in which money and time zone, with which grades."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from doable.policy.book import Consulting
from doable.policy.findings import did_you_mean
from doable.policy.loading.currencies import CURRENCIES
from doable.policy.loading.naming import refuse_twice
from doable.policy.vocabulary import ANY

if TYPE_CHECKING:
    from decimal import Decimal

    from doable.policy.loading.entries import Entry
    from doable.policy.loading.reading import Reading

LANGUAGE_VERSION = 1
_CURRENCY_NAMES = {
    **dict.fromkeys(("euro", "euros", "€"), "EUR"),
    **dict.fromkeys(("dollar", "dollars", "$"), "USD"),
    **dict.fromkeys(("pound", "pounds", "£"), "GBP"),
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What book.yaml says, conditions aside."""

    name: str
    version: str
    currency: str
    zone: ZoneInfo
    languages: tuple[str, ...]
    grades: tuple[str, ...]
    functions: tuple[str, ...]
    consulting: Consulting
    answer_within: int | None


def is_of_another_language(reading: Reading, entry: Entry) -> bool:
    """Whether the book is written for another version of the language, which would explain all the rest."""
    version = entry.number("language_version")
    if version is None or version == LANGUAGE_VERSION:
        return False
    message = f"the book is in version {version} of the book language; this program knows {LANGUAGE_VERSION}"
    reading.error(entry.at("language_version"), message, "use a program that is made for the book")
    return True


def read_heading(reading: Reading, entry: Entry) -> Heading:
    """The heading of the book; what is missing is noted and filled with something harmless."""
    grades, functions = _words(reading, entry, "grades"), _words(reading, entry, "functions")
    for word, place in entry.placed("functions"):
        if word in grades:
            reading.error(place, f"`{word}` is a grade, too", "call the function something else")
    return Heading(
        name=entry.line("name") or "",
        version=entry.line("version") or "",
        currency=_currency(reading, entry),
        zone=_zone(reading, entry),
        languages=_words(reading, entry, "languages") or ("en",),
        grades=grades,
        functions=functions,
        consulting=_consulting(reading, entry),
        answer_within=entry.number("answer_within"),
    )


def _words(reading: Reading, entry: Entry, key: str) -> tuple[str, ...]:
    words = entry.lines(key)
    refuse_twice(reading, entry, key)
    for word, place in entry.placed(key):
        if word == ANY and key != "languages":
            reading.error(place, f"`{ANY}` means every one of `{key}`", "choose another name")
    return words


def _currency(reading: Reading, entry: Entry) -> str:
    code = entry.line("currency") or "EUR"
    if code not in CURRENCIES:
        meant = _CURRENCY_NAMES.get(code.lower(), code.upper())
        remedy = f"write `{meant}`" if meant in CURRENCIES else "write three capitals such as `EUR` or `USD`"
        reading.error(entry.at("currency"), f"`{code}` is no currency code", remedy)
    return code


def _zone(reading: Reading, entry: Entry) -> ZoneInfo:
    name = entry.line("timezone") or "UTC"
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        reading.error(entry.at("timezone"), f"`{name}` is no time zone", _zone_meant(name))
        return ZoneInfo("UTC")


def _zone_meant(name: str) -> str:
    known = {zone for zone in zoneinfo.available_timezones() if "/" in zone}
    city = name.rpartition("/")[2].lower().replace(" ", "_")
    same = sorted(zone for zone in known if zone.rpartition("/")[2].lower() == city)
    if same:
        return f"did you mean `{same[0]}`?"
    return did_you_mean(name, known) or "write one such as `Europe/Berlin`, `America/New_York` or `UTC`"


def _consulting(reading: Reading, entry: Entry) -> Consulting:
    value = entry.get("consult")
    if isinstance(value, str):
        if value not in {"always", "never"}:
            message = f"`consult` is `always`, `never` or `{{grounds: [..], above: amount}}`, not `{value}`"
            reading.error(entry.at("consult"), message, did_you_mean(value, ("always", "never")))
        return Consulting(always=value == "always")
    given = entry.entry("consult")
    if given is None:
        return Consulting()
    if not given.keys:
        reading.error(
            entry.at("consult"),
            "`consult` says neither on which grounds nor above which amount",
            "add `grounds:` or `above:`, or write `consult: never`",
        )
    return Consulting(
        always=False, grounds=given.lines("grounds"), above=cast("Decimal | None", given.get("above"))
    )
