"""Messages in: whatever a test or a demo says."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from doable.desk.incoming import CLAIMED, Incoming
from doable.desk.receiving import receive

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Message

CHANNEL = "memory"


def put(
    text: str, *, sender: str, now: datetime, key: str = "", identity: str = CLAIMED, token: str | None = None
) -> Message | None:
    """Have somebody say something; None if it was said already.

    Without a `key` the same words from the same sender are the same message.
    """
    incoming = Incoming(
        channel=CHANNEL,
        key=key or hashlib.sha256(f"{sender}\n{text}".encode()).hexdigest(),
        received_at=now,
        text=text,
        sender=sender,
        identity=identity,
        token=token,
    )
    return receive(incoming, now=now)
