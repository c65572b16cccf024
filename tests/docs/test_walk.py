"""The walk that the README takes a newcomer on, through the desk's own flows."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from doable.desk import approving, deciding, drafting, reading, receiving, sending, stating, taking
from doable.desk.incoming import PROVEN, Incoming
from doable.desk.models import Case, Customer, Person
from doable.project import demonstrating
from tests.company import BOOK, NOW, found

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
MESSAGES = [json.loads(line) for line in (ROOT / BOOK / "demo/messages.jsonl").read_text().splitlines()]


@pytest.fixture
def iyers_case(db: None) -> Case:
    """The case of Ms Iyer, written and read."""
    found()
    (said,) = (each for each in MESSAGES if each["id"] == "copper-15")
    customer = Customer.objects.get(record_id=said["customer"])
    incoming = Incoming(
        channel="email",
        key="copper-15",
        received_at=NOW,
        text=said["text"],
        sender=customer.data["email"],
        identity=PROVEN,
    )
    message = receiving.receive(incoming, now=NOW)
    assert message is not None
    reading.understand(message, now=NOW)
    return Case.objects.get(pk=message.case_id)


def test_the_walk_through_the_desk_does_what_it_says(iyers_case: Case) -> None:
    case, fact = iyers_case, "invoice.charged_in_error"
    agent = Person.objects.get(record_id=demonstrating.AGENT)
    supervisor = Person.objects.get(record_id=demonstrating.SUPERVISOR)

    taking.take_over(case, by=agent, now=NOW)
    assert (str(case.customer), case.verdict) == ("Ms Iyer", "needs_approval")

    stating.state(case, fact, False, source="colleague", by=agent, now=NOW)
    case.refresh_from_db()
    assert case.verdict == "clarify"
    stating.take_back(case, fact, by=agent, now=NOW)

    asked = approving.ask(case, "refund", note="A slip.", by=agent, now=NOW)
    assert asked.asked_of == supervisor
    approving.answer(asked, yes=True, by=supervisor, now=NOW)
    case.refresh_from_db()
    assert case.verdict == "doable"

    draft = drafting.open_draft(case)
    assert draft is not None
    with pytest.raises(sending.NotSendable):
        sending.send(case, draft.text.replace("1420", "1520"), by=agent, now=NOW)
    reply = sending.send(case, draft.text, by=agent, now=NOW)
    assert reply.sent_at == NOW
    sending.call_back(reply, by=agent, now=NOW + timedelta(seconds=9))
    assert drafting.open_draft(case) == reply


def test_a_ruling_of_the_walk_comes_out_the_same_byte_for_byte(iyers_case: Case) -> None:
    (ruling,) = iyers_case.rulings.all()

    assert deciding.decide_again(ruling) == ruling.output


def test_the_readme_counts_as_the_example_does() -> None:
    assert f"{len(MESSAGES)} customers have written" in README
    assert "1,420" in README
    assert settings.DOABLE.undo_seconds == 10
    assert "for ten seconds you can call it back" in README
