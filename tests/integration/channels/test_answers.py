"""A mail of ours and the customer's answer to it: back in the same case, by whatever way it comes."""

from email import message_from_bytes

import pytest
from pytest_django.fixtures import Settings

from doable.channels.email.inbound import take_in
from doable.channels.email.outbound import deliver
from doable.desk.models import Message
from doable.desk.models.messages import COMPANY
from tests.company import NOW
from tests.integration.channels.letters import mail, outgoing
from tests.mailservers import Sink

pytestmark = pytest.mark.django_db


def sent_to(sink: Sink, customer: str) -> Message:
    """Something that the customer got from us, as it stands in its case."""
    reply = outgoing(customer)
    message = Message.objects.create(
        case=reply.case,
        channel="email",
        key=reply.mail_id,
        sender_kind=COMPANY,
        mail_id=reply.mail_id,
        at=NOW,
    )
    deliver(reply, now=NOW)
    return message


def received(raw: bytes) -> Message:
    message = take_in(raw, received_at=NOW, now=NOW)
    assert message is not None
    return message


def test_an_answer_to_the_address_of_the_case_is_in_the_case(sink: Sink, open_desk: Settings) -> None:
    ours = sent_to(sink, "ann@example.org")
    to = message_from_bytes(sink.mails[0].raw)["Reply-To"]

    answer = received(mail("Thanks!", sender="ann@home.example", more=f"Cc: {to}\r\n"))

    assert answer.case == ours.case


def test_an_answer_by_a_program_that_ignores_the_address_is_in_the_case(
    sink: Sink, open_desk: Settings
) -> None:
    ours = sent_to(sink, "ann@example.org")
    answered = message_from_bytes(sink.mails[0].raw)["Message-ID"]

    answer = received(mail("Thanks!", sender="ann@example.org", more=f"In-Reply-To: {answered}\r\n"))

    assert answer.case == ours.case


def test_a_stranger_who_names_our_mail_is_not_in_the_case(sink: Sink, open_desk: Settings) -> None:
    ours = sent_to(sink, "ann@example.org")

    strange = received(mail("Thanks!", sender="eve@evil.example", more=f"In-Reply-To: {ours.mail_id}\r\n"))

    assert strange.case != ours.case


def test_our_own_mail_that_comes_back_is_answered_by_nobody(sink: Sink, open_desk: Settings) -> None:
    sent_to(sink, "ann@example.org")

    back = received(sink.mails[0].raw)

    assert back.kind == "automatic"
    assert not back.case.outgoing.filter(automatic=True).exists()
