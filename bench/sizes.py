"""Books of any size, made up."""

from __future__ import annotations

import random

import yaml

from doable import Book
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files

ASKS = 20
FACTS = 200


def big_book(rules: int, seed: int = 11) -> Book:
    """A book with so many rules, each over two to five facts."""
    chance = random.Random(seed)
    texts = {
        "book.yaml": heading("Large"),
        "facts.yaml": yaml.safe_dump({f"f{number}": {"type": _type(number)} for number in range(FACTS)}),
    }
    for ask in range(ASKS):
        texts[f"asks/ask{ask}.yaml"] = yaml.safe_dump(_ask(ask, rules // ASKS, chance))
    return loaded(texts)


def heading(name: str) -> str:
    """A book.yaml with nothing special in it."""
    return yaml.safe_dump(
        {
            "name": name,
            "version": "1.0.0",
            "language_version": 1,
            "currency": "EUR",
            "timezone": "UTC",
            "languages": ["en"],
            "grades": ["self_service", "agent", "supervisor"],
            "functions": ["support"],
        }
    )


def loaded(texts: dict[str, str]) -> Book:
    """The book of these files; its errors end the run."""
    contents, findings = examine(Files(texts))
    if contents is None:
        raise SystemExit("\n".join(map(str, findings)))
    return Book(contents)


def _type(number: int) -> str:
    return ("int", "bool", "money")[number % 3]


def _ask(number: int, rules: int, chance: random.Random) -> dict[str, object]:
    no = {"ground": "policy", "because": "The rules don't allow it."}
    made = []
    for rule in range(rules):
        when = " && ".join(_atom(chance.randrange(FACTS), chance) for _ in range(chance.randint(2, 5)))
        effect = {"then": "decline", **no} if chance.random() < 0.5 else {"then": "grant"}
        made.append({"id": f"ask{number}.rule{rule}", "when": when, **effect})
    return {
        "ask": f"ask{number}",
        "means": "Something.",
        "examples": [f"something {number}"],
        "purpose": "something",
        "rules": made,
        "otherwise": {"then": "decline", **no},
    }


def _atom(fact: int, chance: random.Random) -> str:
    if _type(fact) == "bool":
        return f"f{fact}" if chance.random() < 0.5 else f"!f{fact}"
    return f"f{fact} {chance.choice(['<', '<=', '>', '>='])} {chance.randint(0, 1_000)}"
