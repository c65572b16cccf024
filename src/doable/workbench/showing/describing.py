"""The whole book, or one ask of it, as a document for colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.tree import names_in
from doable.workbench.showing.document import Document, Items, Paragraph, Run, Section, words
from doable.workbench.showing.indexing import (
    authority,
    authority_of,
    clauses,
    contact,
    facts,
    guarantees,
    referrals,
    rules,
)
from doable.workbench.showing.telling import OTHERWISE, entry_of
from doable.workbench.showing.wording import GROUNDS, capital, fact_label, role, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from doable.policy.book import Alternative, Ask, Contents
    from doable.workbench.showing.document import Block, Line

_DIGITS = 12
_EXAMPLES = 3
# Words of the document itself, as are the conditions in words, are English.
_LANGUAGE = "en"
_HOW_TO_READ = (
    "All rules of an ask whose conditions hold count together, whatever their order; a no weighs more than a"
    " yes. An exception takes the place of the rule it stands under, and of no other."
)


def describe(
    contents: Contents, *, ask: str | None = None, language: str | None = None, day: date | None = None
) -> Document:
    """The book as a document, its own texts in one of its languages; `day` is the date on its title page."""
    spoken = language or contents.languages[0]
    asks = [contents.asks[ask]] if ask else list(contents.asks.values())
    asked = tuple(_ask(contents, each, spoken) for each in asks)
    return Document(
        title=contents.name,
        subtitle="The policy book",
        language=_LANGUAGE,
        contents="Contents",
        particulars=tuple(_particulars(contents, asks, spoken, day)),
        introduction=(Paragraph(words(_HOW_TO_READ)),),
        sections=asked
        if ask
        else (Section("What customers ask for", "asks", sections=asked), *_after_asks(contents, spoken)),
    )


def day_in_words(day: date) -> str:
    """A day as it stands in a letter: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"


def _after_asks(contents: Contents, language: str) -> Iterator[Section]:
    if contents.limits is not None:
        yield Section("Who may grant what", "authority", (authority(contents),))
    if contents.referrals:
        yield Section("Others who can help", "referrals", tuple(referrals(contents, language)))
    if contents.guarantees:
        yield Section("Guarantees", "guarantees", (guarantees(contents, language),))
    yield Section("Facts", "facts", (facts(contents, language),))
    yield Section("Clauses", "clauses", (clauses(contents),))
    yield Section("All rules", "rules", (rules(contents),))


def _particulars(
    contents: Contents, asks: Sequence[Ask], language: str, day: date | None
) -> Iterator[tuple[str, str]]:
    count = sum(1 for ask in asks for _ in ask.every_rule())
    yield "Version", contents.version
    yield "Digest", contents.digest[:_DIGITS]
    if day:
        yield "Date", day_in_words(day)
    if len(asks) == 1:
        yield "Holds", f"one ask of {len(contents.asks)}, with {count} rules and exceptions"
    else:
        stories = len(contents.stories)
        yield "Holds", f"{len(asks)} asks, {count} rules and exceptions, {stories} stories"
    yield "Amounts", f"in {contents.currency}"
    yield "Days", f"counted in {contents.zone.key}"
    if len(contents.languages) > 1:
        yield "Language", f"{language}, of {', '.join(contents.languages)}"
    yield "Grades", ", ".join(role(grade, "") for grade in contents.grades) + ", the lowest first"
    yield "Before a no", _consulting(contents)
    if contents.answer_within is not None:
        yield "A person answers", f"within {_days(contents.answer_within)}"


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"


def _consulting(contents: Contents) -> str:
    consulting = contents.consulting
    if consulting.always:
        return "the supervisor is asked first"
    parts = [
        f"it rests on {_either([GROUNDS[ground] for ground in consulting.grounds])}"
        if consulting.grounds
        else "",
        f"more than {consulting.above} {contents.currency} hang on it"
        if consulting.above is not None
        else "",
    ]
    needed = " or ".join(part for part in parts if part)
    return f"the supervisor is asked first where {needed}" if needed else "nobody has to be asked first"


def _either(parts: list[str]) -> str:
    *first, last = parts
    return f"{', '.join(first)} or {last}" if first else last


def _ask(contents: Contents, ask: Ask, language: str) -> Section:
    below = (
        Section("Rules", f"{_anchor(ask)}-rules", tuple(_rules(contents, ask, language))),
        *_instead(contents, ask, language),
        *_granting(contents, ask),
        *_resting(contents, ask),
    )
    return Section(title(ask.name), _anchor(ask), tuple(_about(ask, language)), below, ask.name)


def _anchor(ask: Ask) -> str:
    return f"ask-{ask.name}"


def _about(ask: Ask, language: str) -> Iterator[Block]:
    yield Paragraph((Run(capital(ask.means.within(language)), "strong", language=language),))
    purpose = ask.purpose.within(language).rstrip(".") + "."
    yield Paragraph((Run("What it is for: "), Run(purpose, language=language)))
    if ask.examples:
        said = " ".join(f"“{example}”" for example in ask.examples[:_EXAMPLES])
        yield Paragraph((Run("Customers say: "), Run(said)))
    if ask.params:
        named = [
            f"{title(param.name).lower()}" + (f" ({param.means.within(language)})" if param.means else "")
            for param in ask.params.values()
        ]
        yield Paragraph((Run("It carries: "), Run("; ".join(named) + ".")))


def _rules(contents: Contents, ask: Ask, language: str) -> Iterator[Block]:
    for rule in ask.rules:
        yield entry_of(contents, rule, language)
    yield entry_of(contents, ask.otherwise, language, OTHERWISE)


def _instead(contents: Contents, ask: Ask, language: str) -> Iterator[Section]:
    if ask.alternatives:
        lines = tuple(_offered(contents, each, language) for each in ask.alternatives)
        yield Section("What we offer instead", f"{_anchor(ask)}-instead", (Items(lines),))


def _offered(contents: Contents, other: Alternative, language: str) -> Line:
    """What is offered, linked to the ask or the referral behind it."""
    if other.ask:
        leads_to = title(other.ask)
        if not other.text:
            return (Run(leads_to, link=f"ask-{other.ask}"),)
        return (
            Run(capital(other.text.within(language)), language=language),
            Run(" "),
            Run(leads_to, link=f"ask-{other.ask}"),
        )
    referral = contents.referrals[other.referral or ""]
    return (
        Run(referral.called.within(language), link=f"referral-{referral.name}"),
        Run(f": {referral.helps_with.within(language)} ", language=language),
        Run(f"({contact(referral)})", "soft"),
    )


def _granting(contents: Contents, ask: Ask) -> Iterator[Section]:
    block: Block | None
    if contents.limits is None:
        block = Paragraph(words("Every grade but the first, as far as the rules allow it."))
    else:
        block = authority_of(contents, ask)
    yield Section("Who may grant it", f"{_anchor(ask)}-authority", (block,))


def _resting(contents: Contents, ask: Ask) -> Iterator[Section]:
    """The facts that its rules read, linked into the list of all facts."""
    read = {
        name
        for rule in ask.every_rule()
        for expression in (rule.when, rule.effect.amount)
        if expression
        for name in names_in(expression.node)
    }
    known = [name for name in contents.facts if name in read]
    if known:
        line = [Run(fact_label(known[0]), link=f"fact-{known[0]}")]
        for name in known[1:]:
            line += [Run(", "), Run(fact_label(name).lower(), link=f"fact-{name}")]
        yield Section("Facts it rests on", f"{_anchor(ask)}-facts", (Paragraph((*line, Run("."))),))
