"""What happens next, who does it, by when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Answer, Next
from doable.policy.vocabulary import ALLOWED, REFUSED

if TYPE_CHECKING:
    from doable.policy.book import Ask, Contents, NextStep


def next_step(contents: Contents, ask: Ask, answer: Answer, today: date) -> Next | None:
    """The next step of an ask: what a person still has to do, else what its rule says."""
    by = _later(today, contents.answer_within)
    pending = next((approval for approval in answer.approvals if not approval.obtained), None)
    if answer.verdict == "needs_approval" and pending is not None:
        return Next(f"approve: {ask.means}", _title(pending.grade, pending.function), by)
    if answer.verdict == "clarify" and answer.missing:
        first = answer.missing[0]
        return Next(first.question or f"say what `{first.fact}` is", first.of, None)
    if answer.verdict in REFUSED and answer.consult and answer.consult.needed and not answer.consulted:
        return Next(f"talk over: {ask.means}", answer.consult.grade or "a colleague of higher grade", by)
    written = _written(ask, answer)
    if written is not None:
        return Next(written.what, written.who, _later(today, written.within))
    return _of_verdict(ask, answer, by)


def _of_verdict(ask: Ask, answer: Answer, by: date | None) -> Next | None:
    if answer.verdict == "refer":
        to = next(
            (rule.effect.to for rule in ask.every_rule() if rule.effect.to and _decided(rule.id, answer)),
            None,
        )
        return Next(f"decide: {ask.means}", _title(to.grade, to.function) if to else "a person", by)
    if answer.verdict == "phased":
        return Next("accept the plan", "customer", None)
    if answer.verdict == "billable":
        return Next("agree to the charge", "customer", None)
    return None


def _decided(rule: str, answer: Answer) -> bool:
    return any(reason.rule == rule for reason in answer.reasons)


def _written(ask: Ask, answer: Answer) -> NextStep | None:
    """What the deciding rules say comes next, once nothing else is open."""
    if answer.verdict in ALLOWED and answer.verdict != "doable":
        return None
    effects = {rule.id: rule.effect for rule in ask.every_rule()}
    named = (effects[reason.rule].next for reason in answer.reasons if reason.rule in effects)
    return next((step for step in named if step is not None), None)


def _later(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)


def _title(grade: str, function: str) -> str:
    return grade if function == "any" else f"{function} {grade}"
