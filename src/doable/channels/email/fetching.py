"""Mail in, by IMAP.

Each mail comes in together with how far the mailbox was read, so that none is lost and none doubled.
"""

from __future__ import annotations

import contextlib
import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from doable.channels.email.inbound import FIRST_BYTES, NotNow, take_in
from doable.channels.email.limits import SIZE
from doable.channels.email.settings import certificates, server
from doable.desk.models import Mailbox

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from datetime import datetime

    from doable.channels.email.settings import Server

TIMEOUT = SocketTimeout(connect=20.0, read=120.0)
# The protocol allows 29 minutes; routers between here and there forget a silent connection much sooner.
IDLE_SECONDS = 120.0
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
_log = logging.getLogger(__name__)


def fetch_once(now: datetime) -> int:
    """Take in what is new in the mailbox; how many messages that made."""
    imap = server(settings.DOABLE.imap_url)
    with connected(imap) as client:
        return _fetch_new(client, imap, now)


def listen(stop: threading.Event) -> None:
    """Fetch mail as it comes until told to stop; where the server is away, try again, less and less often.

    Made for a thread of its own, whose database connection it closes in the end.
    """
    imap, pause = server(settings.DOABLE.imap_url), FIRST_PAUSE
    while not stop.is_set():
        try:
            with connected(imap) as client:
                while not stop.is_set():
                    arrived = _fetch_new(client, imap, timezone.now())
                    pause = FIRST_PAUSE
                    if not arrived:
                        _wait(client, stop)
        except Exception as trouble:  # whatever it is: mail has to come in again by itself
            expected = isinstance(trouble, OSError | IMAPClientError | NotNow)
            _log.warning("no mail from %s: %s", imap.name, trouble, exc_info=not expected)
            stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        finally:
            connections.close_all()


@contextlib.contextmanager
def connected(imap: Server) -> Iterator[IMAPClient]:
    """A connection to a mailbox, signed in; in the clear only where the server offers nothing better."""
    secure = imap.scheme == "imaps"
    client = IMAPClient(
        imap.host, imap.port, ssl=secure, ssl_context=certificates() if secure else None, timeout=TIMEOUT
    )
    try:
        if not secure and not imap.is_here and client.has_capability("STARTTLS"):
            client.starttls(certificates())
        client.normalise_times = False
        client.login(imap.user, imap.password)
        yield client
        client.logout()
    finally:
        with contextlib.suppress(OSError, IMAPClientError):
            client.shutdown()


def _fetch_new(client: IMAPClient, imap: Server, now: datetime) -> int:
    """Take in what came since the last time, one mail after the other."""
    told = client.select_folder(imap.folder, readonly=not imap.marks_seen)
    mailbox = _mailbox(imap, int(told.get(b"UIDVALIDITY", 0)))
    # `7:*` names the last mail even where it is the sixth.
    uids = [uid for uid in client.search(["UID", f"{mailbox.last_uid + 1}:*"]) if uid > mailbox.last_uid]
    taken = sum(_take(client, mailbox, uid, now) for uid in sorted(uids))
    if imap.marks_seen and uids:
        client.add_flags(uids, [b"\\Seen"], silent=True)
    return taken


def _mailbox(imap: Server, uidvalidity: int) -> Mailbox:
    """How far the mailbox was read; from the start where its uids mean other mails than before."""
    mailbox, is_new = Mailbox.objects.get_or_create(
        name=f"{imap.name}/{imap.folder}", defaults={"uidvalidity": uidvalidity}
    )
    if mailbox.uidvalidity != uidvalidity and not is_new:
        _log.warning("%s counts its mails anew: reading it from the start", mailbox)
        mailbox.uidvalidity, mailbox.last_uid = uidvalidity, 0
        mailbox.save(update_fields=["uidvalidity", "last_uid"])
    return mailbox


def _take(client: IMAPClient, mailbox: Mailbox, uid: int, now: datetime) -> bool:
    """Take in one mail and remember that; whether it was a new one."""

    def advance() -> None:
        """Remember it, unless somebody else was quicker."""
        here = Mailbox.objects.filter(
            pk=mailbox.pk, uidvalidity=mailbox.uidvalidity, last_uid=mailbox.last_uid
        )
        if not here.update(last_uid=uid):
            raise NotNow(f"another program is reading {mailbox}: run only one")

    about = client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
    raw = _content(client, uid, int(about[b"RFC822.SIZE"])) if about else None
    if about is None or raw is None:  # somebody deleted it just now
        with transaction.atomic():
            advance()
        is_new = False
    else:
        arrived, size = about.get(b"INTERNALDATE") or now, int(about[b"RFC822.SIZE"])
        is_new = bool(take_in(raw, received_at=min(arrived, now), now=now, size=size, together_with=advance))
    mailbox.last_uid = uid
    return is_new


def _content(client: IMAPClient, uid: int, size: int) -> bytes | None:
    """A mail's bytes, of one that is too large only the first; it stays unread on the server."""
    part = "BODY.PEEK[]" if size <= SIZE else f"BODY.PEEK[]<0.{FIRST_BYTES}>"
    found = client.fetch([uid], [part]).get(uid, {})
    return next((bytes(value) for name, value in found.items() if name.startswith(b"BODY[")), None)


def _wait(client: IMAPClient, stop: threading.Event) -> None:
    """Wait until the server says that something came, or until it is time to look."""
    if not client.has_capability("IDLE"):
        stop.wait(max(1, settings.DOABLE.imap_seconds))
        return
    client.idle()
    until = time.monotonic() + IDLE_SECONDS
    while not stop.is_set() and time.monotonic() < until and not client.idle_check(timeout=1):
        pass
    client.idle_done()
