"""Words found in the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.web.book.pages import stories
from doable.web.cases.wording import fact_label, title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable.policy.book import Ask, Contents


@dataclass(frozen=True, slots=True)
class Hit:
    """A place of the book in which words were found."""

    kind: str
    title: str
    text: str
    ask: str = ""
    anchor: str = ""


def search(contents: Contents, words: str) -> list[Hit]:
    """The places in which all of some words stand, asks and rules first."""
    sought = words.casefold().split()
    return (
        [
            hit
            for hit in _places(contents)
            if all(word in f"{hit.title} {hit.text} {hit.anchor}".casefold() for word in sought)
        ]
        if sought
        else []
    )


def _places(contents: Contents) -> Iterator[Hit]:
    for ask in contents.asks.values():
        yield Hit("Ask", title(ask.name), f"{ask.means} {ask.purpose}", ask.name)
        yield from _rules(ask)
    yield from _limits(contents)
    for name, referral in contents.referrals.items():
        yield Hit("Referral", str(referral.called), str(referral.helps_with), anchor=f"referral-{name}")
    for guarantee in contents.guarantees:
        yield Hit("Guarantee", str(guarantee.says), guarantee.id, anchor=f"guarantee-{guarantee.id}")
    for fact in contents.facts.values():
        yield Hit(
            "Fact", fact_label(fact.name), f"{fact.means or ''} {fact.name}", anchor=f"fact-{fact.name}"
        )
    for story in stories(contents):
        if story.asks:
            yield Hit("Story", story.title, "", story.asks[0], story.anchor)


def _rules(ask: Ask) -> Iterable[Hit]:
    for rule in ask.every_rule():
        effect = rule.effect
        told = " ".join(
            str(part)
            for part in (effect.because, effect.clause, effect.note, effect.advise, rule.when.source)
            if part and part != "true"
        )
        yield Hit("Rule", title(ask.name), told, ask.name, rule.id)
    for other in ask.alternatives:
        if other.text:
            yield Hit("Instead", title(ask.name), str(other.text), ask.name, "instead")


def _limits(contents: Contents) -> Iterator[Hit]:
    for row in contents.limits or ():
        limits = " ".join(sorted({expression.source for expression in row.when.values()}))
        asks = ", ".join(title(name) for name in row.asks)
        yield Hit("Authority", f"{title(row.grade)}: {asks}", limits, anchor="authority")
