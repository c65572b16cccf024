"""Drafts of the book in the web desk: opened, written by form and text, checked, saved, lost to nobody."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from doable.desk import revising
from doable.desk.models import BookDraft

if TYPE_CHECKING:
    from django.test import Client

    from tests.company import Company
    from tests.integration.web.conftest import SignIn

REFUND = "asks/refund.yaml"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(company: Company) -> BookDraft:
    return revising.open_draft("Longer returns", by=company.policy_owner, now=timezone.now())


@pytest.fixture
def owner(company: Company, sign_in: SignIn) -> Client:
    return sign_in(company.policy_owner)


def at(draft: BookDraft, what: str, path: str = "") -> str:
    return f"/book/drafts/{draft.pk}/{what}/{path}"


def fields_of(page: str) -> dict[str, str]:
    """What the form on a page would send: hidden fields, the entry's fields, the text."""
    was = unescape(re.search(r'id="was" value="([^"]*)"', page)[1])  # type: ignore[index]  # else the test fails
    hidden = {
        name: unescape(re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)[1])  # type: ignore[index]  # as above
        for name in ("number", "at", "called")
    }
    text = unescape(re.search(r'<textarea id="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]  # as above
    fields = {f"f:{name}": value for name, value in json.loads(was or "{}").items()}
    return {**hidden, **fields, "was": was, "text": text}


def form(client: Client, draft: BookDraft, path: str, entry: str) -> dict[str, str]:
    page = client.get(at(draft, "files", path), {"at": entry})
    assert page.status_code == 200
    return fields_of(page.content.decode())


def checked_text(page: str) -> str:
    return unescape(re.search(r'<textarea id="checked-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)[1])  # type: ignore[index]  # as above


def test_a_policy_owner_opens_a_draft(company: Company, owner: Client) -> None:
    assert "No draft is open" in owner.get("/book/drafts/").content.decode()
    answer = owner.post("/book/drafts/open/", {"title": "Longer returns"})
    assert answer.status_code == 303
    page = owner.get(answer["Location"]).content.decode()
    assert "Longer returns" in page
    assert "Nothing yet" in page
    assert "Longer returns" in owner.get("/book/drafts/").content.decode()


def test_a_draft_without_a_title_is_asked_for_one(company: Company, owner: Client) -> None:
    answer = owner.post("/book/drafts/open/", {"title": " "}, follow=True)
    assert "Say in a few words what the change is for" in answer.content.decode()
    assert not BookDraft.objects.exists()


def test_a_changed_field_changes_its_line_and_nothing_else(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, REFUND, "rules/0")
    sent["f:clause"] = "Terms 2.9"
    page = owner.post(at(draft, "check", REFUND), sent, headers=HTMX).content.decode()
    before, after = sent["text"].split("\n"), checked_text(page).split("\n")
    assert [(one, other) for one, other in zip(before, after, strict=True) if one != other] == [
        ("    clause: Terms 2.1", "    clause: Terms 2.9")
    ]
    assert "Not saved yet" in page
    assert 'id="form-pane"' not in page


def test_a_story_breaks_and_is_mended_while_somebody_types(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, REFUND, "rules/0")
    good = sent["f:when"]
    sent["f:when"] = good.replace("<= 30", "<= 3")
    broken = owner.post(at(draft, "check", REFUND), sent, headers=HTMX).content.decode()
    assert "breaks now" in broken
    assert "should be doable, is " in broken
    sent = {**sent, "was": sent["was"], "f:when": good}
    assert "breaks now" not in owner.post(at(draft, "check", REFUND), sent, headers=HTMX).content.decode()


def test_a_mistake_in_the_text_stands_at_its_line_and_beside_its_field(
    draft: BookDraft, owner: Client
) -> None:
    sent = form(owner, draft, REFUND, "rules/0")
    sent["text"] = sent["text"].replace("!item.opened && !order.made", "!item.openend && !order.made", 1)
    page = owner.post(at(draft, "check", REFUND), sent, headers=HTMX).content.decode()
    line = next(n for n, each in enumerate(sent["text"].split("\n"), 1) if "openend" in each)
    marks = json.loads(unescape(re.search(r'data-marks="([^"]*)"', page)[1]))  # type: ignore[index]  # else the test fails
    assert marks["found"] == {str(line): "error"}
    assert f"Line {line}" in page
    assert 'id="f-when-found"' in page
    assert "did you mean `item.opened`" in unescape(page).lower()


def test_a_text_that_is_no_yaml_keeps_the_page_and_says_where(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, REFUND, "rules/0")
    sent["text"] = sent["text"].replace("rules:\n", "rules: [\n", 1)
    page = owner.post(at(draft, "check", REFUND), sent, headers=HTMX).content.decode()
    assert "is no YAML" in page
    assert checked_text(page) == sent["text"]


def test_a_change_is_saved_with_its_reason(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, REFUND, "rules/0") | {"act": "save", "because": "As the law says."}
    sent["f:clause"] = "Terms 2.9"
    assert owner.post(at(draft, "write", REFUND), sent).status_code == 303
    draft.refresh_from_db()
    assert "clause: Terms 2.9" in draft.texts[REFUND]
    change = draft.changes.get()
    assert (change.because, change.path) == ("As the law says.", REFUND)
    page = owner.get(f"/book/drafts/{draft.pk}/").content.decode()
    assert "Terms 2.1" in page
    assert "Terms 2.9" in page


def test_without_a_reason_nothing_is_saved_and_nothing_lost(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, REFUND, "rules/0") | {"act": "save", "because": " ", "f:clause": "Terms 2.9"}
    answer = owner.post(at(draft, "write", REFUND), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say why in a few words" in page
    assert "clause: Terms 2.9" in fields_of(page)["text"]


def test_two_who_save_the_same_file_see_both_texts(
    draft: BookDraft, owner: Client, company: Company, sign_in: SignIn
) -> None:
    company.manager.give_duty("policy_owner", by=None, now=timezone.now())
    other = sign_in(company.manager)
    mine, theirs = form(owner, draft, REFUND, "rules/0"), form(other, draft, REFUND, "rules/1")
    theirs |= {"f:clause": "Terms 2.8", "act": "save", "because": "Theirs."}
    assert other.post(at(draft, "write", REFUND), theirs).status_code == 303

    answer = owner.post(
        at(draft, "write", REFUND), mine | {"f:clause": "Terms 2.9", "act": "save", "because": "Mine."}
    )

    assert answer.status_code == 409
    page = answer.content.decode()
    assert f"{company.manager.name} saved this file while you were writing" in page
    assert "clause: Terms 2.8" in page
    again = fields_of(page)
    assert "clause: Terms 2.9" in again["text"]
    assert (
        owner.post(at(draft, "write", REFUND), again | {"act": "save", "because": "Mine."}).status_code == 303
    )


def test_two_who_save_different_files_do_not_get_in_each_others_way(
    draft: BookDraft, owner: Client, company: Company, sign_in: SignIn
) -> None:
    company.manager.give_duty("policy_owner", by=None, now=timezone.now())
    other = sign_in(company.manager)
    mine, theirs = form(owner, draft, REFUND, "rules/0"), form(other, draft, "style.yaml", "")
    theirs |= {"f:reading_level": "9", "act": "save", "because": "Theirs."}
    assert other.post(at(draft, "write", "style.yaml"), theirs).status_code == 303
    mine |= {"f:clause": "Terms 2.9", "act": "save", "because": "Mine."}
    assert owner.post(at(draft, "write", REFUND), mine).status_code == 303


@pytest.mark.parametrize(
    ("path", "entry", "act", "expected"),
    [
        (REFUND, "", "add-rule", "id: refund.new"),
        (REFUND, "rules/0", "add-exception", "unless:"),
        ("authority.yaml", "-", "add-entry", "- grade: agent"),
        ("guarantees.yaml", "-", "add-entry", "- id: new"),
        ("stories/paying.yaml", "-", "add-entry", "- story: Say what the example shows."),
    ],
)
def test_an_entry_is_added_by_one_button(
    draft: BookDraft, owner: Client, path: str, entry: str, act: str, expected: str
) -> None:
    sent = form(owner, draft, path, entry)
    page = owner.post(at(draft, "check", path), sent | {"act": act}, headers=HTMX).content.decode()
    after = checked_text(page)
    assert expected in after
    assert expected not in sent["text"] or len(after) > len(sent["text"])
    assert 'id="form-pane"' in page


def test_a_new_fact_is_added_under_its_name(draft: BookDraft, owner: Client) -> None:
    sent = form(owner, draft, "facts.yaml", "-") | {"act": "add-entry", "new-name": "order.gift_wrapped"}
    page = owner.post(at(draft, "check", "facts.yaml"), sent, headers=HTMX).content.decode()
    assert "order.gift_wrapped:\n  type: string" in checked_text(page)


def test_a_new_ask_is_a_file_that_a_person_decides(draft: BookDraft, owner: Client) -> None:
    told = {
        "name": "Gift card",
        "means": "The customer wants a gift card.",
        "example": "Gift cards?",
        "purpose": "a present",
    }
    answer = owner.post(at(draft, "asks"), told)
    assert answer["Location"].endswith("/files/asks/gift_card.yaml")
    assert "No errors" in owner.get(answer["Location"]).content.decode()


def test_a_rule_is_found_by_its_name(draft: BookDraft, owner: Client) -> None:
    answer = owner.get(f"/book/drafts/{draft.pk}/rules/refund.opened/")
    assert answer["Location"].endswith("/files/asks/refund.yaml?at=rules/8")
    assert owner.get(f"/book/drafts/{draft.pk}/rules/no.such/").status_code == 404


def test_a_playbook_is_shown_as_letters(draft: BookDraft, owner: Client) -> None:
    page = owner.get(at(draft, "files", "playbooks/decline.md")).content.decode()
    assert page.count('class="preview"') == 3
    assert "What customers would read" in page


def test_names_are_there_to_be_completed(draft: BookDraft, owner: Client) -> None:
    told = owner.get(at(draft, "names"), {"file": REFUND}).json()["names"]
    assert {"ask.amount", "item.opened", "supervisor", "grant", "when:"} <= {each["name"] for each in told}


def test_all_stories_are_told_on_a_page_of_their_own(draft: BookDraft, owner: Client) -> None:
    page = owner.get(at(draft, "stories")).content.decode()
    assert "come out as expected" in page


def test_somebody_who_does_not_own_policy_reads_along(
    draft: BookDraft, company: Company, sign_in: SignIn
) -> None:
    client = sign_in(company.agent)
    page = client.get(at(draft, "files", REFUND)).content.decode()
    assert "you are reading along" in page
    assert 'name="act" value="save"' not in page
    for what in ("check", "write"):
        assert client.post(at(draft, what, REFUND), {"text": "x"}).status_code == 403


def test_a_draft_is_discarded_with_a_reason(draft: BookDraft, owner: Client) -> None:
    assert owner.post(at(draft, "discard"), {"because": "Not now."}).status_code == 303
    assert "Discarded" in owner.get(f"/book/drafts/{draft.pk}/").content.decode()
    page = owner.get(at(draft, "files", REFUND)).content.decode()
    assert 'name="act" value="save"' not in page


@pytest.mark.parametrize(
    "path",
    [
        "book.yaml",
        "facts.yaml",
        "authority.yaml",
        "referrals.yaml",
        "guarantees.yaml",
        "style.yaml",
        "stories/paying.yaml",
        "playbooks/anger.md",
    ],
)
def test_every_kind_of_file_has_its_page(draft: BookDraft, owner: Client, path: str) -> None:
    page = owner.get(at(draft, "files", path))
    assert page.status_code == 200
    assert "As saved" in page.content.decode()
