"""Names and values of the book as people read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from doable.web.telling import money
from doable.workbench.showing.wording import (
    GROUNDS,
    SOURCES,
    capital,
    fact_label,
    role,
    title,
    with_article,
)

if TYPE_CHECKING:
    from doable.policy.language.declarations import Type

__all__ = [
    "GROUNDS",
    "SOURCES",
    "capital",
    "counted",
    "fact_label",
    "named",
    "phrase",
    "role",
    "several",
    "shown",
    "title",
    "with_article",
]

_COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(number: int) -> str:
    """A small number as a word."""
    return _COUNTED[number] if number < len(_COUNTED) else str(number)


def several(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{counted(number)} {one if number == 1 else more}"


def shown(value: object, kind: Type | None, currency: str) -> str:
    """A value from the JSON of a decision as people read it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item, kind.of if kind else None, currency) for item in value) or "none"
    name = kind.name if kind else ""
    text = str(value)
    if name == "money":
        return money(text, currency)
    if name == "date":
        return _day(text)
    if name == "timestamp":
        return _moment(text)
    return text.replace("_", " ") if name == "enum" else text


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"


def _moment(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{moment.day} {moment:%B %Y, %H:%M}"


def named(param: str, value: str) -> tuple[str, str]:
    """A param's name and value; a description stands in quotes without its name."""
    return ("", f"“{value}”") if param == "description" else (title(param), value)


def phrase(label: str, value: str) -> str:
    """What is granted as part of a sentence: `by 3 May`, `on 3 May`, `10 %`."""
    lead = label.lower()
    return {"amount": value, "date": f"on {value}", "percent": f"{value} %"}.get(lead, f"{lead} {value}")
