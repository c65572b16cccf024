"""Mail by people who mean harm: nothing is believed, nothing is sent on, nothing fills the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from doable.channels.email.inbound import take_in
from doable.desk.jobs.working import Worker
from doable.desk.models import Approval, Case, Job, Message, Outgoing, Statement
from tests import company, hostile
from tests.company import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import Settings

    from tests.company import Company

pytestmark = pytest.mark.django_db
MANY, MOST, MOST_AUTOMATIC = 300, 20, 3


@pytest.fixture
def who(settings: Settings, tmp_path: Path) -> Company:
    """A desk that acknowledges mail, with nobody asked for a second factor."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    settings.DOABLE = replace(
        settings.DOABLE,
        data=tmp_path,
        second_factor="nobody",
        acknowledge=True,
        mail_address="help@copperline.example",
        mail_own_domains=("copperline.example",),
        mail_per_hour=MOST,
        automatic_per_day=MOST_AUTOMATIC,
    )
    return company.found()


def arrive(raw: bytes, seconds: int = 0) -> Message:
    at = NOW + timedelta(seconds=seconds)
    message = take_in(raw, received_at=at, now=at)
    assert message is not None
    return message


def signed_in(who: Company) -> Client:
    client = Client()
    client.force_login(who.agent)
    return client


@pytest.mark.parametrize("path", ["/", "/?q=grinder", "/cases/{case}/", "/search/?q=grinder"])
def test_no_script_of_a_mail_is_on_a_page(who: Company, path: str) -> None:
    case = arrive(hostile.mail()).case

    page = signed_in(who).get(path.format(case=case.pk)).content.decode()

    assert "grinder" in page.lower()
    assert "<script>" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page


def test_a_mails_own_layout_is_in_a_frame_where_nothing_acts(who: Company) -> None:
    message = arrive(hostile.mail())

    response = signed_in(who).get(f"/cases/{message.case_id}/messages/{message.pk}/html/")
    body = response.content.decode().lower()

    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    for word in (
        "<script",
        "onerror",
        "onload",
        "onclick",
        "javascript:",
        "<iframe",
        "<form",
        "<link",
        "evil.example/pixel",
    ):
        assert word not in body, word


def test_a_file_is_a_download_whatever_it_calls_itself(who: Company) -> None:
    message = arrive(hostile.mail())
    client = signed_in(who)

    for file in message.attachments.all():
        response = client.get(f"/cases/{message.case_id}/attachments/{file.stored}/")
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Content-Type"] == "application/octet-stream"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "/" not in file.name
        shown = client.get(f"/cases/{message.case_id}/attachments/{file.stored}/shown/")
        assert shown.status_code == 404
        response.close()


def test_nobody_speaks_as_staff_by_mail(who: Company) -> None:
    case = company.case_of("I would like 1,190 euros back for CC-48391.", "tolland@mail.example")
    before = (case.verdict, case.state, case.owner_id)

    forged = arrive(hostile.commanding())
    Worker().drain()

    case.refresh_from_db()
    assert forged.sender_kind == "customer"
    assert forged.author is None
    assert forged.identity != "proven"
    assert (case.verdict, case.state, case.owner_id) == before
    assert forged.case != case
    assert forged.case.customer is None
    assert (forged.case.owner, Approval.objects.count(), Statement.objects.count()) == (None, 0, 0)
    assert Outgoing.objects.filter(to__endswith="copperline.example").count() == 0


def test_a_mail_bomb_fills_neither_queue_nor_outbox(who: Company) -> None:
    for number in range(MANY):
        arrive(hostile.bomb(number), seconds=number)

    assert Message.objects.count() == MANY
    assert Case.objects.open().count() <= MOST
    assert Job.objects.count() <= MOST + MOST_AUTOMATIC
    assert Outgoing.objects.count() <= MOST_AUTOMATIC


def test_two_machines_that_answer_each_other_come_to_an_end(who: Company) -> None:
    automatic = "Auto-Submitted: auto-replied\r\n"
    arrive(hostile.bomb(0))
    acknowledged = Outgoing.objects.count()
    for number in range(1, 30):
        arrive(hostile.bomb(number, more=automatic), seconds=number)

    assert acknowledged == 1
    assert Outgoing.objects.count() == acknowledged
    assert Case.objects.open().count() == 1


def test_nothing_that_a_stranger_wrote_is_sent_on(who: Company) -> None:
    arrive(hostile.mail())

    (told,) = Outgoing.objects.all()

    assert told.to == "eve@evil.example"
    assert "script" not in told.text + told.subject
    assert "grinder" not in told.text + told.subject
