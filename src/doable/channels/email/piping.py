"""Mail in from a mail server that hands each mail to a program."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from doable.channels.email.inbound import take_in

if TYPE_CHECKING:
    from datetime import datetime

# What the mail server understands (sysexits.h): it is done, or it keeps the mail and comes again.
TAKEN, LATER = 0, 75
_log = logging.getLogger(__name__)


def pipe(raw: bytes, now: datetime) -> int:
    """Take one mail in: TAKEN, also for one that is here already, or LATER on any trouble.

    A mail that can't be read counts as taken: it lies in quarantine, and the log and an event tell of it.
    """
    if not raw.strip():
        _log.error("there was no mail to take in: hand it over on standard input")
        return LATER
    try:
        take_in(raw, received_at=now, now=now)
    except Exception:  # whatever it is: the mail server keeps the mail
        _log.exception("a mail could not be taken in; the mail server will bring it again")
        return LATER
    return TAKEN
