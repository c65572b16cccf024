"""The names that a condition or a key may use, for completion while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.loading.shapes import SHAPES
from doable.policy.vocabulary import EFFECTS, GROUNDS, VERDICTS
from doable.workbench.editing.entries import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents

_FUNCTIONS = {
    "days(": "days(from, to): calendar days between two dates",
    "round(": "round(value, places): half away from zero",
    "has(": "has(fact): whether it is known to be there",
    "size(": "size(list or text): how many",
}


def names(contents: Contents, path: str) -> Iterator[dict[str, str]]:
    """All names, each with what it is; those of the ask at hand first, the keys of the file last."""
    for ask in contents.asks.values():
        if ask.place.file == path:
            for param in ask.params.values():
                yield _name(f"ask.{param.name}", f"{param.type}, {param.means or 'as asked'}")
    for fact in contents.facts.values():
        yield _name(fact.name, f"{fact.type}{f', {fact.means}' if fact.means else ''}")
        for value in fact.type.values:
            yield _name(f'"{value}"', f"of {fact.name}")
    for name, means in _FUNCTIONS.items():
        yield _name(name, means)
    yield from (_name(effect, "effect") for effect in EFFECTS)
    yield from (_name(ground, "ground") for ground in GROUNDS)
    yield from (_name(verdict, "verdict") for verdict in VERDICTS)
    yield from (_name(grade, "grade") for grade in contents.grades)
    yield from (_name(function, "function") for function in contents.functions)
    yield from (_name(ask, "ask") for ask in contents.asks)
    yield from (_name(f"referral.{name}", str(each.called)) for name, each in contents.referrals.items())
    if not path:
        return
    shapes = {"ask": ("ask", "rule", "param", "next")}.get(form_of(path)[1], (form_of(path)[1],))
    yield from (_name(f"{key}:", what.doc) for shape in shapes for key, what in SHAPES[shape].items())


def _name(name: str, means: str) -> dict[str, str]:
    return {"name": name, "means": means}
