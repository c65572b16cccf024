"""Names of the book as people read them."""

from __future__ import annotations

import re

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


def _in_the_last(found: re.Match[str]) -> str:
    return f" in the last {found[1]} {'days' if found[2] == 'd' else 'months'}"


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
