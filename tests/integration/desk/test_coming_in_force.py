"""A version whose time has come: noticed once, and open cases are decided by it, from then on."""

from datetime import timedelta

import pytest

from doable.desk import approving, books, coming_in_force, deciding, drafting, publishing, revising, sending
from doable.desk.jobs.working import Worker
from doable.desk.models import BookVersion, Case, Event, Job, Publication
from tests.company import NOW, Company, asked
from tests.editions import edition, put_in_force

HIRSCH = "hirsch@mail.example"
TOMORROW = NOW + timedelta(days=1)
SECOND = timedelta(seconds=1)
APPROVE = {"then": "approve\n    by: supervisor", "verdict": "needs_approval"}


@pytest.fixture
def first(company: Company) -> BookVersion:
    return put_in_force(edition())


@pytest.fixture
def case(first: BookVersion) -> Case:
    """A refund of 21.90 EUR: in the first version nobody needs to approve it."""
    return refund()


def refund() -> Case:
    return asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": True})


def planned(company: Company, **more: object) -> Publication:
    """The next version, from tomorrow on."""
    texts = edition("1.1.0", **(more or {"limit": 10, "verdict": "declined"}))  # type: ignore[arg-type]  # passed on
    draft = revising.open_draft("Stricter", by=company.policy_owner, now=NOW, texts=texts)
    question = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
    publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)
    return publishing.publish(
        draft, in_force_from=TOMORROW, because="Too many", by=company.policy_owner, now=NOW
    )


def jobs() -> list[list[int]]:
    """The cases of each job that would decide some."""
    path = coming_in_force.decide_some.module_path
    return [job.args[0] for job in Job.objects.filter(task=path).order_by("id")]


def verdict(case: Case) -> str:
    case.refresh_from_db()
    return case.verdict


def draft_of(case: Case) -> str:
    reply = drafting.open_draft(case)
    return reply.text if reply else ""


def test_before_its_time_nothing_happens(company: Company, case: Case) -> None:
    planned(company)
    begun = Event.objects.filter(kind="book_in_force").count()
    coming_in_force.notice(now=TOMORROW - SECOND)
    coming_in_force.decide_by_new(case, now=TOMORROW - SECOND)
    assert (verdict(case), case.rulings.count(), jobs()) == ("doable", 1, [])
    assert Event.objects.filter(kind="book_in_force").count() == begun


def test_a_worker_looks_when_its_time_comes(company: Company, case: Case) -> None:
    publication = planned(company)
    assert Job.objects.get(dedup=f"publication {publication.pk}").run_at == TOMORROW


def test_from_its_time_on_open_cases_are_decided_by_it(company: Company, case: Case) -> None:
    publication = planned(company)
    before = draft_of(case)
    coming_in_force.notice(now=TOMORROW)
    assert jobs() == [[case.pk]]
    coming_in_force.decide_by_new(case, now=TOMORROW)
    ruling = drafting.last_ruling(case)
    assert ruling is not None
    assert (verdict(case), ruling.book, ruling.at) == ("declined", publication.version, TOMORROW)
    assert ruling.because == "Small Shop 1.1.0 is in force"
    assert draft_of(case) not in {"", before}
    old = case.rulings.first()
    assert old is not None
    assert deciding.decide_again(old) == old.output


def test_it_is_noticed_once(company: Company, case: Case) -> None:
    publication = planned(company)
    for _ in range(2):
        coming_in_force.notice(now=TOMORROW)
    publication.refresh_from_db()
    assert publication.noticed_at == TOMORROW
    assert (Event.objects.filter(kind="book_in_force", at=TOMORROW).count(), len(jobs())) == (1, 1)


def test_a_case_is_decided_by_it_once(company: Company, case: Case) -> None:
    planned(company)
    for _ in range(2):
        coming_in_force.decide_by_new(case, now=TOMORROW)
    assert case.rulings.count() == 2


def test_what_the_customer_was_told_stands(company: Company, case: Case) -> None:
    planned(company)
    sending.send(case, draft_of(case), by=company.agent, now=NOW)
    coming_in_force.notice(now=TOMORROW)
    coming_in_force.decide_by_new(case, now=TOMORROW)
    assert (verdict(case), jobs()) == ("doable", [])
    assert deciding.decide(case, because="they wrote again", by=None, now=TOMORROW).verdict == "declined"


def test_settled_cases_are_left_alone(company: Company, case: Case) -> None:
    planned(company)
    case.settle(by=company.agent, now=NOW, because="done")
    coming_in_force.notice(now=TOMORROW)
    coming_in_force.decide_by_new(case, now=TOMORROW)
    assert (verdict(case), case.rulings.count(), jobs()) == ("doable", 1, [])


def test_a_text_somebody_wrote_on_stays_and_is_checked_anew(company: Company, case: Case) -> None:
    planned(company)
    written = f"{draft_of(case)}\n\nSee you soon."
    drafting.keep(case, written, by=company.agent, now=NOW)
    coming_in_force.decide_by_new(case, now=TOMORROW)
    reply = drafting.open_draft(case)
    assert reply is not None
    assert reply.text == written
    assert "contradicts_decision" in {finding["check"] for finding in reply.findings}


def test_many_cases_are_decided_some_at_a_time(
    company: Company, first: BookVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_in_force, "AT_ONCE", 2)
    one, two, three = (refund().pk for _ in range(3))
    planned(company)
    coming_in_force.notice(now=TOMORROW)
    assert jobs() == [[one, two], [three]]


def test_nobody_has_to_approve_any_longer_what_needs_no_approval(company: Company) -> None:
    put_in_force(edition(**APPROVE))  # type: ignore[arg-type]  # words
    case = refund()
    question = approving.ask(case, "refund", by=company.agent, now=NOW)
    planned(company, limit=80)
    coming_in_force.decide_by_new(case, now=TOMORROW)
    question.refresh_from_db()
    assert (verdict(case), case.waiting, question.taken_back_at) == ("doable", "us", TOMORROW)


def test_a_question_that_still_has_to_be_answered_stays(company: Company) -> None:
    put_in_force(edition(**APPROVE))  # type: ignore[arg-type]  # words
    case = refund()
    question = approving.ask(case, "refund", by=company.agent, now=NOW)
    planned(company, limit=80, **APPROVE)
    coming_in_force.decide_by_new(case, now=TOMORROW)
    question.refresh_from_db()
    assert (verdict(case), case.waiting, question.taken_back_at) == ("needs_approval", "colleague", None)


def test_the_worker_looks_and_decides(company: Company, case: Case) -> None:
    draft = revising.open_draft(
        "Stricter", by=company.policy_owner, now=NOW, texts=edition("1.1.0", limit=10, verdict="declined")
    )
    version = books.keep(draft.files, books.contents_of(draft.files), now=NOW)
    Publication.objects.create(version=version, in_force_from=NOW, because="Too many", at=NOW)
    coming_in_force.look.enqueue()
    Worker().drain()
    assert verdict(case) == "declined"
