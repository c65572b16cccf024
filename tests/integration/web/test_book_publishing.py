"""A draft agreed to, published, withdrawn and rolled back in the web desk; who changed which rule."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from doable.desk import books, revising
from doable.desk.models import BookApproval, BookDraft, Publication
from tests.editions import REFUND, edition, put_in_force

if TYPE_CHECKING:
    from django.test import Client

    from tests.company import Company
    from tests.integration.web.conftest import SignIn

VERSIONS = "/book/versions/"


@pytest.fixture
def draft(company: Company) -> BookDraft:
    put_in_force(edition(), at=timezone.now())
    owner, texts = company.policy_owner, edition("1.1.0", limit=80)
    return revising.open_draft("More at once", by=owner, now=timezone.now(), texts=texts)


@pytest.fixture
def owner(company: Company, sign_in: SignIn) -> Client:
    return sign_in(company.policy_owner)


@pytest.fixture
def second(company: Company, sign_in: SignIn) -> Client:
    return sign_in(company.second_owner)


def at(draft: BookDraft, what: str = "publish") -> str:
    return f"/book/drafts/{draft.pk}/{what}/"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    words = re.sub(
        r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", unescape(words))


def ask(owner: Client, draft: BookDraft, **said: object) -> BookApproval:
    assert owner.post(at(draft, "ask"), said).status_code == 303
    return draft.approvals.get()


def agreed(owner: Client, second: Client, draft: BookDraft) -> None:
    approval = ask(owner, draft)
    assert second.post(f"/book/approvals/{approval.pk}/", {"answer": "yes"}).status_code == 303


def published(owner: Client, second: Client, draft: BookDraft, **said: object) -> Publication:
    agreed(owner, second, draft)
    response = owner.post(at(draft), {"because": "Fewer questions.", **said})
    assert (response.status_code, response["Location"]) == (303, VERSIONS)
    return Publication.objects.order_by("id").last()  # type: ignore[return-value]  # one was just made


def step_of(client: Client, draft: BookDraft) -> str:
    """The step that the page says one is at."""
    page = client.get(at(draft)).content.decode()
    found = re.search(r'aria-current="step">.*?<b>(.*?)</b>', page)
    return found[1] if found else ""


def test_the_way_to_publication_says_what_is_missing(company: Company, owner: Client, second: Client) -> None:
    put_in_force(edition(), at=timezone.now())
    draft = revising.open_draft("A change", by=company.policy_owner, now=timezone.now())
    assert step_of(owner, draft) == "Written"
    assert "Nothing to publish yet" in text_of(owner, at(draft))

    change(draft, company, "ask: refund\n")
    assert step_of(owner, draft) == "Checked"
    assert "Mend the errors first" in text_of(owner, at(draft))

    change(draft, company, edition(limit=10)[REFUND])
    assert step_of(owner, draft) == "Stories pass"
    assert "1 of 1 come out otherwise than expected." in text_of(owner, at(draft))

    change(draft, company, edition(limit=80)[REFUND])
    assert step_of(owner, draft) == "Approved by a second person"
    agreed(owner, second, draft)
    assert step_of(owner, draft) == "Published"


def change(draft: BookDraft, company: Company, text: str) -> None:
    draft.refresh_from_db()
    revising.change(draft, REFUND, text, number=draft.number, by=company.policy_owner, now=timezone.now())


def test_a_second_person_finds_what_they_are_asked_and_answers(
    draft: BookDraft, owner: Client, second: Client, company: Company
) -> None:
    approval = ask(owner, draft, of=company.second_owner.pk, note="Before Christmas, please.")
    assert "Sami Second was asked." in text_of(owner, at(draft))
    there = text_of(second, "/book/")
    assert "1 waiting for you" in there
    assert "Olga Policy asks you to agree to this change of the book" in there
    assert "waiting for you" not in text_of(owner, "/book/")

    page = f"/book/approvals/{approval.pk}/"
    shown = text_of(second, page)
    assert "Before Christmas, please." in shown
    assert "Before: order.total <= 50" in shown
    assert "Not compared for this state yet." in shown
    assert second.post(page, {"answer": "perhaps"}).status_code == 422
    refused = second.post(page, {"answer": "no", "because": ""})
    assert refused.status_code == 422
    assert "write what should be different" in refused.content.decode()

    told = {"answer": "no", "because": "Eighty is too much."}
    assert second.post(page, told)["Location"] == at(draft)
    assert "Sami Second said no" in text_of(owner, at(draft))
    assert "Eighty is too much." in text_of(owner, at(draft))


def test_whoever_changed_it_does_not_agree(draft: BookDraft, owner: Client) -> None:
    approval = ask(owner, draft)
    assert "somebody else has to agree" in text_of(owner, f"/book/approvals/{approval.pk}/")
    assert owner.post(f"/book/approvals/{approval.pk}/", {"answer": "yes"}).status_code == 403


def test_a_draft_changed_since_has_to_be_asked_about_again(
    draft: BookDraft, owner: Client, second: Client, company: Company
) -> None:
    approval = ask(owner, draft)
    change(draft, company, edition(limit=90)[REFUND])
    assert "an answer would be about something else" in text_of(second, f"/book/approvals/{approval.pk}/")
    assert "waiting for you" not in text_of(second, "/book/")
    assert second.post(f"/book/approvals/{approval.pk}/", {"answer": "yes"}).status_code == 422


def test_a_draft_is_published_from_now_on(draft: BookDraft, owner: Client, second: Client) -> None:
    publication = published(owner, second, draft)
    assert books.publication_in_force() == publication
    page = text_of(owner, VERSIONS)
    assert "Small Shop 1.1.0 In force" in page
    assert "Fewer questions." in page
    assert "Published by Olga Policy just now , agreed to by Sami Second." in page
    assert "Small Shop 1.0.0 Earlier" in page
    assert "published by Olga Policy, agreed to by Sami Second" in text_of(owner, at(draft))


def test_a_draft_is_published_from_a_date_by_the_companys_clocks_and_withdrawn(
    draft: BookDraft, owner: Client, second: Client
) -> None:
    day = f"{timezone.now() + timedelta(days=3):%Y-%m-%d}T09:30"
    publication = published(owner, second, draft, **{"from": "date", "in_force_from": day})
    zone = books.in_force().contents.zone
    assert f"{publication.in_force_from.astimezone(zone):%Y-%m-%dT%H:%M}" == day
    assert "Small Shop 1.1.0 Coming" in text_of(owner, VERSIONS)

    withdraw = f"{VERSIONS}{publication.pk}/withdraw/"
    owner.post(withdraw, {"because": ""})
    assert Publication.objects.to_come(timezone.now()).exists()
    assert owner.post(withdraw, {"because": "Too early."})["Location"] == VERSIONS
    assert "Small Shop 1.1.0 Withdrawn" in text_of(owner, VERSIONS)
    assert "Too early." in text_of(owner, VERSIONS)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"because": ""}, "write what changes for customers"),
        ({"because": "So.", "from": "date", "in_force_from": ""}, "choose a day and a time"),
        ({"because": "So.", "from": "date", "in_force_from": "2020-01-01T09:00"}, "lies in the past"),
    ],
)
def test_what_can_not_be_published_so_says_why_and_keeps_what_was_typed(
    draft: BookDraft, owner: Client, second: Client, said: dict[str, str], told: str
) -> None:
    agreed(owner, second, draft)
    response = owner.post(at(draft), said)
    assert response.status_code == 422
    assert told in response.content.decode()
    assert f'value="{said["because"]}"' in response.content.decode()


def test_what_nobody_agreed_to_is_not_published(draft: BookDraft, owner: Client) -> None:
    response = owner.post(at(draft), {"because": "Now."})
    assert response.status_code == 422
    assert "A second person has to agree" in response.content.decode()


def test_one_goes_back_to_the_version_before_and_another_confirms(
    draft: BookDraft, owner: Client, second: Client
) -> None:
    former = draft.base
    published(owner, second, draft)
    (to,) = re.findall(r'name="to" value="(\d+)"', owner.get(VERSIONS).content.decode())
    assert owner.post(f"{VERSIONS}back/", {"to": to, "because": "Too many of them."})["Location"] == VERSIONS
    current = books.publication_in_force()
    assert current is not None
    assert current.version == former
    assert "Another policy owner has to agree" in text_of(owner, VERSIONS)
    assert "Agree to Small Shop 1.0.0" in text_of(second, VERSIONS)
    second.post(f"{VERSIONS}{current.pk}/confirm/")
    current.refresh_from_db()
    assert str(current.approved_by) == "Sami Second"


def test_the_history_of_a_rule_tells_who_changed_it_and_why(
    draft: BookDraft, owner: Client, second: Client
) -> None:
    published(owner, second, draft)
    page = text_of(owner, "/book/rules/refund.small/history/")
    assert "Small Shop 1.1.0" in page
    assert "Before: order.total <= 50" in page
    assert "Now: order.total <= 80" in page
    assert "Olga Policy, just now : More at once" in page
    assert owner.get("/book/rules/no.such/history/").status_code == 404


def test_a_draft_is_brought_up_to_date_with_what_both_changed_put_together(
    draft: BookDraft, owner: Client, company: Company
) -> None:
    version = put_in_force(edition("1.0.1", limit=60), at=timezone.now())
    page = owner.get(at(draft)).content.decode()
    assert "Others have published Small Shop 1.0.1" in page
    both = {path: draft.texts[path] for path in ("book.yaml", REFUND)}
    assert all(f'name="text:{path}"' in page for path in both)
    owner.post(at(draft, "update"), {"settled": ["book.yaml"], "text:book.yaml": both["book.yaml"]})
    draft.refresh_from_db()
    assert draft.base != version
    told = {"settled": list(both), **{f"text:{path}": text for path, text in both.items()}}
    owner.post(at(draft, "update"), told)
    draft.refresh_from_db()
    assert (draft.base, draft.texts[REFUND]) == (version, both[REFUND])


def test_approvals_of_drafts_also_stand_where_a_graded_policy_owner_looks(
    draft: BookDraft, owner: Client, company: Company, sign_in: SignIn
) -> None:
    company.director.give_duty("policy_owner", by=None, now=timezone.now())
    ask(owner, draft)
    assert "Olga Policy asks you to agree" in text_of(sign_in(company.director), "/approvals/")
