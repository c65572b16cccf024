"""What a channel hands to the desk: one message from outside, as plain values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

# How sure it is who sent a message: a record is opened only to somebody proven.
PROVEN, CLAIMED, FORGED = "proven", "claimed", "forged"
# What a message is: somebody's words, a machine's answer, or the news that ours did not arrive.
WRITTEN, AUTOMATIC, BOUNCE = "written", "automatic", "bounce"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that came with a message: its name as given (never a path), its type as sniffed, its bytes.

    `cid` is the name under which the message's HTML shows it inline.
    """

    name: str
    media_type: str
    content: bytes
    cid: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message from outside.

    `key` names this message for ever on its channel: a second delivery with the same key changes nothing.
    `text` is what the sender wrote now; `quoted` and `signature` are folded away but kept; `html` is
    sanitised already (allow-listed elements, no remote content). `mail_id` is its RFC 5322 id as `<..>`,
    empty where it has none that is well formed. `references` are the ids of messages it
    answers, nearest first; `token` the case's address token, where it was sent to one. `identity` is one
    of PROVEN, CLAIMED, FORGED with `because` in plain words for whoever reads it; `kind` one of WRITTEN,
    AUTOMATIC, BOUNCE; `bounced` the id of our message that did not arrive. `cut` says what of an oversized
    message was left out. `raw` is the message as it came in, kept for export.
    """

    channel: str
    key: str
    received_at: datetime
    text: str
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    quoted: str = ""
    signature: str = ""
    html: str = ""
    recipients: tuple[str, ...] = ()
    mail_id: str = ""
    references: tuple[str, ...] = ()
    token: str | None = None
    identity: str = CLAIMED
    because: str = ""
    kind: str = WRITTEN
    bounced: str | None = None
    enclosed: tuple[Enclosed, ...] = ()
    cut: tuple[str, ...] = ()
    raw: bytes = b""
    fields: Mapping[str, str] | None = None


# The most that the records hold of each.
_LONGEST = {"sender": 254, "sender_name": 200, "subject": 300}
_LONGEST_KEY, _LONGEST_ID = 200, 998


def fitted(incoming: Incoming) -> Incoming:
    """A message as the records can hold it: texts without what no database takes, none too long.

    A key that is too long is told by its digest; an id that is too long is none.
    """
    texts = {
        field.name: _writable(value)[: _LONGEST.get(field.name)]
        for field in fields(incoming)
        if isinstance(value := getattr(incoming, field.name), str)
    }
    if len(texts["key"]) > _LONGEST_KEY:
        texts["key"] = hashlib.sha256(texts["key"].encode()).hexdigest()
    if len(texts["mail_id"]) > _LONGEST_ID:
        texts["mail_id"] = ""
    return replace(incoming, **texts)  # type: ignore[arg-type]  # its texts by name


def _writable(text: str) -> str:
    """A text without NUL and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()
