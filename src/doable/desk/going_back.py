"""The way back from a publication: withdrawn before its time, or the version before put in force again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from doable import InputError
from doable.desk import books
from doable.desk.assessing import NotPublishable
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.coming_in_force import announce, one_after_the_other
from doable.desk.models import Publication
from doable.desk.models.events import record

if TYPE_CHECKING:
    from datetime import datetime

    from doable.desk.models import BookVersion, Person


@transaction.atomic
def withdraw(publication: Publication, *, because: str, by: Person, now: datetime) -> None:
    """Take a publication back before its time; its draft is open again. One person alone may do so."""
    authorise(by, "change_book")
    if not because.strip():
        raise InputError("because", "is missing", "write why it should not come in force")
    one_after_the_other()
    taken_back = (
        Publication.objects.to_come(now)
        .filter(pk=publication.pk)
        .update(withdrawn_by=by, withdrawn_at=now, withdrawn_because=because.strip())
    )
    if not taken_back:
        raise NotAllowed("It is in force already, or was withdrawn: go back to the version before instead.")
    publication.refresh_from_db()
    publication.drafts.update(published=None, closed_by=None, closed_at=None, closed_because="")
    books.forget()
    record(None, "book_withdrawn", by=by, now=now, publication=publication.pk, because=because)


def before(publication: Publication) -> Publication | None:
    """The publication that decided before this one, with another version."""
    # Nothing is published from a date before what was published earlier: ids rise with dates.
    earlier = Publication.objects.standing().filter(pk__lt=publication.pk)
    return earlier.exclude(version=publication.version_id).select_related("version").first()


def went_back(publication: Publication) -> bool:
    """Whether somebody alone went back to a version that had decided before."""
    earlier = Publication.objects.standing().filter(pk__lt=publication.pk, version=publication.version_id)
    return publication.urgent and earlier.exists()


@transaction.atomic
def roll_back(to: BookVersion, *, because: str, by: Person, now: datetime) -> Publication:
    """Go back at once to the version that decided before; a second person confirms it afterwards.

    It was agreed to once, so one policy owner may go back to it alone, once. What was planned for later
    is withdrawn, since it builds on what is given up. Any other version comes back by way of a draft.
    """
    authorise(by, "change_book")
    if not because.strip():
        raise InputError("because", "is missing", "write what is wrong with the version in force")
    one_after_the_other()
    current = Publication.objects.begun(now).select_related("version").first()
    previous = before(current) if current else None
    if current is None or previous is None or previous.version_id != to.pk or went_back(current):
        raise NotPublishable(_why_not_back(to, current, previous))
    for planned in Publication.objects.to_come(now):
        withdraw(planned, because=f"gone back to {to}: {because}", by=by, now=now)
    publication = Publication.objects.create(
        version=to, in_force_from=now, by=by, because=because.strip(), at=now, urgent=True
    )
    announce(publication, by=by, now=now, instead_of=current.pk)
    return publication


@transaction.atomic
def confirm(publication: Publication, *, by: Person, now: datetime) -> None:
    """Agree, as a second person, to what somebody put in force alone: a way back, or a folder."""
    authorise(by, "change_book")
    if publication.by_id == by.pk:
        raise NotAllowed("You put it in force yourself: another policy owner has to agree.")
    agreed = (
        Publication.objects.to_confirm().filter(pk=publication.pk).update(approved_by=by, approved_at=now)
    )
    if not agreed:
        raise NotAllowed("There is nothing to agree to any more.")
    publication.refresh_from_db()
    record(None, "book_confirmed", by=by, now=now, publication=publication.pk)


def _why_not_back(to: BookVersion, current: Publication | None, previous: Publication | None) -> str:
    by_draft = f"Open a draft from {to}; it is published as any other, with a second person."
    if current is not None and went_back(current):
        return f"What is in force was gone back to already, by one person alone. {by_draft}"
    if previous is None:
        return "There is no version before the one in force to go back to."
    return f"Only the version before, {previous.version}, can be gone back to at once. {by_draft}"
