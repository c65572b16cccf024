"""A customer's mail from the mailbox to the answer and back, at a desk as it runs in earnest."""

from __future__ import annotations

import email
import email.policy
import re
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests import mailservers
from tests.browser import desks
from tests.browser.desks import errors_of, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.desks import Desk, Login
    from tests.mailservers import Imap

TOLLAND, HELP, OURS = "tolland@mail.example", "help@copperline.example", "mx.copperline.example"
WROTE = """\
My new Duo (CC-48391, delivered nine days ago) went bang this morning, smoke and all, and now it's dead.
I don't trust it any more and would like my 1,190 euros back.

Paul Tolland
"""
ANSWERED = "Thank you, that is good news! Where do I send it?"


@pytest.fixture(scope="module")
def imap() -> Iterator[Imap]:
    server = mailservers.dovecot if mailservers.dovecot_program() else mailservers.pymap
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, imap: Imap, tmp_path: Path) -> Iterator[Desk]:
    """A desk with an empty mailbox, on each database."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else ""
    imap.create("Help")
    mail = {"imap_url": imap.url("Help"), "imap_seconds": "1", "authserv_ids": OURS, "undo_seconds": "1"}
    told = desks.filled(desks.installed(tmp_path, url, **mail), "company")
    with desks.serving(tmp_path, told, url, **mail) as running:
        yield running


def mail(text: str, **fields: str) -> bytes:
    """A mail as the company's own mail server puts it into the mailbox, with what it found out."""
    passes = f"{OURS}; dmarc=pass header.from=mail.example"
    written = EmailMessage(policy=email.policy.SMTP)
    given = {"From": f"Paul Tolland <{TOLLAND}>", "To": HELP, "Subject": "Duo broken", **fields}
    for name, value in {"Authentication-Results": passes, **given}.items():
        written[name.replace("_", "-")] = value
    written["Date"] = datetime.now(UTC)
    written.set_content(text)
    return bytes(written)


def sign_in(page: Page, login: Login) -> None:
    """By the form, with a second factor where one is asked for."""
    page.goto("/")
    page.get_by_label("E-mail").fill(login.email)
    page.get_by_label("Password").fill(login.password)
    page.get_by_role("button", name="Sign in").click()
    if login.secret:
        counter = next(iter(yield_hotp_counters_from_time()))
        page.get_by_label("Code").fill(format_hotp_value(hotp_value(login.secret, counter)))
        page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", level=1).wait_for()


def when(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


def open_case(page: Page) -> None:
    """Open the customer's case from the queue, once it is read and decided."""
    row = page.locator(".case-row", has_text="Mr Tolland").filter(has=page.locator("[data-verdict]"))
    until = time.monotonic() + 60
    while not row.count():
        assert time.monotonic() < until, page.locator("main").inner_text()
        page.wait_for_timeout(300)
        page.goto("/")
    row.get_by_role("link").first.click()
    page.locator("#case").wait_for()
    settled(page)


def correct(page: Page, value: str) -> None:
    """Put the days since delivery right, where they stand."""
    page.get_by_role("button", name=re.compile("days since delivery", re.IGNORECASE)).first.click()
    dialog = page.get_by_role("dialog", name=re.compile("days since delivery", re.IGNORECASE))
    dialog.get_by_role("textbox").first.fill(value)
    dialog.get_by_label("Why").fill("The carrier says so.")
    with page.expect_response(re.compile("/state/")):
        dialog.get_by_role("button", name="Decide with this").click()
    settled(page)


def verdict(page: Page) -> str:
    """What the page says of the refund."""
    return str(page.locator(".case-state .verdict").inner_text())


def test_a_mail_is_answered_with_a_supervisors_yes(browser: Browser, desk: Desk, imap: Imap) -> None:
    imap.put("Help", mail(WROTE, Message_ID="<1@mail.example>"), at=datetime.now(UTC))
    with desk.context(browser) as hers, desk.context(browser) as above:
        page, other = hers.new_page(), above.new_page()
        errors = errors_of(page)
        sign_in(page, desk.login("agent"))
        open_case(page)
        assert verdict(page) == "Needs approval"

        correct(page, "40")
        assert verdict(page) == "Declined"
        correct(page, "12")
        assert verdict(page) == "Needs approval"

        page.get_by_label("Note for Priska Nolte").fill("It is dead after a week.")
        page.get_by_role("button", name="Ask for approval").click()
        page.get_by_text("was asked for approval").wait_for()

        errors += approved_by(other, desk.login("supervisor"))

        page.reload()
        settled(page)
        assert verdict(page) == "Doable"
        text = page.locator("#reply").input_value()
        page.get_by_role("button", name=re.compile("Send reply")).click()
        page.get_by_text(re.compile("The reply leaves in")).wait_for()
        when(lambda: bool(desk.sink.mails))
        answer = arrived(desk, text)

        imap.put("Help", mail(quoting(answer), **as_an_answer_to(answer)), at=datetime.now(UTC))
        assert_comes_back(page)
    assert errors == []
    assert len(desk.sink.mails) == 1


def approved_by(page: Page, login: Login) -> list[str]:
    """A supervisor looks at what waits and says yes; what the page complained of."""
    errors = errors_of(page)
    sign_in(page, login)
    page.get_by_role("link", name=re.compile("^Approvals")).first.click()
    question = page.locator(".question", has_text="Mr Tolland")
    assert "It is dead after a week." in question.inner_text()
    question.get_by_role("button", name=re.compile("^Yes")).click()
    page.get_by_text("Nobody waits for you").wait_for()
    return errors


def arrived(desk: Desk, text: str) -> EmailMessage:
    """The reply as the mail server got it: to whom, as an answer to what, the draft in two forms."""
    (mail,) = desk.sink.mails
    answer = email.message_from_bytes(mail.raw, policy=email.policy.default)
    assert mail.recipients == [TOLLAND]
    assert TOLLAND in answer["To"]
    assert re.search(r"help\+c-\w+@copperline\.example", answer["Reply-To"])
    assert answer["In-Reply-To"] == "<1@mail.example>"
    plain, html = answer.get_body(("plain",)), answer.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert words(text) in words(plain.get_content())
    assert "1190" in html.get_content().replace(",", "")
    assert "<script" not in html.get_content()
    return answer


def words(text: str) -> str:
    """A text without how it is broken into lines."""
    return " ".join(text.split())


def quoting(answer: EmailMessage) -> str:
    """What the customer writes back, above what we wrote."""
    plain = answer.get_body(("plain",))
    assert plain is not None
    quoted = "\n".join(f"> {line}" for line in plain.get_content().splitlines())
    return f"{ANSWERED}\n\nOn Monday Copperline Coffee <{HELP}> wrote:\n{quoted}\n"


def as_an_answer_to(answer: EmailMessage) -> dict[str, str]:
    """The fields by which mail programs say what a mail answers."""
    return {
        "To": str(answer["Reply-To"]),
        "Subject": f"Re: {answer['Subject'].removeprefix('Re: ')}",
        "In_Reply_To": str(answer["Message-ID"]),
        "References": str(answer["Message-ID"]),
        "Message_ID": "<2@mail.example>",
    }


def assert_comes_back(page: Page) -> None:
    """The answer is in the same case, without what it quotes."""
    messages = page.locator(".messages > li")
    until = time.monotonic() + 60
    while messages.count() < 3:
        assert time.monotonic() < until, page.locator(".messages").inner_text()
        page.wait_for_timeout(300)
        page.reload()
    answer = messages.last
    # Without the words that say what was read from it.
    marked = answer.locator(".said").first
    marked.locator(".read-as").evaluate_all("found => found.forEach(each => each.remove())")
    assert marked.inner_text().strip() == ANSWERED
    quoted = answer.locator("details.quoted", has_text="Quoted text")
    assert not quoted.locator(".said").is_visible()
    quoted.locator("summary").click()
    assert quoted.locator(".said").is_visible()
