"""Machines are told from people, and our own mail that did not arrive is found again."""

from datetime import UTC, datetime

import pytest

from doable.channels.email.reading import Trust, read_mail
from doable.desk.incoming import AUTOMATIC, BOUNCE, WRITTEN, Incoming

TRUST = Trust(address="help@copperline.example", own_addresses=frozenset({"Sales@copperline.example"}))
REPORT = """From: {sender}
Return-Path: <>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=x

--x

Your mail did not get there.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; ada@customer.example
Action: {action}
Status: 5.1.1

--x
Content-Type: {kind}

Message-ID: <our.7@copperline.example>
Subject: Your grinder

our words
--x--
"""


def read(raw: str) -> Incoming:
    return read_mail(raw.encode(), received_at=datetime(2026, 3, 2, tzinfo=UTC), trust=TRUST)


def report(
    action: str = "failed", kind: str = "message/rfc822", sender: str = "MAILER-DAEMON@mx.example"
) -> Incoming:
    return read(REPORT.format(action=action, kind=kind, sender=sender))


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_failed_delivery_names_the_message_of_ours(kind: str) -> None:
    incoming = report(kind=kind)

    assert (incoming.kind, incoming.bounced) == (BOUNCE, "<our.7@copperline.example>")
    assert "did not get there" in incoming.text


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed"])
def test_a_mail_that_is_only_late_did_not_fail(action: str) -> None:
    incoming = report(action=action)

    assert (incoming.kind, incoming.bounced) == (AUTOMATIC, None)


def test_a_bounce_in_plain_words_is_one() -> None:
    text = "From: Mail <mailer-daemon@mx.example>\n\nFailed:\n\nMessage-Id: <our.7@copperline.example>\n"

    assert (read(text).kind, read(text).bounced) == (BOUNCE, "<our.7@copperline.example>")


def test_a_mail_servers_letter_about_nothing_of_ours_is_automatic() -> None:
    assert read("From: postmaster@mx.example\n\nYour box is full.\n").kind == AUTOMATIC


def test_a_customer_who_quotes_an_id_is_no_bounce() -> None:
    incoming = read("From: ada@customer.example\n\nI got\nMessage-ID: <our.7@copperline.example>\n")

    assert (incoming.kind, incoming.bounced) == (WRITTEN, None)


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-generated (vacation)",
        "X-Autoreply: yes",
        "Precedence: BULK",
        "Precedence: list",
        "Precedence: junk",
        "List-Id: News <news.x.example>",
        "X-Auto-Response-Suppress: All",
        "Feedback-ID: 1:2:3",
        "Return-Path: <>",
        "X-Doable-Loop: help@copperline.example",
    ],
)
def test_a_machines_mark_makes_it_automatic(field: str) -> None:
    assert read(f"From: ada@customer.example\n{field}\n\nI am away.").kind == AUTOMATIC


@pytest.mark.parametrize(
    "field", ["Auto-Submitted: no", "X-Autoreply: no", "Precedence: first-class", "Subject: Automatic"]
)
def test_a_persons_mail_stays_written(field: str) -> None:
    assert read(f"From: ada@customer.example\n{field}\n\nIt broke.").kind == WRITTEN


@pytest.mark.parametrize(
    "sender",
    ["help@copperline.example", "HELP+c-k3j9x7m2p5q8r1t4v6w0@copperline.example", "sales@copperline.example"],
)
def test_a_mail_from_our_own_address_is_automatic(sender: str) -> None:
    assert read(f"From: {sender}\n\nIt broke.").kind == AUTOMATIC
