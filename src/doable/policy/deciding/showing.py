"""A Decision as the JSON of `decide out`; keys and lists in a fixed order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Offer, Referred
from doable.policy.deciding.notation import show_money, show_plain, show_value
from doable.policy.language.times import timestamp_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.book import Contents, Text
    from doable.policy.deciding.cases import Person
    from doable.policy.deciding.decision import Answer, Charge, Decision, Missing, Next, PlanStep, Typed

Json = dict[str, object]


def show_decision(contents: Contents, decision: Decision) -> Json:
    """The decision as JSON data."""
    return {
        "id": decision.id,
        "as": _person(decision.asker),
        "at": timestamp_text(decision.at),
        "book": {
            "name": contents.name,
            "version": contents.version,
            "digest": contents.digest,
            "language_version": contents.language_version,
        },
        "asks": [show_answer(contents, answer) for answer in decision.answers],
        "next_step": _next(decision.next),
        "company_at_fault": decision.company_at_fault,
    }


def show_answer(contents: Contents, answer: Answer) -> Json:
    """The answer to one ask as JSON data."""
    return {
        "ask": answer.ask,
        "params": _values(contents, answer.params),
        "verdict": answer.verdict,
        "granted": _values(contents, answer.granted),
        "reasons": [
            {
                "rule": reason.rule,
                "ground": reason.ground,
                "because": _text(reason.because),
                "clause": reason.clause,
            }
            for reason in answer.reasons
        ],
        "approvals": [
            {"grade": approval.grade, "function": approval.function, "obtained": approval.obtained}
            for approval in answer.approvals
        ],
        "charge": _charge(answer.charge),
        "phase": None if answer.phase is None else [_step(step) for step in answer.phase],
        "consult": None
        if answer.consult is None
        else {"needed": answer.consult.needed, "grade": answer.consult.grade},
        "consulted": answer.consulted,
        "missing": [_missing(missing) for missing in answer.missing],
        "advise": " ".join(str(text) for text in answer.advise) or None,
        "alternatives": [_alternative(contents, offered) for offered in answer.alternatives],
        "possible": [_possible(contents, offer) for offer in answer.possible],
        "nearest": [
            {
                "param": near.param.name,
                "value": show_value(near.param.value, near.param.type, contents.currency),
            }
            for near in answer.nearest
        ],
        "errors": list(answer.errors),
    }


def _person(person: Person | None) -> object:
    if person is None or person.function is None:
        return person and person.grade
    return {"grade": person.grade, "function": person.function}


def _values(contents: Contents, values: Iterable[Typed]) -> Json:
    return {typed.name: show_value(typed.value, typed.type, contents.currency) for typed in values}


def _text(text: Text | str | None) -> str | None:
    return None if text is None else str(text)


def _charge(charge: Charge | None) -> Json | None:
    if charge is None:
        return None
    return {
        "amount": show_money(charge.amount, charge.currency),
        "currency": charge.currency,
        "for": "; ".join(str(text) for text in charge.reasons),
        "preauthorised": charge.preauthorised,
    }


def _step(step: PlanStep) -> Json:
    limits = {"orders": step.orders, "days": step.days, "until": step.until and show_plain(step.until)}
    return {"terms": str(step.terms), **{name: limit for name, limit in limits.items() if limit is not None}}


def _missing(missing: Missing) -> Json:
    return {"fact": missing.fact, "question": _text(missing.question), "of": missing.of}


def _alternative(contents: Contents, offered: Offer | Referred) -> Json:
    if isinstance(offered, Referred):
        return {"referral": offered.referral, "text": str(offered.text), "contact": dict(offered.contact)}
    return {
        "ask": offered.ask,
        "params": _values(contents, offered.params),
        "verdict": offered.verdict,
        "granted": _values(contents, offered.granted),
        "text": str(offered.text),
    }


def _possible(contents: Contents, offer: Offer) -> Json:
    shown = _alternative(contents, offer)
    return {**shown, "missing": [_missing(missing) for missing in offer.missing]}


def _next(step: Next | None) -> Json | None:
    if step is None:
        return None
    return {"what": _text(step.what), "who": step.who, "by": step.by and show_plain(step.by)}
