"""Mail out, by SMTP: a mail that may have arrived is told apart from one that certainly did not."""

from __future__ import annotations

import contextlib
import smtplib
from typing import TYPE_CHECKING

from django.conf import settings

from doable.channels.email.settings import certificates, letterhead, server
from doable.channels.email.writing import Letter, write_mail
from doable.channels.email.writing_names import WrongAddress, split_address, wire_address
from doable.desk.undeliverable import Undeliverable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import EmailMessage

    from doable.channels.email.settings import Server
    from doable.desk.models import Outgoing

TIMEOUT = 30.0  # seconds for each answer of the server
# A server that has the whole mail may take its time (RFC 5321 4.5.3.2.6): who leaves early sends it twice.
TIMEOUT_OF_THE_LAST_ANSWER = 180.0
# Answers of the 5xx kind that are about how we sign in, not about this mail.
_ABOUT_US = {530, 534, 535, 538}


class NotTaken(Exception):
    """The server did not take the mail this time; it is tried again."""


def deliver(outgoing: Outgoing, *, now: datetime) -> None:
    """Send one mail; raises Undeliverable for good, any other error to be tried again.

    To be called outside of any transaction. The row says that the mail is in flight before the server gets
    its text, so that whoever finds it so after an accident knows: it may have arrived. It then goes out once
    more under the same Message-ID, by which the receiver's programs know it, and is marked.
    """
    if outgoing.sent_at or outgoing.failed_at:
        return
    mail = _written(outgoing)
    with _connected(_smtp_server()) as smtp:
        _address(smtp, outgoing, mail)
        before = outgoing.in_flight_at
        if not outgoing.hand_over(now=now):
            return
        code, said = _pass_on(smtp, mail)
        if code < 300:
            outgoing.arrive(now=now)
            return
        outgoing.take_back(in_flight_at=before)
        _refused(code, said, f"mail to {outgoing.to}")


def _written(outgoing: Outgoing) -> EmailMessage:
    letter = Letter(
        mail_id=outgoing.mail_id,
        to=outgoing.to,
        to_name=outgoing.to_name,
        subject=outgoing.subject,
        text=outgoing.text,
        token=outgoing.case.token,
        references=tuple(outgoing.references),
        automatic=outgoing.automatic,
        # When it was written, not when it is sent: each attempt sends the same bytes.
        written_at=outgoing.made_at,
    )
    try:
        return write_mail(letter, letterhead())
    except WrongAddress as wrong:
        raise Undeliverable(str(wrong)) from None


def _smtp_server() -> Server:
    if not settings.DOABLE.smtp_url:
        raise Undeliverable(
            "no mail leaves this desk: set `smtp_url` to your mail server, then send it again"
        )
    return server(settings.DOABLE.smtp_url)


@contextlib.contextmanager
def _connected(to: Server) -> Iterator[smtplib.SMTP]:
    """A connection over which mail can be sent, signed in where the URL has a user."""
    try:
        smtp = _connect(to)
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotTaken(f"{to.name} can't be reached: {_reason(trouble)}") from trouble
    try:
        yield smtp
    except (OSError, smtplib.SMTPException) as trouble:
        raise NotTaken(f"{to.name} stopped answering: {_reason(trouble)}") from trouble
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connect(to: Server) -> smtplib.SMTP:
    # The name we greet with is the mail domain: asking DNS for this machine's own name may take long.
    name = split_address(settings.DOABLE.mail_address)[1]
    if to.scheme == "smtps":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            to.host, to.port, local_hostname=name, timeout=TIMEOUT, context=certificates()
        )
    else:
        smtp = smtplib.SMTP(to.host, to.port, local_hostname=name, timeout=TIMEOUT)
    try:
        if to.scheme == "smtp+starttls":
            smtp.starttls(context=certificates())
        smtp.ehlo_or_helo_if_needed()
        if to.user:
            smtp.login(to.user, to.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _address(smtp: smtplib.SMTP, outgoing: Outgoing, mail: EmailMessage) -> None:
    """Say from whom and to whom; until here nothing has left.

    Automatic mail has no return path: what bounces of it comes back to nobody (RFC 3834).
    """
    beyond_ascii = mail.policy.utf8  # type: ignore[attr-defined]  # its policy is an EmailPolicy
    if beyond_ascii and not smtp.has_extn("smtputf8"):
        raise Undeliverable(f"the mail server can't write to `{outgoing.to}`: it takes only plain letters")
    tells = smtp.has_extn("dsn") and not outgoing.automatic
    sender = "" if outgoing.automatic else wire_address(settings.DOABLE.mail_address)
    options = ["SMTPUTF8"] * beyond_ascii + ["RET=HDRS"] * tells
    code, said = smtp.mail(sender, options)
    if code >= 300:
        raise NotTaken(f"the mail server takes no mail from `{sender}`: {code} {_text(said)}")
    code, said = smtp.rcpt(wire_address(outgoing.to), ["NOTIFY=FAILURE"] * tells)
    if code >= 300:
        _refused(code, said, f"mail to {outgoing.to}")


def _pass_on(smtp: smtplib.SMTP, mail: EmailMessage) -> tuple[int, bytes]:
    """Give the server the mail: its answer, if it gives one."""
    if smtp.sock:
        smtp.sock.settimeout(TIMEOUT_OF_THE_LAST_ANSWER)
    try:
        return smtp.data(mail.as_bytes())
    except smtplib.SMTPDataError as refused:
        error = refused.smtp_error
        return refused.smtp_code, error if isinstance(error, bytes) else error.encode()


def _refused(code: int, said: bytes, what: str) -> None:
    """Raise what the server's answer means: never, or not now."""
    if code >= 500 and code not in _ABOUT_US:
        raise Undeliverable(f"the mail server refused {what}: {code} {_text(said)}")
    raise NotTaken(f"the mail server did not take {what} yet: {code} {_text(said)}")


def _text(said: bytes) -> str:
    return " ".join(said.decode("utf-8", errors="replace").split())[:300]


def _reason(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        error = trouble.smtp_error
        return f"{trouble.smtp_code} {_text(error if isinstance(error, bytes) else error.encode())}"
    return str(trouble) or "no answer in time"
