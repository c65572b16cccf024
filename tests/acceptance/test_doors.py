"""Every door of the desk, tried by every role, on a thing of their own and on somebody else's."""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from doable.desk import approving, inviting, revising, storing
from doable.desk.models import (
    Approval,
    BookApproval,
    Consultation,
    Customer,
    Job,
    Person,
    Publication,
    SavedView,
    Trial,
)
from tests import company
from tests.acceptance.doors import FORBIDDEN, ROLES, SEE_OTHER, TABLE, UNKNOWN, Row
from tests.doors import doors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse
    from pytest_django.plugin import DjangoDbBlocker

    from doable.desk.models import Case

WROTE = "My new Duo (CC-48391) went bang this morning and is dead. I would like my 1,190 euros back."
TOLLAND = "tolland@mail.example"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"(\w+)\"")
OF_SESSIONS = {"django_session"}

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Desk:
    """What there is: sessions by role, and for each side the things that addresses name."""

    sessions: dict[str, str]
    mine: dict[str, Any]
    theirs: dict[str, Any]

    def browser(self, role: str, **options: Any) -> Client:
        """Somebody's browser."""
        client = Client(raise_request_exception=False, **options)
        if role in self.sessions:
            client.cookies["sessionid"] = self.sessions[role]
        return client


@pytest.fixture(scope="module")
def desk(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The company with a case on each side, made once and gone after the last test."""
    before = configured.DOABLE, configured.MEDIA_ROOT
    configured.DOABLE = replace(before[0], second_factor="nobody")
    configured.MEDIA_ROOT = tmp_path_factory.mktemp("attachments")
    try:
        with django_db_blocker.unblock(), transaction.atomic():
            yield founded()
            transaction.set_rollback(True)
    finally:
        configured.DOABLE, configured.MEDIA_ROOT = before


def founded() -> Desk:
    who = company.found()
    people = {
        "agent": who.agent,
        "peer": who.colleague,
        "other": who.of_finance,
        "senior": who.senior,
        "supervisor": who.supervisor,
        "manager": who.manager,
        "director": who.director,
        "policy_owner": who.policy_owner,
        "administrator": who.administrator,
        "inactive": Person.objects.create_user("gone@copperline.example", name="Gone", grade="manager"),
    }
    for person in people.values():
        person.set_password("a password of theirs")
        person.save(update_fields=["password"])
    sessions = {role: session_of(person) for role, person in people.items()}
    Person.objects.filter(pk=people["inactive"].pk).update(is_active=False)
    common = common_things(who, timezone.now())
    ours, others = (company.case_of(WROTE, TOLLAND, key=key) for key in ("ours", "others"))
    return Desk(
        sessions,
        common | things_of(ours, who.agent, "support"),
        common | things_of(others, who.of_finance, "finance"),
    )


def session_of(person: Person) -> str:
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    # Signed in a moment ago, also in a while: some doors ask for the password again after five minutes.
    session["account_authentication_methods_user"] = str(person.pk)
    proof = {"method": "password", "at": time.time() + 24 * 60 * 60, "reauthenticated": True}
    session["account_authentication_methods"] = [proof]
    session.create()
    return str(session.session_key)


def common_things(who: company.Company, now: Any) -> dict[str, Any]:
    """What is on nobody's side."""
    dead = {"task": "doable.desk.reading.read", "enqueued_at": now, "run_at": now, "dead_at": now}
    holder = Person.objects.create_user("holder@copperline.example", name="Holder of the key")
    key = {"user": holder, "type": "webauthn", "data": {"name": "Key", "credential": {}}}
    return {
        "customer": who.hirsch.pk,
        "writer": Customer.objects.get(record_id="c-017").pk,
        "agent": who.agent.pk,
        "ask of the book": "refund",
        **things_of_the_book(who, now),
        "file of the book": "style.yaml",
        "rule of the book": "refund.opened",
        "approval kind": "approval",
        "consultation kind": "consultation",
        "view": SavedView.objects.create(person=who.agent, name="Mine", query="").pk,
        "job": Job.objects.create(**dead).pk,
        "key": Authenticator.objects.create(**key).pk,
        "invitation": inviting.invite(who.colleague, who.administrator, now),
    }


def things_of_the_book(who: company.Company, now: Any) -> dict[str, Any]:
    """A draft that was tried out, and that somebody was asked to agree to; what is in force."""
    draft = revising.open_draft("Longer returns", by=who.policy_owner, now=now)
    asked = {"asked_by": who.second_owner, "asked_at": now}
    tried = {"draft": draft, "digest": draft.digest, "finished_at": now, **asked}
    guarantee = {
        **{"id": "dead", "says": "", "place": {"file": "style.yaml", "line": 1}, "state": "refuted"},
        **{"why": None, "steps": [], "not_provable": [], "story": "- story: dead\n"},
    }
    found = {"findings": [], "guarantees": [guarantee], "assumptions": []}
    replayed = {"asks": 0, "changed": 0, "changes": [], "currency": "EUR"}
    Trial.objects.create(kind="replay", against=draft.base, result=replayed, **tried)
    publication = Publication.objects.get()
    return {
        "draft": draft.pk,
        "proofs": Trial.objects.create(kind="proofs", result=found, **tried).pk,
        "approval of the draft": BookApproval.objects.create(draft=draft, digest=draft.digest, **asked).pk,
        "publication": publication.pk,
        "version": publication.version_id,
    }


def things_of(case: Case, owner: Person, function: str) -> dict[str, Any]:
    """A case with all that a case can have, owned by somebody."""
    now = company.NOW
    case.function, case.owner = function, owner
    case.save(update_fields=["function", "owner"])
    message = case.messages.get()
    message.html = "<p>dead</p>"
    message.save(update_fields=["html"])
    kept = {"stored": storing.store(b"\x89PNG\r\n"), "media_type": "image/png", "cid": "dead"}
    attachment = message.attachments.create(name="dead.png", size=6, digest="0" * 64, **kept)
    approval = approving.ask(case, "refund", note="", by=owner, now=now)
    same = {
        name: getattr(approval, name) for name in ("ruling", "ask", "params", "grade", "asked_by", "asked_of")
    }
    consultation = Consultation.objects.create(case=case, asked_at=now, **same)
    stated = {"fact": "order.days_since_delivery", "value": 9, "source": "colleague"}
    case.statements.create(by=owner, at=now, **stated)
    sent = case.replies.create(text="We look into it.", changed_at=now, sent_at=now, by=owner)
    return {
        "case": case.pk,
        "message": message.pk,
        "stored": attachment.stored,
        "ask": case.asks.standing().get().pk,
        "approval": approval.pk,
        "consultation": consultation.pk,
        "reply": sent.pk,
    }


@contextmanager
def undone() -> Iterator[list[str]]:
    """Whatever is done here is gone afterwards; the tables that were written to, sessions aside."""
    written: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        table = WRITES.match(sql)
        if table and table[1] not in OF_SESSIONS:
            written.append(table[1])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        yield written
        transaction.set_rollback(True)


def tried(client: Client, row: Row, things: dict[str, Any]) -> HttpResponse:
    """What a door answers."""
    path = reverse(row.name, args=[things[arg] for arg in row.args])
    body = {
        name: value.format(**things) if isinstance(value, str) else value for name, value in row.body.items()
    }
    return client.get(path) if row.method == "GET" else client.post(path, body)  # type: ignore[return-value]  # a test's response


def test_every_door_stands_in_the_table() -> None:
    methods = {door.name: door.methods - {"HEAD"} if door.methods else None for door in doors()}
    rows: dict[str, set[str]] = {}
    for row in TABLE:
        rows.setdefault(row.name, set()).add(row.method)

    assert set(rows) == set(methods)
    assert {name: rows[name] for name in rows if methods[name]} == {
        name: taken for name, taken in methods.items() if taken
    }
    assert [str(row) for row in TABLE if set(row.mine) != set(ROLES)] == []


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_door(row: Row, desk: Desk) -> None:
    sides = {"mine": (desk.mine, row.mine), "theirs": (desk.theirs, row.theirs)}
    wrong = {}
    for side, (things, answers) in sides.items():
        for role, status in (answers or {}).items():
            with undone() as written:
                response = tried(desk.browser(role), row, things)
                got = response.status_code
                response.close()
            if got != status:
                wrong[role, side] = (got, f"should be {status}")
            elif written and (row.method == "GET" or status in {FORBIDDEN, UNKNOWN}):
                wrong[role, side] = (got, f"wrote to {sorted(set(written))}")

    assert not wrong, wrong


@pytest.mark.parametrize("row", [row for row in TABLE if row.method == "POST"], ids=str)
def test_nothing_is_done_for_a_form_of_another_site(row: Row, desk: Desk) -> None:
    with undone() as written:
        statuses = {
            role: tried(desk.browser(role, enforce_csrf_checks=True), row, desk.mine).status_code
            for role in ("agent", "supervisor", "administrator", "anonymous")
        }

    assert set(statuses.values()) == {FORBIDDEN}
    assert written == []


@pytest.mark.parametrize("name", sorted({door.name for door in doors() if door.methods}))
def test_a_door_takes_no_other_methods(name: str, desk: Desk) -> None:
    rows = [row for row in TABLE if row.name == name]
    path = reverse(name, args=[desk.mine[arg] for arg in rows[0].args])
    others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - {row.method for row in rows}
    with undone() as written:
        statuses = {other: desk.browser("agent").generic(other, path).status_code for other in others}

    assert set(statuses.values()) == {405}
    assert written == []


# As the agent, on the agent's own case, with the number of something in another case.
SECOND_IDS = (
    ("case_html", ("case", "message*"), None),
    ("case_attachment", ("case", "stored*"), None),
    ("case_picture", ("case", "stored*"), None),
    ("case_change_ask", ("case", "ask*"), {"param-amount": "90"}),
    ("case_drop_ask", ("case", "ask*"), {}),
    ("case_approval_back", ("case", "approval*"), {}),
    ("case_consultation_back", ("case", "consultation*"), {}),
    ("case_call_back", ("case",), {"sent": "reply*"}),
    ("case_tie", ("case",), {"customer": "customer*"}),
    ("case_take_back", ("case",), {"fact": "order.days_late"}),
    ("answer", ("approval kind", "approval*"), {"answer": "yes"}),
    ("answer", ("consultation kind", "consultation*"), {"answer": "yes"}),
    ("answer", ("approval kind", "consultation*"), {"answer": "yes"}),
    ("take_case", ("case*",), {}),
)


@pytest.mark.parametrize(("name", "args", "body"), SECOND_IDS, ids=lambda given: str(given)[:40])
@pytest.mark.parametrize("role", ["agent", "supervisor"])
def test_a_second_number_opens_no_other_case(
    name: str, args: tuple[str, ...], body: dict[str, str] | None, role: str, desk: Desk
) -> None:
    things = {**desk.mine, **{f"{key}*": value for key, value in desk.theirs.items()}}
    path = reverse(name, args=[things[arg] for arg in args])
    with undone() as written:
        client = desk.browser(role)
        sent = {key: things.get(value, value) for key, value in (body or {}).items()}
        response = client.get(path) if body is None else client.post(path, sent)
        response.close()

    assert response.status_code in {UNKNOWN, FORBIDDEN}
    assert written == []


def test_an_approval_waits_where_the_table_says_so(desk: Desk) -> None:
    assert Approval.objects.waiting().count() == 2
    with undone():
        row = next(row for row in TABLE if row.name == "case_note")
        assert tried(desk.browser("agent"), row, desk.mine).status_code == SEE_OTHER
