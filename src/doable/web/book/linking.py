"""What hangs together in a book: facts and the rules that read them, rules and their stories, offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.web.cases.wording import fact_label, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.book import Contents, Rule


@dataclass(frozen=True, slots=True)
class Link:
    """A place of the book: a rule, story or fact of an ask, as a link calls it."""

    ask: str
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Links:
    """All links of a book, by what they start from."""

    readers: Mapping[str, list[Link]] = field(default_factory=dict)
    stories: Mapping[str, list[Link]] = field(default_factory=dict)
    offered: Mapping[str, list[Link]] = field(default_factory=dict)


_kept: dict[str, Links] = {}


def links_of(contents: Contents) -> Links:
    """The links of a book, worked out once for the version at hand."""
    if contents.digest not in _kept:
        _kept.clear()
        _kept[contents.digest] = Links(_readers(contents), _stories(contents), _offered(contents))
    return _kept[contents.digest]


def story_anchor(number: int) -> str:
    """What a story is called in addresses: its number in the book."""
    return f"story-{number + 1}"


def read_by(rule: Rule) -> list[Link]:
    """The facts that the condition of a rule reads."""
    names = sorted(name for name in rule.when.reads if "." in name and not name.startswith("ask."))
    return [Link("", f"fact-{name}", fact_label(name)) for name in names]


def _readers(contents: Contents) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = {}
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            for name in _read(contents, rule):
                found.setdefault(name, []).append(Link(ask.name, rule.id, rule.id))
    for row in contents.limits or ():
        for name in {name for when in row.when.values() for name in when.reads}:
            if all(each.anchor != "authority" for each in found.get(name, [])):
                found.setdefault(name, []).append(Link("", "authority", "who may grant what"))
    return found


def _read(contents: Contents, rule: Rule) -> set[str]:
    """The facts that a rule reads, also by way of those worked out from others."""
    found, pending = set[str](), list(rule.when.reads)
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += contents.computed[name].reads if name in contents.computed else ()
    return found


def _stories(contents: Contents) -> dict[str, list[Link]]:
    """The stories that expect a rule to decide."""
    found: dict[str, list[Link]] = {}
    for number, story in enumerate(contents.stories):
        asks = story.case.get("asks")
        for wished, expected in zip(asks if isinstance(asks, list) else [], story.expect, strict=False):
            rules = expected.get("rules")
            for rule in rules if isinstance(rules, list) else []:
                link = Link(str(wished.get("ask", "")), story_anchor(number), story.title)
                found.setdefault(str(rule), []).append(link)
    return found


def _offered(contents: Contents) -> dict[str, list[Link]]:
    """The asks that offer an ask, or a referral, where they are refused."""
    found: dict[str, list[Link]] = {}
    for ask in contents.asks.values():
        for other in ask.alternatives:
            name = other.ask or f"referral.{other.referral}"
            if all(each.ask != ask.name for each in found.get(name, [])):
                found.setdefault(name, []).append(Link(ask.name, "instead", title(ask.name)))
    return found
