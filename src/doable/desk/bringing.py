"""A folder brought to the desk as the next version of the book: a draft, asked about, then published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.desk import books, publishing, revising
from doable.desk.assessing import APPROVED, TESTED, NotPublishable, state_of
from doable.desk.authorising import authorise
from doable.desk.models import BookDraft

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from doable.desk.models import BookVersion, Person
    from doable.policy.loading.files import Files


def bring(files: Files, *, because: str, by: Person, in_force_from: datetime, now: datetime) -> BookDraft:
    """A draft with exactly these files, as far on its way as can be: asked about, or published.

    Brought again, the same files are the same draft; with the second person's yes it is published. A draft
    that is not checked and tested stays open, and is not asked about. Raises NotPublishable for what is
    the newest version already.
    """
    authorise(by, "change_book")
    draft = _known(files) or _new(files, because, by, now)
    state = state_of(draft)
    refused = state.approval is not None and state.approval.yes is False
    if state.step == APPROVED:
        publishing.publish(draft, in_force_from=in_force_from, because=because, by=by, now=now)
    elif state.step == TESTED and not refused:
        note = f"{because}\nTo be in force from {in_force_from:%Y-%m-%d %H:%M %Z}."
        publishing.ask_approval(draft, note=note, by=by, now=now)
    return draft


def put_in_force(folder: Path, *, because: str, by: Person, now: datetime) -> BookVersion:
    """A folder in force at once, without a second person, who is to confirm it afterwards.

    Raises NotPublishable where it is in force already, or where what is planned would undo it.
    """
    authorise(by, "change_book")
    newest, before = books.newest_publication(), books.in_force_version(now)
    if newest and newest.in_force_from > now:
        raise NotPublishable(f"{newest.version} is planned and would undo this: withdraw it first.")
    version = books.take_in(folder, now=now, because=because, by=by)
    if version == before:
        raise NotPublishable(f"This is {version} already, to the last character.")
    return version


def _known(files: Files) -> BookDraft | None:
    """The draft of the same files, if one is open and nothing was published since."""
    newest = books.newest_publication()
    open_ones = BookDraft.objects.open().filter(base=newest.version) if newest else ()
    return next((draft for draft in open_ones if draft.digest == files.digest), None)


def _new(files: Files, because: str, by: Person, now: datetime) -> BookDraft:
    newest = books.newest_publication()
    if newest is not None and newest.version.digest == files.digest:
        raise NotPublishable(f"This is {newest.version} already, to the last character.")
    return revising.open_draft(because, by=by, now=now, texts=files.texts)
