"""A mail taken in, however it came: read, received, and if it can't be, kept where somebody finds it."""

from __future__ import annotations

import hashlib
import logging
import os
from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError, ProgrammingError, transaction

from doable.channels.email.limits import SIZE
from doable.channels.email.reading import read_mail
from doable.channels.email.settings import trust
from doable.desk.books import NoBook
from doable.desk.models.events import record
from doable.desk.receiving import receive

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from doable.desk.models import Message

FIRST_BYTES = 2**20  # of a mail that is too large: its header and, as programs write mail, its text
_log = logging.getLogger(__name__)


class NotNow(Exception):
    """The mail is not to be taken in at this moment."""


# Not the mail's fault: the database, the disk, the network, a desk that is not set up. It has to wait.
_TROUBLE = (NotNow, OSError, OperationalError, InterfaceError, ProgrammingError, ImproperlyConfigured, NoBook)


def take_in(
    raw: bytes,
    *,
    received_at: datetime,
    now: datetime,
    size: int | None = None,
    together_with: Callable[[], None] = lambda: None,
) -> Message | None:
    """Take a mail in; None if it was here already, or can't be read and lies in quarantine.

    `size` is that of the whole mail where `raw` is only its beginning. `together_with` writes what has to be
    so if and only if the mail is in. What is not the mail's fault is raised, and nothing has happened.
    """
    size = len(raw) if size is None else size
    if size > SIZE:
        raw = raw[:FIRST_BYTES]
    try:
        incoming = read_mail(raw, received_at=received_at, trust=trust())
        if size > len(raw):
            said = f"everything beyond the first MB of {size // 2**20} MB: the last file may be damaged"
            incoming = replace(incoming, cut=(*incoming.cut, said))
        with transaction.atomic():
            together_with()
            return receive(incoming, now=now)
    except _TROUBLE:
        raise
    except Exception as broken:  # whatever it is: one mail must not keep the others from coming in
        _set_aside(raw, broken, now=now, together_with=together_with)
        return None


def quarantine() -> Path:
    """The folder of mails that could not be read."""
    folder: Path = settings.DOABLE.data / "quarantine"
    return folder


def _set_aside(raw: bytes, broken: Exception, *, now: datetime, together_with: Callable[[], None]) -> None:
    """Keep a mail as it came, and tell."""
    path = _keep(raw)
    _log.error("a mail can't be read and lies in %s", path, exc_info=broken)
    with transaction.atomic():
        together_with()
        because = str(broken)[:500]
        record(None, "mail_unreadable", by=None, now=now, file=path.name, because=because)


def _keep(raw: bytes) -> Path:
    """Write a mail to the quarantine, once however often it comes; it is on the disk when this returns."""
    folder = quarantine()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{hashlib.sha256(raw).hexdigest()}.eml"
    unfinished = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    return path
