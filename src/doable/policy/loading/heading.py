"""book.yaml: who the book is for, in which money and time zone, with which grades."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from doable.policy.book import Consulting
from doable.policy.findings import did_you_mean
from doable.policy.loading.reading import Entry

if TYPE_CHECKING:
    from decimal import Decimal

    from doable.policy.loading.reading import Reading

LANGUAGE_VERSION = 1


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


def read_heading(reading: Reading, entry: Entry) -> Heading:
    """The heading of the book; what is missing is noted and filled with something harmless."""
    version = entry.get("language_version")
    if isinstance(version, int) and version != LANGUAGE_VERSION:
        message = f"this book is written in version {version} of the language; this program knows {LANGUAGE_VERSION}"
        reading.error(entry.at("language_version"), message, f"write `language_version: {LANGUAGE_VERSION}`")
    return Heading(
        name=cast("str", entry.get("name") or ""),
        version=cast("str", entry.get("version") or ""),
        currency=_currency(reading, entry),
        zone=_zone(reading, entry),
        languages=_words(reading, entry, "languages"),
        grades=_words(reading, entry, "grades"),
        functions=_words(reading, entry, "functions"),
        consulting=_consulting(reading, entry),
        answer_within=cast("int | None", entry.get("answer_within")),
    )


def _words(reading: Reading, entry: Entry, key: str) -> tuple[str, ...]:
    words = cast("list[str]", entry.get(key) or [])
    for word in {word for word in words if words.count(word) > 1}:
        reading.error(entry.at(key), f"`{word}` stands twice in `{key}`", "name each once")
    if key in entry.places and not words and key != "functions":
        reading.error(entry.at(key), f"`{key}` is empty", "name at least one")
    if key == "grades" and len(words) == 1:
        reading.error(entry.at(key), "there is only one grade", "the first is self-service; add those of people")
    return tuple(words) or (("en",) if key == "languages" else ())


def _currency(reading: Reading, entry: Entry) -> str:
    code = cast("str", entry.get("currency") or "EUR")
    if not re.fullmatch(r"[A-Z]{3}", code):
        reading.error(entry.at("currency"), f"`{code}` is no currency code", "write three capitals such as EUR or USD")
    return code


def _zone(reading: Reading, entry: Entry) -> ZoneInfo:
    name = cast("str", entry.get("timezone") or "UTC")
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        remedy = "write one such as Europe/Berlin, America/New_York or UTC"
        reading.error(entry.at("timezone"), f"`{name}` is no time zone", remedy)
        return ZoneInfo("UTC")


def _consulting(reading: Reading, entry: Entry) -> Consulting:
    value = entry.get("consult")
    if isinstance(value, Entry):
        grounds = tuple(cast("list[str]", value.get("grounds") or []))
        return Consulting(always=False, grounds=grounds, above=cast("Decimal | None", value.get("above")))
    if value not in {None, "always", "never"}:
        message = f"`consult` is `always`, `never` or {{grounds: [..], above: amount}}, not `{value}`"
        reading.error(entry.at("consult"), message, did_you_mean(str(value), ("always", "never")))
    return Consulting(always=value != "never")
