"""A draft of the book tried out by the worker: its stories, past cases, proofs, a comparison."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doable.desk.authorising import authorise
from doable.desk.jobs.enqueueing import enqueue
from doable.desk.jobs.tasks import outside
from doable.desk.models import BookDraft, Ruling, Trial
from doable.desk.models.events import record
from doable.desk.models.trials import COMPARISON, REPLAY
from doable.desk.running_trials import NotTriable, attempt, result_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from doable.desk.models import BookVersion, Person

log = logging.getLogger(__name__)
_BETWEEN = 1.0


@transaction.atomic
def try_out(
    tried: BookDraft | BookVersion,
    kind: str,
    *,
    by: Person,
    now: datetime,
    against: BookVersion | None = None,
) -> Trial:
    """Have a draft, or a version, tried out as it is now; a run over the same files is used again.

    Past cases and a comparison are held `against` another version, for a draft the one it builds on.
    """
    authorise(by, "change_book")
    draft = tried if isinstance(tried, BookDraft) else None
    if kind not in {REPLAY, COMPARISON}:
        against = None
    elif against is None and draft is not None:
        against = draft.base
    upto = Ruling.objects.order_by("-pk").values_list("pk", flat=True).first() if kind == REPLAY else None
    digest = tried.digest
    known = Trial.objects.filter(digest=digest, kind=kind, against=against, upto=upto, failed="").last()
    if known is not None:
        return known
    trial = Trial.objects.create(
        kind=kind, draft=draft, digest=digest, texts=tried.texts, against=against, upto=upto,
        asked_by=by, asked_at=now,
    )  # fmt: skip
    record(None, "book_trial_asked", by=by, now=now, trial=trial.pk, kind=kind, digest=digest)
    enqueue(run, trial.pk, dedup=f"trial {trial.pk}")
    return trial


@task(priority=-20)
@outside
def run(trial_id: int) -> None:
    """Carry out a trial; a second run begins anew, unless the first one came to its end."""
    trial = Trial.objects.select_related("against", "asked_by").get(pk=trial_id)
    if trial.finished_at is None:
        carry_out(trial, clock=timezone.now)


def carry_out(trial: Trial, *, clock: Callable[[], datetime]) -> None:
    """Carry out a trial and keep what came of it: a result, or what people are told instead."""
    result, failed = None, ""
    try:
        result = result_of(attempt(trial, telling(trial)))
    except NotTriable as trouble:
        failed = str(trouble)
    except Exception as fault:  # whatever it is, somebody waits for an answer
        failed = _told(fault)
        log.exception("trial %s broke off: %s", trial.pk, failed)
    now = clock()
    with transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(
            result=result, failed=failed, progress=1.0, finished_at=now, texts=None
        )
        record(None, "book_tried", by=trial.asked_by, now=now, trial=trial.pk, failed=failed)


def telling(trial: Trial, *, clock: Callable[[], float] = time.monotonic) -> Callable[[float], None]:
    """What writes down how far a trial is, between 0 and 1; at most once a second."""
    last = clock()

    def tell(part: float) -> None:
        nonlocal last
        if clock() - last >= _BETWEEN:
            last = clock()
            Trial.objects.filter(pk=trial.pk).update(progress=min(max(part, 0.0), 1.0))

    return tell


_EXTRAS = {"z3": "prove", "duckdb": "replay", "pyspark": "spark"}


def _told(fault: Exception) -> str:
    """What people are told of a fault: what to install, where an optional part is not there."""
    if isinstance(fault, ImportError) and fault.name is None:
        return str(fault)
    extra = _EXTRAS.get(fault.name or "") if isinstance(fault, ImportError) else None
    if extra is None:
        return (
            f"This broke off by a fault in the program ({type(fault).__name__}: {fault}). The log of the"
            " worker says where; please report it."
        )
    remedy = f'pip install "doable[{extra}]"'
    return f"This needs a part that is not installed; whoever runs the desk adds it: {remedy}"
