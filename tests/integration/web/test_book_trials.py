"""A draft compared, replayed and proved in the web desk; examples kept as stories."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from doable.desk import revising
from doable.desk.jobs.working import Worker
from doable.desk.models import BookDraft, Trial
from tests.company import asked
from tests.editions import REFUND, edition, put_in_force

if TYPE_CHECKING:
    from django.test import Client

    from doable.policy.language.values import Plain
    from tests.company import Company
    from tests.integration.web.conftest import SignIn

KEPT = "stories/kept.yaml"
NEVER = """\
- id: kept_small
  says: Small refunds are never declined.
  never: order.total <= 20
  ask: refund
  verdict: declined
"""
KINDS = ("compare", "replay", "proofs")


@pytest.fixture
def draft(company: Company) -> BookDraft:
    """A draft that refunds less than the version in force: 10 in place of 50 euros."""
    put_in_force(edition(), at=timezone.now())
    texts = edition("1.1.0", limit=10, verdict="declined")
    texts["guarantees.yaml"] = NEVER
    owner = company.policy_owner
    return revising.open_draft("Stricter", by=owner, now=timezone.now(), texts=texts)


@pytest.fixture
def owner(company: Company, sign_in: SignIn) -> Client:
    return sign_in(company.policy_owner)


def at(draft: BookDraft, what: str) -> str:
    return f"/book/drafts/{draft.pk}/{what}/"


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    words = re.sub(
        r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL
    )
    return re.sub(r"\s+", " ", unescape(words))


def run(client: Client, draft: BookDraft, what: str) -> str:
    """Start a run by its button and let the worker do it; the page afterwards."""
    response = client.post(at(draft, what))
    assert (response.status_code, response["Location"]) == (303, at(draft, what))
    Worker().drain()
    return text_of(client, at(draft, what))


@pytest.mark.parametrize("what", KINDS)
def test_a_run_that_nobody_started_says_what_it_would_do(draft: BookDraft, owner: Client, what: str) -> None:
    page = owner.get(at(draft, what)).content.decode()
    assert f'<form method="post" action="{at(draft, what)}">' in page
    assert "hx-trigger" not in page.split('id="trial"')[1].split(">")[0]


@pytest.mark.parametrize("what", KINDS)
def test_while_it_runs_the_page_follows_it_and_says_so_seldom(
    draft: BookDraft, owner: Client, what: str
) -> None:
    owner.post(at(draft, what))
    Trial.objects.update(progress=0.55)
    page = owner.get(at(draft, what)).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<progress max="100" value="55"' in page
    assert re.search(r'role="status" id="trial-told">The \w+ is half done\.<', page)
    assert "Look again" in page


@pytest.mark.parametrize("what", KINDS)
def test_what_broke_off_is_told_and_can_be_tried_again(draft: BookDraft, owner: Client, what: str) -> None:
    owner.post(at(draft, what))
    Trial.objects.update(finished_at=timezone.now(), failed="The check finds errors: mend them first.")
    page = text_of(owner, at(draft, what))
    assert "The check finds errors: mend them first." in page
    assert " again " in page


@pytest.mark.parametrize("what", KINDS)
def test_only_policy_owners_start_runs(
    draft: BookDraft, company: Company, sign_in: SignIn, what: str
) -> None:
    agent = sign_in(company.agent)
    assert agent.post(at(draft, what)).status_code == 403
    assert agent.get(at(draft, what)).status_code == 200
    assert not Trial.objects.exists()


def test_a_comparison_shows_the_smallest_case_of_each_change_of_verdict(
    draft: BookDraft, owner: Client
) -> None:
    before = text_of(owner, at(draft, "compare"))
    assert "Rule refund.small changed" in before
    assert "Applies if" in before
    assert "Before: order.total <= 50" in before
    assert "Now: order.total <= 10" in before
    assert "Olga Policy, just now : Stricter" in before

    page = run(owner, draft, "compare")
    assert "Doable" in page
    assert "Declined" in page
    assert re.search(r"The smallest such case Asked by agent Item opened is true Order total is [\d.]+", page)
    assert "What a proof takes for granted" in page
    assert "Both books are asked at the same moment" in page


def test_books_that_decide_alike_are_proved_to(company: Company, owner: Client) -> None:
    put_in_force(edition(), at=timezone.now())
    texts = edition("1.1.0")
    draft = revising.open_draft("Same", by=company.policy_owner, now=timezone.now(), texts=texts)
    assert "No case differs: proved for all 1 asks." in run(owner, draft, "compare")


def test_an_example_is_kept_as_a_story_that_passes(draft: BookDraft, owner: Client) -> None:
    run(owner, draft, "compare")
    trial = Trial.objects.get()
    for _ in range(2):
        kept = owner.post(at(draft, "keep"), {"trial": trial.pk, "example": "refund 0"})
        assert (kept.status_code, kept["Location"]) == (303, at(draft, "compare"))
    draft.refresh_from_db()
    assert draft.texts[KEPT].count("- story:") == 1
    state = revising.state_of(draft)
    assert (state.stories, state.failing, state.errors) == (2, (), ())
    page = text_of(owner, at(draft, "compare"))
    assert "Kept as a story" in page
    assert "Only stories were added since: what stands here still holds." in page


def test_an_example_that_was_never_found_is_not_kept(draft: BookDraft, owner: Client) -> None:
    run(owner, draft, "compare")
    told = {"trial": Trial.objects.get().pk, "example": "refund 99"}
    assert owner.post(at(draft, "keep"), told).status_code == 404
    assert owner.post(at(draft, "keep"), {**told, "trial": "x"}).status_code == 404


def test_a_result_of_an_earlier_state_says_so(draft: BookDraft, owner: Client, company: Company) -> None:
    run(owner, draft, "compare")
    text = edition(limit=12)[REFUND]
    revising.change(draft, REFUND, text, number=draft.number, by=company.policy_owner, now=timezone.now())
    page = text_of(owner, at(draft, "compare"))
    assert "The draft was changed since: what stands here is of how it was." in page


def test_a_refuted_guarantee_is_told_as_a_case_and_kept(draft: BookDraft, owner: Client) -> None:
    page = run(owner, draft, "proofs")
    assert "1 of 1 refuted." in page
    assert "Small refunds are never declined." in page
    assert re.search(r"Order total is [\d.]+", page)
    assert "What a proof takes for granted" in page
    example = {"trial": Trial.objects.get().pk, "example": "guarantee kept_small"}
    assert owner.post(at(draft, "keep"), example)["Location"] == at(draft, "proofs")
    draft.refresh_from_db()
    assert "against `kept_small`" in draft.texts[KEPT]
    assert revising.state_of(draft).failing == ()


def test_a_replay_counts_the_desks_cases_and_leads_to_each(
    draft: BookDraft, owner: Client, company: Company
) -> None:
    changed = asked("refund", of="hirsch@mail.example", facts=facts("20.00"), now=timezone.now())
    same = asked("refund", of="okafor@mail.example", facts=facts("5.00"), now=timezone.now())
    page = run(owner, draft, "replay")
    assert "Cases 2 2 asks" in page
    assert "Come out otherwise 1 of 2" in page
    cases = f"{at(draft, 'replay')}cases/"
    found = owner.get(cases, {"old": "doable", "new": "declined"}).content.decode()
    assert f"{cases}{changed.pk}/" in found
    assert f"{cases}{same.pk}/" not in found
    assert "No case changes in this way" in text_of(owner, f"{cases}?old=refer")


def facts(total: str) -> dict[str, Plain]:
    return {"order.total": total, "item.opened": True}


def side_by_side(draft: BookDraft, client: Client, case: int) -> str:
    return text_of(client, f"{at(draft, 'replay')}cases/{case}/")


def test_a_case_is_shown_as_both_versions_decide_it(
    draft: BookDraft, owner: Client, company: Company
) -> None:
    case = asked("refund", of="hirsch@mail.example", facts=facts("20.00"), now=timezone.now())
    run(owner, draft, "replay")
    page = side_by_side(draft, owner, case.pk)
    assert re.search(r"Small Shop 1\.0\.0 Doable refund\.small This draft Declined Opened parcels stay", page)
    assert "Order total € 21.90" in page.replace("\u00a0", " ")


def test_who_may_not_see_a_case_sees_what_rules_read_and_nobodys_name(
    draft: BookDraft, owner: Client, company: Company, sign_in: SignIn
) -> None:
    case = asked("refund", of="hirsch@mail.example", facts=facts("20.00"), now=timezone.now())
    run(owner, draft, "replay")
    name = company.hirsch.name.split()[-1]
    page = owner.get(f"{at(draft, 'replay')}cases/{case.pk}/").content.decode()
    assert "not who asked" in page
    assert name not in page
    assert f"/cases/{case.pk}/" not in page.replace(f"replay/cases/{case.pk}/", "")

    company.director.give_duty("policy_owner", by=None, now=timezone.now())
    whole = sign_in(company.director).get(f"{at(draft, 'replay')}cases/{case.pk}/").content.decode()
    assert name in whole
    assert f'href="/cases/{case.pk}/"' in whole


def test_cases_are_for_policy_owners(
    draft: BookDraft, owner: Client, company: Company, sign_in: SignIn
) -> None:
    case = asked("refund", of="hirsch@mail.example", facts=facts("20.00"), now=timezone.now())
    run(owner, draft, "replay")
    agent = sign_in(company.agent)
    assert agent.get(f"{at(draft, 'replay')}cases/").status_code == 403
    assert agent.get(f"{at(draft, 'replay')}cases/{case.pk}/").status_code == 403
    assert "Policy owners can open the cases behind a number." in text_of(agent, at(draft, "replay"))


def test_a_case_that_was_not_replayed_is_not_found(draft: BookDraft, owner: Client) -> None:
    assert owner.get(f"{at(draft, 'replay')}cases/").status_code == 404
    assert owner.get(f"{at(draft, 'replay')}cases/1/").status_code == 404


def test_any_two_versions_are_compared(draft: BookDraft, owner: Client, company: Company) -> None:
    old = draft.base
    new = put_in_force(edition("1.2.0", limit=80), at=timezone.now())
    page = text_of(owner, f"/book/versions/compare/?old={old.pk}&new={new.pk}")
    assert "Rule refund.small changed" in page
    assert owner.post("/book/versions/compare/", {"old": old.pk, "new": new.pk}).status_code == 303
    Worker().drain()
    assert "The smallest such case" in text_of(owner, f"/book/versions/compare/?old={old.pk}&new={new.pk}")
    assert owner.post("/book/versions/compare/", {"old": old.pk}).status_code == 404
