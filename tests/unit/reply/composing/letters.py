"""A small book and decisions of it, made by hand: what the tests of composing write letters from."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from doable.policy.book import Contents, Text
from doable.policy.deciding.cases import Person
from doable.policy.deciding.decision import Answer, Consultation, Decision, Next, Offer, Reason, Typed
from doable.policy.language.declarations import DATE, INT, MONEY, STRING, Type
from doable.policy.language.times import timestamp_from_text
from doable.policy.loading.building import examine
from doable.policy.loading.files import Files
from doable.reply.composing.composing import compose
from doable.reply.occasion import Occasion
from doable.understanding.understood import Message, Understanding

FILES: Mapping[str, str] = {
    "book.yaml": """
name: Bean & Co
version: 1.0.0
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en, de]
grades: [self_service, agent, senior, manager]
functions: [support, finance]
answer_within: 2
""",
    "facts.yaml": "order.faulty: {type: bool}",
    "asks/refund.yaml": """
ask: refund
means: {en: The customer wants money back for their order., de: Der Kunde möchte Geld zurück.}
examples: [money back]
purpose: be made whole
params: {amount: {type: money}, order: {type: string}, date: {type: date}, days: {type: int}}
rules:
  - {id: refund.faulty, when: order.faulty, then: grant, because: "It was faulty, so you get it."}
  - {id: refund.large, when: ask.amount > 50, then: approve, by: manager, because: A manager has to agree.}
  - {id: refund.liked, when: ask.amount > 40, then: approve, by: manager, because: We like you.}
otherwise: {then: decline, ground: policy, because: It was used.}
alternatives: [credit, referral.shop]
""",
    "asks/credit.yaml": """
ask: credit
means: The customer asks why there is no credit.
examples: [credit]
purpose: have something for later
params: {amount: {type: money}}
otherwise: {then: grant}
""",
    "referrals.yaml": "shop: {name: Corner Shop, helps_with: old machines, phone: +49 30 1, address: Weg 3}",
}
AT = timestamp_from_text("2026-10-14T09:00:00+02:00")  # a Wednesday
KINDS: Mapping[str, Type] = {"amount": MONEY, "date": DATE, "by": DATE, "days": INT, "fee": MONEY}


@lru_cache(maxsize=64)
def _contents(playbooks: tuple[tuple[str, str], ...]) -> Contents:
    contents, findings = examine(Files({**FILES, **dict(playbooks)}))
    assert contents is not None, [str(finding) for finding in findings]
    return contents


def book(**playbooks: str) -> Contents:
    """The small book with playbooks by situation; as in `phone__holding`, `holding_in_de`."""
    files = {}
    for name, body in playbooks.items():
        channel, _, situation = name.rpartition("__")
        situation, _, language = situation.partition("_in_")
        front = [f"situation: {situation}"]
        front += [f"channel: {channel}"] if channel else []
        front += [f"language: {language}"] if language else []
        files[f"playbooks/{name}.md"] = "---\n" + "\n".join(front) + "\n---\n" + body
    return _contents(tuple(files.items()))


def typed(**values: object) -> tuple[Typed, ...]:
    """Values of the types that their names have in the book, text otherwise."""
    return tuple(Typed(name, value, KINDS.get(name, STRING)) for name, value in values.items())  # type: ignore[arg-type]  # plain values


def answer(
    verdict: str = "doable", *, because: str | None = None, ground: str | None = None, **parts: object
) -> Answer:
    """An answer to `refund`, of whose parts only those are named that the test is about."""
    made = Answer("refund", (), verdict)
    if because or ground:
        made = replace(made, reasons=(Reason(None, ground, because, None),))
    if verdict in ("declined", "forbidden"):
        made = replace(made, consult=Consultation(needed=True, grade="senior"), consulted=True)
    return replace(made, **parts)  # type: ignore[arg-type]  # named as the parts of an answer are


def offer(text: str, ask: str = "credit", **granted: object) -> Offer:
    """Another ask to be offered."""
    return Offer(ask, (), "doable", typed(**granted), Text((("en", text),)))


def step(what: str, who: str = "accounting", by: date | None = date(2026, 10, 19)) -> Next:
    """A next step; 19 October is a Monday."""
    return Next(Text((("en", what),)), who, by)


def occasion(
    *answers: Answer, asker: str | None = "agent", fault: bool | None = False, **known: object
) -> Occasion:
    """What a reply is for; `signals` make it one whose message was read."""
    signals, message = known.pop("signals", None), str(known.get("message", ""))
    if signals is not None:
        read = Understanding(Message(message), "en", (), str(known.get("emotion", "calm")), "none", signals)  # type: ignore[arg-type]  # a tuple of names
        known["understanding"] = read
    person = Person(asker) if asker else None
    first = next((each.next for each in answers if each.next), None)
    return Occasion(Decision("c1", person, AT, answers, first, fault), **known)  # type: ignore[arg-type]  # named as its parts are


def letter(*answers: Answer, contents: Contents | None = None, **known: object) -> str:
    """The text of the reply."""
    return compose(contents or book(), occasion(*answers, **known)).text  # type: ignore[arg-type]  # as above


MONEY_BACK = typed(amount=Decimal("40.00"))
