"""A case taken over, noted on, settled, opened again."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from doable import InputError
from doable.desk import deciding, drafting
from doable.desk.authorising import authorise
from doable.desk.models import Message
from doable.desk.models.cases import OPEN, US
from doable.desk.models.events import record
from doable.desk.models.messages import COLLEAGUE
from doable.desk.reading import catch_up

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import Case, Person


@transaction.atomic
def take_over(case: Case, *, by: Person, now: datetime, because: str = "") -> None:
    """Make a case one's own; from now on it is decided in one's own name."""
    authorise(by, "take_over", case)
    if case.owner_id == by.pk:
        return
    case.take_over(by, now=now, because=because)
    if case.asks.standing().exists():
        deciding.decide(case, because="the case was taken over", by=by, now=now)
        drafting.draft(case, now=now)


@transaction.atomic
def settle(case: Case, *, because: str, by: Person, now: datetime) -> None:
    """Close a case, with why."""
    authorise(by, "work_on_case", case)
    if not because.strip():
        raise InputError("because", "is missing", "say how it ended")
    for asked in (*case.approvals.waiting(), *case.consultations.waiting()):
        asked.take_back(by=by, now=now)
    case.settle(by=by, now=now, because=because.strip())


@transaction.atomic
def reopen(case: Case, *, because: str = "", by: Person, now: datetime) -> None:
    """Open a case again, also one that was set aside."""
    authorise(by, "take_over", case)
    if case.state != OPEN:
        case.reopen(by=by, now=now, because=because)
        case.waits_for(US)
        catch_up(case)


@transaction.atomic
def note(case: Case, text: str, *, by: Person, now: datetime) -> Message:
    """Tell colleagues something that the customer does not see."""
    authorise(by, "see_case", case)
    if not text.strip():
        raise InputError("text", "is missing", "write what your colleagues should know")
    message = Message.objects.create(
        case=case,
        channel="note",
        key=secrets.token_hex(16),
        sender_kind=COLLEAGUE,
        author=by,
        sender_name=by.name,
        text=text.strip(),
        at=now,
    )
    record(case, "noted", by=by, now=now, message=message.pk)
    return message
