"""Who changed which rule and which file: over all versions, with when, why and who agreed."""

from datetime import timedelta

import pytest

from doable.desk import books, publishing, revising, tracing
from doable.desk.models import BookDraft, Person, Publication
from tests.company import NOW, Company
from tests.editions import REFUND, edition, put_in_force

LIMIT = ("applies if", "order.total <= 50", "order.total <= 80")
OPENED = "Opened parcels stay with you."


@pytest.fixture(autouse=True)
def first(company: Company) -> None:
    Publication.objects.all().delete()
    put_in_force(edition())


def save(draft: BookDraft, before: str, after: str, by: Person, because: str, path: str = REFUND) -> None:
    text = draft.texts[path]
    assert before in text
    revising.change(
        draft, path, text.replace(before, after), number=draft.number, because=because, by=by, now=NOW
    )


def publish(draft: BookDraft, company: Company, *, minutes: int = 1) -> Publication:
    third, _new = Person.objects.get_or_create(email="third@copperline.example", name="Thea Third")
    third.give_duty("policy_owner", by=None, now=NOW)
    question = publishing.ask_approval(draft, of=third, by=company.policy_owner, now=NOW)
    publishing.answer(question, yes=True, because="", by=third, now=NOW)
    at = NOW + timedelta(minutes=minutes)
    return publishing.publish(draft, in_force_from=at, because="Go", by=company.policy_owner, now=NOW)


@pytest.fixture
def second(company: Company) -> Publication:
    """A version in which one changed the limit and another the words of a no."""
    draft = revising.open_draft("Two things", by=company.policy_owner, now=NOW)
    save(draft, "order.total <= 50", "order.total <= 80", company.policy_owner, "Fewer questions")
    save(draft, OPENED, "We can't sell it again.", company.second_owner, "Kinder")
    return publish(draft, company)


def test_a_draft_tells_what_it_says_differently(company: Company) -> None:
    draft = revising.open_draft("Limit", by=company.policy_owner, now=NOW)
    assert tracing.differences(draft) == ()
    save(draft, "order.total <= 50", "order.total <= 80", company.policy_owner, "Fewer questions")
    (change,) = tracing.differences(draft) or ()
    (difference,) = change.differences
    assert (change.headline, change.ask) == ("rule `refund.small` changed", "refund")
    assert (difference.part, difference.before, difference.after) == LIMIT


def test_a_draft_with_errors_can_not_be_told(company: Company) -> None:
    draft = revising.open_draft("Broken", by=company.policy_owner, now=NOW)
    save(draft, "then: grant", "then: dance", company.policy_owner, "Oops")
    assert tracing.differences(draft) is None


def test_a_rule_tells_who_changed_it_and_why(second: Publication, company: Company) -> None:
    (chapter,) = tracing.history_of_rule("refund.small")
    assert (chapter.publication, [str(change.headline) for change in chapter.changes]) == (
        second, ["rule `refund.small` changed"]
    )  # fmt: skip
    assert [(saved.by, saved.because) for saved in chapter.saved] == [
        (company.policy_owner, "Fewer questions")
    ]
    (other,) = tracing.history_of_rule("refund.opened")
    assert [(saved.by, saved.because) for saved in other.saved] == [(company.second_owner, "Kinder")]


def test_the_latest_comes_first_and_what_did_not_touch_it_not_at_all(
    second: Publication, company: Company
) -> None:
    draft = revising.open_draft("Version", by=company.policy_owner, now=NOW)
    save(draft, "1.0.0", "1.1.0", company.policy_owner, "Number", path="book.yaml")
    save(draft, "order.total <= 80", "order.total <= 70", company.policy_owner, "Too many")
    third = publish(draft, company, minutes=2)
    assert [chapter.publication for chapter in tracing.history_of_rule("refund.small")] == [third, second]
    assert [chapter.publication for chapter in tracing.history_of_rule("refund.opened")] == [second]
    assert [chapter.publication for chapter in tracing.history()] == [third, second]


def test_what_follows_otherwise_is_a_rule_too(company: Company) -> None:
    draft = revising.open_draft("Otherwise", by=company.policy_owner, now=NOW)
    save(draft, "function: support", "function: finance", company.policy_owner, "They know")
    publish(draft, company)
    (chapter,) = tracing.history_of_rule("refund.otherwise")
    assert [saved.because for saved in chapter.saved] == ["They know"]
    assert tracing.history_of_rule("refund.small") == []


def test_a_file_tells_its_changes_also_those_without_a_rule(second: Publication, company: Company) -> None:
    draft = revising.open_draft("Remark", by=company.policy_owner, now=NOW)
    save(draft, "ask: refund", "# Money back.\nask: refund", company.policy_owner, "A remark")
    third = publish(draft, company, minutes=2)
    chapters = tracing.history_of_file(REFUND)
    assert [(chapter.publication, len(chapter.changes)) for chapter in chapters] == [(third, 0), (second, 2)]
    assert [saved.because for chapter in chapters for saved in chapter.saved] == [
        "A remark", "Fewer questions", "Kinder"
    ]  # fmt: skip
    assert tracing.history_of_file("facts.yaml") == []


def test_a_version_without_a_draft_has_nothing_saved(company: Company) -> None:
    put_in_force(edition(limit=80), at=NOW + timedelta(minutes=1))
    (chapter,) = tracing.history_of_rule("refund.small")
    assert (chapter.saved, len(chapter.changes)) == ((), 1)


def test_a_save_that_can_not_be_read_counts_as_one_that_may_have_changed_it(company: Company) -> None:
    draft = revising.open_draft("Detour", by=company.policy_owner, now=NOW)
    save(draft, "rules:", "rules: [", company.policy_owner, "Half way")
    save(draft, "rules: [", "rules:", company.policy_owner, "Whole again")
    save(draft, "order.total <= 50", "order.total <= 80", company.policy_owner, "Fewer questions")
    publish(draft, company)
    (chapter,) = tracing.history_of_rule("refund.small")
    assert [saved.because for saved in chapter.saved] == ["Half way", "Whole again", "Fewer questions"]


def test_going_back_is_a_chapter_too(second: Publication, company: Company) -> None:
    at = NOW + timedelta(minutes=2)
    first = publishing.before(second)
    assert first is not None
    back = publishing.roll_back(first.version, because="Too many", by=company.policy_owner, now=at)
    assert [chapter.publication for chapter in tracing.history_of_rule("refund.small")] == [back, second]
    assert books.in_force_version(at) == first.version
