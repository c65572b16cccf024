"""A reply leaves once, and only as what can be promised at that moment."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from doable.channels.memory import outbound as memory
from doable.desk import books, delivering, drafting, sending, stating, taking
from doable.desk.authorising import NotAllowed
from doable.desk.jobs.working import Worker
from doable.desk.models import Case, Job, Message, Outgoing, Promise, Reply
from tests.company import NOW, Company, asked

HIRSCH = "hirsch@mail.example"


@pytest.fixture
def case(company: Company) -> Case:
    """A milk jug that she may send back."""
    memory.clear()
    return asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})


def draft(case: Case) -> str:
    reply = drafting.open_draft(case)
    assert reply is not None
    return reply.text


def send(case: Case, company: Company) -> Reply:
    return sending.send(case, draft(case), by=company.agent, now=NOW)


def deliver(case: Case) -> None:
    """What the worker does once the time to call back is over."""
    for outgoing in case.outgoing.all():
        delivering.deliver.func(outgoing.pk)


def test_a_reply_is_written_down_with_what_it_promises(case: Case, company: Company) -> None:
    text = draft(case)
    reply = send(case, company)
    assert (reply.text, reply.by, reply.granted, reply.ruling) == (
        text, company.agent, reply.granted, drafting.latest_ruling(case),
    )  # fmt: skip
    assert str(reply.granted) == "21.90"
    outgoing = Outgoing.objects.get(reply=reply)
    assert (outgoing.to, outgoing.text, outgoing.message.text) == (HIRSCH, text, text)  # type: ignore[union-attr]
    promise = Promise.objects.get(reply=reply)
    assert (promise.what, promise.who, str(promise.by)) == ("send the return label", "shipping", "2026-10-15")
    case.refresh_from_db()
    assert (case.waiting, case.due_at, case.owner) == ("customer", None, company.agent)


def test_nothing_leaves_before_the_time_to_call_back_is_over(
    case: Case, company: Company, settings: Settings
) -> None:
    send(case, company)
    job = Job.objects.get(task__endswith="deliver")
    assert job.run_at == NOW + timedelta(seconds=settings.DOABLE.undo_seconds)
    Worker(clock=lambda: NOW).drain()
    assert memory.sent == []


def test_what_is_left_of_a_promise_that_may_not_be_given_is_kept_as_a_draft(
    case: Case, company: Company
) -> None:
    text = draft(case).replace("21.90", "219.00")
    with pytest.raises(sending.NotSendable) as held:
        sending.send(case, text, by=company.agent, now=NOW)
    assert "overpromise" in {finding.check for finding in held.value.findings} or held.value.findings
    assert (draft(case), case.outgoing.count(), Job.objects.filter(task__endswith="deliver").count()) == (
        text,
        0,
        0,
    )


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_reply_does_not_leave(case: Case, company: Company, text: str) -> None:
    with pytest.raises(sending.NotSendable, match="there is nothing in the reply yet"):
        sending.send(case, text, by=company.agent, now=NOW)


def test_a_reply_to_nobody_does_not_leave(case: Case, company: Company) -> None:
    case.sender = ""
    case.save()
    with pytest.raises(sending.NotSendable, match="there is no address to answer to"):
        send(case, company)


def test_nobody_sends_in_a_colleagues_case(case: Case, company: Company) -> None:
    taking.take_over(case, by=company.colleague, now=NOW)
    with pytest.raises(NotAllowed):
        send(case, company)


def test_a_case_taken_over_since_the_page_was_opened_is_the_others(case: Case, company: Company) -> None:
    seen = Case.objects.get(pk=case.pk)
    taking.take_over(case, by=company.colleague, now=NOW)
    with pytest.raises(NotAllowed, match="somebody else's by now"):
        sending.send(seen, draft(case), by=company.agent, now=NOW)


def test_a_decision_that_is_another_one_by_now_stops_the_reply(case: Case, company: Company) -> None:
    """Her record was put right where it is kept, while the page was open."""
    text = draft(case)
    order = company.hirsch.records.get()
    order.data["total"] = "19.90"
    order.save()
    with pytest.raises(sending.DecisionChanged) as changed:
        sending.send(case, text, by=company.agent, now=NOW)
    assert changed.value.ruling == drafting.latest_ruling(case)
    assert Outgoing.objects.count() == 0
    assert "19.90" in draft(case)


def test_a_reply_written_yesterday_names_other_days_today(case: Case, company: Company) -> None:
    text = draft(case)
    with pytest.raises(sending.DecisionChanged):
        sending.send(case, text, by=company.agent, now=NOW + timedelta(days=1))
    assert "29 October" in draft(case)
    assert sending.send(case, draft(case), by=company.agent, now=NOW + timedelta(days=1)).sent_at


def test_what_somebody_wrote_stays_where_the_decision_has_changed(case: Case, company: Company) -> None:
    own = draft(case).replace("Dear Ms Hirsch,", "Dear Ms Hirsch, how kind of your sister!")
    with pytest.raises(sending.DecisionChanged):
        sending.send(case, own, by=company.agent, now=NOW + timedelta(days=1))
    assert draft(case) == own


def test_sending_once_more_sends_nothing_more(case: Case, company: Company) -> None:
    text = draft(case)
    once = sending.send(case, text, by=company.agent, now=NOW)
    drafting.keep(case, text, by=company.agent, now=NOW)
    assert sending.send(case, text, by=company.agent, now=NOW) == once
    assert (Outgoing.objects.count(), Reply.objects.count(), Promise.objects.count()) == (1, 1, 1)


def test_the_same_words_are_a_new_reply_once_the_customer_has_written_again(
    case: Case, company: Company
) -> None:
    once = send(case, company)
    asked("refund", of=HIRSCH, token=case.token, now=NOW + timedelta(minutes=5), facts={"item.opened": False})
    again = sending.send(case, once.text, by=company.agent, now=NOW + timedelta(minutes=9))
    assert (again != once, again.granted) == (True, 0)


def test_a_reply_called_back_is_a_draft_again_and_nothing_of_it_stays(case: Case, company: Company) -> None:
    due = case.due_at
    reply = send(case, company)
    sending.call_back(reply, by=company.agent, now=NOW + timedelta(seconds=5))
    deliver(case)
    case.refresh_from_db()
    reply.refresh_from_db()
    assert (draft(case), reply.sent_at, reply.granted) == (reply.text, None, 0)
    assert (case.waiting, case.due_at) == ("us", due)
    assert [
        Promise.objects.count(),
        Outgoing.objects.count(),
        Job.objects.filter(task__endswith="deliver").count(),
    ] == [0, 0, 0]
    assert not Message.objects.filter(sender_kind="company").exists()
    assert send(case, company) == reply


def test_a_reply_that_has_left_is_not_called_back(case: Case, company: Company) -> None:
    reply = send(case, company)
    deliver(case)
    assert [sent.to for sent in memory.sent] == [HIRSCH]
    with pytest.raises(NotAllowed, match="too late"):
        sending.call_back(reply, by=company.agent, now=NOW)


def test_a_reply_that_a_worker_has_in_hand_is_not_called_back(case: Case, company: Company) -> None:
    reply = send(case, company)
    Job.objects.filter(task__endswith="deliver").update(attempts=1, leased_by="a worker")
    with pytest.raises(NotAllowed, match="too late"):
        sending.call_back(reply, by=company.agent, now=NOW)


def test_only_who_works_on_the_case_calls_a_reply_back(case: Case, company: Company) -> None:
    reply = send(case, company)
    with pytest.raises(NotAllowed):
        sending.call_back(reply, by=company.colleague, now=NOW)


def test_delivering_twice_delivers_once(case: Case, company: Company) -> None:
    send(case, company)
    deliver(case)
    deliver(case)
    assert len(memory.sent) == 1


def test_a_reply_that_reaches_nobody_comes_back_also_into_a_settled_case(
    case: Case, company: Company
) -> None:
    send(case, company)
    taking.settle(case, because="done", by=company.agent, now=NOW)
    memory.unknown.add(HIRSCH)
    deliver(case)
    case.refresh_from_db()
    assert (case.state, case.waiting) == ("open", "us")
    assert "nobody is known" in case.outgoing.get().because


def test_a_draft_that_somebody_wrote_is_checked_anew_when_something_becomes_known(
    case: Case, company: Company
) -> None:
    own = draft(case).replace("Dear", "Hello")
    drafting.keep(case, own, by=company.agent, now=NOW)
    stating.state(case, "item.opened", True, source="colleague", by=company.agent, now=NOW)
    stating.state(case, "order.made_to_measure", True, source="colleague", by=company.agent, now=NOW)
    reply = drafting.open_draft(case)
    assert reply is not None
    assert (reply.text, reply.by) == (own, company.agent)
    assert [finding for finding in reply.findings if finding["severity"] == "blocking"]


def test_the_book_that_was_in_force_is_named_with_the_reply(case: Case, company: Company) -> None:
    ruling = send(case, company).ruling
    assert ruling is not None
    assert ruling.book == books.in_force_version()
