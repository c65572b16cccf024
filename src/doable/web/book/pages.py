"""What the pages of the book show, as plain values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.web.book.linking import links_of, read_by, story_anchor
from doable.web.cases.wording import GROUNDS, SOURCES, fact_label, role, title
from doable.workbench.showing.speaking import conditions, outcome, value

if TYPE_CHECKING:
    from doable.policy.book import Ask, Contents, Effect, Fact, Limit, Rule, Story
    from doable.web.book.linking import Link

VERDICTS = {
    "grant": "doable",
    "approve": "needs_approval",
    "bill": "billable",
    "phase": "phased",
    "decline": "declined",
    "forbid": "forbidden",
    "refer": "refer",
}
# Facts that every ask may read say nothing about what it is about.
_EVERYWHERE = ("customer", "case", "ask")
_OTHER = "Anything else"


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule as it stands on the page; its exceptions stand under it."""

    id: str
    conditions: tuple[str, ...]
    formula: str
    verdict: str
    outcome: str
    effect: Effect
    ground: str
    gives: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    exceptions: tuple[RulePage, ...] = ()
    reads: tuple[Link, ...] = ()
    stories: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class LimitPage:
    """A row of authority: who may grant which asks, up to where."""

    who: str
    asks: tuple[tuple[str, str], ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactPage:
    """A fact with where its value may come from."""

    name: str
    label: str
    fact: Fact
    kind: str
    sources: tuple[str, ...]
    readers: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryPage:
    """An example with the verdicts expected of it."""

    title: str
    verdicts: tuple[str, ...]
    asks: tuple[str, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AskEntry:
    """An ask in the list of asks."""

    name: str
    title: str
    means: str
    rules: int


def rule_page(contents: Contents, rule: Rule) -> RulePage:
    """A rule with its exceptions."""
    effect = rule.effect
    return RulePage(
        id=rule.id,
        conditions=conditions(rule.when),
        formula=rule.when.source,
        verdict=VERDICTS.get(effect.then, ""),
        outcome=outcome(contents, effect),
        effect=effect,
        ground=GROUNDS.get(effect.ground or "", ""),
        gives=tuple(_given(name, value(given)) for name, given in effect.gives or ()),
        steps=tuple((str(step.terms), _holds(step.orders, step.days)) for step in effect.steps),
        exceptions=tuple(rule_page(contents, each) for each in rule.exceptions),
        reads=tuple(read_by(rule)),
        stories=tuple(links_of(contents).stories.get(rule.id, ())),
    )


def _given(name: str, words: str) -> str:
    return words if name == "amount" else f"{title(name).lower()} {words}"


def _holds(orders: int | None, days: int | None) -> str:
    if orders:
        return f"for {orders} orders"
    return f"for {days} days" if days else ""


def groups(contents: Contents) -> list[tuple[str, list[AskEntry]]]:
    """The asks by what their rules are mostly about, each group by name."""
    found: dict[str, list[AskEntry]] = {}
    for ask in contents.asks.values():
        entry = AskEntry(ask.name, title(ask.name), str(ask.means), sum(1 for _ in ask.every_rule()))
        found.setdefault(_subject(ask), []).append(entry)
    for name in [name for name, entries in found.items() if len(entries) == 1 and name != _OTHER]:
        found.setdefault(_OTHER, []).extend(found.pop(name))
    named = sorted(found.items(), key=lambda group: (group[0] == _OTHER, group[0]))
    return [(name, sorted(entries, key=lambda entry: entry.title)) for name, entries in named]


def _subject(ask: Ask) -> str:
    subjects = Counter(
        name.partition(".")[0]
        for rule in ask.every_rule()
        for name in rule.when.reads
        if "." in name and name.partition(".")[0] not in _EVERYWHERE
    )
    if not subjects:
        return _OTHER
    most = max(subjects.items(), key=lambda item: (item[1], item[0]))[0]
    return f"About {most.replace('_', ' ')}s" if not most.endswith("s") else f"About {most}"


def limits(contents: Contents, ask: str | None = None) -> list[LimitPage]:
    """Who may grant what, or who may grant one ask."""
    rows = [row for row in contents.limits or () if ask is None or row.covers(ask)]
    return [_limit(row, ask) for row in rows]


def _limit(row: Limit, ask: str | None) -> LimitPage:
    named = (ask,) if ask else row.asks
    asks = tuple((name, "anything" if name == "any" else title(name)) for name in named)
    expression = row.when.get(named[0]) if named else None
    return LimitPage(role(row.grade, row.function), asks, conditions(expression) if expression else ())


def facts(contents: Contents) -> list[tuple[str, list[FactPage]]]:
    """All facts by what they are about."""
    found: dict[str, list[FactPage]] = {}
    for fact in contents.facts.values():
        subject = title(fact.name.partition(".")[0])
        found.setdefault(subject, []).append(fact_page(contents, fact))
    return list(found.items())


def fact_page(contents: Contents, fact: Fact) -> FactPage:
    """A fact as it is listed."""
    kind = (
        ", ".join(word.replace("_", " ") for word in fact.type.values)
        if fact.type.values
        else _KINDS.get(fact.type.name, str(fact.type))
    )
    sources = [SOURCES.get(source, source) for source in fact.sources]
    if fact.computed is not None and "computed" not in fact.sources:
        sources.append(SOURCES["computed"])
    readers = tuple(links_of(contents).readers.get(fact.name, ()))
    return FactPage(fact.name, fact_label(fact.name), fact, kind, tuple(sources), readers)


_KINDS = {
    "bool": "yes or no",
    "int": "a whole number",
    "decimal": "a number",
    "money": "an amount",
    "string": "words",
    "date": "a day",
    "timestamp": "a moment",
    "duration": "a length of time",
}


def facts_read(contents: Contents, ask: Ask) -> list[FactPage]:
    """The facts that the rules of an ask read."""
    names = {name for rule in ask.every_rule() for name in rule.when.reads}
    return [fact_page(contents, fact) for name, fact in contents.facts.items() if name in names]


def stories(contents: Contents, ask: str | None = None) -> list[StoryPage]:
    """The stories of the book, or those about one ask."""
    told = (_story(number, story) for number, story in enumerate(contents.stories))
    return [story for story in told if ask is None or ask in story.asks]


def _story(number: int, story: Story) -> StoryPage:
    asks = story.case.get("asks")
    names = (
        tuple(str(each.get("ask")) for each in asks if isinstance(each, dict))
        if isinstance(asks, list)
        else ()
    )
    verdicts = tuple(str(each.get("verdict", "")) for each in story.expect)
    return StoryPage(story.title, verdicts, names, story_anchor(number))
