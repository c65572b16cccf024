"""Mail from real IMAP servers: each once, none lost, whatever happens in between."""

import os
import ssl
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from doable.channels.email import fetching, inbound
from doable.channels.email.fetching import connected, fetch_once, listen
from doable.channels.email.limits import SIZE
from doable.channels.email.settings import server
from doable.desk.incoming import Incoming
from doable.desk.models import Event, Mailbox, Message, Payload
from tests.company import NOW
from tests.integration.channels.letters import mail
from tests.mailservers import Imap

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_desk")]


every_server = pytest.mark.parametrize("imap_server", ["dovecot", "pymap"], indirect=True)


def texts() -> list[str]:
    """What was taken in, in its order."""
    return list(Message.objects.order_by("id").values_list("text", flat=True))


@every_server
def test_new_mail_becomes_messages(imap: Imap) -> None:
    imap.put("Help", mail("one", number=1), mail("two", number=2))

    assert fetch_once(NOW) == 2
    assert texts() == ["one", "two"]


def test_mail_that_is_in_is_not_fetched_again(imap: Imap) -> None:
    imap.put("Help", mail("one", number=1))
    fetch_once(NOW)
    imap.put("Help", mail("two", number=2))

    assert fetch_once(NOW) == 1
    assert fetch_once(NOW) == 0
    assert texts() == ["one", "two"]


def test_the_same_mail_delivered_twice_is_one_message(imap: Imap) -> None:
    imap.put("Help", mail(), mail())

    assert fetch_once(NOW) == 1
    assert fetch_once(NOW) == 0


def test_a_mailbox_that_counts_anew_is_read_from_the_start_without_doubling(imap: Imap) -> None:
    imap.put("Help", mail("one", number=1), mail("two", number=2))
    fetch_once(NOW)
    before = Mailbox.objects.get().uidvalidity
    imap.create("Help")
    imap.put("Help", mail("two", number=2), mail("three", number=3))

    assert fetch_once(NOW) == 1
    assert texts() == ["one", "two", "three"]
    assert Mailbox.objects.get().uidvalidity != before


def test_nothing_is_deleted_and_nothing_marked(imap: Imap) -> None:
    imap.put("Help", mail())

    fetch_once(NOW)

    assert flags(imap) == [()]


def test_mail_is_marked_as_seen_where_the_settings_say_so(imap: Imap, desk: Settings) -> None:
    desk.DOABLE = replace(desk.DOABLE, imap_url=imap.url("Help?seen=yes"))
    imap.put("Help", mail())

    fetch_once(NOW)

    assert flags(imap) == [(b"\\Seen",)]


def flags(imap: Imap) -> list[tuple[bytes, ...]]:
    """What the server says of each mail."""
    with imap.client() as client:
        client.select_folder("Help", readonly=True)
        told = client.get_flags(client.search())
    return [tuple(flag for flag in each if flag != b"\\Recent") for each in told.values()]


def test_an_error_in_between_leaves_the_rest_for_the_next_time(
    imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put("Help", mail("one", number=1), mail("two", number=2), mail("three", number=3))
    received = inbound.receive

    def fails_at_two(incoming: Incoming, *, now: object) -> object:
        message = received(incoming, now=NOW)
        if incoming.text == "two":
            raise OSError("the disk is full")
        return message

    with monkeypatch.context() as patched:
        patched.setattr(inbound, "receive", fails_at_two)
        with pytest.raises(OSError, match="disk is full"):
            fetch_once(NOW)
    assert texts() == ["one"]

    assert fetch_once(NOW) == 2
    assert texts() == ["one", "two", "three"]


def test_a_mail_that_breaks_the_reading_lies_in_quarantine_and_the_others_come_in(
    imap: Imap, desk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = mail("poison", number=2)
    imap.put("Help", mail("one", number=1), broken, mail("three", number=3))
    read = inbound.read_mail

    def reads_all_but_one(raw: bytes, **more: object) -> Incoming:
        if b"poison" in raw:
            raise RecursionError("nested too deep")
        return read(raw, **more)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(inbound, "read_mail", reads_all_but_one)

    assert fetch_once(NOW) == 2
    assert fetch_once(NOW) == 0
    assert texts() == ["one", "three"]
    (kept,) = (desk.DOABLE.data / "quarantine").iterdir()
    assert kept.read_bytes() == broken
    assert kept.stat().st_mode & 0o777 == 0o600
    event = Event.objects.get(kind="mail_unreadable")
    assert kept.name in Payload.objects.get(event=event).data


@every_server
def test_of_a_mail_that_is_too_large_the_beginning_comes_in_and_says_so(imap: Imap) -> None:
    imap.put("Help", mail("Here are my photos.\r\n" + "x" * 70 + "\r\n" + ("y" * 70 + "\r\n") * (SIZE // 72)))

    assert fetch_once(NOW) == 1

    message = Message.objects.get()
    assert message.text.startswith("Here are my photos.")
    assert any("everything beyond the first MB of 25 MB" in said for said in message.cut)


def test_a_mail_counts_from_when_the_server_got_it_but_never_from_the_future(imap: Imap) -> None:
    imap.put("Help", mail())  # the server got it at 9:00 UTC

    fetch_once(NOW - timedelta(days=1))

    assert Message.objects.get().at == NOW - timedelta(days=1)


def test_two_programs_that_read_one_mailbox_do_not_take_in_a_mail_twice(
    imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.put("Help", mail())
    content = fetching._content

    def another_is_quicker(*given: object) -> bytes | None:
        Mailbox.objects.update(last_uid=99_999)
        return content(*given)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(fetching, "_content", another_is_quicker)

    with pytest.raises(inbound.NotNow, match="run only one"):
        fetch_once(NOW)
    assert texts() == []


def secured(imap: Imap) -> str:
    """The URL of the same mailbox over a secured connection."""
    if not imap.secure_port:
        pytest.skip("this server has no secured connections")
    return imap.url("Help").replace("imap://", "imaps://").replace(f":{imap.port}/", f":{imap.secure_port}/")


def test_mail_comes_over_a_secured_connection(
    imap: Imap, desk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.DOABLE = replace(desk.DOABLE, imap_url=secured(imap))
    monkeypatch.setitem(os.environ, "SSL_CERT_FILE", str(imap.believed_by))
    imap.put("Help", mail())

    assert fetch_once(NOW) == 1


def test_no_password_is_told_to_a_server_that_cannot_prove_who_it_is(imap: Imap, desk: Settings) -> None:
    desk.DOABLE = replace(desk.DOABLE, imap_url=secured(imap))

    with pytest.raises(ssl.SSLCertVerificationError):
        fetch_once(NOW)


def test_a_wrong_password_is_said_without_the_password(imap: Imap, desk: Settings) -> None:
    imap_url = imap.url("Help").replace("s3cret", "other")
    with (
        pytest.raises(Exception, match=r"(?i)auth|credentials|invalid|fail") as said,
        connected(server(imap_url)),
    ):
        pass

    assert "other" not in str(said.value)


@every_server
@pytest.mark.django_db(transaction=True)
def test_whoever_listens_takes_in_mail_as_it_comes_until_told_to_stop(imap: Imap, desk: Settings) -> None:
    desk.DOABLE = replace(desk.DOABLE, imap_url=imap.url("Help?seen=yes"))
    imap.put("Help", mail("one", number=1))
    stop = threading.Event()
    listening = threading.Thread(target=listen, args=(stop,))

    listening.start()
    try:
        seen(imap, 1)
        imap.put("Help", mail("two", number=2))
        seen(imap, 2)
    finally:
        stop.set()
        listening.join(timeout=30)

    assert not listening.is_alive()
    assert texts() == ["one", "two"]


@pytest.mark.django_db(transaction=True)
def test_whoever_listens_goes_on_when_the_server_is_in_order_again(
    imap: Imap, desk: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "FIRST_PAUSE", 0.05)
    desk.DOABLE = replace(desk.DOABLE, imap_url=imap.url("Help?seen=yes"))
    with imap.client() as client:
        client.delete_folder("Help")
    stop = Stops()
    listening = threading.Thread(target=listen, args=(stop,))

    listening.start()
    try:
        assert stop.waited.wait(timeout=30)
        imap.create("Help")
        imap.put("Help", mail("one"))
        stop.go_on.set()
        seen(imap, 1)
    finally:
        stop.go_on.set()
        stop.set()
        listening.join(timeout=30)

    assert texts() == ["one"]


class Stops(threading.Event):
    """A stop sign at which a listener that pauses waits until the test lets it go on."""

    def __init__(self) -> None:
        super().__init__()
        self.waited, self.go_on = threading.Event(), threading.Event()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.set()
        self.go_on.wait()
        return super().wait(timeout)


def seen(imap: Imap, mails: int) -> None:
    """Wait until so many mails are marked as seen."""
    with imap.client() as client:
        for _ in range(200):
            client.select_folder("Help", readonly=True)
            if len(client.search(["SEEN"])) == mails:
                return
            time.sleep(0.05)
    raise AssertionError("the mail was not taken in")
