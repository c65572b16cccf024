import json
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from doable.desk import approving, consulting, stating
from doable.desk.models import Approval, Consultation
from tests.company import Company, case_of
from tests.integration.web.conftest import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def approval(company: Company) -> Approval:
    """An agent asks for her supervisor's yes to 1,190 euros."""
    now = timezone.now()
    text = "My Duo (CC-48391) went bang this morning. I would like my 1,190 euros back."
    case = case_of(text, "tolland@mail.example", now=now)
    case.take_over(company.agent, now=now)
    stating.state(case, "order.days_since_delivery", 9, source="colleague", by=company.agent, now=now)
    return approving.ask(case, "refund", note="It smoked.", by=company.agent, now=now)


@pytest.fixture
def consultation(company: Company) -> Consultation:
    """An agent talks a no over."""
    now = timezone.now()
    case = case_of("May I have the 21.90 for CC-48219 back?", "hirsch@mail.example", now=now)
    return consulting.ask(case, "refund", note="", by=company.agent, now=now)


def test_what_waits_stands_there_with_all_one_needs(
    company: Company, sign_in: SignIn, approval: Approval
) -> None:
    page = sign_in(approval.asked_of).get("/approvals/").content.decode()
    for told in (
        "Mr Tolland",
        "1,190.00",
        "It smoked.",
        "Terms",
        "It takes a supervisor",
        company.agent.name,
    ):
        assert told in page


def test_nobody_else_sees_it_among_their_own(company: Company, sign_in: SignIn, approval: Approval) -> None:
    assert "Nobody waits for you" in sign_in(company.senior).get("/approvals/").content.decode()


def test_the_asker_sees_whom_they_wait_for(company: Company, sign_in: SignIn, approval: Approval) -> None:
    page = sign_in(company.agent).get("/approvals/").content.decode()
    assert f"asked {approval.asked_of.name}" in page


def test_a_yes_decides_the_case_and_the_next_has_the_focus(
    company: Company, sign_in: SignIn, approval: Approval
) -> None:
    answer = sign_in(approval.asked_of).post(f"/approvals/approval/{approval.pk}/", {"answer": "yes"})
    approval.refresh_from_db()
    assert (approval.yes, approval.answered_by) == (True, approval.asked_of)
    page = sign_in(approval.asked_of).get(answer["Location"]).content.decode()
    assert "data-focus" in page


def test_a_no_needs_the_sentence_for_the_customer(
    company: Company, sign_in: SignIn, approval: Approval
) -> None:
    client, address = sign_in(approval.asked_of), f"/approvals/approval/{approval.pk}/"
    answer = client.post(address, {"answer": "no", "because": " "}, headers=HTMX)
    assert "The sentence is missing" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    client.post(address, {"answer": "no", "because": "We would like to see it first."})
    approval.refresh_from_db()
    assert (approval.yes, approval.because) == (False, "We would like to see it first.")


def test_a_yes_may_go_to_another_amount(company: Company, sign_in: SignIn, approval: Approval) -> None:
    given = {"answer": "yes", "amount": "1000,50", "asked-amount": "1190.00"}
    sign_in(approval.asked_of).post(f"/approvals/approval/{approval.pk}/", given)
    approval.refresh_from_db()
    assert approval.amount == Decimal("1000.50")


@pytest.mark.parametrize("amount", ["-5", "much", "0"])
def test_an_amount_that_cannot_be_changes_nothing(
    company: Company, sign_in: SignIn, approval: Approval, amount: str
) -> None:
    given = {"answer": "yes", "amount": amount, "asked-amount": "1190.00"}
    answer = sign_in(approval.asked_of).post(f"/approvals/approval/{approval.pk}/", given, headers=HTMX)
    approval.refresh_from_db()
    assert json.loads(answer["HX-Trigger"])["toast"]["kind"] == "error"
    assert approval.answered_at is None


def test_neither_the_asker_nor_somebody_of_too_low_a_grade_may_answer(
    company: Company, sign_in: SignIn, approval: Approval
) -> None:
    for person in (company.agent, company.colleague, company.senior):
        answer = sign_in(person).post(f"/approvals/approval/{approval.pk}/", {"answer": "yes"})
        assert answer.status_code == 403
    assert sign_in(company.of_finance).post(f"/approvals/approval/{approval.pk}/", {}).status_code == 404
    approval.refresh_from_db()
    assert approval.answered_at is None


def test_an_answer_is_given_once(company: Company, sign_in: SignIn, approval: Approval) -> None:
    client, address = sign_in(approval.asked_of), f"/approvals/approval/{approval.pk}/"
    client.post(address, {"answer": "no", "because": "Not now."})
    answer = client.post(address, {"answer": "yes"}, headers=HTMX)
    approval.refresh_from_db()
    assert "answered this already" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert approval.yes is False


def test_a_no_stands_or_there_is_another_way(
    company: Company, sign_in: SignIn, consultation: Consultation
) -> None:
    client, address = sign_in(consultation.asked_of), f"/approvals/consultation/{consultation.pk}/"
    answer = client.post(address, {"answer": "no"}, headers=HTMX)
    assert "missing" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    client.post(address, {"answer": "yes"})
    consultation.refresh_from_db()
    assert consultation.yes is True


def test_neither_yes_nor_no_is_no_answer(company: Company, sign_in: SignIn, approval: Approval) -> None:
    sign_in(approval.asked_of).post(f"/approvals/approval/{approval.pk}/", {"answer": "perhaps"})
    approval.refresh_from_db()
    assert approval.answered_at is None


def test_there_is_nothing_to_answer_of_another_kind(company: Company, sign_in: SignIn) -> None:
    assert sign_in(company.supervisor).post("/approvals/promise/1/", {"answer": "yes"}).status_code == 404
    assert sign_in(company.supervisor).post("/approvals/approval/1/", {"answer": "yes"}).status_code == 404


def test_a_stranger_is_led_to_sign_in(company: Company, approval: Approval) -> None:
    assert Client().get("/approvals/")["Location"].startswith("/account/login/")
    assert Client().post(f"/approvals/approval/{approval.pk}/")["Location"].startswith("/account/login/")
    assert Client().get(f"/approvals/approval/{approval.pk}/").status_code == 405
