import json

from django.utils import timezone

from doable.desk import deciding, drafting
from doable.desk.models import Case, Outgoing
from tests.company import Company
from tests.integration.web.conftest import SignIn

HTMX = {"HX-Request": "true"}


def draft_of(case: Case) -> str:
    return case.replies.get(sent_at=None).text


def sendable(case: Case) -> dict[str, str]:
    return {"reply": draft_of(case), "ruling": str(case.rulings.latest("pk").pk)}


def test_the_draft_is_there_when_the_page_opens(company: Company, sign_in: SignIn, late: Case) -> None:
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert "Dear Ms Hirsch" in page
    assert "Drafted from the book" in page


def test_what_is_written_is_kept_and_checked(company: Company, sign_in: SignIn, late: Case) -> None:
    text = "Dear Ms Hirsch,\nyou will have 500 EUR tomorrow."
    answer = sign_in(company.agent).post(f"/cases/{late.pk}/keep/", {"reply": text}, headers=HTMX)
    assert draft_of(late) == text
    page = answer.content.decode()
    assert "is-blocking" in page
    assert 'aria-disabled="true"' in page
    assert "sent as it stands" in page


def test_a_no_that_was_not_talked_over_cannot_be_sent_and_says_why(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    text = "Dear Ms Hirsch,\nunfortunately we can't pay the 21.90 EUR back."
    client = sign_in(company.agent)
    answer = client.post(f"/cases/{late.pk}/keep/", {"reply": text}, headers=HTMX)
    assert "is talked over with" in answer.content.decode()
    answer = client.post(f"/cases/{late.pk}/send/", {"reply": text}, headers=HTMX)
    assert "Nothing was sent" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert not Outgoing.objects.filter(case=late, automatic=False).exists()


def test_a_reply_leaves_after_a_moment_and_can_be_called_back(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/send/", sendable(late))
    sent = late.replies.get(sent_at__isnull=False)
    assert "Leaves in" in client.get(f"/cases/{late.pk}/").content.decode()
    client.post(f"/cases/{late.pk}/call-back/", {"sent": sent.pk})
    sent.refresh_from_db()
    assert sent.sent_at is None
    assert draft_of(late) == sent.text


def test_a_reply_that_is_under_way_is_not_called_back(company: Company, sign_in: SignIn, late: Case) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/send/", sendable(late))
    Outgoing.objects.filter(case=late).update(in_flight_at=timezone.now())
    sent = late.replies.get(sent_at__isnull=False)
    answer = client.post(f"/cases/{late.pk}/call-back/", {"sent": sent.pk}, headers=HTMX)
    assert "too late" in json.loads(answer["HX-Trigger"])["toast"]["text"]


def test_a_reply_of_another_case_is_not_there(
    company: Company, sign_in: SignIn, late: Case, dear: Case
) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/send/", sendable(late))
    sent = late.replies.get(sent_at__isnull=False)
    for named in (sent.pk, "x", ""):
        assert client.post(f"/cases/{dear.pk}/call-back/", {"sent": named}).status_code == 404
    sent.refresh_from_db()
    assert sent.sent_at is not None


def test_a_decision_that_changed_meanwhile_is_shown_and_the_text_kept(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    client, given = sign_in(company.agent), sendable(late)
    late.asks.standing().update(params={"amount": "5.00"})
    deciding.decide(late, because="it was put right elsewhere", by=None, now=timezone.now())
    answer = client.post(f"/cases/{late.pk}/send/", {**given, "reply": given["reply"] + "\nP.S. Thank you."})
    assert answer["Location"].endswith("changed=1")
    page = client.get(answer["Location"]).content.decode()
    assert "The decision changed while you were writing" in page
    assert draft_of(late).endswith("P.S. Thank you.")
    assert not late.replies.filter(sent_at__isnull=False).exists()


def test_a_sentence_goes_in_before_the_sign_off(company: Company, sign_in: SignIn, late: Case) -> None:
    sign_in(company.agent).post(f"/cases/{late.pk}/insert/", {"sentence": "What we can offer you: a cup."})
    text = draft_of(late)
    assert text.index("a cup.") < text.rindex("Copperline Coffee")


def test_a_draft_is_made_anew_in_place_of_ones_own(company: Company, sign_in: SignIn, late: Case) -> None:
    drafting.keep(late, "Mine.", by=company.agent, now=timezone.now())
    sign_in(company.agent).post(f"/cases/{late.pk}/rewrite/", {"reply": "Mine."})
    assert draft_of(late).startswith("Dear Ms Hirsch")


def test_an_answered_case_waits_for_the_customer_without_a_new_draft(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    client = sign_in(company.agent)
    client.post(f"/cases/{late.pk}/send/", sendable(late))
    Outgoing.objects.filter(case=late).update(sent_at=timezone.now())
    page = client.get(f"/cases/{late.pk}/").content.decode()
    assert "It is the customer's turn" in page
    assert not late.replies.filter(sent_at=None).exists()
