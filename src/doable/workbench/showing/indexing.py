"""What stands after the asks: authority, referrals, guarantees, facts, clauses, and all rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.tree import Literal
from doable.policy.vocabulary import ANY
from doable.workbench.showing.document import Paragraph, Row, Run, Table, words
from doable.workbench.showing.speaking import conditions, value
from doable.workbench.showing.telling import VERDICTS
from doable.workbench.showing.wording import GROUNDS, SOURCES, capital, fact_label, role, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Fact, Limit, Referral
    from doable.workbench.showing.document import Block, Line

ANSWERS = {
    "doable": "yes",
    "needs_approval": "yes, once approved",
    "billable": "yes, for a charge",
    "phased": "yes, step by step",
    "declined": "no",
    "forbidden": "never",
    "refer": "a person decides",
    "lifted": "lifts the rule above",
}
KINDS = {
    "bool": "yes or no",
    "int": "a whole number",
    "decimal": "a number",
    "money": "an amount",
    "string": "words",
    "date": "a day",
    "timestamp": "a moment",
    "duration": "a length of time",
}

_ASKED = {
    "customer": "the customer knows",
    "colleague": "a colleague knows",
    "record": "our records say it",
    "document": "a document says it",
}


def authority(contents: Contents) -> Table:
    """Who may grant which asks, and up to where: a line for each ask or group of asks with the same limit."""
    rows = [row for limit in contents.limits or () for row in _granted(limit)]
    return Table("Who may grant what", ("Who", "What", "Up to where"), tuple(rows), (20, 40, 40))


def _granted(limit: Limit) -> Iterator[Row]:
    """The asks of a limit, those together whose limit reads the same."""
    found: dict[str, list[str]] = {}
    for ask in limit.asks:
        expression = limit.when.get(ask)
        found.setdefault(_up_to(conditions(expression) if expression else ()), []).append(ask)
    for reach, asks in found.items():
        yield Row((words(_who(limit)), _linked(asks), words(reach)))


def _who(limit: Limit) -> str:
    return title(role(limit.grade, limit.function))


def _up_to(limits: tuple[str, ...]) -> str:
    return "; ".join(limits) if limits else "without limit"


def _linked(asks: list[str]) -> Line:
    line: list[Run] = []
    for ask in asks:
        line += [Run(", ")] if line else []
        line.append(Run("anything") if ask == ANY else Run(title(ask), link=f"ask-{ask}"))
    return tuple(line)


def authority_of(contents: Contents, ask: Ask) -> Block:
    """Who may grant one ask."""
    rows = [
        Row((words(_who(limit)), words(_up_to(conditions(expression) if expression else ()))))
        for limit in contents.limits or ()
        if limit.covers(ask.name)
        for expression in (limit.when.get(ask.name),)
    ]
    if not rows:
        return Paragraph(words("Nobody: the book names no grade for it."))
    return Table(f"Who may grant it: {title(ask.name)}", ("Who", "Up to where"), tuple(rows), (30, 70))


def referrals(contents: Contents, language: str) -> Iterator[Block]:
    """Other companies and offices, with how to reach them."""
    rows = [_referral(referral, language) for referral in contents.referrals.values()]
    yield Table(
        "Others who can help",
        ("Who", "Helps with", "How to reach them", "When we name them"),
        tuple(rows),
        (22, 28, 28, 22),
    )


def _referral(referral: Referral, language: str) -> Row:
    when = "; ".join(conditions(referral.when)) if referral.when else ""
    return Row(
        (
            (Run(referral.called.within(language), "strong", language=language),),
            words(capital(referral.helps_with.within(language)), language),
            words(contact(referral)),
            words(when or "always"),
        ),
        f"referral-{referral.name}",
    )


def contact(referral: Referral) -> str:
    """How to reach somebody outside."""
    return ", ".join(reach for way, reach in referral.contact if way != "name")


def guarantees(contents: Contents, language: str) -> Table:
    """What must always or never be so."""
    rows = [
        Row((words(guarantee.says.within(language), language), (Run(guarantee.id, "code"),)))
        for guarantee in contents.guarantees
    ]
    return Table("Guarantees", ("What is always so", "Name"), tuple(rows), (70, 30))


def facts(contents: Contents, language: str) -> Table:
    """Every fact: what it is, whose word counts, and the question that settles it."""
    rows = [_fact(fact, language) for fact in sorted(contents.facts.values(), key=lambda fact: fact.name)]
    head = ("Fact", "What it is", "Whose word counts", "The question that settles it")
    return Table("Facts", head, tuple(rows), (27, 31, 16, 26))


def _fact(fact: Fact, language: str) -> Row:
    return Row(
        (
            (Run(fact_label(fact.name), "strong"), Run(" "), Run(fact.name, "code")),
            words(_what(fact, language), language),
            words(capital(", ".join(_sources(fact)))),
            words(_question(fact, language), language),
        ),
        f"fact-{fact.name}",
    )


def _what(fact: Fact, language: str) -> str:
    kind = (
        f"one of {', '.join(word.replace('_', ' ') for word in fact.type.values)}"
        if fact.type.values
        else KINDS.get(fact.type.name, str(fact.type))
    )
    parts = [fact.means.within(language).rstrip(".") if fact.means else "", kind]
    if fact.optional:
        parts.append("may be absent")
    if fact.computed:
        is_fixed = isinstance(fact.computed.node, Literal)
        said = value(fact.computed)
        parts.append(f"taken as {said} until it is known" if is_fixed else f"worked out as {said}")
    return capital("; ".join(part for part in parts if part))


def _sources(fact: Fact) -> list[str]:
    named = [*fact.sources, *(["computed"] if fact.computed and "computed" not in fact.sources else [])]
    return [SOURCES.get(source, source) for source in named]


def _question(fact: Fact, language: str) -> str:
    if not fact.question:
        return ""
    asked = fact.question.within(language)
    return f"{asked} ({_ASKED[fact.of]})" if fact.of in _ASKED else asked


def clauses(contents: Contents) -> Table:
    """The clauses that rules name, each with the rules that rest on it."""
    found: dict[str, list[str]] = {}
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            if rule.effect.clause:
                found.setdefault(rule.effect.clause, []).append(rule.id)
    rows = [Row((words(clause), _rules_linked(found[clause]))) for clause in sorted(found, key=_by_number)]
    return Table("Clauses", ("Clause", "Rules that rest on it"), tuple(rows), (25, 75))


def _by_number(clause: str) -> list[tuple[int, str]]:
    """Clauses in the order of their numbers: 2.9 before 2.10."""
    parts = clause.replace(".", " ").split()
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]


def _rules_linked(ids: list[str]) -> Line:
    line: list[Run] = []
    for each in ids:
        line += [Run(", ")] if line else []
        line.append(Run(each, "code", link=f"rule-{each}"))
    return tuple(line)


def rules(contents: Contents) -> Table:
    """Every rule and exception by name, with what it says."""
    found = sorted(
        ((rule, ask) for ask in contents.asks.values() for rule in ask.every_rule()),
        key=lambda pair: pair[0].id,
    )
    rows = [
        Row(
            (
                (Run(rule.id, "code", link=f"rule-{rule.id}"),),
                (Run(title(ask.name), link=f"ask-{ask.name}"),),
                words(ANSWERS[VERDICTS[rule.effect.then]]),
                words(GROUNDS.get(rule.effect.ground or "", "")),
                words(rule.effect.clause or ""),
            )
        )
        for rule, ask in found
    ]
    head = ("Rule", "Ask", "Answer", "Ground", "Clause")
    return Table("All rules", head, tuple(rows), (33, 19, 18, 16, 14))
