"""A draft as a whole: how far it has come, what was saved in it and by whom, what differs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.desk import revising
from doable.web.book.drafts import outlining
from doable.web.book.drafts.fields import Difference, differences
from doable.web.book.drafts.labels import file_label
from doable.workbench.editing.entries import Content, content_of, entries_of
from doable.workbench.editing.spanning import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.desk.assessing import DraftState
    from doable.desk.models import BookChange, BookDraft, Person
    from doable.workbench.editing.entries import Entry

STEPS = (
    ("draft", "Written"),
    ("checked", "Checked"),
    ("tested", "Stories pass"),
    ("approved", "Approved by a second person"),
    ("published", "Published"),
)


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in the list of drafts."""

    draft: BookDraft
    state: DraftState
    files: int
    people: tuple[Person, ...]
    last: BookChange | None


@dataclass(frozen=True, slots=True)
class Changed:
    """An entry that is not as it was: in which file, where, and what differs."""

    path: str
    file: str
    at: str
    title: str
    kind: str
    differences: tuple[Difference, ...]


def draft_row(draft: BookDraft) -> DraftRow:
    """A draft as it is listed."""
    changes = revising.changes_of(draft)
    people = tuple({change.by_id: change.by for change in changes}.values())
    return DraftRow(
        draft,
        revising.state_of(draft),
        len(list(changed_files(draft))),
        people,
        changes[-1] if changes else None,
    )


def changed_files(draft: BookDraft) -> Iterator[str]:
    """The files that are not as in the version that the draft builds on."""
    base, texts = draft.base.texts, draft.texts
    return (path for path in sorted({*base, *texts}) if base.get(path) != texts.get(path))


def changed_entries(draft: BookDraft) -> list[Changed]:
    """What is not as in the version that the draft builds on, entry by entry."""
    return [each for path in changed_files(draft) for each in _changed(draft, path)]


def _changed(draft: BookDraft, path: str) -> Iterator[Changed]:
    before, now = draft.base.texts.get(path), draft.texts.get(path)
    label = file_label(path)
    if now is None:
        yield Changed(path, label, "", label, "removed", ())
        return
    if before is None:
        yield Changed(path, label, "", label, "new", ())
        return
    try:
        entries = entries_of(path, now)
    except Unreadable:
        yield Changed(path, label, "", label, "changed", ())
        return
    base = outlining.known(path, before)
    named = {outlining.identity(each): each for each in entries}
    found = [each for each in (_entry(path, now, one, base.get(key)) for key, one in named.items()) if each]
    found += [Changed(path, label, "", key[1] or label, "removed", ()) for key in base if key not in named]
    yield from found or [Changed(path, label, "", label, "changed", ())]


def _entry(path: str, text: str, entry: Entry, before: Content | None) -> Changed | None:
    now = content_of(path, text, entry)
    if before is None:
        return Changed(path, file_label(path), entry.at, entry.title, "new", ())
    found = differences(now, before, entry.shape)
    return Changed(path, file_label(path), entry.at, entry.title, "changed", found) if found else None
