"""`book check`: what a whole book should not be like, in words for whoever answers for it.

Errors found while loading (syntax, unknown names, wrong types ..) come first; what is here needs the
whole book. Most are warnings: the book works, yet somebody will be left without an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.authority import question_of
from doable.policy.book import ALLOWING, ANY, NO_EFFECTS
from doable.policy.findings import Finding, Place
from doable.policy.loading.building import examine
from doable.policy.loading.files import read_files
from doable.reply.playbooks import PlaybookError, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doable.policy.book import Ask, Contents, Fact, Rule
    from doable.policy.expression import Expression

TOTALS = frozenset({"case.granted", "customer.granted_90d"})


def check_book(folder: Path) -> tuple[Contents | None, tuple[Finding, ...]]:
    """The book (None if it can't be used) and everything there is to say about it."""
    files = read_files(folder)
    contents, findings = examine(files)
    if contents is None:
        return None, findings
    found = [finding for check in _CHECKS for finding in check(contents)]
    lines = {path: text.splitlines() for path, text in files.texts.items()}
    whole = (*findings, *(_with_source(finding, lines) for finding in found))
    ordered = tuple(sorted(whole, key=lambda finding: (finding.severity, finding.place, finding.message)))
    return (None if any(finding.severity == "error" for finding in ordered) else contents), ordered


def _with_source(finding: Finding, lines: dict[str, list[str]]) -> Finding:
    text = lines.get(finding.place.file, [])
    return replace(finding, source=text[finding.place.line - 1][:300]) if finding.place.line <= len(text) else finding


def _warning(check: str, place: Place, message: str, remedy: str) -> Finding:
    return Finding("warning", check, message, place, remedy)


def noes_without_alternative(contents: Contents) -> Iterator[Finding]:
    """An ask that can be refused and offers nothing in its place."""
    for ask in contents.asks.values():
        no = next((rule for rule in ask.every_rule() if rule.effect.then in NO_EFFECTS), None)
        if no is not None and not ask.alternatives:
            message = f"`{no.id}` says no, and `{ask.name}` has no alternative or referral to offer"
            yield _warning("alternative", ask.place, message, "add `alternatives:` that serve its purpose")


def facts_nobody_can_supply(contents: Contents) -> Iterator[Finding]:
    """A fact that a condition reads and that no source may give."""
    for fact in _read_facts(contents):
        if fact.computed is None and set(fact.sources) <= {"computed"}:
            message = f"nobody can supply `{fact.name}`: it has neither an expression nor a source"
            yield _warning("supply", fact.place, message, "add `is:`, or `from: [record, ..]`")


def missing_questions(contents: Contents) -> Iterator[Finding]:
    """A fact that a person could tell, but nobody knows what to ask."""
    for fact in _read_facts(contents):
        askable = {"customer", "colleague"} & set(fact.sources)
        if fact.computed is None and askable and not question_of(contents, fact.name):
            message = f"`{fact.name}` has no question, so it can't be asked for when it is missing"
            yield _warning("question", fact.place, message, "add `ask: ..` and `of: customer` or `of: colleague`")


def answers_that_would_not_count(contents: Contents) -> Iterator[Finding]:
    """A question put to somebody whose answer is then thrown away."""
    for fact in contents.facts.values():
        if fact.of is not None and fact.of not in fact.sources and fact.computed is None:
            message = f"`{fact.name}` is asked of the {fact.of}, whose word does not count for it"
            yield _warning("question", fact.place, message, f"add `{fact.of}` to `from`, or ask somebody else")


def authority_holes(contents: Contents) -> Iterator[Finding]:
    """Something that nobody may approve."""
    if contents.limits is None:
        return
    for ask in contents.asks.values():
        if not any(rule.effect.then in ALLOWING for rule in ask.every_rule()):
            continue
        rows = [row for row in contents.limits if row.covers(ask.name)]
        if not rows:
            message = f"nobody may grant `{ask.name}`: no row of authority.yaml names it"
            yield _warning("authority", ask.place, message, f"add a row with `ask: {ask.name}` (or `ask: any`)")
        elif all(ask.name in row.when for row in rows):
            message = f"beyond the limits of authority.yaml nobody may grant `{ask.name}`"
            yield _warning("authority", rows[-1].place, message, "add a row without `when` for the highest grade")


def limits_that_splitting_defeats(contents: Contents) -> Iterator[Finding]:
    """A limit on one ask's amount alone: two asks of half the sum would slip through."""
    for row in contents.limits or ():
        for name, expression in row.when.items():
            ask = contents.asks[name]
            money = {f"ask.{param.name}" for param in ask.params.values() if param.type.name == "money"}
            if expression.reads & money and not expression.reads & TOTALS:
                message = "this limit reads one ask's amount alone, so splitting a sum gets round it"
                yield _warning("splitting", row.place, message, "add what was granted already: `ask.amount + case.granted`")
                break


def exceptions_beyond_otherwise(contents: Contents) -> Iterator[Finding]:
    """An exception that allows what `otherwise` would refuse: it must carry all its limits itself."""
    for ask in contents.asks.values():
        if ask.otherwise.effect.then not in NO_EFFECTS:
            continue
        for rule, exception in _exceptions(ask):
            if rule.effect.then in NO_EFFECTS and exception.effect.then in ALLOWING:
                message = f"`{exception.id}` allows what `otherwise` would refuse"
                yield _warning("exception", exception.place, message, "make sure its condition carries every limit that shall hold")


def unguarded_absences(contents: Contents) -> Iterator[Finding]:
    """A fact that may be absent, read without asking first whether it is there."""
    for expression, place in _expressions(contents):
        for name in expression.checked.unguarded:
            message = f"`{name}` may be absent (null), and is read without `has({name})`"
            yield _warning("absent", place, message, f"write `has({name}) && ..`")


def asks_alike(contents: Contents) -> Iterator[Finding]:
    """Two asks with the same example: reading can't tell them apart."""
    seen: dict[str, str] = {}
    for ask in contents.asks.values():
        if not ask.examples:
            message = f"`{ask.name}` has no example, so it can't be recognised in a message"
            yield _warning("examples", ask.place, message, "add a few sentences as customers write them")
        for example in ask.examples:
            other = seen.setdefault(" ".join(example.lower().split()).strip(".!?"), ask.name)
            if other != ask.name:
                message = f"`{ask.name}` and `{other}` have the same example: {example}"
                yield _warning("examples", ask.place, message, "give each ask sentences of its own")


def playbooks_that_fail(contents: Contents) -> Iterator[Finding]:
    """A playbook that is no Liquid, or does not come to an end."""
    for playbook in contents.playbooks:
        try:
            render(playbook, {}, strict=False)
        except PlaybookError as error:
            yield Finding("error", "playbook", error.message, Place(playbook.file, error.line), error.help)


_CHECKS: tuple[Callable[[Contents], Iterator[Finding]], ...] = (
    noes_without_alternative,
    facts_nobody_can_supply,
    missing_questions,
    answers_that_would_not_count,
    authority_holes,
    limits_that_splitting_defeats,
    exceptions_beyond_otherwise,
    unguarded_absences,
    asks_alike,
    playbooks_that_fail,
)


def _read_facts(contents: Contents) -> list[Fact]:
    """The facts that some condition reads, through computed facts too."""
    pending = [name for expression, _ in _expressions(contents) for name in expression.reads]
    found: dict[str, Fact] = {}
    while pending:
        fact = contents.facts.get(pending.pop())
        if fact is not None and fact.name not in found:
            found[fact.name] = fact
            pending.extend(fact.computed.reads if fact.computed else ())
    return [fact for name, fact in sorted(found.items()) if name not in TOTALS]


def _exceptions(ask: Ask) -> Iterator[tuple[Rule, Rule]]:
    for rule in ask.every_rule():
        for exception in rule.exceptions:
            yield rule, exception


def _expressions(contents: Contents) -> Iterator[tuple[Expression, Place]]:
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            yield rule.when, rule.place
            values = [expression for _, expression in rule.effect.gives or ()]
            for expression in (*values, *([rule.effect.amount] if rule.effect.amount else [])):
                yield expression, rule.place
    for row in contents.limits or ():
        for name, expression in row.when.items():
            if name in row.asks or ANY in row.asks:
                yield expression, row.place
    for fact in contents.facts.values():
        if fact.computed is not None:
            yield fact.computed, fact.place
