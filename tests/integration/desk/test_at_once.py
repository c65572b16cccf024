"""Two at the same time, and the whole way of a case, on each database that a desk may have."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django.plugin import DjangoDbBlocker

from doable.channels.memory import outbound as memory
from doable.desk import (
    approving,
    books,
    deciding,
    delivering,
    drafting,
    publishing,
    receiving,
    revising,
    sealing,
    searching,
    sending,
    stating,
)
from doable.desk.authorising import NotAllowed
from doable.desk.incoming import PROVEN, Incoming
from doable.desk.models import (
    Approval,
    BookDraft,
    BookVersion,
    Case,
    Event,
    Message,
    Outgoing,
    Promise,
    Publication,
    Reply,
)
from doable.desk.models.events import record
from tests.company import NOW, Company, asked, found, write
from tests.databases import database_at

HIRSCH, DUARTE = "hirsch@mail.example", "duarte@mail.example"
UNOPENED = {"order.number": "CC-48377", "item.opened": False}


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def folder(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Path]:
    """Where the records of a desk are, in a database that several connections reach."""
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else ""
    place = tmp_path_factory.mktemp("desk")
    with django_db_blocker.unblock(), database_at(url, place):
        call_command("migrate", verbosity=0)
        yield place


@pytest.fixture(scope="module")
def company(folder: Path) -> Company:
    return found()


def together(*acts: Callable[[], object]) -> list[object]:
    """Do acts at the same moment, each on its own connection; what came of each."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            outcomes[place] = act()  # type: ignore[call-overload]  # whatever it gives
        except Exception as trouble:
            outcomes[place] = trouble  # type: ignore[call-overload]  # whatever it gives
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return list(outcomes)


def test_a_message_that_comes_twice_at_once_comes_in_once(company: Company) -> None:
    incoming = Incoming("memory", "twice", NOW, "Hello", sender=HIRSCH, identity=PROVEN)
    outcomes = together(*[lambda: receiving.receive(incoming, now=NOW)] * 4)
    assert [type(outcome) for outcome in outcomes].count(Message) == 1
    assert [outcome for outcome in outcomes if outcome is None] == [None] * 3
    assert Message.objects.filter(key="twice").count() == 1


def test_a_reply_sent_twice_at_once_leaves_once(company: Company) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    text = case.replies.get().text

    def click() -> Reply:
        seen = Case.objects.get(pk=case.pk)
        drafting.keep(seen, text, by=company.agent, now=NOW)
        return sending.send(seen, text, by=company.agent, now=NOW)

    outcomes = together(click, click, click)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert len(set(outcomes)) == 1
    assert (case.outgoing.count(), Promise.objects.filter(case=case).count()) == (1, 1)


def test_of_two_answers_at_once_one_counts(company: Company) -> None:
    case = asked("refund", of=DUARTE, facts=UNOPENED)
    question = approving.ask(case, "refund", by=company.agent, now=NOW)

    def say(yes: bool, by: str) -> Callable[[], object]:
        return lambda: approving.answer(
            Approval.objects.get(pk=question.pk), yes=yes, because="No.", by=getattr(company, by), now=NOW
        )

    outcomes = together(say(True, "supervisor"), say(False, "manager"))
    assert [type(outcome) for outcome in outcomes].count(NotAllowed) == 1
    question.refresh_from_db()
    case.refresh_from_db()
    assert case.verdict == ("doable" if question.yes else "declined")


def test_of_two_who_save_one_file_at_once_one_sees_the_others_text(company: Company) -> None:
    draft = revising.open_draft("At once", by=company.policy_owner, now=NOW)

    def save(text: str, by: str) -> Callable[[], object]:
        return lambda: revising.change(
            BookDraft.objects.get(pk=draft.pk), "style.yaml", text, number=0, by=getattr(company, by), now=NOW
        )

    seven, eight = "reading_level: 7\n", "reading_level: 8\n"
    outcomes = together(save(seven, "policy_owner"), save(eight, "second_owner"))
    (late,) = [outcome for outcome in outcomes if isinstance(outcome, revising.Outdated)]
    draft.refresh_from_db()
    assert {draft.texts["style.yaml"], late.mine} == {seven, eight}
    assert (late.theirs, late.number, draft.number) == (draft.texts["style.yaml"], 1, 1)


def test_of_two_drafts_published_at_once_the_second_does_not_undo_the_first(company: Company) -> None:
    """Both build on the same version; whoever comes second has to look at what the first did."""
    drafts = [revising.open_draft(note, by=company.policy_owner, now=NOW) for note in ("one", "two")]
    for draft in drafts:
        style = f"# {draft.title}\n{draft.texts['style.yaml']}"
        revising.change(draft, "style.yaml", style, number=0, by=company.policy_owner, now=NOW)
        question = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
        publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)

    def publish(draft: BookDraft) -> Callable[[], object]:
        mine = BookDraft.objects.get(pk=draft.pk)
        return lambda: publishing.publish(
            mine, in_force_from=NOW, because="Go", by=company.policy_owner, now=NOW
        )

    outcomes = together(*map(publish, drafts))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NotPublishable", "Publication"]
    (published,) = [outcome for outcome in outcomes if isinstance(outcome, Publication)]
    assert books.in_force_version(NOW) == published.version


def test_facts_stated_at_once_are_all_in_the_last_ruling(company: Company) -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"})
    case.take_over(company.agent, now=NOW)
    stated = {"item.opened": False, "item.faulty": True, "item.wrong": True, "customer.hardship": True}
    outcomes = together(
        *(
            lambda name=name, value=value: stating.state(  # type: ignore[misc]  # defaults hold the loop's values
                Case.objects.get(pk=case.pk), name, value, source="colleague", by=company.agent, now=NOW
            )
            for name, value in stated.items()
        )
    )
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    facts: dict[str, dict[str, object]] = ruling.given["facts"]  # type: ignore[assignment]  # as it is written
    assert {name: facts[name]["value"] for name in stated} == stated


def test_two_who_seal_at_once_make_one_chain(company: Company) -> None:
    for number in range(30):
        record(None, "noted", by=None, now=NOW, number=number)
    together(*[sealing.seal_some] * 3)
    sealing.seal_some()
    assert list(sealing.faults()) == []
    assert sealing.head().place == Event.objects.count()


def test_the_whole_way_of_a_case(company: Company) -> None:
    """Read, approved, drafted, sent, called back, sent, delivered, answered, found, decided again."""
    memory.clear()
    message = write(
        "The Duo from order CC-48377 came on 29 September. It is unopened. Please refund me.", DUARTE, now=NOW
    )
    case = message.case
    assert case.verdict == "needs_approval"
    question = approving.ask(case, "refund", note="She is right.", by=company.agent, now=NOW)
    approving.answer(question, yes=True, amount=Decimal("500.00"), by=question.asked_of, now=NOW)
    text = drafting.rewrite(case, now=NOW).text  # type: ignore[union-attr]  # something is asked
    assert "500 EUR" in text
    sending.call_back(sending.send(case, text, by=company.agent, now=NOW), by=company.agent, now=NOW)
    reply = sending.send(case, text, by=company.agent, now=NOW)
    delivering.deliver.func(reply.outgoing.pk)
    assert [(sent.to, sent.text) for sent in memory.sent] == [(DUARTE, text)]

    thanks = Incoming(
        "memory", "thanks", NOW + timedelta(hours=1), "Thank you!\0", sender=DUARTE, identity=PROVEN,
        references=(reply.outgoing.mail_id,), raw=b"..",
    )  # fmt: skip
    assert receiving.receive(thanks, now=NOW + timedelta(hours=1)).case == case  # type: ignore[union-attr]
    case.refresh_from_db()
    assert (case.waiting, reply.granted) == ("us", Decimal(500))
    assert case in searching.find_cases(company.agent, "unopened")
    for ruling in case.rulings.all():
        assert deciding.decide_again(ruling) == ruling.output
    assert Outgoing.objects.filter(case=case).count() == 1


_AGAIN = """
import django, sys
django.setup()
from doable.desk import deciding
from doable.desk.models import Ruling
for ruling in Ruling.objects.select_related("book"):
    again = deciding.decide_again(ruling)
    sys.stdout.write("same\\n" if again == ruling.output else f"{ruling.pk}: {again}\\n")
"""


def test_rulings_come_out_the_same_in_another_process_elsewhere(
    request: pytest.FixtureRequest, folder: Path, company: Company
) -> None:
    """Also those of a book that no longer decides, under another clock, language and order of sets."""
    url = request.getfixturevalue("postgres_url") if connection.vendor == "postgresql" else ""
    asked("refund", of=DUARTE, facts=UNOPENED)
    asked("discount", {"percent": "12"}, of=DUARTE)
    old = books.in_force_version(NOW)
    later = BookVersion.objects.create(
        digest="0" * 64, name="Later", version="2", language_version=1, texts={}, taken_in_at=NOW
    )
    tomorrow = NOW + timedelta(days=1)
    publication = Publication.objects.create(version=later, in_force_from=tomorrow, because="later", at=NOW)
    try:
        assert books.in_force_version(tomorrow) != old
        done = subprocess.run(
            [sys.executable, "-c", _AGAIN],
            env={
                "PATH": os.environ["PATH"],
                "DJANGO_SETTINGS_MODULE": "doable.project.settings",
                "DOABLE_CONFIG": "",
                "DOABLE_DATA": str(folder),
                "DOABLE_DATABASE_URL": url,
                "DOABLE_BOOK": str(folder / "nowhere"),
                "DOABLE_SECRET_KEY": "only-for-tests",
                "PYTHONHASHSEED": "4711",
                "TZ": "Pacific/Kiritimati",
                "LC_ALL": "tr_TR.UTF-8",
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
    finally:
        publication.delete()
        later.delete()
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) > 5
    assert set(done.stdout.splitlines()) == {"same"}
