"""A draft tried out by the worker: once for the same files, with its progress, its failures in words."""

import pytest

from doable.desk import revising, trying
from doable.desk.authorising import NotAllowed
from doable.desk.jobs.working import Worker
from doable.desk.models import BookDraft, Event, Trial
from doable.desk.running_trials import Attempt
from tests.company import NOW, Company, asked
from tests.editions import LATER, REFUND, edition, put_in_force

KINDS = ("stories", "replay", "proofs", "comparison")


@pytest.fixture
def draft(company: Company) -> BookDraft:
    put_in_force(edition())
    return drafted(company, limit=10)


def drafted(company: Company, **more: object) -> BookDraft:
    texts = edition("1.1.0", **more)  # type: ignore[arg-type]  # passed on
    return revising.open_draft("Stricter", by=company.policy_owner, now=NOW, texts=texts)


def tried(draft: BookDraft, kind: str, company: Company) -> Trial:
    trial = trying.try_out(draft, kind, by=company.policy_owner, now=NOW)
    Worker().drain()
    trial.refresh_from_db()
    return trial


def test_stories_are_told_with_what_came_out_otherwise(draft: BookDraft, company: Company) -> None:
    trial = tried(draft, "stories", company)
    assert trial.result == {
        "stories": 1,
        "failing": [
            {
                "story": "a small one",
                "place": "stories/refunds.yaml:1:3",
                "differences": ["`verdict` should be doable, is declined"],
            }
        ],
    }
    assert (trial.failed, trial.progress, trial.finished_at is not None, trial.texts) == ("", 1.0, True, None)
    kinds = Event.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["book_trial_asked", "book_tried"]


def test_what_was_tried_is_the_draft_as_it_was_then(draft: BookDraft, company: Company) -> None:
    trial = trying.try_out(draft, "stories", by=company.policy_owner, now=NOW)
    higher = edition(limit=80)[REFUND]
    revising.change(draft, REFUND, higher, number=draft.number, by=company.policy_owner, now=NOW)
    Worker().drain()
    trial.refresh_from_db()
    assert trial.result is not None
    assert len(trial.result["failing"]) == 1


def test_the_same_files_are_tried_once(draft: BookDraft, company: Company) -> None:
    once = trying.try_out(draft, "stories", by=company.policy_owner, now=NOW)
    assert trying.try_out(draft, "stories", by=company.second_owner, now=LATER) == once
    Worker().drain()
    assert trying.try_out(draft, "stories", by=company.second_owner, now=LATER) == once
    assert trying.try_out(draft, "proofs", by=company.policy_owner, now=NOW) != once
    same = drafted(company, limit=10)
    assert trying.try_out(same, "stories", by=company.policy_owner, now=NOW) == once


def test_other_files_are_tried_anew(draft: BookDraft, company: Company) -> None:
    once = trying.try_out(draft, "stories", by=company.policy_owner, now=NOW)
    other = drafted(company, limit=20)
    assert trying.try_out(other, "stories", by=company.policy_owner, now=NOW) != once


def test_past_cases_are_tried_anew_once_there_are_more_of_them(draft: BookDraft, company: Company) -> None:
    once = trying.try_out(draft, "replay", by=company.policy_owner, now=NOW)
    assert trying.try_out(draft, "replay", by=company.policy_owner, now=NOW) == once
    asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219"})
    assert trying.try_out(draft, "replay", by=company.policy_owner, now=LATER) != once


def test_past_cases_are_decided_by_both_and_those_that_change_are_listed(
    draft: BookDraft, company: Company
) -> None:
    facts = {"order.number": "CC-48219", "item.opened": True}
    changes = asked("refund", of="hirsch@mail.example", facts=facts)
    asked("refund", of="stranger@evil.example")
    trial = tried(draft, "replay", company)
    assert trial.failed == ""
    assert trial.result is not None
    assert (trial.result["cases"], trial.result["asks"], trial.result["changed"]) == (2, 2, 1)
    cells = {(each["old"], each["new"]): each["asks"] for each in trial.result["matrix"]}
    assert cells == {("doable", "declined"): 1, ("clarify", "clarify"): 1}
    (change,) = trial.result["changes"]
    assert (change["id"], change["old"], change["new"]) == (f"case-{changes.pk}", "doable", "declined")


def test_a_draft_is_compared_with_what_it_builds_on(draft: BookDraft, company: Company) -> None:
    trial = tried(draft, "comparison", company)
    assert (trial.failed, trial.against) == ("", draft.base)
    assert trial.result is not None
    assert "rule `refund.small` changed" in [change["headline"] for change in trial.result["changes"]]
    (refund,) = trial.result["asks"]
    assert (refund["ask"], refund["state"]) == ("refund", "differs")
    verdicts = {(each["before"]["verdict"], each["after"]["verdict"]) for each in refund["contrasts"]}
    assert ("doable", "declined") in verdicts


def test_guarantees_are_proved_or_refuted(company: Company) -> None:
    put_in_force(edition())
    texts = {
        **edition(),
        "guarantees.yaml": (
            "- {id: no_large, says: Never above 50., never: order.total > 50, ask: refund, verdict: doable}\n"
            "- {id: none, says: Never at all., never: order.total > 0, ask: refund, verdict: doable}\n"
        ),
    }
    draft = revising.open_draft("Guarantees", by=company.policy_owner, now=NOW, texts=texts)
    trial = tried(draft, "proofs", company)
    assert trial.failed == ""
    assert trial.result is not None
    told = {each["id"]: (each["state"], each["story"] is None) for each in trial.result["guarantees"]}
    assert told == {"no_large": ("proved", True), "none": ("refuted", False)}
    assert {each["check"] for each in trial.result["findings"]} >= {"only_otherwise"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_draft_with_errors_says_what_to_do_first(company: Company, kind: str) -> None:
    put_in_force(edition())
    broken = {**edition(), REFUND: "ask: refund\n"}
    draft = revising.open_draft("Broken", by=company.policy_owner, now=NOW, texts=broken)
    trial = tried(draft, kind, company)
    assert (trial.result, trial.failed) == (None, "The check finds errors: mend them first.")


ADDED = "This needs a part that is not installed; whoever runs the desk adds it: pip install"


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        (ModuleNotFoundError(name="z3"), f'{ADDED} "doable[prove]"'),
        (ModuleNotFoundError(name="duckdb"), f'{ADDED} "doable[replay]"'),
        (ImportError("proofs need Z3: install doable[prove]"), "proofs need Z3: install doable[prove]"),
    ],
)
def test_what_is_not_installed_is_named(
    draft: BookDraft, company: Company, monkeypatch: pytest.MonkeyPatch, missing: ImportError, told: str
) -> None:
    def lacking(_tried: Attempt) -> dict[str, object]:
        raise missing

    monkeypatch.setattr(trying, "result_of", lacking)
    assert tried(draft, "proofs", company).failed == told


def test_a_fault_is_told_and_tried_again_when_asked(
    draft: BookDraft, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(trying, "result_of", lambda _tried: {}["gone"])
        trial = tried(draft, "stories", company)
    assert trial.failed.startswith("This broke off by a fault in the program (KeyError: 'gone').")
    again = tried(draft, "stories", company)
    assert (again != trial, again.failed) == (True, "")


def test_progress_is_written_at_most_once_a_second(draft: BookDraft, company: Company) -> None:
    trial = trying.try_out(draft, "stories", by=company.policy_owner, now=NOW)
    moments = iter([0.0, 0.4, 1.0, 1.0, 1.9, 2.1, 2.1])
    tell = trying.telling(trial, clock=lambda: next(moments))
    written = []
    for part in (0.1, 0.2, 0.3, 1.7):
        tell(part)
        written.append(Trial.objects.get(pk=trial.pk).progress)
    assert written == [0.0, 0.2, 0.2, 1.0]


def test_what_ended_is_not_done_again(draft: BookDraft, company: Company) -> None:
    trial = tried(draft, "stories", company)
    ended = trial.finished_at
    trying.run.func(trial.pk)
    trial.refresh_from_db()
    assert trial.finished_at == ended


@pytest.mark.parametrize("who", ["agent", "director", "administrator"])
def test_only_policy_owners_try_out(draft: BookDraft, company: Company, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only a policy owner"):
        trying.try_out(draft, "stories", by=getattr(company, who), now=NOW)
