"""Who may do what: every act, for every kind of person."""

import pytest

from doable.desk import approving, revising
from doable.desk.authorising import ACTS, NotAllowed, allowed, authorise, may_approve, seen_by
from doable.desk.models import BookApproval, Case, Person, SavedView
from tests.company import NOW, Company, asked

PEOPLE = (
    "agent", "colleague", "of_finance", "senior", "supervisor", "manager", "director",
    "policy_owner", "second_owner", "administrator", "inactive",
)  # fmt: skip
GRADED = {"agent", "colleague", "of_finance", "senior", "supervisor", "manager", "director"}
SUPPORT = GRADED - {"of_finance"}
HERE = set(PEOPLE) - {"inactive"}
# Who may do an act; the case is the agent's, in support; the agent has asked the supervisor for approval.
TABLE = {
    "see_queue": GRADED,
    "see_case": SUPPORT,
    "work_on_case": {"agent"},
    "take_over": SUPPORT - {"colleague"},
    "open_case": GRADED,
    "answer": {"supervisor", "manager", "director"},
    "see_approvals": GRADED,
    "see_customers": GRADED,
    "see_book": HERE,
    "change_book": {"policy_owner", "second_owner"},
    "answer_book": {"second_owner"},
    "see_people": HERE,
    "change_people": {"administrator"},
    "see_settings": HERE,
    "administer": {"administrator"},
    "change_view": {"agent"},
}


@pytest.fixture
def things(company: Company) -> dict[str, object]:
    """What the acts are about; somebody who once was supervisor and everything else is gone."""
    case = asked("refund", of="duarte@mail.example", facts={"order.number": "CC-48377", "item.opened": False})
    approval = approving.ask(case, "refund", of=company.supervisor, by=company.agent, now=NOW)
    view = SavedView.objects.create(person=company.agent, name="mine", query="")
    on_case = dict.fromkeys(("see_case", "work_on_case", "take_over"), case)
    draft = revising.open_draft("Longer refunds", by=company.policy_owner, now=NOW)
    to_book = BookApproval(draft=draft, digest=draft.digest, asked_by=company.policy_owner, asked_at=NOW)
    return {**on_case, "answer": approval, "answer_book": to_book, "change_view": view}


def person_of(company: Company, who: str) -> Person:
    if who != "inactive":
        return getattr(company, who)  # type: ignore[no-any-return]  # one of the people
    gone = Person.objects.filter(email="gone@copperline.example").first() or Person.objects.create_user(
        "gone@copperline.example", name="Gerd Gone", grade="director", function="support"
    )
    for duty in ("policy_owner", "administrator"):
        gone.give_duty(duty, by=None, now=NOW)
    gone.is_active = False
    return gone


def test_every_act_is_in_the_table() -> None:
    assert set(TABLE) == set(ACTS)


def test_everybody_may_do_what_the_table_says_and_nothing_else(
    company: Company, things: dict[str, object]
) -> None:
    found = {
        act: {who for who in PEOPLE if allowed(person_of(company, who), act, things.get(act))} for act in ACTS
    }
    assert found == TABLE


@pytest.mark.parametrize(
    "act", ["see_case", "work_on_case", "answer", "change_book", "administer", "open_case"]
)
def test_who_may_not_is_told_why(company: Company, things: dict[str, object], act: str) -> None:
    with pytest.raises(NotAllowed, match=r"^[A-Z].*\.$"):
        authorise(company.of_finance if act != "open_case" else company.administrator, act, things.get(act))


def test_a_case_that_is_nobodys_is_everybodys_who_sees_it(company: Company) -> None:
    case = asked("refund", of="duarte@mail.example")
    may = {who for who in PEOPLE if allowed(person_of(company, who), "work_on_case", case)}
    assert may == SUPPORT


def test_the_case_of_somebody_who_is_gone_can_be_taken_over_by_a_colleague(company: Company) -> None:
    case = asked("refund", of="duarte@mail.example")
    case.take_over(company.agent, now=NOW)
    assert not allowed(company.colleague, "take_over", case)
    company.agent.is_active = False
    company.agent.save()
    assert allowed(company.colleague, "take_over", Case.objects.get(pk=case.pk))


def test_who_is_asked_sees_the_case_of_another_function(company: Company) -> None:
    case = asked("refund", of="duarte@mail.example", facts={"order.number": "CC-48377", "item.opened": False})
    approving.ask(case, "refund", of=company.supervisor, by=company.agent, now=NOW)
    Case.objects.filter(pk=case.pk).update(function="field_service")
    case.refresh_from_db()
    assert allowed(company.supervisor, "see_case", case)
    assert not allowed(company.senior, "see_case", case)


def test_the_list_of_cases_says_the_same_as_each_case(company: Company) -> None:
    cases = [
        asked("refund", of=f"{who}@mail.example", facts={"order.number": "CC-48377", "item.opened": False})
        for who in ("duarte", "hirsch", "okafor")
    ]
    approving.ask(cases[0], "refund", of=company.supervisor, by=company.agent, now=NOW)
    Case.objects.filter(pk__in=[cases[0].pk, cases[1].pk]).update(function="finance")
    cases[2].take_over(company.of_finance, now=NOW)
    for who in HERE:
        person = getattr(company, who)
        listed = set(Case.objects.filter(seen_by(person)))
        assert listed == {case for case in Case.objects.all() if allowed(person, "see_case", case)}, who


def test_only_who_stands_above_the_lowest_grade_can_be_asked_for_approvals(company: Company) -> None:
    assert [who for who in PEOPLE[:-1] if may_approve(getattr(company, who))] == [
        "senior", "supervisor", "manager", "director",
    ]  # fmt: skip


def test_a_grade_that_the_book_does_not_have_gives_nothing(company: Company) -> None:
    for grade in ("", "emperor", "self_service"):
        company.director.grade = grade
        assert not allowed(company.director, "see_queue")
