"""What the keys of the book, and what may stand in them, are called on forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doable.web.telling import word

if TYPE_CHECKING:
    from collections.abc import Sequence

# The names by shape and key where a key means different things, else by key.
_LABELS: Final = {
    "when": "If",
    "then": "Then",
    "because": "Because (the customer reads this)",
    "gives": "What may be promised",
    "next": "What happens next",
    "by": "Approved by",
    "to": "Decided by",
    "amount": "Charge",
    "for": "Charged for",
    "note": "Note (stays inside)",
    "public": "Shown to customers",
    "advise": "Risk that the reply names",
    "consult": "Talked over before this no",
    "id": "Name",
    "is": "Computed as",
    "ask": "Question that settles it",
    "of": "Whom to ask",
    "from": "Whose word counts",
    "reads": "Read in messages as",
    "looks_like": "Looks like, in messages",
    "after": "What is so once it was granted",
    "what": "What",
    "who": "Who",
    "within": "Within days",
    "name": "Name",
    "value": "Value",
    "instead": "Words not to use, and what to say instead",
    "steps": "Steps",
    "alternatives": "Offered instead",
    "second_person": "By somebody other than who asks",
}
_OF_SHAPE: Final = {
    ("limit", "ask"): "Asks",
    ("limit", "when"): "As long as",
    ("ask", "ask"): "Name",
    ("guarantee", "ask"): "For the ask",
    ("referral", "when"): "Named only if",
    ("story", "story"): "What the example shows",
    ("story", "ask"): "Ask",
    ("alternative", "ask"): "Ask or referral",
    ("book", "consult"): "When a no is talked over",
}
_EFFECTS: Final = {
    "forbid": "forbid: never, whoever asks",
    "decline": "decline: no",
    "refer": "refer: a person decides",
    "grant": "grant: yes",
    "approve": "approve: yes, once somebody approves",
    "bill": "bill: yes, for a charge",
    "phase": "phase: yes, step by step",
    "lift": "lift: the rule above does not apply",
}
LANGUAGES: Final = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "nl": "Dutch",
    "it": "Italian",
}
FILES: Final = {
    "book.yaml": "The book itself",
    "facts.yaml": "Facts",
    "authority.yaml": "Who may grant what",
    "referrals.yaml": "Who else can help",
    "guarantees.yaml": "Guarantees",
    "style.yaml": "Style",
}
FOLDERS: Final = {"asks": "Asks", "playbooks": "Playbooks", "stories": "Stories", "": "The whole book"}
ADDED: Final = {
    "rule": "Add a rule",
    "limit": "Add a row",
    "guarantee": "Add a guarantee",
    "story": "Add a story",
    "exception": "Add an exception",
}


def label_of(shape: str, key: str, language: str = "", name: str = "") -> str:
    """What a field is called."""
    if language:
        return LANGUAGES.get(language, language)
    inner = name.split(".")
    if "alternatives" in inner and key == "ask":
        shape = "alternative"
    return _OF_SHAPE.get((shape, key)) or _LABELS.get(key) or word(key)


def choices_of(key: str, choices: Sequence[str]) -> list[tuple[str, str]]:
    """The choices of a field, each with its words."""
    if tuple(choices) == ("true", "false"):
        return [("true", "yes"), ("false", "no")]
    return [
        (each, _EFFECTS.get(each, each.replace("_", " ")) if key == "then" else each.replace("_", " "))
        for each in choices
    ]


def file_label(path: str) -> str:
    """A file of the book as people call it."""
    return FILES.get(path) or word(path.rpartition("/")[2].rpartition(".")[0])
