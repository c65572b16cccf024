"""Who may do what: every page and every flow asks here, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from doable.desk import books
from doable.desk.models.people import ADMINISTRATOR, POLICY_OWNER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.desk.models import BookApproval, Case, Person, SavedView
    from doable.desk.models.asking import Asked


class NotAllowed(PermissionDenied):
    """Somebody may not do something; the text says why and who may."""


def allowed(person: Person, act: str, thing: object = None) -> bool:
    """Whether a person may do an act, on a thing where the act has one."""
    return person.is_active and _RULES[act](person, thing)


def authorise(person: Person, act: str, thing: object = None) -> None:
    """Raise NotAllowed unless a person may do an act."""
    if not allowed(person, act, thing):
        raise NotAllowed(_WHY.get(act, "You may not do this; an administrator can say who may."))


def rank(person: Person) -> int:
    """Where a person's grade stands in the book; 0 for those who may grant nothing."""
    grades = books.in_force().contents.grades
    return grades.index(person.grade) if person.grade in grades else 0


def may_approve(person: Person) -> bool:
    """Whether somebody of this grade can be asked for an approval: above the lowest grade of people."""
    return rank(person) > 1


def sees_all(person: Person) -> bool:
    """Whether a person may see the cases of every function: those of the highest grade."""
    return bool(rank(person)) and person.grade == books.in_force().contents.grades[-1]


def seen_by(person: Person) -> Q:
    """The cases a person may see, as a condition for queries; `sees_case` says the same of one."""
    if not rank(person):
        return Q(pk__in=())
    if sees_all(person):
        return Q()
    # Each asks an index of what somebody was asked; one query over both would read every case.
    approvals, consultations = (
        Q(pk__in=asked.order_by().values("case"))
        for asked in (person.approvals_asked, person.consultations_asked)
    )
    return Q(function=person.function) | Q(owner=person) | approvals | consultations


def _sees_case(person: Person, thing: object) -> bool:
    case = cast("Case", thing)
    own = rank(person)
    if not own:
        return False
    if case.function == person.function or case.owner_id == person.pk:
        return True
    if own == len(books.in_force().contents.grades) - 1:
        return True
    return (
        case.approvals.filter(asked_of=person).exists() or case.consultations.filter(asked_of=person).exists()
    )


def _works_on_case(person: Person, thing: object) -> bool:
    """Their own case, or one that is nobody's and that they see."""
    case = cast("Case", thing)
    return bool(rank(person)) and (
        case.owner_id == person.pk or (case.owner_id is None and _sees_case(person, case))
    )


def _takes_over(person: Person, thing: object) -> bool:
    """Nobody's case; a colleague's if one stands above them, or they are gone."""
    case = cast("Case", thing)
    if not _sees_case(person, case):
        return False
    owner = case.owner
    return owner is None or owner == person or not owner.is_active or rank(person) > rank(owner)


def _answers(person: Person, thing: object) -> bool:
    """Whoever was asked, or somebody who stands above them in the same function; never the asker.

    Who has fallen below the grade that is needed since may not: their yes would change nothing.
    """
    asked = cast("Asked", thing)
    if asked.asked_by_id == person.pk or not rank(person):
        return False
    contents = books.in_force().contents
    is_known = asked.grade in contents.grades
    is_enough = is_known and rank(person) >= contents.rank(asked.grade)
    if asked.asked_of_id == person.pk:
        return is_enough or not is_known
    fitting = asked.function in {"any", "", person.function}
    return fitting and is_enough and _sees_case(person, asked.case)


def _has_grade(person: Person, _thing: object) -> bool:
    return rank(person) > 0


def _administers(person: Person, _thing: object) -> bool:
    return person.has_duty(ADMINISTRATOR)


def _owns_policy(person: Person, _thing: object) -> bool:
    return person.has_duty(POLICY_OWNER)


def _answers_book(person: Person, thing: object) -> bool:
    """A second person: a policy owner who neither asked nor changed anything in the draft."""
    asked = cast("BookApproval", thing)
    return (
        _owns_policy(person, None)
        and asked.asked_by_id != person.pk
        and not asked.draft.was_changed_by(person)
    )


def _works_here(person: Person, _thing: object) -> bool:
    return person.is_active


def _is_own(person: Person, thing: object) -> bool:
    return cast("SavedView", thing).person_id == person.pk


_RULES: Mapping[str, Callable[[Person, object], bool]] = {
    "see_queue": _has_grade,
    "see_case": _sees_case,
    "work_on_case": _works_on_case,
    "take_over": _takes_over,
    "open_case": _has_grade,
    "answer": _answers,
    "see_approvals": _has_grade,
    "see_customers": _has_grade,
    "see_book": _works_here,
    "change_book": _owns_policy,
    "answer_book": _answers_book,
    "see_people": _works_here,
    "change_people": _administers,
    "see_settings": _works_here,
    "administer": _administers,
    "change_view": _is_own,
}
ACTS = tuple(_RULES)
_WHY = {
    "see_queue": "Cases are for people with a grade; an administrator can give you one.",
    "see_case": "This case belongs to another function. Ask somebody who works there.",
    "work_on_case": "This case is somebody else's. Take it over first, if you may.",
    "take_over": "This case is in good hands: only somebody above its owner can take it over.",
    "answer": "You were not asked here, or you asked yourself: somebody else has to answer.",
    "change_people": "Only an administrator changes people.",
    "change_book": "Only a policy owner changes the book.",
    "answer_book": "A second person has to agree: a policy owner who changed nothing here and did not ask.",
    "administer": "This page is for administrators.",
    "see_customers": "Customers are for people with a grade; an administrator can give you one.",
}
