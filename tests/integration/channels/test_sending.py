"""Mail to a real SMTP server, on its good days and its bad ones."""

import os
import socket
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import quote

import pytest
from pytest_django.fixtures import Settings

from doable.channels.email.outbound import NotTaken, deliver
from doable.channels.email.reading import read_mail
from doable.channels.email.settings import trust
from doable.desk.incoming import AUTOMATIC
from doable.desk.models import Event
from doable.desk.undeliverable import Undeliverable
from tests.company import NOW
from tests.integration.channels.letters import outgoing
from tests.mailservers import PASSWORD, USER, Sink, certificate, smtp_sink

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def test_a_mail_arrives_as_it_was_written(sink: Sink) -> None:
    sent = outgoing(references=["<7@example.org>"])

    deliver(sent, now=NOW)

    (arrived,) = sink.mails
    mail = message_from_bytes(arrived.raw, policy=policy.default)
    assert (arrived.sender, arrived.recipients) == ("help@copperline.example", ["ann@example.org"])
    assert mail["From"] == "Copperline <help@copperline.example>"
    assert mail["Message-ID"] == sent.mail_id
    assert mail["In-Reply-To"] == "<7@example.org>"
    assert mail["Reply-To"] == f"help+c-{sent.case.token}@copperline.example"


def test_what_was_sent_is_marked_and_logged(sink: Sink) -> None:
    sent = outgoing()

    deliver(sent, now=NOW)

    sent.refresh_from_db()
    assert (sent.in_flight_at, sent.sent_at, sent.repeated) == (NOW, NOW, 0)
    assert [event.kind for event in sent.case.events.all()] == ["delivered"]


def test_what_was_sent_is_not_sent_again(sink: Sink) -> None:
    sent = outgoing()

    deliver(sent, now=NOW)
    deliver(sent, now=LATER)

    assert len(sink.mails) == 1


def test_what_another_worker_sends_is_left_to_it(sink: Sink) -> None:
    sent = outgoing()
    seen_by_another = type(sent).objects.get(pk=sent.pk)
    deliver(sent, now=NOW)

    deliver(seen_by_another, now=LATER)

    assert len(sink.mails) == 1


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "LAST"])
def test_a_mail_that_is_not_taken_now_is_taken_later_under_the_same_id(sink: Sink, step: str) -> None:
    sent = outgoing()
    sink.answers[step] = ["451 come again"]

    with pytest.raises(NotTaken, match="451 come again"):
        deliver(sent, now=NOW)
    sent.refresh_from_db()
    assert sent.in_flight_at is None

    deliver(sent, now=LATER)

    (arrived,) = sink.mails
    assert message_from_bytes(arrived.raw)["Message-ID"] == sent.mail_id
    sent.refresh_from_db()
    assert (sent.repeated, sent.sent_at) == (0, LATER)


@pytest.mark.parametrize("step", ["RCPT", "DATA", "LAST"])
def test_a_mail_that_is_refused_is_given_up(sink: Sink, step: str) -> None:
    sent = outgoing()
    sink.answers[step] = ["550 no such user"]

    with pytest.raises(Undeliverable, match="550 no such user"):
        deliver(sent, now=NOW)

    sent.refresh_from_db()
    assert (sent.in_flight_at, sent.sent_at) == (None, None)


@pytest.mark.parametrize(("step", "answer"), [("MAIL", "550 not from you"), ("RCPT", "530 sign in first")])
def test_a_mail_is_not_given_up_for_what_is_our_own_fault(sink: Sink, step: str, answer: str) -> None:
    sink.answers[step] = [answer]

    with pytest.raises(NotTaken, match=answer):
        deliver(outgoing(), now=NOW)


def test_a_mail_whose_arrival_nobody_confirmed_goes_once_more_under_the_same_id_and_is_marked(
    sink: Sink,
) -> None:
    sent = outgoing()
    sink.hangs_up = 1

    with pytest.raises(NotTaken, match="stopped answering"):
        deliver(sent, now=NOW)
    sent.refresh_from_db()
    assert (sent.in_flight_at, sent.sent_at) == (NOW, None)

    deliver(sent, now=LATER)

    first, second = sink.mails
    assert first == second
    sent.refresh_from_db()
    assert (sent.repeated, sent.in_flight_at, sent.sent_at) == (1, LATER, LATER)
    assert [event.kind for event in Event.objects.all()] == ["sent_again", "delivered"]


def test_a_mail_that_may_have_arrived_still_may_after_it_was_not_taken(sink: Sink) -> None:
    sent = outgoing()
    sink.hangs_up = 1
    sink.answers["LAST"] = ["250 OK", "451 come again"]
    for _ in range(2):
        with pytest.raises(NotTaken):
            deliver(sent, now=NOW)

    sent.refresh_from_db()
    assert (sent.in_flight_at, sent.repeated) == (NOW, 0)

    deliver(sent, now=LATER)

    sent.refresh_from_db()
    assert sent.repeated == 1
    assert len(sink.mails) == 2


def test_a_server_that_is_away_is_named_without_the_password(desk: Settings) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        desk.DOABLE = replace(desk.DOABLE, smtp_url=f"smtp://me:secret@127.0.0.1:{port}")
        with pytest.raises(NotTaken, match=f"me@127.0.0.1:{port} can't be reached") as said:
            deliver(outgoing(), now=NOW)

    assert "secret" not in str(said.value)


def test_an_automatic_mail_has_no_return_path_and_says_that_nobody_wrote_it(sink: Sink) -> None:
    deliver(outgoing(automatic=True), now=NOW)

    (arrived,) = sink.mails
    read = read_mail(arrived.raw, received_at=NOW, trust=trust())
    assert arrived.sender == "<>"
    assert read.kind == AUTOMATIC


def test_our_own_mail_is_known_when_it_comes_back(sink: Sink) -> None:
    deliver(outgoing(), now=NOW)

    read = read_mail(sink.mails[0].raw, received_at=NOW, trust=trust())

    assert read.kind == AUTOMATIC


def test_the_server_is_asked_to_tell_of_failures_where_it_can(sink: Sink) -> None:
    sink.offers = ["DSN"]

    deliver(outgoing(), now=NOW)

    assert sink.said == [
        "MAIL FROM:<help@copperline.example> RET=HDRS",
        "RCPT TO:<ann@example.org> NOTIFY=FAILURE",
    ]


def test_nobody_is_told_of_failures_of_automatic_mail(sink: Sink) -> None:
    sink.offers = ["DSN"]

    deliver(outgoing(automatic=True), now=NOW)

    assert sink.said == ["MAIL FROM:<>", "RCPT TO:<ann@example.org>"]


def test_an_address_beyond_ascii_is_written_to_where_the_server_can(sink: Sink) -> None:
    deliver(outgoing("jörg@bücher.example"), now=NOW)

    assert sink.mails[0].recipients == ["jörg@xn--bcher-kva.example"]


def test_a_plain_address_needs_no_server_that_can_more(sink: Sink) -> None:
    deliver(outgoing("ann@bücher.example"), now=NOW)

    assert sink.said[0] == "MAIL FROM:<help@copperline.example>"
    assert sink.mails[0].recipients == ["ann@xn--bcher-kva.example"]


@pytest.mark.parametrize("to", ["", "nobody", "a@b.example\r\nRCPT TO:<spy@evil.example>"])
def test_what_is_no_address_is_given_up_before_the_server_hears_of_it(sink: Sink, to: str) -> None:
    with pytest.raises(Undeliverable, match="no mail address"):
        deliver(outgoing(to), now=NOW)

    assert sink.said == []


def test_without_a_mail_server_it_is_said_what_to_do(desk: Settings) -> None:
    with pytest.raises(Undeliverable, match="set `smtp_url`"):
        deliver(outgoing(), now=NOW)


def test_mail_goes_over_a_secured_connection_after_signing_in(
    desk: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    believed, secured = certificate(tmp_path)
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(believed))

    with smtp_sink(secured_by=secured) as sink:
        url = f"smtp+starttls://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{sink.port}"
        desk.DOABLE = replace(desk.DOABLE, smtp_url=url)
        deliver(outgoing(), now=NOW)

    assert len(sink.mails) == 1


def test_nothing_is_said_to_a_server_that_cannot_prove_who_it_is(desk: Settings, tmp_path: Path) -> None:
    _, secured = certificate(tmp_path)

    with smtp_sink(secured_by=secured) as sink:
        desk.DOABLE = replace(desk.DOABLE, smtp_url=f"smtp+starttls://me:secret@127.0.0.1:{sink.port}")
        with pytest.raises(NotTaken, match="certificate"):
            deliver(outgoing(), now=NOW)

    assert sink.said == []


def test_a_wrong_password_is_trouble_of_ours_and_no_end_of_the_mail(
    desk: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    believed, secured = certificate(tmp_path)
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(believed))

    with smtp_sink(secured_by=secured) as sink:
        desk.DOABLE = replace(desk.DOABLE, smtp_url=f"smtp+starttls://me:wrong@127.0.0.1:{sink.port}")
        with pytest.raises(NotTaken, match="535"):
            deliver(outgoing(), now=NOW)
