import json

from django.utils import timezone

from doable.desk import approving, consulting
from doable.desk.models import Case, Consultation
from tests.company import Company
from tests.integration.web.conftest import SignIn

HTMX = {"HX-Request": "true"}


def stated(case: Case, **given: str) -> dict[str, str]:
    return {"fact": "order.days_since_delivery", "value": "9", "source": "colleague", **given}


def test_taking_a_case_makes_it_ones_own(company: Company, sign_in: SignIn, late: Case) -> None:
    answer = sign_in(company.agent).post(f"/cases/{late.pk}/take-over/")
    late.refresh_from_db()
    assert answer.status_code == 303
    assert late.owner == company.agent


def test_a_colleagues_case_can_be_looked_at_and_not_changed(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    late.take_over(company.colleague, now=timezone.now())
    client = sign_in(company.agent)
    for act in (
        "settle",
        "state",
        "take-back",
        "asks",
        "approval",
        "consultation",
        "keep",
        "send",
        "draft",
        "tie",
    ):
        assert client.post(f"/cases/{late.pk}/{act}/", {"because": "x", "reply": "x"}).status_code == 403
    late.refresh_from_db()
    assert (late.owner, late.state) == (company.colleague, "open")


def test_a_note_may_be_left_in_a_colleagues_case(company: Company, sign_in: SignIn, late: Case) -> None:
    late.take_over(company.colleague, now=timezone.now())
    sign_in(company.agent).post(f"/cases/{late.pk}/note/", {"note": "Call her first."})
    assert late.messages.get(sender_kind="colleague").text == "Call her first."


def test_a_case_is_settled_with_how_it_ended(company: Company, sign_in: SignIn, late: Case) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/settle/", {"because": " "})
    late.refresh_from_db()
    assert late.state == "open"
    client.post(f"/cases/{late.pk}/settle/", {"because": "She kept it."})
    late.refresh_from_db()
    assert late.state == "settled"


def test_a_fact_put_right_is_decided_anew_and_says_who(company: Company, sign_in: SignIn, late: Case) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/state/", stated(late, because="The parcel was late."))
    late.refresh_from_db()
    assert late.verdict != "declined"
    page = client.get(f"/cases/{late.pk}/").content.decode()
    assert f"{company.agent.name} said so" in page


def test_nobody_knows_takes_a_statement_back(company: Company, sign_in: SignIn, late: Case) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/state/", stated(late))
    client.post(f"/cases/{late.pk}/state/", stated(late, value=""))
    late.refresh_from_db()
    assert late.verdict == "declined"


def test_a_value_that_cannot_be_is_refused_in_words_and_changes_nothing(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    rulings = late.rulings.count()
    answer = sign_in(company.agent).post(f"/cases/{late.pk}/state/", stated(late, value="soon"), headers=HTMX)
    told = json.loads(answer["HX-Trigger"])["toast"]
    assert answer["HX-Reswap"] == "none"
    assert told["kind"] == "error"
    assert "Days since delivery: expected a whole number" in told["text"]
    assert late.rulings.count() == rulings


def test_nobody_speaks_for_the_records(company: Company, sign_in: SignIn, late: Case) -> None:
    given = stated(late, source="record")
    answer = sign_in(company.agent).post(f"/cases/{late.pk}/state/", given, headers=HTMX)
    assert "does not count" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert not late.statements.exists()


def test_a_fact_the_book_lacks_is_not_there(company: Company, sign_in: SignIn, late: Case) -> None:
    assert (
        sign_in(company.agent).post(f"/cases/{late.pk}/state/", stated(late, fact="no.such")).status_code
        == 404
    )


def test_only_a_customer_at_the_address_can_be_said_to_be_them(
    company: Company, sign_in: SignIn, unsure: Case
) -> None:
    client = sign_in(company.agent)
    assert client.post(f"/cases/{unsure.pk}/tie/", {"customer": company.okafor.pk}).status_code == 404
    client.post(f"/cases/{unsure.pk}/tie/", {"customer": company.hirsch.pk})
    unsure.refresh_from_db()
    assert (unsure.customer, unsure.tied_by) == (company.hirsch, company.agent)
    client.post(f"/cases/{unsure.pk}/untie/")
    unsure.refresh_from_db()
    assert unsure.customer is None


def test_asks_are_put_right_dropped_and_added(company: Company, sign_in: SignIn, late: Case) -> None:
    client, ask = sign_in(company.agent), late.asks.standing().get()
    client.post(f"/cases/{late.pk}/asks/{ask.pk}/", {"param-amount": "10,50"})
    changed = late.asks.standing().get()
    assert changed.params["amount"] == "10.50"
    client.post(f"/cases/{late.pk}/asks/", {"ask": "exchange"})
    assert [each.ask for each in late.asks.standing()] == ["refund", "exchange"]
    client.post(f"/cases/{late.pk}/asks/{changed.pk}/drop/")
    assert [each.ask for each in late.asks.standing()] == ["exchange"]


def test_an_ask_of_another_case_is_not_there(
    company: Company, sign_in: SignIn, late: Case, dear: Case
) -> None:
    other, client = dear.asks.standing().get(), sign_in(company.agent)
    assert client.post(f"/cases/{late.pk}/asks/{other.pk}/", {"param-amount": "1"}).status_code == 404
    assert client.post(f"/cases/{late.pk}/asks/{other.pk}/drop/").status_code == 404
    assert dear.asks.standing().get() == other


def test_a_no_is_talked_over_with_a_note_and_taken_back(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/consultation/", {"ask": "refund", "note": "She is loyal."})
    asked = late.consultations.get()
    assert (asked.note, asked.asked_by) == ("She is loyal.", company.agent)
    page = client.get(f"/cases/{late.pk}/").content.decode()
    assert f"<b>{asked.asked_of.name}</b> was asked" in page
    client.post(f"/cases/{late.pk}/consultation/{asked.pk}/take-back/")
    assert not late.consultations.waiting().exists()


def test_an_approval_is_asked_of_the_nearest_above(company: Company, sign_in: SignIn, dear: Case) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{dear.pk}/state/", stated(dear))
    page = client.get(f"/cases/{dear.pk}/").content.decode()
    assert "may approve this" in page
    client.post(f"/cases/{dear.pk}/approval/", {"ask": "refund", "note": "It smoked."})
    asked = dear.approvals.get()
    assert asked.asked_of == company.supervisor
    assert client.post(f"/cases/{dear.pk}/approval/{asked.pk}/take-back/").status_code == 303
    assert not dear.approvals.waiting().exists()


def test_what_was_asked_in_another_case_is_not_there(
    company: Company, sign_in: SignIn, late: Case, dear: Case
) -> None:
    asked = consulting.ask(late, "refund", by=company.agent, now=timezone.now())
    client = sign_in(company.agent)
    for kind in ("consultation", "approval"):
        assert client.post(f"/cases/{dear.pk}/{kind}/{asked.pk}/take-back/").status_code == 404
    assert Consultation.objects.waiting().exists()


def test_asking_for_what_needs_no_approval_is_refused_in_words(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    answer = sign_in(company.agent).post(f"/cases/{late.pk}/approval/", {"ask": "refund"}, headers=HTMX)
    assert "needs no approval" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert approving.needed(late.rulings.latest("pk"), "refund") is None


def test_what_is_being_written_is_kept_whatever_else_is_done(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    given = stated(late, reply="Dear Ms Hirsch,\r\nhalf a sentence")
    sign_in(company.agent).post(f"/cases/{late.pk}/state/", given)
    assert late.replies.get(sent_at=None).text == "Dear Ms Hirsch,\nhalf a sentence"
