"""A next version of the book worked on by several people, without losing what anybody wrote."""

from datetime import timedelta

import pytest

from doable import InputError
from doable.desk import revising
from doable.desk.authorising import NotAllowed
from doable.desk.models import BookDraft, BookVersion, Event
from doable.desk.revising import Outdated
from tests.company import NOW, Company
from tests.editions import LATER, REFUND, STORIES, edition, put_in_force


@pytest.fixture
def first(company: Company) -> BookVersion:
    return put_in_force(edition())


@pytest.fixture
def draft(company: Company, first: BookVersion) -> BookDraft:
    return revising.open_draft("Higher limit", by=company.policy_owner, now=NOW)


HIGHER = edition(limit=80)[REFUND]
LOWER = edition(limit=10)[REFUND]


def test_a_draft_begins_as_the_version_in_force(draft: BookDraft, first: BookVersion) -> None:
    assert (draft.base, draft.texts, draft.digest) == (first, edition(), first.digest)
    assert revising.changes_of(draft) == []
    assert Event.objects.filter(kind="book_draft_opened", by=draft.opened_by).exists()


def test_a_change_says_who_when_and_why(draft: BookDraft, company: Company) -> None:
    saved = revising.change(
        draft, REFUND, HIGHER, number=0, because="Fewer questions", by=company.second_owner, now=LATER
    )
    assert saved is not None
    assert (saved.before, saved.after) == (edition()[REFUND], HIGHER)
    assert (saved.by, saved.at, saved.because) == (company.second_owner, LATER, "Fewer questions")
    assert BookDraft.objects.get(pk=draft.pk).texts[REFUND] == HIGHER
    assert Event.objects.filter(kind="book_changed", by=company.second_owner).count() == 1


def test_a_change_without_a_reason_has_the_drafts(draft: BookDraft, company: Company) -> None:
    saved = revising.change(draft, REFUND, HIGHER, number=0, by=company.policy_owner, now=NOW)
    assert saved is not None
    assert saved.because == "Higher limit"


def test_a_file_is_added_and_removed(draft: BookDraft, company: Company) -> None:
    owner = company.policy_owner
    revising.change(draft, "style.yaml", "reading_level: 8\n", number=0, by=owner, now=NOW)
    revising.change(draft, STORIES, None, number=1, by=owner, now=NOW)
    assert (draft.texts["style.yaml"], STORIES in draft.texts) == ("reading_level: 8\n", False)
    assert [(each.before is None, each.after is None) for each in revising.changes_of(draft)] == [
        (True, False),
        (False, True),
    ]


def test_what_is_as_it_was_is_no_change(draft: BookDraft, company: Company) -> None:
    same = edition()[REFUND].replace("\n", "\r\n")
    assert revising.change(draft, REFUND, same, number=0, by=company.policy_owner, now=NOW) is None
    assert (draft.number, revising.changes_of(draft)) == (0, [])


def test_of_two_who_change_one_file_the_second_sees_both_texts(draft: BookDraft, company: Company) -> None:
    mine = BookDraft.objects.get(pk=draft.pk)
    revising.change(draft, REFUND, HIGHER, number=0, by=company.policy_owner, now=NOW)
    with pytest.raises(Outdated, match=r"Olga Policy has changed `asks/refund\.yaml` since") as told:
        revising.change(mine, REFUND, LOWER, number=0, by=company.second_owner, now=LATER)
    assert (told.value.theirs, told.value.mine, told.value.number) == (HIGHER, LOWER, 1)
    assert BookDraft.objects.get(pk=draft.pk).texts[REFUND] == HIGHER
    again = revising.change(mine, REFUND, LOWER, number=told.value.number, by=company.second_owner, now=LATER)
    assert again is not None
    assert again.before == HIGHER


def test_two_who_change_two_files_do_not_stand_in_each_others_way(draft: BookDraft, company: Company) -> None:
    other = BookDraft.objects.get(pk=draft.pk)
    revising.change(draft, REFUND, HIGHER, number=0, by=company.policy_owner, now=NOW)
    revising.change(other, "style.yaml", "reading_level: 8\n", number=0, by=company.second_owner, now=NOW)
    assert (other.number, other.texts[REFUND], other.texts["style.yaml"]) == (2, HIGHER, "reading_level: 8\n")


def test_one_change_is_taken_back_alone(draft: BookDraft, company: Company) -> None:
    owner = company.policy_owner
    limit = revising.change(draft, REFUND, HIGHER, number=0, because="Fewer questions", by=owner, now=NOW)
    revising.change(draft, "style.yaml", "reading_level: 8\n", number=1, by=owner, now=NOW)
    assert limit is not None
    back = revising.revert(limit, by=owner, now=LATER)
    assert back is not None
    assert back.because == "taken back: Fewer questions"
    texts = BookDraft.objects.get(pk=draft.pk).texts
    assert (texts[REFUND], texts["style.yaml"]) == (edition()[REFUND], "reading_level: 8\n")


def test_a_change_that_was_built_upon_is_not_taken_back_blindly(draft: BookDraft, company: Company) -> None:
    owner = company.policy_owner
    first = revising.change(draft, REFUND, HIGHER, number=0, by=owner, now=NOW)
    revising.change(draft, REFUND, LOWER, number=1, by=owner, now=NOW)
    assert first is not None
    with pytest.raises(Outdated) as told:
        revising.revert(first, by=owner, now=LATER)
    assert (told.value.theirs, told.value.mine) == (LOWER, edition()[REFUND])


def test_a_discarded_draft_takes_no_more(draft: BookDraft, company: Company) -> None:
    revising.discard(draft, because="Not now", by=company.policy_owner, now=NOW)
    with pytest.raises(NotAllowed, match="This draft is closed"):
        revising.change(draft, REFUND, HIGHER, number=0, by=company.policy_owner, now=NOW)
    assert (draft.closed_because, BookDraft.objects.open().exists()) == ("Not now", False)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("README.md", "x", "`README.md`: is no file of a book"),
        ("asks/../../etc/passwd.yaml", "x", "is no file of a book"),
        ("asks/.hidden.yaml", "x", "is no file of a book"),
        (f"asks/{'x' * 200}.yaml", "x", "is no file of a book"),
        ("facts.yaml", "x: \0", "holds a character that no text has"),
        ("facts.yaml", "x" * 2_000_001, "is larger than 2 MB"),
    ],
)
def test_what_no_book_can_hold_is_refused(
    draft: BookDraft, company: Company, path: str, text: str, told: str
) -> None:
    with pytest.raises(InputError) as refused:
        revising.change(draft, path, text, number=0, by=company.policy_owner, now=NOW)
    assert told in str(refused.value)


@pytest.mark.parametrize("who", ["agent", "director", "administrator"])
def test_only_policy_owners_change_the_book(company: Company, draft: BookDraft, who: str) -> None:
    person = getattr(company, who)
    for act in (
        lambda: revising.open_draft("Mine", by=person, now=NOW),
        lambda: revising.change(draft, REFUND, HIGHER, number=0, by=person, now=NOW),
        lambda: revising.discard(draft, because="No", by=person, now=NOW),
    ):
        with pytest.raises(NotAllowed, match="Only a policy owner changes the book"):
            act()


def test_a_draft_from_an_older_version_builds_on_the_newest(company: Company, first: BookVersion) -> None:
    second = put_in_force(edition("1.1.0", limit=80), at=LATER)
    draft = revising.open_draft("Back", by=company.policy_owner, now=LATER, base=first)
    assert (draft.base, draft.texts) == (second, first.texts)
    assert {each.path for each in revising.changes_of(draft)} == {"book.yaml", REFUND}
    assert {each.because for each in revising.changes_of(draft)} == {"taken from Small Shop 1.0.0"}


def test_files_that_only_others_changed_are_taken_over(draft: BookDraft, company: Company) -> None:
    owner = company.policy_owner
    revising.change(draft, "style.yaml", "reading_level: 8\n", number=0, by=owner, now=NOW)
    newer = put_in_force(edition("1.1.0", limit=80), at=LATER)
    assert not revising.is_up_to_date(draft)

    brought = revising.bring_up_to_date(draft, by=owner, now=LATER)

    assert brought is not None
    assert (sorted(brought.taken_over), brought.conflicts) == ([REFUND, "book.yaml"], ())
    assert draft.texts == {**edition("1.1.0", limit=80), "style.yaml": "reading_level: 8\n"}
    assert (draft.base, revising.is_up_to_date(draft)) == (newer, True)
    assert revising.meanwhile(draft) is None


def test_files_that_both_changed_are_left_to_the_person(draft: BookDraft, company: Company) -> None:
    owner = company.policy_owner
    revising.change(draft, REFUND, LOWER, number=0, by=owner, now=NOW)
    put_in_force(edition("1.1.0", limit=80), at=LATER)

    brought = revising.bring_up_to_date(draft, by=owner, now=LATER)
    assert brought is not None
    (conflict,) = brought.conflicts
    assert (conflict.path, conflict.base, conflict.theirs, conflict.mine) == (
        REFUND, edition()[REFUND], HIGHER, LOWER
    )  # fmt: skip
    assert (draft.texts[REFUND], "1.1.0" in draft.texts["book.yaml"]) == (LOWER, True)
    assert not revising.is_up_to_date(draft)

    middle = edition(limit=60)[REFUND]
    brought = revising.bring_up_to_date(
        draft, settled={REFUND: middle}, by=owner, now=LATER + timedelta(minutes=1)
    )
    assert brought is not None
    assert brought.conflicts == ()
    assert (draft.texts[REFUND], revising.is_up_to_date(draft)) == (middle, True)
