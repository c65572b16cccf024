"""Raw mail to an Incoming: whatever arrives comes in, and nothing in it commands us."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from doable.channels.cleaning import clean_line
from doable.channels.email.addresses import recipients, senders, token_in
from doable.channels.email.bodies import read_bodies
from doable.channels.email.folding import Folded, fold
from doable.channels.email.limits import SIZE, Cut
from doable.channels.email.proving import Trust, prove
from doable.channels.email.recognising import ids_in, recognise, references
from doable.channels.email.splitting import split
from doable.desk.incoming import Incoming

if TYPE_CHECKING:
    from datetime import datetime

    from doable.channels.email.bodies import Bodies
    from doable.channels.email.splitting import Part

__all__ = ["CHANNEL", "Trust", "read_mail"]

CHANNEL = "email"
_LONGEST = {"subject": 500, "name": 200, "id": 180}


def read_mail(raw: bytes, *, received_at: datetime, trust: Trust) -> Incoming:
    """Read one mail as it came from the wire; never fails, and says in `cut` what it left out.

    `key` is the mail's own id together with a digest of sender, subject and body: delivered twice, with
    other Received lines on the way, a mail keeps its key, while another mail under the same id - by mistake,
    or meant to keep somebody's mail from being read - has its own. A mail without one well-formed id is
    named by a digest of all its bytes.
    """
    cut = Cut()
    if len(raw) > SIZE:
        cut.say(f"everything beyond the first {SIZE // 2**20} MB of the mail")
    kept = raw[:SIZE]
    readable = kept.replace(b"\r", b"\n") if b"\n" not in kept else kept
    message = split(readable, cut)
    identity, because = prove(message.headers, readable, trust)
    kind, bounced = recognise(message, trust)
    incoming = _incoming(message, read_bodies(message, cut), received_at=received_at, trust=trust)
    return replace(
        incoming,
        key=_key(message, raw),
        identity=identity,
        because=because,
        kind=kind,
        bounced=bounced,
        cut=cut.said,
        raw=kept,
    )


def _incoming(message: Part, bodies: Bodies, *, received_at: datetime, trust: Trust) -> Incoming:
    """Put together what the parts of a mail say."""
    headers = message.headers
    written = senders(headers)
    sent_to = recipients(headers, bodies.cut)
    folded = _folded(bodies)
    return Incoming(
        channel=CHANNEL,
        key="",
        received_at=received_at,
        text=folded.text,
        sender=written[0].address if written else "",
        sender_name=(written[0].name if written else clean_line(headers.text("from")))[: _LONGEST["name"]],
        subject=headers.text("subject")[: _LONGEST["subject"]],
        quoted=folded.quoted,
        signature=folded.signature,
        html="\n".join(bodies.html) if bodies.formatted else "",
        recipients=sent_to,
        mail_id=ids[0] if len(ids := _ids(message)) == 1 else "",
        references=references(headers),
        token=token_in(sent_to, trust.address),
        enclosed=tuple(bodies.enclosed),
    )


def _folded(bodies: Bodies) -> Folded:
    """The text in its piles; what is said about other mails lies with the quotes if there is any text."""
    beside = "\n\n".join(text.strip("\n") for text in bodies.beside if text.strip())
    if not bodies.text.strip():
        return Folded(beside)
    folded = fold(bodies.text)
    quoted = "\n\n".join(text for text in (folded.quoted, beside) if text)
    return Folded(folded.text, quoted, folded.signature)


def _ids(message: Part) -> list[str]:
    """The well-formed ids that a mail gives itself; several say nothing."""
    return [one for value in message.headers.all("message-id") for one in ids_in(value)]


def _key(message: Part, raw: bytes) -> str:
    """What names this mail for ever."""
    ids = _ids(message)
    if len(ids) != 1:
        return f"sha256:{hashlib.sha256(raw).hexdigest()}"
    digest = hashlib.sha256()
    for name in ("from", "subject"):
        digest.update(repr(message.headers.all(name)).encode("utf-8", errors="replace"))
    _add(message, digest)
    named = ids[0] if len(ids[0]) <= _LONGEST["id"] else hashlib.sha256(ids[0].encode()).hexdigest()
    return f"{named}#{digest.hexdigest()[:16]}"


def _add(part: Part, digest: hashlib._Hash) -> None:
    """Add what a part and those in it say to a digest, whatever ends its lines."""
    digest.update(repr((part.media_type, part.headers.file_name)).encode("utf-8", errors="replace"))
    digest.update(part.content.replace(b"\r\n", b"\n").rstrip())
    for one in part.parts:
        _add(one, digest)
