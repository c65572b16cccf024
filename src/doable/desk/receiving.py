"""What comes in, from whatever channel: a message in a case, once."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.text import Truncator

from doable.desk import acknowledging, books, delivering, searching, storing
from doable.desk.incoming import AUTOMATIC, BOUNCE, FORGED, PROVEN, WRITTEN, fitted
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.models import Attachment, Case, Customer, Message, Outgoing
from doable.desk.models.cases import ASIDE, MAIL, OPEN, US
from doable.desk.models.events import record
from doable.desk.models.messages import CUSTOMER
from doable.desk.reading import read

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.incoming import Incoming

_LONGEST_TITLE = 80


def receive(incoming: Incoming, *, now: datetime) -> Message | None:
    """Take a message in; None if it was here already.

    It continues the case it was sent to, or answers, else opens one. Reading it is left to a job.
    """
    incoming = fitted(incoming)
    if Message.objects.filter(channel=incoming.channel, key=incoming.key).exists():
        return None
    try:
        with transaction.atomic(), books.held():
            return _take_in(incoming, now)
    except IntegrityError:
        if Message.objects.filter(channel=incoming.channel, key=incoming.key).exists():
            return None
        raise


def _take_in(incoming: Incoming, now: datetime) -> Message:
    bounced = _bounced(incoming)
    case = bounced.case if bounced else _case_of(incoming)
    crowded = _crowded(incoming, now)
    is_new = case is None
    case = case or _open(incoming, crowded, now)
    message = _kept(case, incoming)
    record(case, "received", by=None, now=now, message=message.pk, kind=incoming.kind)
    if bounced:
        # Our reply did not arrive: somebody has to find another way.
        because = incoming.text or "The other side sent it back."
        delivering.give_up(bounced, because, now=now, kind="bounced")
    elif not _is_aside(incoming, crowded):
        if is_new:
            acknowledging.acknowledge(case, message, now=now)
        else:
            _goes_on(case, incoming, now)
        enqueue(read, message.pk)
    if is_new:
        searching.index_new(case, message.text)
    else:
        searching.index(case)
    return message


def _case_of(incoming: Incoming) -> Case | None:
    """The case it was sent to by its own address; else one that it answers, if it comes from there."""
    if incoming.token and (case := Case.objects.filter(token=incoming.token).first()):
        return case
    if not incoming.references:
        return None
    answered = Message.objects.filter(mail_id__in=incoming.references).select_related("case__customer")
    nearest = {mail_id: place for place, mail_id in reversed(list(enumerate(incoming.references)))}
    # Anybody can write an id of ours into a mail of their own, so one id may lead to several cases.
    for message in sorted(answered, key=lambda message: nearest[message.mail_id]):
        if _belongs(message.case, incoming.sender):
            return message.case
    return None


def _belongs(case: Case, sender: str) -> bool:
    """Whether an address is the case's own, or on the record of its customer."""
    address = sender.lower()
    if address and address == case.sender.lower():
        return True
    return bool(case.customer and case.customer.addresses.filter(value=address).exists())


def _is_aside(incoming: Incoming, crowded: bool) -> bool:
    """Whether a message is kept, but nobody is asked to look at it."""
    return crowded or incoming.kind != WRITTEN or incoming.identity == FORGED


def _crowded(incoming: Incoming, now: datetime) -> bool:
    """Whether an address has sent more in an hour than anybody can have to say.

    What only claims to come from there is counted apart: it must not crowd out whoever has proven to be it.
    """
    sent = Message.objects.filter(
        sender=incoming.sender.lower(),
        sender_kind=CUSTOMER,
        identity=incoming.identity,
        at__gt=now - timedelta(hours=1),
    )
    return bool(incoming.sender) and sent.count() >= settings.DOABLE.mail_per_hour


def _open(incoming: Incoming, crowded: bool, now: datetime) -> Case:
    contents = books.in_force().contents
    aside = _is_aside(incoming, crowded)
    customer = None if aside else _proven(incoming)
    case = Case.objects.create(
        channel=incoming.channel,
        subject=incoming.subject or _first_words(incoming.text),
        sender=incoming.sender.lower(),
        sender_name=incoming.sender_name,
        function=settings.DOABLE.function or contents.functions[0],
        opened_at=now,
        last_at=now,
        due_at=now + timedelta(days=contents.answer_within or 1),
        state=ASIDE if aside else OPEN,
        customer=customer,
        tied_how=MAIL if customer else "",
    )
    record(case, "opened", by=None, now=now, channel=incoming.channel, aside=aside)
    if customer:
        record(case, "tied", by=None, now=now, customer=customer.record_id, how=MAIL)
    return case


def _proven(incoming: Incoming) -> Customer | None:
    """Whose a message is for certain: a proven address on exactly one customer's record."""
    if incoming.identity != PROVEN:
        return None
    found = Customer.objects.at(incoming.sender)[:2]
    return found[0] if len(found) == 1 else None


def _goes_on(case: Case, incoming: Incoming, now: datetime) -> None:
    """The customer has said something: it is our turn."""
    if case.state != OPEN:
        case.reopen(by=None, now=now, because="the customer wrote again")
    case.last_at, case.waiting = now, US
    # Who asks again waits no longer for it.
    case.due_at = case.due_at or now + timedelta(days=books.in_force().contents.answer_within or 1)
    case.save(update_fields=["last_at", "waiting", "due_at"])
    if case.customer is None and _belongs(case, incoming.sender) and (customer := _proven(incoming)):
        case.tie(customer, how=MAIL, by=None, now=now)


def _kept(case: Case, incoming: Incoming) -> Message:
    message = Message.objects.create(
        case=case,
        channel=incoming.channel,
        key=incoming.key,
        sender_kind=CUSTOMER,
        sender=incoming.sender.lower(),
        sender_name=incoming.sender_name,
        subject=incoming.subject,
        text=incoming.text,
        quoted=incoming.quoted,
        signature=incoming.signature,
        html=incoming.html,
        mail_id=incoming.mail_id,
        identity=incoming.identity,
        because=incoming.because,
        kind=incoming.kind,
        cut=list(incoming.cut),
        original=storing.store(incoming.raw, durable=False) if incoming.raw else "",
        at=incoming.received_at,
    )
    for enclosed in incoming.enclosed:
        Attachment.objects.create(
            message=message,
            stored=storing.store(enclosed.content),
            name=enclosed.name[:200],
            media_type=enclosed.media_type[:100],
            size=len(enclosed.content),
            digest=hashlib.sha256(enclosed.content).hexdigest(),
            cid=(enclosed.cid or "")[:200],
        )
    return message


def _bounced(incoming: Incoming) -> Outgoing | None:
    """The message of ours that a bounce is about."""
    if incoming.kind not in {BOUNCE, AUTOMATIC} or not incoming.bounced:
        return None
    return Outgoing.objects.filter(mail_id=incoming.bounced).select_related("case").first()


def _first_words(text: str) -> str:
    """What a matter without a subject is called: its first words."""
    return Truncator(" ".join(text.split())).chars(_LONGEST_TITLE)
