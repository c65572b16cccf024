"""Who does what by when, and which days the letter can name for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from doable.policy.book import Text
from doable.reply.composing.showing import Named, Nothing, has_numbers

if TYPE_CHECKING:
    from datetime import date

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Answer, Decision, Next
    from doable.reply.composing.showing import Shown

# How the engine names a step that a person inside takes; not for the customer.
_INSIDE = re.compile(r"(approve|talk over|decide): ")
_OPEN_FIRST = ("needs_approval", "clarify", "refer", "phased", "billable", "declined", "forbidden", "doable")


def with_steps(decision: Decision) -> tuple[Answer, ...]:
    """The answers; a next step of the whole decision that none of them has belongs to what is open first."""
    answers = decision.answers
    if decision.next is None or not answers or any(answer.next == decision.next for answer in answers):
        return answers
    first = min(answers, key=lambda answer: _OPEN_FIRST.index(answer.verdict))
    return tuple(replace(answer, next=decision.next) if answer is first else answer for answer in answers)


def step_values(answer: Answer, shown: Shown, *, said: str, public: bool) -> Named:
    """The next step as values; `said` is the answer so far, whose date is not said again."""
    step = answer.next
    if step is None:
        return Nothing()
    what = _what(answer, step, shown.language.code)
    if public and what and has_numbers(what):
        what = None
    by = shown.day(step.by) if step.by else None
    again = None if by and by in said else by
    return Named(
        what=what,
        who=shown.language.person(step.who),
        by=by,
        mine=step.who == "customer",
        says=shown.language.step(what, step.who, again) if what else None,
    )


def answer_day(contents: Contents, step: Next | None, today: date) -> date | None:
    """The day by which a person answers: that of the step, else what the book allows for it."""
    if step is not None and step.by is not None:
        return step.by
    return None if contents.answer_within is None else today + timedelta(days=contents.answer_within)


def _what(answer: Answer, step: Next, language: str) -> str | None:
    """What is done, in words for the customer; a question that a colleague has to answer is not."""
    what = step.what.within(language) if isinstance(step.what, Text) else step.what
    asked_inside = answer.verdict == "clarify" and step.who != "customer"
    return None if asked_inside or _INSIDE.match(what) else what
