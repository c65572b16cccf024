"""Somebody else's yes or no, before anything is promised."""

from datetime import timedelta
from decimal import Decimal

import pytest

from doable import InputError
from doable.desk import approving, asking, deciding, drafting, sending, stating, taking
from doable.desk.authorising import NotAllowed
from doable.desk.finding import NobodyToAsk
from doable.desk.models import Case, Person
from tests.company import NOW, Company, asked

DUARTE = "duarte@mail.example"


@pytest.fixture
def case(company: Company) -> Case:
    """A machine that came two weeks ago, unopened: 589 euros are more than an agent may grant."""
    return asked("refund", of=DUARTE, facts={"order.number": "CC-48377", "item.opened": False})


def answer_of(case: Case) -> dict[str, object]:
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    return ruling.decision["asks"][0]  # type: ignore[index, return-value]  # as it is written


def verdict(case: Case) -> str:
    return str(answer_of(case)["verdict"])


def draft(case: Case) -> str:
    reply = drafting.open_draft(case)
    assert reply is not None
    return reply.text


def away(person: Person) -> None:
    person.away_from, person.away_to = NOW.date(), (NOW + timedelta(days=3)).date()
    person.save()


def test_the_nearest_up_the_line_is_asked(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", note="Please.", by=company.agent, now=NOW)
    assert (asked_for.asked_of, asked_for.grade) == (company.supervisor, "supervisor")
    case.refresh_from_db()
    assert (case.owner, case.waiting) == (company.agent, "colleague")


def test_whoever_is_away_is_passed_over_for_the_level_above(case: Case, company: Company) -> None:
    away(company.supervisor)
    assert approving.ask(case, "refund", by=company.agent, now=NOW).asked_of == company.manager


def test_whoever_has_left_is_passed_over(case: Case, company: Company) -> None:
    company.supervisor.is_active = False
    company.supervisor.save()
    assert approving.ask(case, "refund", by=company.agent, now=NOW).asked_of == company.manager


def test_where_the_line_ends_somebody_else_of_the_grade_is_asked(case: Case, company: Company) -> None:
    company.agent.supervisor = None
    company.agent.save()
    found = approving.ask(case, "refund", by=company.agent, now=NOW).asked_of
    assert found.grade == "supervisor"


def test_nobody_asks_themselves(case: Case, company: Company) -> None:
    with pytest.raises(InputError, match="can't answer this"):
        approving.ask(case, "refund", of=company.agent, by=company.agent, now=NOW)


@pytest.mark.parametrize("who", ["senior", "administrator", "policy_owner"])
def test_whoever_may_not_answer_is_not_asked(case: Case, company: Company, who: str) -> None:
    with pytest.raises(InputError, match="name somebody else, of grade supervisor or above"):
        approving.ask(case, "refund", of=getattr(company, who), by=company.agent, now=NOW)


def test_where_nobody_is_there_the_agent_is_told_what_to_do(case: Case, company: Company) -> None:
    for person in Person.objects.filter(grade__in=("supervisor", "manager", "director")):
        away(person)
    with pytest.raises(NobodyToAsk) as nobody:
        approving.ask(case, "refund", by=company.agent, now=NOW)
    assert str(nobody.value) == (
        "Nobody of grade supervisor or above is there to ask, besides you. "
        "Hand the case to somebody above you, or ask again when they are back."
    )


def test_nobody_else_asks_for_a_colleagues_case(case: Case, company: Company) -> None:
    taking.take_over(case, by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        approving.ask(case, "refund", by=company.colleague, now=NOW)


def test_asking_twice_is_one_question(case: Case, company: Company) -> None:
    once = approving.ask(case, "refund", by=company.agent, now=NOW)
    assert approving.ask(case, "refund", by=company.agent, now=NOW) == once


def test_what_needs_no_approval_is_not_asked(company: Company) -> None:
    small = asked(
        "refund", {"amount": "20.00"}, of=DUARTE, facts={"order.number": "CC-48377", "item.opened": False}
    )
    with pytest.raises(InputError, match="needs no approval"):
        approving.ask(small, "refund", by=company.agent, now=NOW)


def test_the_reply_grants_only_after_the_yes(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    granting = draft(case).replace("I can't tell you yet how it will turn out.", "You get your 589 EUR back.")
    with pytest.raises(sending.NotSendable):
        sending.send(case, granting, by=company.agent, now=NOW)
    approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)

    assert verdict(case) == "doable"
    drafting.rewrite(case, now=NOW)
    assert "589 EUR" in draft(case)
    assert sending.send(case, draft(case), by=company.agent, now=NOW).granted == 589


def test_a_no_is_told_in_the_approvers_sentence(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    with pytest.raises(InputError, match="write the sentence that the customer is told"):
        approving.answer(asked_for, yes=False, because="  ", by=company.supervisor, now=NOW)
    sentence = "The machine was made for the display of a shop."
    approving.answer(asked_for, yes=False, because=sentence, by=company.supervisor, now=NOW)
    assert verdict(case) == "declined"
    assert sentence in str(answer_of(case)["reasons"])


def test_a_yes_to_another_amount_changes_ask_and_draft(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    approving.answer(asked_for, yes=True, amount=Decimal("400.00"), by=company.supervisor, now=NOW)
    assert case.asks.standing().get().params["amount"] == "400.00"
    assert (verdict(case), answer_of(case)["granted"]["amount"]) == ("doable", "400.00")  # type: ignore[index]
    assert "400 EUR" in draft(case)


@pytest.mark.parametrize("amount", ["0", "-5", "NaN"])
def test_an_amount_that_is_none_is_refused_and_nothing_is_answered(
    case: Case, company: Company, amount: str
) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    with pytest.raises(InputError):
        approving.answer(asked_for, yes=True, amount=Decimal(amount), by=company.supervisor, now=NOW)
    asked_for.refresh_from_db()
    assert asked_for.answered_at is None


def test_a_question_is_answered_once(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    seen_by_another = type(asked_for).objects.get(pk=asked_for.pk)
    approving.answer(asked_for, yes=False, because="It is too late.", by=company.supervisor, now=NOW)
    with pytest.raises(NotAllowed, match="answered this already"):
        approving.answer(seen_by_another, yes=True, by=company.manager, now=NOW)
    assert verdict(case) == "declined"


@pytest.mark.parametrize("who", ["agent", "colleague", "senior", "of_finance", "administrator"])
def test_whoever_was_not_asked_and_does_not_stand_above_may_not_answer(
    case: Case, company: Company, who: str
) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        approving.answer(asked_for, yes=True, by=getattr(company, who), now=NOW)


def test_a_question_about_what_has_changed_since_is_asked_no_longer(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    asking.change(case.asks.standing().get(), {"amount": "580.00"}, by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)
    again = approving.ask(case, "refund", by=company.agent, now=NOW)
    assert (again.pk != asked_for.pk, again.params) == (True, {"amount": "580.00"})


def test_nobody_is_asked_about_a_case_that_is_settled(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    taking.settle(case, because="She keeps it.", by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)


def test_what_was_taken_back_is_asked_no_longer(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    approving.take_back(asked_for, by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)
    case.refresh_from_db()
    assert case.waiting == "us"


# ---------------------------------------------------------------- as evidence


def approved(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)


def put_at(case: Case, amount: str, company: Company) -> None:
    asking.change(case.asks.standing().get(), {"amount": amount}, by=company.agent, now=NOW)


def test_a_yes_to_a_small_amount_is_none_to_a_large_one(case: Case, company: Company) -> None:
    put_at(case, "140.00", company)
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)
    assert verdict(case) == "doable"
    put_at(case, "400.00", company)
    assert verdict(case) == "needs_approval"
    put_at(case, "140.00", company)
    assert verdict(case) == "doable"


def test_a_yes_does_not_grow_with_what_the_ask_is_worth_by_default(case: Case, company: Company) -> None:
    """The ask names no amount: it is the order's total, which somebody puts right after the yes."""
    approved(case, company)
    stating.state(case, "order.total", "900.00", source="document", by=company.agent, now=NOW)
    assert verdict(case) == "needs_approval"


def test_a_no_is_hidden_neither_by_an_earlier_yes_nor_by_a_later_one_to_something_else(
    case: Case, company: Company
) -> None:
    approved(case, company)
    case.approvals.update(taken_back_at=None)
    before = case.approvals.get()
    later = NOW + timedelta(hours=1)
    no = approving.Approval.objects.create(
        case=case, ruling=before.ruling, ask="refund", params=before.params, grade="supervisor",
        asked_by=company.agent, asked_of=company.supervisor, asked_at=later,
    )  # fmt: skip
    approving.answer(no, yes=False, because="We were mistaken.", by=company.supervisor, now=later)
    assert verdict(case) == "declined"

    asking.change(case.asks.standing().get(), {"amount": "140.00"}, by=company.agent, now=later)
    approved(case, company)
    asking.change(case.asks.standing().get(), {}, by=company.agent, now=later)
    assert verdict(case) == "declined"


def test_whoever_was_asked_and_has_fallen_since_may_not_answer(case: Case, company: Company) -> None:
    asked_for = approving.ask(case, "refund", by=company.agent, now=NOW)
    company.supervisor.grade = "agent"
    company.supervisor.save()
    with pytest.raises(NotAllowed):
        approving.answer(asked_for, yes=True, by=company.supervisor, now=NOW)


def test_an_answer_in_too_low_a_grade_changes_nothing(case: Case, company: Company) -> None:
    """However it got there."""
    approved(case, company)
    case.approvals.update(answered_grade="senior")
    deciding.decide(case, because="again", by=None, now=NOW)
    assert verdict(case) == "needs_approval"


def test_the_grade_at_the_time_of_the_answer_counts(case: Case, company: Company) -> None:
    approved(case, company)
    company.supervisor.grade = "agent"
    company.supervisor.save()
    deciding.decide(case, because="again", by=None, now=NOW)
    assert verdict(case) == "doable"


def test_one_ask_stands_once(case: Case, company: Company) -> None:
    """Else a yes to the one would be taken for a yes to the other."""
    with pytest.raises(InputError, match="`refund` is asked already"):
        asking.add(case, "refund", {"amount": "20.00"}, by=company.agent, now=NOW)
