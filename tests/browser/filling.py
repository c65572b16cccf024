"""Fills a desk for browser tests, as a process of its own: it prints who can sign in and what is there.

python -m tests.browser.filling company | morning | ten | hostile
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import django

if __name__ == "__main__":
    django.setup()

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from doable.cli.records import load_records
from doable.desk import (
    approving,
    authorising,
    consulting,
    importing,
    inviting,
    publishing,
    revising,
    taking,
    trying,
)
from doable.desk.models import Approval, Case, Consultation, Customer, Job, Person
from doable.project import demonstrating
from doable.project.preparing import prepare

if TYPE_CHECKING:
    from datetime import datetime

COMPANY = Path("examples/copperline")
PEOPLE = {
    "agent": "p-12",
    "colleague": "p-13",
    "senior": "p-09",
    "supervisor": "p-05",
    "manager": "p-02",
    "director": "p-01",
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# A promise that nobody kept is looked at by a supervisor; the story then expects it, a guarantee forbids it.
SUPERVISED = (
    (
        "asks/missed_promise.yaml",
        "otherwise:\n  then: grant\n",
        "otherwise:\n  then: approve\n  by: supervisor\n",
    ),
    (
        "stories/talking_to_us.yaml",
        "{verdict: doable, rules: [missed_promise.otherwise]}",
        "{verdict: needs_approval, rules: [missed_promise.otherwise]}",
    ),
    (
        "guarantees.yaml",
        "- id: agents_refund_little\n",
        "- id: promises_need_no_yes\n  says: Nobody waits for a supervisor to hear from us.\n"
        "  never: 'true'\n  ask: missed_promise\n  verdict: needs_approval\n- id: agents_refund_little\n",
    ),
)
A_DAY = 24 * 60 * 60


def company(now: datetime) -> dict[str, object]:
    """The book in force, the records with their days moved to today, people who can sign in."""
    prepare(now=now)
    days = (now.date() - demonstrating.SET_ON).days
    records = load_records(COMPANY / "records")
    moved = {kind: [demonstrating.moved(each, days) for each in found] for kind, found in records.items()}
    importing.take_in(moved, now=now)
    return {"people": people(now)}


def morning(now: datetime) -> dict[str, object]:
    """The example company's desk with the mail of a day, and cases in every state."""
    prepare(now=now)
    lines = (COMPANY / "demo" / "messages.jsonl").read_text("utf-8").splitlines()
    messages = [json.loads(line) for line in lines if line.strip()]
    demonstrating.fill(load_records(COMPANY / "records"), messages, now=now)
    who = people(now)
    told = {"people": who, "cases": _cases(now), "customer": Customer.objects.get(record_id="c-001").pk}
    director = Person.objects.get(record_id=PEOPLE["director"])
    newcomer = Person.objects.create_user("newcomer@copperline.example", name="Noa Newcomer")
    key = {"name": "Blue key", "credential": {}}
    told["key"] = Authenticator.objects.create(user=director, type="webauthn", data=key).pk
    told["draft"] = _draft(now)
    told |= _tried(now)
    told["invitation"] = inviting.invite(newcomer, director, now)
    return told


def _draft(now: datetime) -> int:
    """A draft of the book in which a rule is changed, so that a story breaks."""
    manager = Person.objects.get(record_id=PEOPLE["manager"])
    draft = revising.open_draft("Longer returns before Christmas", by=manager, now=now)
    path = "asks/refund.yaml"
    text = draft.texts[path].replace(
        "order.days_since_delivery <= 30\n      && !item.opened",
        "order.days_since_delivery <= 3\n      && !item.opened",
        1,
    )
    revising.change(
        draft, path, text, number=draft.number, because="A slip to be found.", by=manager, now=now
    )
    return int(draft.pk)


def _tried(now: datetime) -> dict[str, int]:
    """A draft that was compared, replayed and proved, and that a second person was asked to agree to."""
    manager = Person.objects.get(record_id=PEOPLE["manager"])
    draft = revising.open_draft("Broken promises go to a supervisor", by=manager, now=now)
    for path, old, new in SUPERVISED:
        text = draft.texts[path].replace(old, new, 1)
        revising.change(
            draft,
            path,
            text,
            number=draft.number,
            because="The same promise was broken twice.",
            by=manager,
            now=now,
        )
    for kind in ("comparison", "replay", "proofs"):
        trying.carry_out(trying.try_out(draft, kind, by=manager, now=timezone.now()), clock=timezone.now)
    Job.objects.filter(task="doable.desk.trying.run").delete()
    second = Person.objects.get(record_id=PEOPLE["director"])
    second.give_duty("policy_owner", by=None, now=now)
    asked = publishing.ask_approval(draft, note="Three customers wrote to the director.", by=manager, now=now)
    found = draft.trials.get(kind="replay").result
    assert found is not None
    changed = found["changes"][0]["id"].removeprefix("case-")
    return {"tried": draft.pk, "asked to agree": asked.pk, "changed": int(changed)}


def people(now: datetime) -> dict[str, dict[str, object]]:
    """Passwords for some people, second factors for those who need one, sessions in which they are in."""
    manager = Person.objects.get(record_id=PEOPLE["manager"])
    for duty in ("policy_owner", "administrator"):
        manager.give_duty(duty, by=None, now=now)
    called = {record_id: name for name, record_id in PEOPLE.items()}
    return {
        called.get(str(person.record_id), person.email): _login(person)
        for person in Person.objects.working().exclude(record_id=None)
    }


def _login(person: Person) -> dict[str, object]:
    password, secret = secrets.token_urlsafe(12), ""
    person.set_password(password)
    person.save(update_fields=["password"])
    if authorising.may_approve(person):
        secret = generate_totp_secret()
        TOTP.activate(person, secret)
        RecoveryCodes.activate(person)
    return {
        "pk": person.pk,
        "name": person.name,
        "email": person.email,
        "password": password,
        "secret": secret,
        "session": _session(person),
    }


def _session(person: Person) -> str:
    """A session in which somebody has just signed in, also a while from now."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods_user"] = str(person.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time() + A_DAY, "reauthenticated": True}
    ]
    session.create()
    return str(session.session_key)


def _cases(now: datetime) -> dict[str, int]:
    """One case for each thing a page of a case can look like."""
    agent = Person.objects.get(record_id=PEOPLE["agent"])
    found = {
        f"is {verdict}": case.pk
        for verdict in Case.objects.order_by().values_list("verdict", flat=True).distinct()
        if (case := Case.objects.filter(verdict=verdict).order_by("id").first())
    }
    unsure = Case.objects.filter(customer=None).first()
    asked, talked = Approval.objects.waiting().first(), Consultation.objects.waiting().first()
    free = Case.objects.open().filter(owner=None).order_by("id")
    settled = free.last()
    assert None not in (unsure, asked, talked, settled)
    taking.settle(settled, because="The customer called.", by=agent, now=now)
    answered = Approval.objects.waiting().last()
    approving.answer(answered, yes=True, amount=None, because="", by=answered.asked_of, now=now)
    return {
        **found,
        "of somebody unsure": unsure.pk,
        "waits for an approval": asked.case_id,
        "is approved": answered.case_id,
        "is settled": settled.pk,
        "has several asks": _with_several_asks(),
        "is being talked over": talked.case_id,
    }


def _with_several_asks() -> int:
    cases = Case.objects.open().prefetch_related("asks")
    return max(cases, key=lambda case: len(case.asks.all())).pk


def ten(now: datetime) -> dict[str, object]:
    """A desk of a morning in which ten cases wait for the agent, of as many kinds as there are."""
    agent, colleague = (Person.objects.get(record_id=PEOPLE[who]) for who in ("agent", "colleague"))
    kinds: dict[str, list[Case]] = {}
    open_ = Case.objects.waiting_for("us").filter(authorising.seen_by(agent)).exclude(verdict="")
    for case in open_.exclude(owner=colleague).order_by("id"):
        kinds.setdefault(_kind(case), []).append(case)
    by_turns = [case for turn in zip_longest(*kinds.values()) for case in turn if case]
    for case in [*by_turns[10:], *Case.objects.open().filter(verdict="", owner=None)]:
        case.take_over(colleague, now=now)
    return {"kinds": list(kinds)}


def hostile(now: datetime) -> dict[str, object]:
    """A mail in which every part would run something, if any part of a mail could."""
    from doable.channels.email.inbound import take_in  # noqa: PLC0415 - needs Django to be ready
    from doable.desk.reading import understand  # noqa: PLC0415 - loads the models of reading
    from tests.hostile import mail  # noqa: PLC0415 - for this one desk

    message = take_in(mail(), received_at=now, now=now)
    assert message is not None
    understand(message, now=now)
    return {"hostile": message.case_id}


def _kind(case: Case) -> str:
    """What a case is, and whom one has to ask first."""
    ruling = case.rulings.last()
    asks = [ask.ask for ask in case.asks.standing()]
    for kind, needed in (("approval", approving.needed), ("consultation", consulting.needed)):
        if ruling and any(needed(ruling, ask) for ask in asks):
            return kind
    return case.verdict


def main(how: str) -> None:
    """Fill the desk that the environment names."""
    told = {"company": company, "morning": morning, "ten": ten, "hostile": hostile}[how](timezone.now())
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
