"""The reference pages' tables of keys, in Markdown, from the table that books are read by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.loading.shapes import BELONGS_TO, FILES, NEEDED_BY, SHAPES, SHORT_FORMS
from doable.policy.vocabulary import EFFECTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.loading.shapes import Key

_KINDS = {
    "text": "text in one or several languages",
    "line": "text",
    "word": "name",
    "dotted": "name with points",
    "id": "name",
    "int": "whole number from 0",
    "count": "whole number from 1",
    "bool": "`true` or `false`",
    "money": "amount",
    "formula": "condition or value",
    "data": "as in the JSON of `doable decide`",
}
_FORMS = {
    "one": "the keys of",
    "list": "a list, each entry with the keys of",
    "map": "names, each with the keys of",
    "front": "before the text, the keys of",
}


def key_table(shape: str) -> str:
    """The keys that a part of a book may have: name, whether it is needed, what it holds, what it is for."""
    rows = ["| key | | value | what it is for |", "|---|---|---|---|"]
    for name, key in SHAPES[shape].items():
        meaning = f"{_cell(key.doc)}: {_code(key.choices)}" if key.choices else _cell(key.doc)
        rows.append(f"| `{name}` | {'needed' if key.required else ''} | {_cell(value_of(key))} | {meaning} |")
    return "\n".join(rows) + "\n"


def value_of(key: Key) -> str:
    """What a key holds, as a policy owner says it."""
    return " or ".join(_value(kind, key) for kind in key.kind.split("|"))


def _value(kind: str, key: Key) -> str:
    several, _, single = kind.rpartition(":")
    word = f"[{single}](#{single})" if single in SHAPES else _KINDS.get(single, single)
    if single in SHORT_FORMS:
        word = f"{SHORT_FORMS[single]}, or {word}"
    if several == "list":
        least = f", at least {key.least}" if key.least else ""
        return f"list of: {word}{least}"
    return f"names, each with: {word}" if several == "map" else word


def file_table() -> str:
    """The files of a book and the form of each."""
    rows = ["| file | holds |", "|---|---|"]
    rows += [f"| `{file}` | {_FORMS[form]} [{shape}](#{shape}) |" for file, (form, shape) in FILES.items()]
    return "\n".join(rows) + "\n"


def effect_table() -> str:
    """Every effect with the keys it needs and those it may have."""
    rows = ["| then | needs | may have |", "|---|---|---|"]
    for effect in EFFECTS:
        needed = NEEDED_BY.get(effect, ())
        others = [key for key, effects in BELONGS_TO.items() if effect in effects and key not in needed]
        rows.append(f"| `{effect}` | {_code(needed)} | {_code(others)} |")
    return "\n".join(rows) + "\n"


def reference() -> str:
    """All tables in one page: the files, every part with its keys, the effects."""
    parts = [f"## {shape}\n\n{key_table(shape)}" for shape in SHAPES]
    return "\n".join(["## Files\n", file_table(), *parts, "## Effects\n", effect_table()])


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
