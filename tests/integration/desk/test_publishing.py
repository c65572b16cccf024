"""A next version of the book: agreed to by a second person, in force from its date, and taken back."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from doable import InputError
from doable.desk import books, deciding, publishing, revising
from doable.desk.authorising import NotAllowed
from doable.desk.models import BookApproval, BookDraft, BookVersion, Event, Person, Publication
from doable.desk.publishing import NotPublishable
from tests.company import NOW, Company, asked
from tests.editions import LATER, REFUND, edition, put_in_force

if TYPE_CHECKING:
    from collections.abc import Callable

TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def first(company: Company) -> BookVersion:
    return put_in_force(edition())


@pytest.fixture
def draft(company: Company, first: BookVersion) -> BookDraft:
    """A draft of the policy owner's, checked and tested."""
    return drafted(company, limit=80)


def drafted(company: Company, version: str = "1.1.0", **more: object) -> BookDraft:
    texts = edition(version, **more)  # type: ignore[arg-type]  # passed on
    return revising.open_draft("A change", by=company.policy_owner, now=NOW, texts=texts)


def approved(draft: BookDraft, company: Company) -> BookApproval:
    question = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
    return publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)


def published(draft: BookDraft, company: Company, *, at: datetime = NOW) -> Publication:
    approved(draft, company)
    return publishing.publish(
        draft, in_force_from=at, because="Fewer questions", by=company.policy_owner, now=min(at, NOW)
    )


def change(draft: BookDraft, path: str, text: str, by: Person) -> None:
    revising.change(draft, path, text, number=draft.number, by=by, now=NOW)


def step(draft: BookDraft) -> str:
    return revising.state_of(draft).step


def test_a_draft_goes_from_step_to_step(company: Company, first: BookVersion) -> None:
    owner, state_of = company.policy_owner, revising.state_of
    draft = revising.open_draft("A change", by=owner, now=NOW)
    change(draft, REFUND, "ask: refund\n", owner)
    assert (state_of(draft).step, len(state_of(draft).errors) > 0) == ("draft", True)
    assert state_of(draft).missing.startswith("The check finds ")

    change(draft, REFUND, edition(limit=10)[REFUND], owner)
    assert (state_of(draft).step, len(state_of(draft).failing), state_of(draft).stories) == ("checked", 1, 1)
    assert state_of(draft).missing.startswith("Not as expected: 1 of 1 story.")

    change(draft, REFUND, edition(limit=80)[REFUND], owner)
    assert (state_of(draft).step, state_of(draft).errors, state_of(draft).failing) == ("tested", (), ())
    assert state_of(draft).missing == "A second person has to agree: ask for an approval."

    question = publishing.ask_approval(draft, of=company.second_owner, by=owner, now=NOW)
    assert state_of(draft).missing == "Sami Second was asked for an approval: wait for it."
    publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)
    assert (state_of(draft).step, state_of(draft).missing) == ("approved", "")

    publishing.publish(draft, in_force_from=NOW, because="Fewer questions", by=owner, now=NOW)
    assert step(draft) == "published"


def test_what_is_published_says_who_when_and_why(draft: BookDraft, company: Company) -> None:
    publication = published(draft, company)
    assert (publication.by, publication.approved_by) == (company.policy_owner, company.second_owner)
    assert (publication.because, publication.version.version) == ("Fewer questions", "1.1.0")
    assert publication.version.texts == draft.texts
    assert (draft.published, draft.closed_at) == (publication, NOW)
    assert books.in_force_version(NOW) == publication.version
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-3:] == ["book_approval_asked", "book_approved", "book_published"]


def test_a_change_after_the_yes_makes_it_void(draft: BookDraft, company: Company) -> None:
    approved(draft, company)
    change(draft, REFUND, edition(limit=90)[REFUND], company.policy_owner)
    assert step(draft) == "tested"
    with pytest.raises(NotPublishable, match="ask for an approval"):
        publishing.publish(draft, in_force_from=NOW, because="Go", by=company.policy_owner, now=NOW)
    change(draft, REFUND, edition(limit=80)[REFUND], company.policy_owner)
    assert step(draft) == "approved"


def test_who_changes_it_after_their_yes_is_no_second_person_any_more(
    draft: BookDraft, company: Company
) -> None:
    approved(draft, company)
    change(draft, REFUND, edition(limit=90)[REFUND], company.second_owner)
    change(draft, REFUND, edition(limit=80)[REFUND], company.policy_owner)
    assert step(draft) == "tested"


def test_an_answer_to_what_the_draft_was_is_refused(draft: BookDraft, company: Company) -> None:
    question = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
    change(draft, REFUND, edition(limit=90)[REFUND], company.policy_owner)
    with pytest.raises(NotAllowed, match="was changed since you were asked"):
        publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)


def test_neither_authors_nor_askers_nor_others_agree(draft: BookDraft, company: Company) -> None:
    change(draft, REFUND, edition(limit=90)[REFUND], company.second_owner)
    third = Person.objects.create_user("third@copperline.example", name="Thea Third")
    third.give_duty("policy_owner", by=None, now=NOW)
    question = publishing.ask_approval(draft, of=third, by=company.policy_owner, now=NOW)
    for person in (company.policy_owner, company.second_owner, company.director, company.administrator):
        with pytest.raises(NotAllowed, match="A second person has to agree"):
            publishing.answer(question, yes=True, because="", by=person, now=NOW)
    assert not question.draft.approvals.exclude(yes=None).exists()
    assert publishing.answer(question, yes=True, because="", by=third, now=NOW).yes


def test_who_asks_does_not_answer_even_if_they_changed_nothing(draft: BookDraft, company: Company) -> None:
    with pytest.raises(NotPublishable, match="There is nobody who could agree"):
        publishing.ask_approval(draft, by=company.second_owner, now=NOW)


def test_who_is_asked_has_to_be_able_to_agree(draft: BookDraft, company: Company) -> None:
    with pytest.raises(InputError, match="Marit Aldous can't agree to this"):
        publishing.ask_approval(draft, of=company.director, by=company.policy_owner, now=NOW)


def test_what_does_not_pass_is_not_asked_about(company: Company, first: BookVersion) -> None:
    with pytest.raises(NotPublishable, match="Not as expected: 1 of 1 story"):
        publishing.ask_approval(drafted(company, limit=10), by=company.policy_owner, now=NOW)


def test_asked_twice_about_the_same_the_question_stays(draft: BookDraft, company: Company) -> None:
    once = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
    assert publishing.ask_approval(draft, by=company.policy_owner, now=LATER) == once


def test_a_no_says_why_and_stands(draft: BookDraft, company: Company) -> None:
    question = publishing.ask_approval(draft, by=company.policy_owner, now=NOW)
    with pytest.raises(InputError, match="write what should be different"):
        publishing.answer(question, yes=False, because=" ", by=company.second_owner, now=NOW)
    publishing.answer(question, yes=False, because="Too much.", by=company.second_owner, now=NOW)
    assert "Sami Second said no: “Too much.”" in revising.state_of(draft).missing
    with pytest.raises(NotPublishable, match="Too much"):
        publishing.publish(draft, in_force_from=NOW, because="Go", by=company.policy_owner, now=NOW)
    with pytest.raises(NotAllowed, match="answered this already"):
        publishing.answer(question, yes=True, because="", by=company.second_owner, now=NOW)


@pytest.mark.parametrize(
    ("at", "because", "told"),
    [
        (NOW - timedelta(seconds=1), "Go", "lies in the past"),
        (NOW, "  ", "write what changes for customers"),
    ],
)
def test_a_date_gone_by_or_no_reason_is_refused(
    draft: BookDraft, company: Company, at: datetime, because: str, told: str
) -> None:
    approved(draft, company)
    with pytest.raises(InputError, match=told):
        publishing.publish(draft, in_force_from=at, because=because, by=company.policy_owner, now=NOW)


@pytest.mark.parametrize("who", ["agent", "director", "administrator"])
def test_only_policy_owners_ask_publish_and_go_back(
    draft: BookDraft, company: Company, first: BookVersion, who: str
) -> None:
    person = getattr(company, who)
    acts: list[Callable[[], object]] = [
        lambda: publishing.ask_approval(draft, by=person, now=NOW),
        lambda: publishing.publish(draft, in_force_from=NOW, because="Go", by=person, now=NOW),
        lambda: publishing.roll_back(first, because="Back", by=person, now=NOW),
    ]
    for act in acts:
        with pytest.raises(NotAllowed, match="Only a policy owner"):
            act()


def test_a_draft_that_would_undo_what_others_did_is_not_published(draft: BookDraft, company: Company) -> None:
    approved(draft, company)
    put_in_force(edition("1.0.1"), at=LATER)
    state = revising.state_of(draft)
    assert (state.step, state.up_to_date) == ("approved", False)
    assert "bring it up to date" in state.missing
    with pytest.raises(NotPublishable, match="bring it up to date"):
        publishing.publish(draft, in_force_from=LATER, because="Go", by=company.policy_owner, now=LATER)


def test_before_its_date_the_old_version_decides_and_from_it_on_the_new(
    draft: BookDraft, company: Company, first: BookVersion
) -> None:
    publication = published(draft, company, at=TOMORROW)
    second = timedelta(seconds=1)
    assert books.in_force_version(TOMORROW - second) == first
    assert books.in_force_version(TOMORROW) == publication.version
    case = asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219"}, now=NOW)
    before = deciding.decide(case, because="before", by=None, now=TOMORROW - second)
    after = deciding.decide(case, because="after", by=None, now=TOMORROW)
    assert (before.book, after.book) == (first, publication.version)


def test_what_is_planned_is_built_upon_and_not_overtaken(draft: BookDraft, company: Company) -> None:
    planned = published(draft, company, at=TOMORROW)
    other = drafted(company, "1.2.0", limit=70)
    assert other.base == planned.version
    approved(other, company)
    with pytest.raises(InputError, match=r"is before Small Shop 1\.1\.0, which is planned for 2026-10-15"):
        publishing.publish(other, in_force_from=LATER, because="Go", by=company.policy_owner, now=NOW)


def test_what_is_planned_is_withdrawn_and_its_draft_open_again(
    draft: BookDraft, company: Company, first: BookVersion
) -> None:
    planned = published(draft, company, at=TOMORROW)
    publishing.withdraw(planned, because="A mistake", by=company.second_owner, now=NOW)
    draft.refresh_from_db()
    assert books.in_force_version(TOMORROW) == first
    assert (draft.closed_at, step(draft)) == (None, "approved")
    with pytest.raises(NotAllowed, match="was withdrawn"):
        publishing.withdraw(planned, because="Again", by=company.second_owner, now=NOW)


def test_what_is_in_force_is_not_withdrawn(draft: BookDraft, company: Company) -> None:
    publication = published(draft, company)
    with pytest.raises(NotAllowed, match="in force already"):
        publishing.withdraw(publication, because="A mistake", by=company.policy_owner, now=NOW)


def test_going_back_is_at_once_and_confirmed_by_another(
    draft: BookDraft, company: Company, first: BookVersion
) -> None:
    published(draft, company)
    back = publishing.roll_back(first, because="Too many refunds", by=company.policy_owner, now=LATER)
    assert books.in_force_version(LATER) == first
    assert (back.urgent, back.approved_by, list(Publication.objects.to_confirm())) == (True, None, [back])
    assert Event.objects.filter(kind="book_rolled_back", by=company.policy_owner).exists()
    with pytest.raises(NotAllowed, match="You put it in force yourself"):
        publishing.confirm(back, by=company.policy_owner, now=LATER)
    publishing.confirm(back, by=company.second_owner, now=LATER)
    assert (back.approved_by, Publication.objects.to_confirm().exists()) == (company.second_owner, False)


def test_nobody_goes_back_and_forth_alone(draft: BookDraft, company: Company, first: BookVersion) -> None:
    gone = published(draft, company).version
    publishing.roll_back(first, because="Too many refunds", by=company.policy_owner, now=LATER)
    with pytest.raises(NotPublishable, match=r"Open a draft from Small Shop 1\.1\.0"):
        publishing.roll_back(gone, because="Or not", by=company.policy_owner, now=LATER)


def test_only_the_version_before_can_be_gone_back_to_at_once(company: Company, first: BookVersion) -> None:
    published(drafted(company, limit=80), company)
    published(drafted(company, "1.2.0", limit=90), company)
    with pytest.raises(NotPublishable, match=r"Only the version before, Small Shop 1\.1\.0"):
        publishing.roll_back(first, because="All wrong", by=company.policy_owner, now=LATER)


def test_going_back_withdraws_what_was_planned_on_top(
    draft: BookDraft, company: Company, first: BookVersion
) -> None:
    published(draft, company)
    planned = published(drafted(company, "1.2.0", limit=90), company, at=TOMORROW)
    publishing.roll_back(first, because="Too many refunds", by=company.policy_owner, now=LATER)
    planned.refresh_from_db()
    assert planned.withdrawn_because == "gone back to Small Shop 1.0.0: Too many refunds"
    assert books.in_force_version(TOMORROW + timedelta(days=1)) == first


def test_every_ruling_comes_out_the_same_after_going_forth_and_back(
    draft: BookDraft, company: Company, first: BookVersion
) -> None:
    case = asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219"})
    published(draft, company)
    deciding.decide(case, because="forth", by=None, now=NOW)
    publishing.roll_back(first, because="Back", by=company.policy_owner, now=LATER)
    deciding.decide(case, because="back", by=None, now=LATER)
    rulings = list(case.rulings.select_related("book"))
    assert [ruling.book.version for ruling in rulings][-2:] == ["1.1.0", "1.0.0"]
    assert [deciding.decide_again(ruling) for ruling in rulings] == [ruling.output for ruling in rulings]
