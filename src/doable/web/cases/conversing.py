"""What was said in a case, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from doable.desk.models.messages import COLLEAGUE, COMPANY
from doable.web.cases.cards import Face
from doable.web.cases.marking import marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from doable.desk.models import Attachment, Case, Message, Outgoing
    from doable.web.cases.marking import Segment

FORGED = "This says that it comes from {sender}, and it does not. Nothing it states counts as known."
CHANNELS = {
    "email": "mail",
    "webform": "web form",
    "form": "web form",
    "chat": "chat",
    "phone_note": "phone",
    "phone": "phone",
    "review": "public review",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """Where a reply of ours is on its way: leaving, under way, sent or failed."""

    state: str
    reply: int | None = None
    seconds: int = 0
    at: datetime | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said; `kind` is customer, company or note."""

    kind: str
    message: Message
    who: str
    address: str
    channel: str
    segments: tuple[Segment, ...]
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    leaving: Leaving | None = None
    author: Face | None = None


def conversation(
    case: Case, messages: Iterable[Message], names: Mapping[int, str], *, now: datetime, undo_seconds: int
) -> tuple[Said, ...]:
    """What was said in a case; `names` are those of colleagues by id."""
    return tuple(
        _said(case, message, _author(message, names), _leaving(message, now, undo_seconds))
        for message in messages
    )


def _author(message: Message, names: Mapping[int, str]) -> Face | None:
    pk = message.author_id
    return Face(pk, names.get(pk, "A colleague")) if pk else None


def _said(case: Case, message: Message, author: Face | None, leaving: Leaving | None) -> Said:
    kind = {COLLEAGUE: "note", COMPANY: "company"}.get(message.sender_kind, "customer")
    read = cast("Mapping[str, Any] | None", message.understanding)
    return Said(
        kind=kind,
        message=message,
        who=author.name if author else _who(case, message, kind),
        address=message.sender if kind == "customer" else "",
        channel=CHANNELS.get(message.channel, message.channel),
        segments=marked(message.text, read if kind == "customer" and message.text.strip() else None),
        attachments=tuple(message.attachments.all()),
        warnings=tuple(_warnings(message)) if kind == "customer" else (),
        leaving=leaving if kind == "company" else None,
        author=author,
    )


def _who(case: Case, message: Message, kind: str) -> str:
    if kind == "company":
        return "Automatic reply" if message.kind == "automatic" else "The company"
    if kind == "note":
        return "A colleague"
    if case.customer and message.identity == "proven":
        return case.customer.name
    return message.sender_name or message.sender or case.who


def _warnings(message: Message) -> Iterator[tuple[str, str]]:
    """What a reader should know first: how much it weighs, and the words."""
    if message.identity == "forged":
        yield "danger", message.because or FORGED.format(sender=message.sender or "somebody")
    if message.kind == "automatic":
        yield "plain", "A machine wrote this; nothing was read from it."
    if message.kind == "bounce":
        yield "warning", message.because or "A reply of ours did not arrive."
    for left_out in cast("list[str]", message.cut):
        yield "plain", f"Cut: {left_out}"


def _leaving(message: Message, now: datetime, undo_seconds: int) -> Leaving | None:
    outgoing = cast("Outgoing | None", getattr(message, "outgoing", None))
    if outgoing is None:
        return None
    if outgoing.failed_at:
        return Leaving("failed", outgoing.reply_id, at=outgoing.failed_at, because=outgoing.because)
    if outgoing.sent_at:
        return Leaving("sent", outgoing.reply_id, at=outgoing.sent_at)
    left = outgoing.made_at + timedelta(seconds=undo_seconds) - now
    if left > timedelta(0) and outgoing.in_flight_at is None and not outgoing.automatic:
        return Leaving("leaving", outgoing.reply_id, seconds=int(left.total_seconds()) + 1)
    return Leaving("under way", outgoing.reply_id, because=outgoing.because)
