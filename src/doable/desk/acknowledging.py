"""The automatic word that a message came in: marked as such, capped, with nothing of the customer's in it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from doable.desk import books
from doable.desk.delivering import deliver_at
from doable.desk.models import Outgoing
from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Message

SUBJECT = "We have your message"
TEXT = """Hello,

thank you for writing to us. Your message has arrived. A person reads it and answers by {day}.

If you have something to add, just answer this mail.

{company}
"""


def acknowledge(case: Case, message: Message, *, now: datetime) -> Outgoing | None:
    """Say that a message arrived and by when a person answers; not too often to one address."""
    configured = settings.DOABLE
    if not configured.acknowledge or not case.sender or case.channel == "webform":
        return None
    today = Outgoing.objects.filter(to=case.sender, automatic=True, made_at__gt=now - timedelta(days=1))
    if today.count() >= configured.automatic_per_day:
        return None
    contents = books.in_force().contents
    day = (case.due_at or now).astimezone(contents.zone).strftime("%-d %B %Y")
    outgoing = Outgoing.objects.create(
        case=case,
        channel=case.channel,
        to=case.sender,
        subject=SUBJECT,
        text=TEXT.format(day=day, company=configured.company or contents.name),
        mail_id=new_mail_id(),
        references=[message.mail_id] if message.mail_id else [],
        automatic=True,
        made_at=now,
    )
    record(case, "acknowledged", by=None, now=now, outgoing=outgoing.pk)
    deliver_at(outgoing, now)
    return outgoing


def new_mail_id() -> str:
    """An RFC 5322 id of our own that nobody can guess."""
    domain = settings.DOABLE.mail_address.rpartition("@")[2] or "doable.invalid"
    return f"<{secrets.token_hex(16)}@{domain}>"
