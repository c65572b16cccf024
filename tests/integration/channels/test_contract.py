"""What every channel keeps to: the real one and the fake pass the same tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from doable.channels.email import inbound as email_inbound
from doable.channels.email import outbound as email_outbound
from doable.channels.memory import inbound as memory_inbound
from doable.channels.memory import outbound as memory_outbound
from doable.desk.models import Message, Outgoing
from doable.desk.undeliverable import Undeliverable
from tests.company import NOW
from tests.integration.channels.letters import mail, outgoing
from tests.mailservers import Sink

pytestmark = pytest.mark.django_db
ANN = "ann@example.org"


@dataclass
class Channel:
    """A channel with the handles by which a test moves the world outside."""

    name: str
    say: Callable[[str], Message | None]
    deliver: Callable[..., None]
    arrived: Callable[[], list[str]]
    refuse: Callable[[], object]
    be_busy: Callable[[], object]
    be_back: Callable[[], object]

    def outgoing(self) -> Outgoing:
        """A message that is to leave by it."""
        return outgoing(ANN, channel=self.name)


def email(sink: Sink) -> Channel:
    def say(text: str) -> Message | None:
        return email_inbound.take_in(mail(text, sender=ANN), received_at=NOW, now=NOW)

    def arrived() -> list[str]:
        heads = [each.raw.partition(b"\r\nMessage-ID: ")[2] for each in sink.mails]
        return [head.partition(b"\r\n")[0].decode() for head in heads]

    return Channel(
        name="email",
        say=say,
        deliver=email_outbound.deliver,
        arrived=arrived,
        refuse=lambda: sink.answers.update(RCPT=["550 nobody"]),
        be_busy=lambda: sink.answers.update(RCPT=["450 later"]),
        be_back=sink.answers.clear,
    )


def memory() -> Channel:
    return Channel(
        name="memory",
        say=lambda text: memory_inbound.put(text, sender=ANN, now=NOW),
        deliver=memory_outbound.deliver,
        arrived=lambda: [each.mail_id for each in memory_outbound.sent],
        refuse=lambda: memory_outbound.unknown.add(ANN),
        be_busy=lambda: memory_outbound.busy.add(ANN),
        be_back=memory_outbound.busy.clear,
    )


@pytest.fixture(params=["email", "memory"])
def channel(request: pytest.FixtureRequest, sink: Sink, box: None, open_desk: Settings) -> Channel:
    """Each channel in turn, at a desk that can open cases."""
    return email(sink) if request.param == "email" else memory()


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_what_somebody_says_opens_a_case(channel: Channel) -> None:
    message = channel.say("Where is my grinder?")

    assert message is not None
    assert (message.channel, message.sender, message.text) == (channel.name, ANN, "Where is my grinder?")
    assert message.case.sender == ANN


def test_what_is_delivered_twice_is_one_message(channel: Channel) -> None:
    channel.say("Where is my grinder?")

    assert channel.say("Where is my grinder?") is None
    assert Message.objects.count() == 1


def test_nobody_is_proven_by_saying_so(channel: Channel) -> None:
    message = channel.say("I am c-001.")

    assert message is not None
    assert message.identity == "claimed"


def test_what_leaves_arrives_once_under_its_id(channel: Channel) -> None:
    sent = channel.outgoing()

    channel.deliver(sent, now=NOW)
    channel.deliver(sent, now=later(1))

    sent.refresh_from_db()
    assert channel.arrived() == [sent.mail_id]
    assert (sent.in_flight_at, sent.sent_at, sent.repeated) == (NOW, NOW, 0)


def test_what_can_never_arrive_is_given_up(channel: Channel) -> None:
    sent = channel.outgoing()
    channel.refuse()

    with pytest.raises(Undeliverable) as refused:
        channel.deliver(sent, now=NOW)

    sent.refresh_from_db()
    assert refused.value.because
    assert (channel.arrived(), sent.in_flight_at, sent.sent_at) == ([], None, None)


def test_what_cannot_arrive_now_arrives_later_as_if_nothing_had_been(channel: Channel) -> None:
    sent = channel.outgoing()
    channel.be_busy()
    with pytest.raises(Exception, match=r".") as trouble:
        channel.deliver(sent, now=NOW)
    assert not isinstance(trouble.value, Undeliverable)

    channel.be_back()
    channel.deliver(sent, now=later(1))

    sent.refresh_from_db()
    assert channel.arrived() == [sent.mail_id]
    assert (sent.in_flight_at, sent.repeated) == (later(1), 0)


def test_what_was_in_flight_at_an_accident_leaves_again_and_is_marked(channel: Channel) -> None:
    sent = channel.outgoing()
    sent.hand_over(now=NOW)
    found_again = Outgoing.objects.get(pk=sent.pk)

    channel.deliver(found_again, now=later(1))

    found_again.refresh_from_db()
    assert channel.arrived() == [sent.mail_id]
    assert found_again.repeated == 1


def test_what_was_given_up_stays_here(channel: Channel) -> None:
    sent = channel.outgoing()
    sent.failed_at = NOW
    sent.save()

    channel.deliver(sent, now=later(1))

    assert channel.arrived() == []
