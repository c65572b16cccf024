"""Whether a no must be talked over first: docs/books/meaning.md, 5."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.authority import latest
from doable.policy.deciding.decision import Answer, Consultation
from doable.policy.vocabulary import NO_EFFECTS, REFUSED

if TYPE_CHECKING:
    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.deciding.cases import Case, Evidence
    from doable.policy.deciding.combining import Rules


def consultation(contents: Contents, case: Case, rules: Rules, answer: Answer) -> Answer:
    """The answer with the consultation it needs, and whether that has taken place."""
    if answer.verdict not in REFUSED:
        return answer
    needed = not answer.alternatives or _is_wanted(contents, rules, answer)
    grade = _grade(contents, case) if needed else None
    held = latest(case.evidence, "consultation", answer.ask)
    last = held[-1] if held else None
    enough = last is not None and last.yes and _is_high_enough(contents, case, grade, last)
    return replace(answer, consult=Consultation(needed, grade), consulted=enough)


def _is_wanted(contents: Contents, rules: Rules, answer: Answer) -> bool:
    """Whether a no that is given, or may be the one given, is to be talked over."""
    wanted = contents.consulting
    if any(reason.rule is None for reason in answer.reasons):
        grounds = {reason.ground for reason in answer.reasons}
    else:
        grounds = {rule.effect.ground for rule in _possible_noes(rules) if rule.effect.consult}
    if not grounds:
        return False
    if wanted.always or grounds & set(wanted.grounds):
        return True
    return wanted.above is not None and _may_exceed(rules.ask, answer, wanted.above)


def _possible_noes(rules: Rules) -> list[Rule]:
    """The nos in force, and those that may be."""
    certain = [rule for rule in rules.certain() if rule.effect.then in NO_EFFECTS]
    possible = [rule for rule in rules.unsettled() if rule.effect.then in NO_EFFECTS]
    return [*certain, *possible] if certain else [*possible, rules.ask.otherwise]


def _may_exceed(ask: Ask, answer: Answer, above: Decimal) -> bool:
    """Whether an amount asked is above the limit, or not known."""
    amounts = {param.name: param.value for param in answer.params}
    for name, param in ask.params.items():
        if param.type.name == "money":
            amount = amounts.get(name)
            if not isinstance(amount, int | Decimal) or amount > above:
                return True
    return False


def _grade(contents: Contents, case: Case) -> str | None:
    """The grade above the asker's; at the top a colleague of the same."""
    if case.asker is None:
        return None
    return contents.grades[min(contents.rank(case.asker.grade) + 1, len(contents.grades) - 1)]


def _is_high_enough(contents: Contents, case: Case, grade: str | None, held: Evidence) -> bool:
    if case.asker is None or grade is None:
        return True
    return held.by is not None and contents.rank(held.by.grade) >= contents.rank(grade)
