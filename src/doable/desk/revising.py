"""A next version of the book worked on: opened, changed file by file, brought up to date, discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable import InputError
from doable.desk import books
from doable.desk.assessing import DraftState, is_up_to_date, state_of
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.merging import Conflict, Meanwhile, compared
from doable.desk.models import BookChange, BookDraft
from doable.desk.models.events import record
from doable.policy.loading.files import belongs
from doable.policy.loading.marked import MOST_BYTES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from doable.desk.models import BookVersion, Person

_LONGEST_PATH = 200
__all__ = [
    "Conflict",
    "DraftState",
    "Meanwhile",
    "Outdated",
    "bring_up_to_date",
    "change",
    "changes_of",
    "discard",
    "is_up_to_date",
    "meanwhile",
    "open_draft",
    "replace",
    "revert",
    "state_of",
]


class Outdated(Exception):
    """Somebody saved the same file since it was read: neither text is lost, and a person puts them together.

    `theirs` is the file as it is now, `mine` what was to be saved (None where it is to go), `change` what
    came between; `number` is to be given with the next try.
    """

    def __init__(self, change: BookChange, *, theirs: str | None, mine: str | None, number: int) -> None:
        self.change, self.theirs, self.mine, self.number = change, theirs, mine, number
        super().__init__(
            f"{change.by} has changed `{change.path}` since you opened it: look at both texts, put them"
            " together, and save again."
        )


@transaction.atomic
def open_draft(
    title: str,
    *,
    by: Person,
    now: datetime,
    base: BookVersion | None = None,
    texts: Mapping[str, str] | None = None,
) -> BookDraft:
    """A draft of the next version; its files are those of the newest version, of `base`, or `texts`.

    It always builds on the newest version: what is taken from another one counts as changed by `by`.
    """
    authorise(by, "change_book")
    newest = books.newest_publication()
    if newest is None:
        raise books.NoBook
    if not title.strip():
        raise InputError("title", "is missing", "say in a few words what the change is for")
    version = newest.version
    draft = BookDraft.objects.create(
        title=title.strip()[:200], base=version, texts=version.texts, opened_by=by, opened_at=now
    )
    record(None, "book_draft_opened", by=by, now=now, draft=draft.pk, title=draft.title, base=version.digest)
    if base is not None and texts is None:
        replace(draft, base.texts, because=f"taken from {base}", by=by, now=now)
    elif texts is not None:
        replace(draft, texts, because=draft.title, by=by, now=now)
    return draft


@transaction.atomic
def change(  # noqa: PLR0913 - what a change is made of
    draft: BookDraft,
    path: str,
    text: str | None,
    *,
    number: int,
    because: str = "",
    by: Person,
    now: datetime,
) -> BookChange | None:
    """Save one file of a draft, or with None remove it; None where nothing is different.

    `number` is the draft's as the file was read. Raises Outdated if this file was saved since, NotAllowed
    if the draft is closed. Without `because` the draft's title says why.
    """
    _hold(draft, by)
    text = None if text is None else _readable(path, text)
    before = draft.texts.get(path)
    if text == before:
        return None
    since = draft.changes.filter(path=path, number__gt=number).select_related("by").last()
    if since is not None:
        raise Outdated(since, theirs=before, mine=text, number=draft.number)
    return _save(draft, {path: text}, because or draft.title, by, now)[0]


@transaction.atomic
def replace(
    draft: BookDraft, texts: Mapping[str, str], *, because: str, by: Person, now: datetime
) -> list[BookChange]:
    """Make a draft's files exactly these, as from a folder; each that differs is a change of its own."""
    _hold(draft, by)
    wanted: dict[str, str | None] = {path: _readable(path, text) for path, text in texts.items()}
    wanted |= {path: None for path in draft.texts if path not in texts}
    return _save(draft, wanted, because, by, now)


@transaction.atomic
def revert(change: BookChange, *, because: str = "", by: Person, now: datetime) -> BookChange | None:
    """Take one change back; raises Outdated if its file was changed since."""
    draft = change.draft
    _hold(draft, by)
    text = draft.texts.get(change.path)
    if text != change.after:
        since = draft.changes.filter(path=change.path, pk__gt=change.pk).select_related("by").last()
        raise Outdated(since or change, theirs=text, mine=change.before, number=draft.number)
    why = because or f"taken back: {change.because}"
    return next(iter(_save(draft, {change.path: change.before}, why, by, now)), None)


@transaction.atomic
def discard(draft: BookDraft, *, because: str, by: Person, now: datetime) -> None:
    """Close a draft unpublished; it stays to be read."""
    _hold(draft, by)
    draft.closed_by, draft.closed_at, draft.closed_because = by, now, because
    draft.save(update_fields=["closed_by", "closed_at", "closed_because"])
    record(None, "book_draft_discarded", by=by, now=now, draft=draft.pk, because=because)


def changes_of(draft: BookDraft) -> list[BookChange]:
    """What was saved in a draft, in order."""
    return list(draft.changes.select_related("by").order_by("id"))


def meanwhile(draft: BookDraft) -> Meanwhile | None:
    """What others published since the draft was opened; None where it builds on the newest version."""
    newest = books.newest_publication()
    if newest is None or newest.version_id == draft.base_id:
        return None
    return compared(newest.version, base=draft.base.texts, theirs=newest.version.texts, mine=draft.texts)


@transaction.atomic
def bring_up_to_date(
    draft: BookDraft, *, settled: Mapping[str, str | None] | None = None, by: Person, now: datetime
) -> Meanwhile | None:
    """Let a draft build on the newest version: files that only others changed are taken over.

    `settled` has the text for each file that both changed. While any is missing the draft goes on
    building on its old version; what is still to be settled is in what is given back.
    """
    _hold(draft, by)
    since = meanwhile(draft)
    if since is None:
        return None
    settled = {path: text for path, text in (settled or {}).items() if path in since.conflicting}
    chosen = {path: text if text is None else _readable(path, text) for path, text in settled.items()}
    _save(draft, {**since.taken_over, **chosen}, f"brought up to date with {since.version}", by, now)
    left = tuple(each for each in since.conflicts if each.path not in settled)
    if not left:
        draft.base = since.version
        draft.save(update_fields=["base"])
        record(None, "book_draft_updated", by=by, now=now, draft=draft.pk, base=since.version.digest)
    return Meanwhile(since.version, since.taken_over, left)


def _hold(draft: BookDraft, by: Person) -> None:
    """One at a time changes a draft, as the others left it, and only while it is open."""
    authorise(by, "change_book")
    held = BookDraft.objects.select_for_update().get(pk=draft.pk)
    draft.texts, draft.number, draft.base_id = held.texts, held.number, held.base_id
    draft.closed_at = held.closed_at
    if held.closed_at is not None:
        raise NotAllowed("This draft is closed: it was published or discarded. Open a new one.")


def _readable(path: str, text: str) -> str:
    """A text as a file of a book has it: plain line ends, and not larger than one can be."""
    if not belongs(path) or "/." in path or len(path) > _LONGEST_PATH:
        raise InputError(path, "is no file of a book", "name one like `asks/refund.yaml`")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise InputError(path, "holds a character that no text has", "remove what stands beside it")
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise InputError(path, "is larger than 2 MB", "split it into several files")
    return text


def _save(
    draft: BookDraft, wanted: Mapping[str, str | None], because: str, by: Person, now: datetime
) -> list[BookChange]:
    """Keep texts, in one save; what is as it was is no change."""
    before = {path: draft.texts.get(path) for path in wanted}
    changed = sorted(path for path, text in wanted.items() if text != before[path])
    if not changed:
        return []
    draft.number += 1
    after = {**draft.texts, **{path: wanted[path] for path in changed}}
    draft.texts = {path: text for path, text in after.items() if text is not None}
    draft.save(update_fields=["texts", "number"])
    saved = [
        BookChange.objects.create(
            draft=draft, number=draft.number, path=path, before=before[path], after=wanted[path],
            by=by, at=now, because=because.strip(),
        )
        for path in changed
    ]  # fmt: skip
    record(
        None, "book_changed", by=by, now=now, draft=draft.pk, number=draft.number, paths=changed,
        because=because,
    )  # fmt: skip
    return saved
