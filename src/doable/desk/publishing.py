"""A draft of the book agreed to by a second person, and published from a date on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from doable import InputError
from doable.desk import books
from doable.desk.assessing import APPROVED, TESTED, NotPublishable, examined, state_of
from doable.desk.authorising import NotAllowed, allowed, authorise
from doable.desk.coming_in_force import announce, one_after_the_other
from doable.desk.going_back import before, confirm, roll_back, went_back, withdraw
from doable.desk.models import BookApproval, BookDraft, Person, Publication
from doable.desk.models.events import record
from doable.desk.models.people import POLICY_OWNER

if TYPE_CHECKING:
    from datetime import datetime

__all__ = [
    "NotPublishable",
    "answer",
    "ask_approval",
    "before",
    "confirm",
    "may_answer",
    "publish",
    "roll_back",
    "second_persons",
    "waiting_for",
    "went_back",
    "withdraw",
]


def second_persons(draft: BookDraft, *, besides: Person | None = None) -> list[Person]:
    """Who may agree to a draft: policy owners who changed nothing in it."""
    owners = Person.objects.working().filter(duties__kind=POLICY_OWNER).exclude(book_changes__draft=draft)
    return [person for person in owners.distinct() if person != besides]


def ask_approval(
    draft: BookDraft, *, of: Person | None = None, note: str = "", by: Person, now: datetime
) -> BookApproval:
    """Ask a second person, or whoever comes first of them, to agree to a draft exactly as it is.

    Raises NotPublishable while it isn't checked and tested. Asked again about the same files, the
    question that waits is the answer.
    """
    authorise(by, "change_book")
    examined(draft.files)  # worked out before the records are held, and kept
    with transaction.atomic():
        _hold(draft)
        return _asked(draft, of, note, by, now)


def _asked(draft: BookDraft, of: Person | None, note: str, by: Person, now: datetime) -> BookApproval:
    state = state_of(draft)
    if state.step not in {TESTED, APPROVED}:
        raise NotPublishable(state.missing)
    if state.approval is not None and state.approval.yes is not False:
        return state.approval
    others = second_persons(draft, besides=by)
    if not others:
        raise NotPublishable(
            "There is nobody who could agree: it takes a policy owner who changed nothing here. An"
            " administrator gives somebody the duty, under People."
        )
    if of is not None and of not in others:
        raise InputError("of", f"{of} can't agree to this", "ask a policy owner who changed nothing in it")
    asked = BookApproval.objects.create(
        draft=draft, digest=draft.digest, note=note.strip(), asked_by=by, asked_of=of, asked_at=now
    )
    told = {"draft": draft.pk, "approval": asked.pk, "digest": asked.digest}
    record(None, "book_approval_asked", by=by, now=now, of=of.pk if of else None, **told)
    return asked


@transaction.atomic
def answer(approval: BookApproval, *, yes: bool, because: str, by: Person, now: datetime) -> BookApproval:
    """Agree to a draft or not; a no says why. Raises NotAllowed for its authors and whoever asked."""
    draft = approval.draft
    _hold(draft)
    authorise(by, "answer_book", approval)
    if not yes and not because.strip():
        raise InputError("because", "is missing", "write what should be different")
    if draft.closed_at is not None:
        raise NotAllowed("This draft is closed by now: it was published or discarded.")
    if draft.digest != approval.digest:
        raise NotAllowed("The draft was changed since you were asked: let them ask you again.")
    won = BookApproval.objects.filter(pk=approval.pk, answered_at=None).update(
        answered_by=by, answered_at=now, yes=yes, because=because.strip()
    )
    if not won:
        raise NotAllowed("Somebody has answered this already.")
    approval.refresh_from_db()
    told = {"draft": draft.pk, "approval": approval.pk, "digest": approval.digest, "because": because}
    record(None, "book_approved" if yes else "book_refused", by=by, now=now, **told)
    return approval


def publish(
    draft: BookDraft, *, in_force_from: datetime, because: str, by: Person, now: datetime
) -> Publication:
    """Let a draft decide from a moment on, not before now; raises NotPublishable with what is missing."""
    authorise(by, "change_book")
    examined(draft.files)  # worked out before the records are held, and kept
    with transaction.atomic():
        _hold(draft)
        _see_ready(draft, in_force_from, because, now)
        return _made_public(draft, in_force_from, because, by, now)


def _made_public(
    draft: BookDraft, in_force_from: datetime, because: str, by: Person, now: datetime
) -> Publication:
    state = state_of(draft)
    contents = examined(draft.files).contents
    if state.step != APPROVED or state.missing or state.approval is None or contents is None:
        raise NotPublishable(state.missing)
    version = books.keep(draft.files, contents, now=now)
    publication = Publication.objects.create(
        version=version,
        in_force_from=in_force_from,
        by=by,
        approved_by=state.approval.answered_by,
        approved_at=state.approval.answered_at,
        because=because.strip(),
        at=now,
    )
    draft.published, draft.closed_by, draft.closed_at, draft.closed_because = publication, by, now, because
    draft.save(update_fields=["published", "closed_by", "closed_at", "closed_because"])
    announce(publication, by=by, now=now, draft=draft.pk)
    return publication


def may_answer(approval: BookApproval, person: Person) -> bool:
    """Whether somebody may agree to what was asked."""
    return approval.answered_at is None and allowed(person, "answer_book", approval)


def waiting_for(person: Person) -> list[BookApproval]:
    """What somebody is asked to agree to: by name, or as one of several; not what was changed since."""
    if not allowed(person, "change_book"):
        return []
    found = BookApproval.objects.waiting().filter(Q(asked_of=person) | Q(asked_of=None))
    return [
        each
        for each in found.select_related("draft", "asked_by", "asked_of")
        if each.draft.digest == each.digest and may_answer(each, person)
    ]


def _see_ready(draft: BookDraft, in_force_from: datetime, because: str, now: datetime) -> None:
    """What is told before anything else: a draft that is gone, a date that can't be."""
    if draft.closed_at is not None:
        raise NotPublishable("This draft is closed: it was published or discarded. Open a new one.")
    if not because.strip():
        raise InputError("because", "is missing", "write what changes for customers, in a sentence")
    if in_force_from < now:
        raise InputError("in_force_from", "lies in the past", "choose now or later: what was decided stays")
    newest = books.newest_publication()
    if newest and in_force_from < newest.in_force_from:
        raise InputError(
            "in_force_from",
            f"is before {newest.version}, which is planned for {_told(newest.in_force_from, now)}",
            "choose a later time, or withdraw what is planned",
        )


def _told(moment: datetime, now: datetime) -> str:
    """A moment as the company's clocks show it."""
    return f"{moment.astimezone(books.in_force(now).contents.zone):%Y-%m-%d %H:%M %Z}"


def _hold(draft: BookDraft) -> None:
    """A draft as it is now; publications and answers to it happen one after the other."""
    one_after_the_other()
    BookDraft.objects.select_for_update().get(pk=draft.pk)
    draft.refresh_from_db()
