"""Whether a no must be talked over first: DESIGN 4 "Meaning", point 5."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.authority import latest
from doable.policy.decision import REFUSED, Answer, Consultation

if TYPE_CHECKING:
    from doable.policy.book import Ask, Contents
    from doable.policy.cases import Case


def consultation(contents: Contents, case: Case, ask: Ask, answer: Answer) -> Answer:
    """The answer with the consultation it needs, and whether that has taken place."""
    if answer.verdict not in REFUSED:
        return answer
    needed = not answer.alternatives or _book_wants_it(contents, ask, answer)
    grade = _grade(contents, case) if needed else None
    held = latest(case.evidence, "consultation", ask.name)
    last = held[-1] if held else None
    enough = last is not None and last.yes and _is_high_enough(contents, case, grade, last.by and last.by.grade)
    return replace(answer, consult=Consultation(needed, grade), consulted=enough)


def _book_wants_it(contents: Contents, ask: Ask, answer: Answer) -> bool:
    wanted = contents.consulting
    effects = {rule.id: rule.effect for rule in ask.every_rule()}
    named = [effects[reason.rule] for reason in answer.reasons if reason.rule in effects]
    if named and not any(effect.consult for effect in named):
        return False
    if wanted.always:
        return True
    if any(reason.ground in wanted.grounds for reason in answer.reasons):
        return True
    amounts = [param.value for param in answer.params if param.type.name == "money"]
    above = wanted.above
    return above is not None and any(isinstance(amount, int | Decimal) and amount > above for amount in amounts)


def _grade(contents: Contents, case: Case) -> str | None:
    """The grade above the asker's; at the top a colleague of the same."""
    if case.asker is None:
        return None
    return contents.grades[min(contents.rank(case.asker.grade) + 1, len(contents.grades) - 1)]


def _is_high_enough(contents: Contents, case: Case, grade: str | None, giver: str | None) -> bool:
    if case.asker is None or grade is None:
        return True
    return giver is not None and contents.rank(giver) >= contents.rank(grade)
