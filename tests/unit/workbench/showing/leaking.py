"""What of a book must not stand in what customers see, and whether it does."""

import re
from collections.abc import Iterator
from html import unescape

from doable.policy.book import Contents, Rule, Text

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def leaks(contents: Contents, shown: str) -> set[str]:
    """Kinds of things in a public document that are the company's own."""
    plain = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", shown, flags=re.DOTALL).replace("\\", "")
    words = unescape(re.sub(r"<[^>]*>", " ", plain))
    return {kind for kind, found in _inside(contents, plain, words) if found}


def _inside(contents: Contents, plain: str, words: str) -> Iterator[tuple[str, object]]:
    rules = [rule for ask in contents.asks.values() for rule in ask.every_rule()]
    yield "note", [rule for rule in rules if rule.effect.note and str(rule.effect.note) in plain]
    yield "rule", [rule.id for rule in rules if "." in rule.id and _stands(rule.id, plain)]
    yield "fact", [name for name in contents.facts if "." in name and _stands(name, plain)]
    yield "digest", contents.digest[:8] in plain
    yield (
        "grade",
        [grade for grade in contents.grades if re.search(rf"once an? {grade}\b", words)],
    )
    yield "number", set(_NUMBER.findall(words)) - set(_NUMBER.findall(" ".join(_for_customers(contents))))


def _stands(name: str, text: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w])", text) is not None


def _for_customers(contents: Contents) -> Iterator[str]:
    """Everything with a number in it that customers may see."""
    yield contents.version
    for referral in contents.referrals.values():
        yield from (
            str(referral.called),
            str(referral.helps_with),
            *(reach for _way, reach in referral.contact),
        )
    for ask in contents.asks.values():
        yield from (ask.name, str(ask.means), *ask.examples)
        yield from (_all(other.text) for other in ask.alternatives)
        for rule in ask.every_rule():
            yield from _said(rule)


def _said(rule: Rule) -> Iterator[str]:
    effect = rule.effect
    yield from (_all(effect.because), effect.clause or "", _all(effect.advise), _all(effect.charge_for))
    yield from (_all(step.terms) for step in effect.steps)
    yield from (str(number) for number in range(1, len(effect.steps) + 1))
    if effect.amount:
        yield effect.amount.source
    if effect.public:
        yield rule.when.source
        yield from (worth.source for _name, worth in effect.gives or ())


def _all(text: Text | None) -> str:
    return " ".join(words for _language, words in text.by_language) if text else ""
