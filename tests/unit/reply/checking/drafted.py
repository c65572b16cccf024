"""A small book, and occasions of it in the JSON of `check-reply`: what drafts are held against."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from doable.policy.book import Contents
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files
from doable.reply.checking.checking import check
from doable.reply.notation import read_occasion
from doable.reply.occasion import DraftFinding, Occasion

FILES = {
    "book.yaml": """
name: Bean & Co
version: 1.0.0
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en, de]
grades: [self_service, agent, senior]
functions: [support]
""",
    "facts.yaml": "{}",
    "asks/refund.yaml": """
ask: refund
means: {en: Money back for an order., de: Geld zurück für eine Bestellung.}
examples: [money back]
purpose: be made whole
params: {amount: {type: money}}
rules:
  - {id: broken, when: ask.amount < 5, then: grant}
  - {id: refund.loyal, when: ask.amount < 10, then: grant, note: "Cheaper than arguing with them."}
otherwise: {then: decline, ground: policy, because: It was used.}
""",
    "style.yaml": "{instead: {goodwill gesture: gesture, RMA: return number}, reading_level: 8}",
}


@cache
def book() -> Contents:
    """The small book."""
    contents, findings = examine(Files(FILES))
    assert contents is not None, [str(finding) for finding in findings]
    return contents


@cache
def written() -> Mapping[str, object]:
    """The decisions and drafts of drafts.yaml."""
    text = (Path(__file__).parent / "drafts.yaml").read_text(encoding="utf-8")
    return yaml.load(
        text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    )  # the quick one where it is built


def occasion(
    answer: Mapping[str, object] | None = None,
    *others: Mapping[str, object],
    message: str = "Please pay me back.",
    case: Mapping[str, object] | None = None,
    step: Mapping[str, object] | None = None,
    fault: bool | None = False,
) -> Occasion:
    """What a draft answers: by default a refund of 40 EUR by 21 October, asked for on 14 October 2026."""
    asks = [{"ask": "refund", "verdict": "doable", "granted": {"amount": 40}, **(answer or {})}, *others]
    following = {"what": "pay 40 EUR", "who": "accounting", "by": "2026-10-21"} if step is None else step
    decision = {"asks": asks, "next_step": following or None, "company_at_fault": fault}
    raw = {"id": "x", "message": message, "decision": decision, "case": case or {}, "received": "2026-10-14"}
    return read_occasion(book(), raw)


def found(draft: str, held_against: Occasion | None = None) -> tuple[DraftFinding, ...]:
    """The findings in a draft."""
    return check(book(), held_against or occasion(), draft)


def marked(draft: str, held_against: Occasion | None = None) -> dict[str, str]:
    """The words marked by each check, the first of several."""
    marks: dict[str, str] = {}
    for one in found(draft, held_against):
        marks.setdefault(one.check, draft[one.start : one.end])
    return marks
