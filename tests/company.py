"""The people of the tests, and the company they work for: Copperline, with its own book."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from doable.desk import asking, books, deciding, drafting, importing, receiving, understood
from doable.desk.incoming import PROVEN, Incoming
from doable.desk.models import BookVersion, Case, Customer, Person, Publication
from doable.understanding.keeping import keep
from doable.understanding.understood import ReadFact, Span, Understanding

if TYPE_CHECKING:
    from doable.desk.models import Message
    from doable.policy.language.values import Plain

BOOK = Path("examples/copperline")
NOW = datetime(2026, 10, 14, 9, 0, tzinfo=timezone(timedelta(hours=2)))


@dataclass(frozen=True)
class Company:
    """Who is who. Hirsch is in the right, Okafor outside the terms, the stranger must see nothing."""

    agent: Person
    colleague: Person
    senior: Person
    supervisor: Person
    manager: Person
    director: Person
    of_finance: Person
    policy_owner: Person
    second_owner: Person
    administrator: Person
    hirsch: Customer
    okafor: Customer


_kept: dict[str, object] = {}


def _put_book_in_force(now: datetime) -> None:
    """As `books.take_in` does; its files are read and checked once a process."""
    if not _kept:
        version = books.take_in(BOOK, now=now)
        Publication.objects.update(noticed_at=now)
        _kept.update({name: getattr(version, name) for name in _COLUMNS})
    elif books.in_force_version() is None:
        version = BookVersion.objects.create(taken_in_at=now, **_kept)
        Publication.objects.create(
            version=version, in_force_from=now, because="taken in", at=now, noticed_at=now
        )


_COLUMNS = ("digest", "name", "version", "language_version", "texts")


def found(now: datetime = NOW) -> Company:
    """Found the company: its book in force, its people and customers on file."""
    from doable.cli.records import load_records  # noqa: PLC0415 - the command's own reading of files

    _put_book_in_force(now)
    importing.take_in(load_records(BOOK / "records"), now=now)
    people = {person.record_id: person for person in Person.objects.all()}
    owner = Person.objects.create_user("owner@copperline.example", name="Olga Policy")
    owner.give_duty("policy_owner", by=None, now=now)
    second_owner = Person.objects.create_user("second@copperline.example", name="Sami Second")
    second_owner.give_duty("policy_owner", by=None, now=now)
    administrator = Person.objects.create_user("admin@copperline.example", name="Ada Administrator")
    administrator.give_duty("administrator", by=None, now=now)
    return Company(
        agent=people["p-12"],
        colleague=people["p-13"],
        senior=people["p-09"],
        supervisor=people["p-05"],
        manager=people["p-02"],
        director=people["p-01"],
        of_finance=people["p-14"],
        policy_owner=owner,
        second_owner=second_owner,
        administrator=administrator,
        hirsch=Customer.objects.get(record_id="c-001"),
        okafor=Customer.objects.get(record_id="c-002"),
    )


def write(text: str, sender: str, *, identity: str = PROVEN, now: datetime = NOW, **more: object) -> Message:
    """Have somebody write to the company, and the message read."""
    from doable.desk.reading import understand  # noqa: PLC0415 - it loads the models of reading

    key = str(more.pop("key", f"{sender} {text}"))
    incoming = Incoming(
        channel=str(more.pop("channel", "memory")),
        key=key,
        received_at=now,
        text=text,
        sender=sender,
        identity=identity,
        **more,  # type: ignore[arg-type]  # fields of Incoming by name
    )
    message = receiving.receive(incoming, now=now)
    assert message is not None
    understand(message, now=now)
    message.case.refresh_from_db()
    return message


def case_of(text: str, sender: str, **more: object) -> Case:
    """The case that a message opens."""
    return write(text, sender, **more).case  # type: ignore[arg-type]  # passed on


def asked(
    ask: str,
    params: dict[str, object] | None = None,
    *,
    of: str,
    facts: dict[str, Plain] | None = None,
    now: datetime = NOW,
    **more: object,
) -> Case:
    """A case in which somebody asks for something, as if their message had been read: much quicker."""
    text = str(more.pop("text", f"I ask for {ask}, please."))
    incoming = Incoming(
        channel="memory",
        key=str(more.pop("key", secrets.token_hex(8))),
        received_at=now,
        text=text,
        sender=of,
        identity=str(more.pop("identity", PROVEN)),
        **more,  # type: ignore[arg-type]  # fields of Incoming by name
    )
    message = receiving.receive(incoming, now=now)
    assert message is not None
    read = {name: ReadFact((value,), (Span(0, 1),)) for name, value in (facts or {}).items()}
    said = understood.said(books.in_force(), message)
    message.understanding = keep(Understanding(said, "en", (), "calm", "none", facts=read))
    message.save()
    asking.take_in(message, ask, params or {}, quote=text, confidence=1.0, now=now)
    deciding.decide(message.case, because="a message was read", by=None, now=now)
    drafting.draft(message.case, now=now)
    return Case.objects.get(pk=message.case_id)
