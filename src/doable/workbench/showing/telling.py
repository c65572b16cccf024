"""A rule with its exceptions as an entry of the document, for colleagues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.showing.document import Entry, Run, words
from doable.workbench.showing.speaking import conditions, outcome, value
from doable.workbench.showing.wording import GROUNDS, capital, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents, Effect, NextStep, Rule, Step
    from doable.policy.expression import Expression
    from doable.workbench.showing.document import Line

VERDICTS = {
    "grant": "doable",
    "approve": "needs_approval",
    "bill": "billable",
    "phase": "phased",
    "decline": "declined",
    "forbid": "forbidden",
    "refer": "refer",
    "lift": "lifted",
}
_LEADS_ON = {"by", "until", "from"}
OTHERWISE = "Otherwise, where no rule says anything"


def entry_of(contents: Contents, rule: Rule, language: str, lead: str = "If") -> Entry:
    """A rule as an entry, its exceptions under it."""
    effect = rule.effect
    met = () if lead == OTHERWISE else conditions(rule.when)
    return Entry(
        verdict=VERDICTS[effect.then],
        answer=outcome(contents, effect, language),
        lead=lead if met or lead == OTHERWISE else "Always",
        conditions=met,
        because=words(capital(effect.because.within(language)), language) if effect.because else (),
        details=tuple(_details(effect, language)),
        name=rule.id,
        anchor=f"rule-{rule.id}",
        exceptions=tuple(entry_of(contents, each, language, "But if") for each in rule.exceptions),
    )


def _details(effect: Effect, language: str) -> Iterator[Line]:
    for number, step in enumerate(effect.steps, 1):
        yield _labelled(f"Step {number}", step_in_words(step, language), language)
    if effect.gives:
        yield _labelled("May be promised", "; ".join(given(*each) for each in effect.gives) + ".")
    if effect.advise:
        yield _labelled("Risk to name", effect.advise.within(language), language)
    if effect.next:
        yield _labelled("Then", _next(effect.next, language), language)
    if effect.note:
        yield _labelled("Note, for us alone", effect.note.within(language), language)
    standing = _standing(effect)
    if standing:
        yield (Run(standing, "soft"),)


def _labelled(label: str, text: str, language: str = "") -> Line:
    return (Run(f"{label}: ", "strong"), Run(text, language=language))


def given(name: str, worth: Expression) -> str:
    """What may be promised under a name: `by: today + 14` is `by 14 days from today`."""
    said = value(worth)
    if name == "amount" or said == f"the {title(name).lower()} asked for":
        return said
    return f"{title(name).lower()}{'' if name in _LEADS_ON else ':'} {said}"


def step_in_words(step: Step, language: str) -> str:
    """A step of a plan, with how long it holds."""
    terms = step.terms.within(language)
    if step.until:
        return f"{terms}, until {value(step.until)}"
    for number, unit in ((step.orders, "order"), (step.days, "day")):
        if number:
            return f"{terms}, for {number} {unit}{'' if number == 1 else 's'}"
    return terms


def _next(step: NextStep, language: str) -> str:
    within = "" if step.within is None else f", within {step.within} {'day' if step.within == 1 else 'days'}"
    return f"{step.what.within(language)} ({step.who}{within})."


def _standing(effect: Effect) -> str:
    """What the rule stands on, and what goes for its no or its being told."""
    parts = [
        f"Ground: {GROUNDS[effect.ground]}" if effect.ground else "",
        effect.clause or "",
        "" if effect.consult else "Needs no consultation",
        "Customers may see the condition" if effect.public else "",
    ]
    return " · ".join(part for part in parts if part)
