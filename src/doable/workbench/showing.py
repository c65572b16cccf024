"""`book show`: the book as a readable document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.book import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, By, Contents, Effect, Rule

_SAYS = {
    "grant": "Yes.",
    "approve": "Yes, once approved by {by}.",
    "bill": "Yes, against a charge: {amount} for {charge_for}.",
    "phase": "Yes, step by step: {steps}.",
    "decline": "No.",
    "forbid": "Never.",
    "refer": "A person decides: {to}.",
    "lift": "The rule does not apply.",
}


def show_book(contents: Contents, ask: str | None = None) -> str:
    """The book, or one ask of it, as Markdown."""
    asks = [contents.asks[ask]] if ask else list(contents.asks.values())
    lines = [] if ask else list(_heading(contents))
    for shown in asks:
        lines.extend(_ask(contents, shown))
    return "\n".join(lines).rstrip() + "\n"


def _heading(contents: Contents) -> Iterator[str]:
    rules = sum(1 for ask in contents.asks.values() for _ in ask.every_rule())
    yield f"# {contents.name} {contents.version}"
    yield ""
    yield f"{len(contents.asks)} asks, {rules} rules and exceptions, {len(contents.stories)} stories."
    yield f"Amounts are in {contents.currency}; days are counted in {contents.zone.key}."
    yield f"Grades, lowest first: {', '.join(contents.grades)}."
    yield ""


def _ask(contents: Contents, ask: Ask) -> Iterator[str]:
    yield f"## {ask.means} (`{ask.name}`)"
    yield ""
    yield f"What it is for: {str(ask.purpose).rstrip('.')}."
    if ask.examples:
        yield "Customers say: " + "; ".join(f"“{example}”" for example in ask.examples[:3]) + "."
    yield ""
    for rule in ask.rules:
        yield from _rule(contents, rule, 0)
    yield f"- **Otherwise:** {_effect(contents, ask.otherwise.effect)}"
    yield ""
    if ask.alternatives:
        yield "Instead we can offer, where the book allows it:"
        yield from (f"- {offered}" for offered in _alternatives(contents, ask))
        yield ""
    yield from _authority(contents, ask)


def _rule(contents: Contents, rule: Rule, depth: int) -> Iterator[str]:
    lead = "If" if depth == 0 else "Unless"
    yield f"{'  ' * depth}- **{lead}** `{rule.when.source}`: {_effect(contents, rule.effect)} _({rule.id})_"
    for exception in rule.exceptions:
        yield from _rule(contents, exception, depth + 1)


def _effect(contents: Contents, effect: Effect) -> str:
    says = _SAYS[effect.then].format(
        by=_by(contents, effect.by),
        amount=effect.amount.source if effect.amount else "",
        charge_for=effect.charge_for or "",
        steps=", then ".join(str(step.terms) for step in effect.steps),
        to=_by(contents, effect.to),
    )
    parts = [says]
    if effect.gives:
        given = ", ".join(f"{name} = `{expression.source}`" for name, expression in effect.gives)
        parts.append(f"What may be promised: {given}.")
    if effect.advise:
        parts.append(f"Risk to name: {effect.advise}")
    if effect.because:
        parts.append(str(effect.because))
    if effect.clause:
        parts.append(f"({effect.clause})")
    return " ".join(parts)


def _by(contents: Contents, by: By | None) -> str:
    if by is None:
        return "whoever is entitled"
    grade = (
        by.grade
        if by.grade != contents.grades[min(1, len(contents.grades) - 1)] or by.function == ANY
        else "anybody"
    )
    return grade if by.function == ANY else f"{grade} in {by.function}"


def _alternatives(contents: Contents, ask: Ask) -> Iterator[str]:
    for other in ask.alternatives:
        if other.ask:
            yield str(other.text or contents.asks[other.ask].means)
        elif other.referral:
            referral = contents.referrals[other.referral]
            yield f"{referral.called}: {referral.helps_with}"


def _authority(contents: Contents, ask: Ask) -> Iterator[str]:
    rows = [row for row in contents.limits or () if row.covers(ask.name)]
    if not rows:
        return
    yield "Who may grant it:"
    for row in rows:
        who = row.grade if row.function == ANY else f"{row.grade} in {row.function}"
        limit = f" while `{row.when[ask.name].source}`" if ask.name in row.when else ""
        yield f"- {who}{limit}"
    yield ""
