"""What a reply may draw on: the decision, the case and the message, ready to be compared with a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Offer
from doable.reply.checking.draft.stems import stems
from doable.reply.checking.record.figures import Figure, figures, figures_of
from doable.reply.checking.record.points import in_language, points_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Decision, Next
    from doable.reply.checking.record.points import Point
    from doable.reply.occasion import Occasion

_NUMBER = re.compile(r"(?<![\w.,-])\d{1,7}(?:[.,]\d{1,2})?(?![\w-])")


@dataclass(frozen=True, slots=True)
class Known:
    """The record of one reply.

    `record` is all of its text, `decided` that of the decision, `inner` what must stay inside. `grants` are
    the figures that may be promised, `mentioned` those of all texts, `numbers` the bare numbers in them;
    `asked`, `recorded` and `step` are the stems of message, record and next steps, `stepper` of who does it.
    """

    points: tuple[Point, ...]
    decision: Decision
    message: str
    received: date | None
    emotion: str
    customer_name: str | None
    order_number: str | None
    asked: frozenset[str]
    recorded: frozenset[str]
    step: frozenset[str]
    stepper: frozenset[str]
    grants: tuple[Figure, ...]
    mentioned: tuple[Figure, ...]
    numbers: frozenset[Decimal]
    record: str
    decided: str
    inner: tuple[str, ...]
    instead: tuple[tuple[str, str], ...]
    reading_level: int | None
    currency: str
    answer_within: int | None

    @property
    def stance(self) -> str:
        """The stance of all asks, or `mixed`."""
        found = {point.stance for point in self.points}
        return found.pop() if len(found) == 1 else "mixed"


def numbers_in(text: str) -> frozenset[Decimal]:
    """The bare numbers of a text."""
    return frozenset(Decimal(found.replace(",", ".")) for found in _NUMBER.findall(text))


def steps_of(decision: Decision) -> tuple[Next, ...]:
    """What happens next, for the whole and for each ask."""
    found = (decision.next, *(answer.next for answer in decision.answers))
    return tuple(step for step in found if step is not None)


def known_of(contents: Contents, occasion: Occasion, language: str) -> Known:
    """What the occasion knows, its texts in the language of the draft."""
    decision = occasion.decision
    steps = steps_of(decision)
    understood = occasion.understanding
    decided = "\n".join(_decided(decision, language))
    earlier = understood.message.history if understood else ()
    text = "\n".join((occasion.message, *(one.text for one in earlier), decided))
    params = [typed for answer in decision.answers for typed in answer.params]
    points = points_of(contents, occasion, language)
    return Known(
        points=points,
        decision=decision,
        message=occasion.message,
        received=occasion.received,
        emotion=occasion.emotion or (understood.emotion if understood else "calm"),
        customer_name=occasion.customer_name,
        order_number=occasion.order_number,
        asked=stems(occasion.message),
        recorded=stems(text),
        step=stems(" ".join(in_language(step.what, language) for step in steps)),
        stepper=stems(" ".join(step.who for step in steps)),
        grants=tuple(_grants(points, steps, occasion.received)),
        mentioned=(
            *figures(text, occasion.received),
            *(figure for typed in params for figure in figures_of(typed)),
        ),
        numbers=numbers_in(text),
        record=f"{text}\n{occasion.customer_name or ''}\n{occasion.order_number or ''}\n{contents.name}",
        decided=decided,
        inner=tuple(_inner(contents)),
        instead=contents.style.instead,
        reading_level=contents.style.reading_level,
        currency=contents.currency,
        answer_within=contents.answer_within,
    )


def _grants(points: tuple[Point, ...], steps: tuple[Next, ...], received: date | None) -> Iterator[Figure]:
    """Every figure that may be promised: granted, charged, offered, planned, or due next."""
    for point in points:
        yield from point.granted
        for option in point.options:
            yield from option.figures
    for step in steps:
        yield from [Figure("day", step.by)] if step.by else []
        yield from figures(str(step.what), received)


def _decided(decision: Decision, language: str) -> Iterator[str]:
    """Every text of the decision."""
    for answer in decision.answers:
        yield from _of_answer(answer, language)
    for step in steps_of(decision):
        yield f"{in_language(step.what, language)}. {step.who}"


def _of_answer(answer: Answer, language: str) -> Iterator[str]:
    for reason in answer.reasons:
        yield in_language(reason.because, language)
        yield reason.clause or ""
    for missing in answer.missing:
        yield in_language(missing.question, language)
    yield from (text.within(language) for text in answer.advise)
    for offered in (*answer.alternatives, *answer.possible):
        yield offered.text.within(language)
        if not isinstance(offered, Offer):
            yield from (value for _, value in offered.contact)
    if answer.charge:
        yield from (text.within(language) for text in answer.charge.reasons)
    yield from (step.terms.within(language) for step in answer.phase or ())
    yield from (str(typed.value) for typed in (*answer.params, *answer.granted))


def _inner(contents: Contents) -> Iterator[str]:
    """What stands in the book for colleagues only: notes, and the ids of rules."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            if "." in rule.id:
                yield rule.id
            if rule.effect.note:
                yield from (words for _, words in rule.effect.note.by_language)
