"""The example company's desk on an ordinary morning, made through the desk's own flows."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from doable.desk import approving, authorising, consulting, importing, receiving, taking
from doable.desk.incoming import CLAIMED, PROVEN, Incoming
from doable.desk.jobs.working import Worker
from doable.desk.models import Case, Customer, Person
from doable.desk.models.people import ADMINISTRATOR, POLICY_OWNER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Records = Mapping[str, Sequence[Mapping[str, object]]]

# The day on which the example's records and messages are set; all days move with today.
SET_ON = date(2026, 10, 14)
# Who signs in: an agent, her supervisor, and the manager who answers for the book and the installation.
AGENT, SUPERVISOR, MANAGER = "p-12", "p-05", "p-02"
# One who changes the book, and a second person to agree.
_DUTIES = {SUPERVISOR: (POLICY_OWNER,), MANAGER: (POLICY_OWNER, ADMINISTRATOR)}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})\b")
_CODES = 6


@dataclass(frozen=True, slots=True)
class Login:
    """How one of the three signs in: made anew for this desk, valid nowhere else."""

    person: Person
    does: str
    password: str
    codes: tuple[str, ...] = ()


def fill(records: Records, messages: Iterable[Mapping[str, object]], *, now: datetime) -> None:
    """Take in the company and its mail of the day, read it, and let a few cases be under way."""
    days = (now.date() - SET_ON).days
    importing.take_in(
        {kind: [moved(each, days) for each in found] for kind, found in records.items()}, now=now
    )
    for number, message in enumerate(messages):
        _write(message, days, now - timedelta(minutes=11 * number + 4), now)
    Worker().drain()
    _under_way(now)
    Worker().drain()


def moved(record: Mapping[str, object], days: int) -> dict[str, object]:
    """A record with its days moved."""
    return {key: _moved_value(value, days) for key, value in record.items()}


def _moved_value(value: object, days: int) -> object:
    if isinstance(value, str):
        return re.sub(
            r"\b\d{4}-\d\d-\d\d\b",
            lambda found: (date.fromisoformat(found[0]) + timedelta(days=days)).isoformat(),
            value,
        )
    return value


def moved_text(text: str, days: int) -> str:
    """A letter with the days it names moved."""

    def later(found: re.Match[str]) -> str:
        try:
            day = date(SET_ON.year, _MONTHS.index(found[2]) + 1, int(found[1])) + timedelta(days=days)
        except ValueError:
            return found[0]
        return f"{day.day} {_MONTHS[day.month - 1]}"

    return _DAY.sub(later, text)


def _write(message: Mapping[str, object], days: int, at: datetime, now: datetime) -> None:
    """A message as its channel would hand it over."""
    customer = Customer.objects.filter(record_id=message.get("customer")).first()
    address = customer.data.get("email") if customer else None
    channel = {"form": "webform", "phone_note": "phone"}.get(str(message["channel"]), str(message["channel"]))
    incoming = Incoming(
        channel=channel,
        key=str(message["id"]),
        received_at=at,
        text=moved_text(str(message["text"]), days),
        sender=str(address or f"visitor-{str(message['id']).rpartition('-')[2]}@mail.example"),
        sender_name=customer.name if customer else "",
        identity=PROVEN if customer else CLAIMED,
        because="" if customer else "Nobody on record has this address.",
    )
    receiving.receive(incoming, now=min(at, now))


def _under_way(now: datetime) -> None:
    """What happened before you came: cases taken, an approval asked for, a no to talk over."""
    agent = Person.objects.get(record_id=AGENT)
    colleague = Person.objects.exclude(pk=agent.pk).filter(grade=agent.grade, function=agent.function).first()
    if colleague is None:
        return
    waiting = Case.objects.open().filter(owner=None).order_by("opened_at")
    for case in [each for each in waiting if each.verdict == "needs_approval"][:2]:
        _ask_for_approval(case, colleague, now)
    talked = (_talk_over(case, colleague, now) for case in waiting if case.verdict == "declined")
    any(talked)
    for case in [each for each in waiting.all() if each.verdict == "doable"][:2]:
        taking.take_over(case, by=agent, now=now)


def _ask_for_approval(case: Case, by: Person, now: datetime) -> None:
    ruling = case.rulings.last()
    for ask in case.asks.standing():
        if ruling and approving.needed(ruling, ask.ask):
            note = "The customer has been with us for years and asks politely. I think we should."
            approving.ask(case, ask.ask, note=note, by=by, now=now)
            return


def _talk_over(case: Case, by: Person, now: datetime) -> bool:
    ruling = case.rulings.last()
    for ask in case.asks.standing():
        if ruling and consulting.needed(ruling, ask.ask):
            note = "I would offer the alternatives. Do you see another way?"
            consulting.ask(case, ask.ask, note=note, by=by, now=now)
            return True
    return False


def logins(*, now: datetime) -> tuple[Login, ...]:
    """New passwords for the three, and codes for those who need a second factor."""
    for who, duties in _DUTIES.items():
        for duty in duties:
            Person.objects.get(record_id=who).give_duty(duty, by=None, now=now)
    does = {
        AGENT: "agent",
        SUPERVISOR: "supervisor, gives approvals, agrees to changes of the book",
        MANAGER: "manager, changes the book, cares for the desk",
    }
    return tuple(_login(Person.objects.get(record_id=who), what) for who, what in does.items())


def _login(person: Person, does: str) -> Login:
    password = secrets.token_urlsafe(12)
    person.set_password(password)
    person.save(update_fields=["password"])
    if not authorising.may_approve(person):
        return Login(person, does, password)
    Authenticator.objects.filter(user=person).delete()
    TOTP.activate(person, generate_totp_secret())
    codes = RecoveryCodes.activate(person).get_unused_codes()
    return Login(person, does, password, tuple(codes[:_CODES]))
