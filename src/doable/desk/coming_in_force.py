"""A version of the book whose time has come: from then on it decides, also the cases that are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doable.desk import approving, books, consulting, deciding, drafting
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.models import Case, Publication
from doable.desk.models.cases import COLLEAGUE, CUSTOMER, US
from doable.desk.models.events import record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from doable.desk.models import Person, Ruling

# So many cases are decided in one transaction: on SQLite nobody else writes meanwhile.
AT_ONCE = 20


@task
def look() -> None:
    """See whether the time of a publication has come; run again and again."""
    notice(now=timezone.now())


def notice(*, now: datetime) -> None:
    """Begin what has become due, in its order."""
    due = Publication.objects.begun(now).filter(noticed_at=None)
    for publication in due.order_by("in_force_from", "id").select_related("version"):
        begin(publication, now=now)


def announce(publication: Publication, *, by: Person, now: datetime, **told: object) -> None:
    """Write down that a version was published, and have a worker look when its time comes."""
    version, second = publication.version, publication.approved_by
    record(
        None, "book_rolled_back" if publication.urgent else "book_published", by=by, now=now,
        publication=publication.pk, digest=version.digest, version=version.version,
        second_person=second.pk if second else None, because=publication.because,
        in_force_from=publication.in_force_from.isoformat(), **told,
    )  # fmt: skip
    books.forget()
    enqueue(look, run_at=publication.in_force_from, dedup=f"publication {publication.pk}")


@transaction.atomic
def begin(publication: Publication, *, now: datetime) -> None:
    """Write down that a version is in force, and have the open cases decided by it; once."""
    if not Publication.objects.filter(pk=publication.pk, noticed_at=None).update(noticed_at=now):
        return
    version = publication.version
    told = {"publication": publication.pk, "digest": version.digest, "version": version.version}
    record(None, "book_in_force", by=publication.by, now=now, **told)
    books.forget()
    waiting = list(Case.objects.open().exclude(waiting=CUSTOMER).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(waiting), AT_ONCE):
        enqueue(decide_some, waiting[start : start + AT_ONCE])


@task(priority=-10)
def decide_some(cases: Sequence[int]) -> None:
    """Decide some open cases by the version that is in force."""
    now = timezone.now()
    with books.held():
        for case in Case.objects.filter(pk__in=cases).select_related("owner", "customer").order_by("pk"):
            decide_by_new(case, now=now)


@transaction.atomic
def decide_by_new(case: Case, *, now: datetime) -> None:
    """Decide a case anew, and draft its reply, if the version in force has not decided it yet.

    What the customer was told stands until they write again: a case that waits for them, and one whose
    reply is on its way, is left alone.
    """
    held = (
        Case.objects.select_for_update(no_key=True)
        .filter(pk=case.pk)
        .open()
        .exclude(waiting=CUSTOMER)
        .first()
    )
    version, last = books.in_force_version(now), drafting.last_ruling(case)
    if held is None or version is None or last is None or last.book_id == version.pk:
        return
    ruling = deciding.decide_anew(case, because=f"{version} is in force"[:100], by=None, now=now)
    if ruling:
        _spare_colleagues(case, ruling, now)
    drafting.draft(case, now=now)


def _spare_colleagues(case: Case, ruling: Ruling, now: datetime) -> None:
    """Take back what colleagues were asked that the version in force no longer wants, or of somebody else."""
    for approval in case.approvals.waiting():
        still = approving.needed(ruling, approval.ask)
        if still is None or (still["grade"], still["function"]) != (approval.grade, approval.function):
            approval.take_back(by=None, now=now)
    for consultation in case.consultations.waiting():
        if consulting.needed(ruling, consultation.ask) is None:
            consultation.take_back(by=None, now=now)
    if case.waiting == COLLEAGUE and not (case.approvals.waiting() or case.consultations.waiting()):
        case.waits_for(US)


def one_after_the_other() -> None:
    """One at a time publishes: each sees what the others published."""
    list(Publication.objects.select_for_update().order_by("id").values_list("pk", flat=True))
