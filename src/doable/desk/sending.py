"""A reply sent: decided once more, checked, written down, and on its way after a moment to call it back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import transaction

from doable.desk import books, deciding, drafting, searching
from doable.desk.acknowledging import new_mail_id
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.delivering import deliver_at, hold_back
from doable.desk.incoming import WRITTEN
from doable.desk.models import Case, Message, Outgoing, Promise
from doable.desk.models.cases import CUSTOMER as THE_CUSTOMER
from doable.desk.models.cases import US
from doable.desk.models.events import record
from doable.desk.models.messages import COMPANY, CUSTOMER
from doable.desk.money import newly_promised
from doable.reply.occasion import BLOCKING

if TYPE_CHECKING:
    from datetime import datetime

    from doable import DraftFinding
    from doable.desk.models import Person, Reply, Ruling


class NotSendable(Exception):
    """A text that may not leave, with what the check found in it."""

    def __init__(self, findings: tuple[DraftFinding, ...], because: str = "") -> None:
        self.findings = findings
        self.because = because or "; ".join(finding.message for finding in findings)
        super().__init__(self.because)


class DecisionChanged(Exception):
    """What can be promised is no longer what was shown; the new ruling is in force."""

    def __init__(self, ruling: Ruling) -> None:
        self.ruling = ruling
        super().__init__("The decision has changed since you looked: read it again before you send.")


def send(case: Case, text: str, *, by: Person, now: datetime) -> Reply:
    """Send a text as the reply to a case; raises NotSendable, DecisionChanged or NotAllowed.

    Sending the same text once more sends nothing: the reply that left already is the answer.
    """
    authorise(by, "work_on_case", case)
    if not text.strip():
        raise NotSendable((), "there is nothing in the reply yet")
    if not case.sender:
        raise NotSendable((), "there is no address to answer to")
    # What is decided and written on the way is kept where nothing is sent, so that is told afterwards.
    with transaction.atomic():
        outcome = _sent_or_why_not(case, text, by, now)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _sent_or_why_not(
    case: Case, text: str, by: Person, now: datetime
) -> Reply | NotSendable | DecisionChanged | NotAllowed:
    # One at a time: of two who send at the same moment, the second sees what the first has sent.
    held = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if held.owner_id not in {None, by.pk}:
        return NotAllowed("This case is somebody else's by now. Take it over first, if you may.")
    if sent := _sent_already(case, text):
        case.replies.filter(sent_at=None, text=text).delete()
        return sent
    shown = drafting.latest_ruling(case)
    if held.owner_id is None:
        case.take_over(by, now=now)
    ruling = deciding.decide_anew(case, because="a reply is sent", by=by, now=now)
    if ruling is None:
        return NotSendable((), str(deciding.NothingAsked()))
    if shown is None or _promises(shown) != _promises(ruling):
        drafting.keep(case, text, by=by, now=now)
        drafting.draft(case, now=now)
        return DecisionChanged(ruling)
    findings = drafting.check(case, text, ruling)
    if blocking := tuple(finding for finding in findings if finding.severity == BLOCKING):
        drafting.keep(case, text, by=by, now=now)
        return NotSendable(blocking)
    return _sent(case, text, ruling, by, now)


def _promises(ruling: Ruling) -> tuple[object, object]:
    """What a reply is held against: the answers, and what happens next."""
    return ruling.decision["asks"], ruling.decision["next_step"]


def _sent_already(case: Case, text: str) -> Reply | None:
    """The reply with this text, if nothing was said in the case since and nothing kept it from arriving."""
    last = case.messages.filter(sender_kind__in=(CUSTOMER, COMPANY)).order_by("-at", "-id").first()
    if last is None or last.sender_kind != COMPANY:
        return None
    return case.replies.filter(outgoing__message=last, outgoing__failed_at=None, text=text).first()


def _sent(case: Case, text: str, ruling: Ruling, by: Person, now: datetime) -> Reply:
    granted = newly_promised(case, ruling)
    reply = drafting.keep(case, text, by=by, now=now)
    reply.ruling, reply.sent_at, reply.by, reply.granted = ruling, now, by, granted
    reply.save(update_fields=["ruling", "sent_at", "by", "granted"])
    outgoing = _written(case, reply, by, now)
    _promise(case, reply, ruling, now)
    case.last_at, case.waiting, case.due_at = now, THE_CUSTOMER, None
    case.save(update_fields=["last_at", "waiting", "due_at"])
    record(case, "sent", by=by, now=now, reply=reply.pk, outgoing=outgoing.pk, ruling=ruling.pk)
    deliver_at(outgoing, now + timedelta(seconds=settings.DOABLE.undo_seconds))
    searching.index(case)
    return reply


def _written(case: Case, reply: Reply, by: Person, now: datetime) -> Outgoing:
    """The reply as a message of the case, and as what leaves."""
    mail_id = new_mail_id()
    answered = [
        message.mail_id
        for message in case.messages.filter(sender_kind__in=(CUSTOMER, COMPANY)).order_by("-at", "-id")[:20]
        if message.mail_id
    ]
    message = Message.objects.create(
        case=case,
        channel=case.channel,
        key=mail_id,
        sender_kind=COMPANY,
        author=by,
        sender=settings.DOABLE.mail_address,
        sender_name=by.name,
        subject=case.subject,
        text=reply.text,
        mail_id=mail_id,
        at=now,
    )
    return Outgoing.objects.create(
        case=case,
        reply=reply,
        message=message,
        channel=settings.REPLIES_BY.get(case.channel, case.channel),
        to=case.sender,
        to_name=case.sender_name,
        subject=case.subject,
        text=reply.text,
        mail_id=mail_id,
        references=answered,
        made_at=now,
    )


def _promise(case: Case, reply: Reply, ruling: Ruling, now: datetime) -> None:
    """What the reply says will be done, by whom, by when."""
    step = cast("dict[str, str | None] | None", ruling.decision["next_step"])
    if step:
        by = date.fromisoformat(step["by"]) if step["by"] else None
        Promise.objects.create(
            case=case, reply=reply, what=step["what"] or "", who=step["who"] or "", by=by, made_at=now
        )


@transaction.atomic
def call_back(reply: Reply, *, by: Person, now: datetime) -> None:
    """Take a reply back that has not left; it is a draft again. Raises NotAllowed if it is too late."""
    case = reply.case
    authorise(by, "work_on_case", case)
    outgoing = Outgoing.objects.filter(reply=reply).select_related("message").first()
    if outgoing is None or outgoing.in_flight_at or outgoing.sent_at or not hold_back(outgoing):
        raise NotAllowed("It is too late to call this reply back: it is on its way. Write another one.")
    case.replies.filter(sent_at=None).delete()
    if outgoing.message:
        outgoing.message.delete()
    Outgoing.objects.filter(pk=outgoing.pk).delete()
    reply.promises.all().delete()
    reply.sent_at, reply.granted = None, 0
    reply.save(update_fields=["sent_at", "granted"])
    case.due_at, case.waiting = _due_again(case), US
    case.save(update_fields=["due_at", "waiting"])
    record(case, "called_back", by=by, now=now, reply=reply.pk)
    searching.index(case)


def _due_again(case: Case) -> datetime | None:
    """By when an answer is due that was given and taken back: counted from what the customer said last."""
    asked = case.messages.filter(sender_kind=CUSTOMER, kind=WRITTEN).order_by("-at", "-id").first()
    return asked.at + timedelta(days=books.in_force().contents.answer_within or 1) if asked else None
