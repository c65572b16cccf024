"""How far a draft of the book has come: checked, tested, approved, published, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from doable.desk import books
from doable.policy.loading.files import Files
from doable.workbench.checking import check_files
from doable.workbench.testing import tell_stories

if TYPE_CHECKING:
    from doable.desk.models import BookApproval, BookDraft
    from doable.policy.book import Contents
    from doable.policy.findings import Finding
    from doable.workbench.testing import Told

DRAFT, CHECKED, TESTED, APPROVED, PUBLISHED = STEPS = ("draft", "checked", "tested", "approved", "published")


class NotPublishable(Exception):
    """A draft that may not be published as it is; the text says which step is missing and what to do."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What check and stories say of files, and the book that they make; None if they have errors."""

    contents: Contents | None
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    stories: int
    failing: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class DraftState:
    """The step a draft has reached, and all that led to it.

    `approval` is the last one asked for about exactly these files, answered or not; `missing` says what
    is to be done next, empty where it can be published or was.
    """

    step: str
    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    stories: int
    failing: tuple[Told, ...]
    approval: BookApproval | None
    up_to_date: bool
    missing: str


def state_of(draft: BookDraft) -> DraftState:
    """How far a draft has come; what was found is worked out once for the same files."""
    found = examined(draft.files)
    approval = approval_of(draft)
    current = draft.closed_at is not None or is_up_to_date(draft)
    step, missing = _step(draft, found, approval)
    if not missing and not current:
        missing = "Others published a version since this draft was opened: bring it up to date."
    return DraftState(
        step, found.errors, found.warnings, found.stories, found.failing, approval, current, missing
    )


def is_up_to_date(draft: BookDraft) -> bool:
    """Whether a draft builds on the newest version: else publishing it would undo what others did."""
    newest = books.newest_publication()
    return newest is not None and newest.version_id == draft.base_id


def approval_of(draft: BookDraft) -> BookApproval | None:
    """The last approval asked for about exactly what the draft is now; not by one of its authors since."""
    asked = draft.approvals.select_related("asked_by", "asked_of", "answered_by")
    last = asked.filter(digest=draft.digest).last()
    by = last.answered_by if last else None
    return None if by and draft.was_changed_by(by) else last


def examined(files: Files) -> Examined:
    """What check and stories say of files."""
    return _examined(tuple(sorted(files.texts.items())))


@lru_cache(maxsize=8)
def _examined(texts: tuple[tuple[str, str], ...]) -> Examined:
    contents, findings = check_files(Files(dict(texts)))
    errors = tuple(finding for finding in findings if finding.severity == "error")
    warnings = tuple(finding for finding in findings if finding.severity != "error")
    told = tuple(tell_stories(contents)) if contents else ()
    return Examined(contents, errors, warnings, len(told), tuple(each for each in told if each.differences))


def _step(draft: BookDraft, found: Examined, approval: BookApproval | None) -> tuple[str, str]:
    """The step reached, and what is to be done for the next one."""
    if draft.published_id is not None:
        return PUBLISHED, ""
    if draft.closed_at is not None:
        return DRAFT, "This draft was discarded: open a new one."
    if found.errors:
        return DRAFT, f"The check finds {_count(len(found.errors), 'error')}: mend them."
    if found.failing:
        told = f"{len(found.failing)} of {_count(found.stories, 'story', 'stories')}"
        return CHECKED, f"Not as expected: {told}. Look at what came out otherwise."
    if approval is None:
        return TESTED, "A second person has to agree: ask for an approval."
    if approval.yes is None:
        return TESTED, f"{approval.asked_of or 'A second person'} was asked for an approval: wait for it."
    if not approval.yes:
        return TESTED, f"{approval.answered_by} said no: “{approval.because}” Change it, and ask again."
    return APPROVED, ""


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number} {one if number == 1 else more or one + 's'}"
