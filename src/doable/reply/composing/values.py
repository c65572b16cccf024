"""What playbooks see: the values of the decision and the occasion, ready to be read, and nothing else."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.book import Text
from doable.policy.vocabulary import ALLOWING
from doable.reply.composing.languages.language import sentence
from doable.reply.composing.showing import Named, Nothing, has_numbers
from doable.reply.composing.situations import emotion_of, is_held, signals_of
from doable.reply.composing.stepping import answer_day
from doable.understanding.understood import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Approval, Charge, PlanStep, Typed
    from doable.reply.composing.languages.language import Language
    from doable.reply.composing.showing import Shown
    from doable.reply.occasion import Occasion

_FURY = ("angry", "leaving")
_LOUD = re.compile(r"!!|\?\?|[“”\"]|\b[A-ZÄÖÜ]{4,}\b")
# How words begin that were cut from within a sentence.
_GOES_ON = re.compile(r"(?:and|or|but|so|because|that|which|who|is|was|has|und|oder|aber)\b", re.IGNORECASE)
_FEWEST_WORDS, _MOST_WORDS = 3, 16
_DAYS = ("by", "date")
# While it is open what the answer will be, a rule that allows is no reason to give: it sounds like a yes.
_OPEN = ("needs_approval", "clarify", "refer")


def letter_values(
    contents: Contents, occasion: Occasion, shown: Shown, channel: str | None
) -> dict[str, object]:
    """What holds for the whole letter."""
    public, asker = channel == "review", occasion.decision.asker
    read, signed = occasion.understanding, contents.style.sign_off
    found = signals_of(occasion)
    return {
        "customer": Named(name=None if public else occasion.customer_name),
        "reference": None if public else _reference(occasion.order_number),
        "company": contents.name,
        "sign_off": _on_lines(signed.within(shown.language.code)) if signed else None,
        "channel": channel,
        "emotion": emotion_of(occasion),
        "cause": read.cause if read else "none",
        "signals": Named({signal: signal in found for signal in SIGNALS}),
        "fault": bool(occasion.decision.company_at_fault),
        "self_service": asker is not None and asker.grade == contents.grades[0],
        "several": len(occasion.decision.answers) > 1,
        "answer_within": _within(contents, shown),
    }


def quote_of(occasion: Occasion, answer: Answer, language: str) -> str | None:
    """The customer's own words for an ask, quoted, where they are few and calm enough to be repeated.

    Words in another language than the letter's are not.
    """
    read = occasion.understanding
    if read and read.language != language:
        return None
    if emotion_of(occasion) in _FURY or "abusive" in signals_of(occasion):
        return None
    quotes = [read.quote(asked.span) for asked in read.asks if asked.ask == answer.ask] if read else []
    alone = len(occasion.decision.answers) == 1
    words = " ".join((quotes[0] if quotes else occasion.message if alone else "").split())
    few = _FEWEST_WORDS <= len(words.split()) <= _MOST_WORDS
    whole = words.endswith((".", "!", "?")) and not _GOES_ON.match(words)
    return f"“{words}”" if few and whole and not _LOUD.search(words) else None


def ask_values(contents: Contents, answer: Answer, shown: Shown, *, public: bool) -> dict[str, object]:
    """What holds for the answer to one ask; in public without what concerns this customer alone."""
    language = shown.language.code
    asked = () if public else tuple(_tellable(contents, answer, shown))
    granted = () if public else answer.granted
    reasons = [*dict.fromkeys(_reasons(contents, answer, shown.language))]
    because = shown.language.reasons(reasons)
    kept_back = public and _is_personal(contents, answer, reasons)
    day = answer_day(contents, answer.next, shown.today)
    return {
        "ask": shown.named(asked),
        "granted": shown.named(granted),
        "figures": shown.figures(granted),
        "by": _by(answer, shown, public=public),
        "because": None if kept_back else because or None,
        "kept_back": kept_back,
        "clause": next((reason.clause for reason in answer.reasons if reason.clause), None),
        "charge": _charge(answer.charge, shown, public=public),
        "approver": _approver(answer.approvals, shown),
        "answer_by": shown.day(day) if day else None,
        "questions": [question for question in _questions(answer, language) if question],
        "looking_up": any(missing.of != "customer" for missing in answer.missing),
        "plan": [] if public else [_step(step, shown) for step in answer.phase or ()],
        "advise": " ".join(sentence(text.within(language)) for text in answer.advise) or None,
        "consulted": answer.consulted,
        "held": is_held(answer),
    }


def _tellable(contents: Contents, answer: Answer, shown: Shown) -> Iterator[Typed]:
    """What was asked for as far as it can stand in a sentence: no -2 months, no words that are a sentence."""
    known = contents.asks.get(answer.ask)
    read = {name for name, param in known.params.items() if param.reads} if known else set()
    for typed in answer.params:
        value = typed.value
        if isinstance(value, str) and typed.name not in read and not shown.language.is_phrase(value):
            continue
        if isinstance(value, int | Decimal) and not isinstance(value, bool) and value <= 0:
            continue
        yield typed


def _by(answer: Answer, shown: Shown, *, public: bool) -> str | None:
    """The day that was granted, unless the next step says it anyway."""
    days = (typed for name in _DAYS for typed in answer.granted if typed.name == name)
    day = next((typed.value for typed in days if isinstance(typed.value, date)), None)
    if day is None or public or (answer.next is not None and answer.next.by == day):
        return None
    return shown.day(day)


def _reference(number: str | None) -> str | None:
    """An order's number with the word; other numbers, such as F-907, say by themselves what they are."""
    return f"order {number}" if number and number.isdigit() else number


def _on_lines(sign_off: str) -> str:
    """`Kind regards, Copperline Coffee` as it stands below a letter: the name on a line of its own."""
    words, comma, name = sign_off.rpartition(", ")
    return f"{words},\n{name}" if comma and "\n" not in sign_off else sign_off


def _within(contents: Contents, shown: Shown) -> str | None:
    days = contents.answer_within
    measured = shown.language.measure("days", str(days)) if days else None
    return measured and measured.replace(str(days), shown.language.counted(days or 0), 1)


def _reasons(contents: Contents, answer: Answer, language: Language) -> Iterator[str]:
    """What the reasons tell the customer."""
    rules = contents.asks[answer.ask].every_rule() if answer.ask in contents.asks else ()
    effects = {rule.id: rule.effect.then for rule in rules}
    for reason in answer.reasons:
        text = reason.because
        said = text.within(language.code) if isinstance(text, Text) else text
        if said and not _is_out_of_time(answer, effects.get(reason.rule or ""), said, language):
            yield said


def _is_personal(contents: Contents, answer: Answer, reasons: list[str]) -> bool:
    """Whether numbers in the reasons may be the customer's own: those of the book are everybody's."""
    rules = contents.asks[answer.ask].every_rule() if answer.ask in contents.asks else ()
    told = (rule.effect.because for rule in rules)
    known = {text for because in told if because for _, text in because.by_language}
    return any(has_numbers(said) for said in reasons if said not in known)


def _is_out_of_time(answer: Answer, then: str | None, said: str, language: Language) -> bool:
    """Whether a rule that allows gives the reason while it is still open what the answer will be.

    The other way round, what leaves it open whether somebody will agree is no reason once they have.
    """
    if answer.verdict not in _OPEN:
        return then == "approve" and language.leaves_open(said)
    if then not in ALLOWING:
        return False
    return not (then == "approve" and answer.verdict == "needs_approval" and language.leaves_open(said))


def _charge(charge: Charge | None, shown: Shown, *, public: bool) -> Named:
    if charge is None:
        return Nothing()
    reasons = [text.within(shown.language.code) for text in charge.reasons]
    amount = None if public else shown.money(charge.amount, charge.currency)
    return Named(
        {
            "amount": amount,
            "what": shown.language.listed(reasons) or None,
            "preauthorised": charge.preauthorised,
        }
    )


def _approver(approvals: tuple[Approval, ...], shown: Shown) -> str | None:
    people = [
        shown.language.person(
            approval.grade if approval.function == "any" else f"{approval.function} {approval.grade}"
        )
        for approval in approvals
        if not approval.obtained
    ]
    return shown.language.listed([*dict.fromkeys(people)]) or None


def _questions(answer: Answer, language: str) -> list[str]:
    """The questions that the customer can answer."""
    asked = [missing for missing in answer.missing if missing.of == "customer" and missing.question]
    return [sentence(missing.question.within(language)) for missing in asked if missing.question]


def _step(step: PlanStep, shown: Shown) -> Named:
    return Named(
        terms=shown.language.clause(step.terms.within(shown.language.code)),
        orders=step.orders,
        times=step.orders and shown.language.counted(step.orders),
        days=step.days and shown.language.measure("days", str(step.days)),
        until=step.until and shown.day(step.until),
    )
