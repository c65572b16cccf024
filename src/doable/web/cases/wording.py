"""Names and values of the book as people read them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from doable.web.telling import money

if TYPE_CHECKING:
    from doable.policy.language.declarations import Type

_COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SHORT = re.compile(r" (\d+)([dm])$")
# What a value is known from, as it stands on a chip.
SOURCES = {
    "record": "our records",
    "document": "a document",
    "customer": "the customer",
    "colleague": "a colleague",
    "computed": "worked out",
    "ask": "the message",
    "clock": "today",
    "unknown": "not known",
}
GROUNDS = {
    "law": "the law",
    "safety": "safety",
    "contract": "the contract",
    "policy": "our terms",
    "authority": "who may grant it",
    "capability": "what we can do",
    "resources": "what we can afford",
    "roadmap": "what we plan",
    "fairness": "fairness to others",
}


def title(name: str) -> str:
    """The name of an ask or param in words: `keep_old_terms` is Keep old terms."""
    words = name.rpartition(".")[2].replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def fact_label(name: str) -> str:
    """The name of a fact in words; with its subject where one word would not say enough."""
    subject, _dot, last = name.rpartition(".")
    words = _SHORT.sub(_in_the_last, last.replace("_", " "))
    whole = words if " " in words or subject in {"", "ask"} else f"{subject} {words}"
    return whole[:1].upper() + whole[1:]


def counted(number: int) -> str:
    """A small number as a word."""
    return _COUNTED[number] if number < len(_COUNTED) else str(number)


def _in_the_last(found: re.Match[str]) -> str:
    return f" in the last {found[1]} {'days' if found[2] == 'd' else 'months'}"


def several(number: int, one: str, more: str) -> str:
    """A number with its noun."""
    return f"{counted(number)} {one if number == 1 else more}"


def with_article(noun: str) -> str:
    """A noun with a or an."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def capital(text: str) -> str:
    """A sentence with a capital letter and a full stop."""
    text = text.strip()
    return (text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")) if text else ""


def role(grade: str, function: str) -> str:
    """A grade in a function: `manager in finance`."""
    where = "" if function in {"", "any"} else f" in {function.replace('_', ' ')}"
    return grade.replace("_", " ") + where


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
