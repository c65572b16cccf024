import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from doable.desk import asking, deciding, storing
from doable.desk.models import Attachment, Case, Event, Message, Reply, Ruling
from doable.web.cases.urls import urlpatterns
from tests.company import Company, case_of
from tests.integration.web.conftest import SignIn

POSTS = [str(each.pattern) for each in urlpatterns if "POST" in each.callback.methods]  # type: ignore[union-attr]  # set by the guard
GETS = [str(each.pattern) for each in urlpatterns if "GET" in each.callback.methods]  # type: ignore[union-attr]  # set by the guard


def filled(route: str, case: Case) -> str:
    for name in ("int:message", "int:ask", "int:asked"):
        route = route.replace(f"<{name}>", "1")
    return f"/cases/{route.replace('<int:pk>', str(case.pk)).replace('<slug:stored>', 'x')}"


def attached(case: Case, **fields: object) -> Attachment:
    message = case.messages.get()
    stored = storing.store(b"<script>alert(1)</script>")
    told = {"name": 'in"voice.html', "media_type": "text/html", "size": 25, "digest": "x", **fields}
    return Attachment.objects.create(message=message, stored=stored, **told)


def test_the_page_says_who_what_was_decided_and_why(company: Company, sign_in: SignIn, late: Case) -> None:
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert "Ms Hirsch" in page
    assert "Not as a refund" in page
    assert "Talk it over with" in page
    assert '<span class="read-as">Refund</span>' in page
    assert '<span class="from">our records</span>' in page


def test_a_case_of_several_asks_asks_the_database_no_more(
    company: Company, sign_in: SignIn, late: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(company.agent)
    asks = iter(("discount", "exchange", "store_credit"))
    asking.add(late, next(asks), {}, by=company.agent, now=timezone.now())
    with CaptureQueriesContext(connection) as once:
        client.get(f"/cases/{late.pk}/")
    for ask in asks:
        asking.add(late, ask, {}, by=company.agent, now=timezone.now())
    with django_assert_num_queries(len(once)):
        page = client.get(f"/cases/{late.pk}/").content.decode()
    assert page.count('class="card ask"') == 4


def test_each_fact_that_can_be_put_right_has_one_form(company: Company, sign_in: SignIn, late: Case) -> None:
    asking.add(late, "exchange", {}, by=company.agent, now=timezone.now())
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    forms = re.findall('id="(put-[^"]+)" popover', page)
    assert forms
    assert len(forms) == len(set(forms))
    assert set(re.findall('popovertarget="(put-[^"]+)"', page)) == set(forms)


def test_a_case_of_another_function_is_not_there(company: Company, sign_in: SignIn, late: Case) -> None:
    for route in (*GETS, *POSTS):
        client = sign_in(company.of_finance)
        asked = client.get if route in GETS else client.post
        assert asked(filled(route, late)).status_code == 404


def test_a_stranger_is_led_to_sign_in(late: Case) -> None:
    for route in (*GETS, *POSTS):
        asked = Client().get if route in GETS else Client().post
        assert asked(filled(route, late))["Location"].startswith("/account/login/")


def test_nothing_acts_by_looking(company: Company, sign_in: SignIn, late: Case) -> None:
    client = sign_in(company.agent)
    for route in POSTS:
        assert client.get(filled(route, late)).status_code == 405


def test_looking_changes_nothing(company: Company, sign_in: SignIn, late: Case) -> None:
    counted = [model.objects.count() for model in (Event, Ruling, Reply, Message)]
    assert sign_in(company.agent).get(f"/cases/{late.pk}/").status_code == 200
    assert [model.objects.count() for model in (Event, Ruling, Reply, Message)] == counted


def test_of_somebody_unproven_no_record_is_used_and_who_it_may_be_is_said(
    company: Company, sign_in: SignIn, unsure: Case
) -> None:
    page = sign_in(company.agent).get(f"/cases/{unsure.pk}/").content.decode()
    assert "We can't be sure who wrote this" in page
    assert "This is them" in page
    assert '<span class="from">our records</span>' not in page


def test_what_a_stranger_calls_themselves_is_text(company: Company, sign_in: SignIn, unsure: Case) -> None:
    Case.objects.filter(pk=unsure.pk).update(subject="</title><script>alert(1)</script>")
    page = sign_in(company.agent).get(f"/cases/{unsure.pk}/").content.decode()
    assert "<b>Hirsch" not in page
    assert "<script>alert" not in page


def test_a_file_is_a_download_whatever_it_says_it_is(company: Company, sign_in: SignIn, late: Case) -> None:
    file = attached(late)
    answer = sign_in(company.agent).get(f"/cases/{late.pk}/attachments/{file.stored}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"  # type: ignore[attr-defined]  # a stream


def test_a_file_is_found_only_in_its_own_case(
    company: Company, sign_in: SignIn, late: Case, unsure: Case
) -> None:
    file = attached(unsure)
    assert sign_in(company.agent).get(f"/cases/{late.pk}/attachments/{file.stored}/").status_code == 404
    assert sign_in(company.agent).get(f"/cases/{late.pk}/attachments/nothing/").status_code == 404


def test_only_a_picture_of_a_message_is_shown_in_place(company: Company, sign_in: SignIn, late: Case) -> None:
    page, picture = attached(late, cid="p"), attached(late, cid="p", media_type="image/png")
    client = sign_in(company.agent)
    assert client.get(f"/cases/{late.pk}/attachments/{page.stored}/shown/").status_code == 404
    answer = client.get(f"/cases/{late.pk}/attachments/{picture.stored}/shown/")
    assert answer["Content-Type"] == "image/png"
    answer.close()


def test_laid_out_html_stands_in_a_frame_where_nothing_acts(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    message = late.messages.get()
    picture = attached(late, cid="logo@x", media_type="image/png")
    Message.objects.filter(pk=message.pk).update(html='<p>Hello</p><img src="cid:logo@x">')
    client = sign_in(company.agent)
    page = client.get(f"/cases/{late.pk}/").content.decode()
    assert '<iframe class="frame-html" loading="lazy" sandbox ' in page
    answer = client.get(f"/cases/{late.pk}/messages/{message.pk}/html/")
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'; img-src 'self'")
    assert "script-src" not in answer["Content-Security-Policy"]
    assert f"/attachments/{picture.stored}/shown/" in answer.content.decode()


def test_html_of_another_case_is_not_there(
    company: Company, sign_in: SignIn, late: Case, unsure: Case
) -> None:
    other = unsure.messages.get()
    Message.objects.filter(pk=other.pk).update(html="<p>Hello</p>")
    assert sign_in(company.agent).get(f"/cases/{late.pk}/messages/{other.pk}/html/").status_code == 404


def test_forged_and_automatic_mail_is_marked(company: Company, sign_in: SignIn, late: Case) -> None:
    Message.objects.filter(case=late).update(
        identity="forged", because="It does not come from there.", kind="automatic"
    )
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert "It does not come from there." in page
    assert "A machine wrote this" in page


def test_what_happened_is_told_in_sentences(company: Company, sign_in: SignIn, late: Case) -> None:
    late.take_over(company.agent, now=timezone.now(), because="I know her")
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert f"{company.agent.name} took the case over – I know her." in page
    assert "Read from the message: refund." in page


def test_earlier_cases_of_the_customer_are_shown_if_one_may_see_them(
    company: Company, sign_in: SignIn, late: Case
) -> None:
    text = "Is there a discount?"
    hidden = case_of(text, "hirsch@mail.example", now=timezone.now(), key="2", subject="Not for you")
    Case.objects.filter(pk=hidden.pk).update(function="finance")
    seen = case_of(text, "hirsch@mail.example", now=timezone.now(), key="3", subject="For you")
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert f"/cases/{seen.pk}/" in page
    assert "Not for you" not in page


def test_a_message_not_read_yet_says_so_and_asks_again_by_itself(company: Company, sign_in: SignIn) -> None:
    now = timezone.now()
    case = Case.objects.create(
        channel="memory", function="support", sender="a@b.example", opened_at=now, last_at=now
    )
    case.messages.create(channel="memory", key="new", sender_kind="customer", text="Hello", at=now)
    page = sign_in(company.agent).get(f"/cases/{case.pk}/").content.decode()
    assert "The message is being read" in page
    assert 'hx-trigger="every 2s"' in page


def test_the_next_case_is_the_one_whose_turn_comes_next(
    company: Company, sign_in: SignIn, late: Case, dear: Case
) -> None:
    page = sign_in(company.agent).get(f"/cases/{late.pk}/").content.decode()
    assert f'href="/cases/{dear.pk}/" data-key="n"' in page
    page = sign_in(company.agent).get(f"/cases/{dear.pk}/").content.decode()
    assert f'href="/cases/{late.pk}/" data-key="p"' in page


@pytest.mark.parametrize("person", ["supervisor", "director"])
def test_others_of_the_function_may_look(company: Company, sign_in: SignIn, late: Case, person: str) -> None:
    late.take_over(company.agent, now=timezone.now())
    deciding.decide(late, because="a test", by=None, now=timezone.now())
    page = sign_in(getattr(company, person)).get(f"/cases/{late.pk}/").content.decode()
    assert "Take it over to write the reply." in page
    assert 'id="reply"' not in page
