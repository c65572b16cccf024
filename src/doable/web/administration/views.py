"""How the installation does, and the little that a person does about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from doable.desk import books, sealing
from doable.desk.jobs import reviving
from doable.desk.models import Job, Publication
from doable.web.administration import looking
from doable.web.guarding import DeskRequest, page

if TYPE_CHECKING:
    from datetime import datetime

DEAD = 50


@page("administer")
def administration(request: DeskRequest) -> HttpResponse:
    """Jobs, mail, books and the log on one page."""
    return render(request, "administration/administration.html", _told() | {"faults": None})


@page("administer")
def log(request: DeskRequest) -> HttpResponse:
    """Go through the whole log and say where its chain does not hold."""
    return render(request, "administration/administration.html", _told() | {"faults": looking.faults()})


@page("administer", methods=("POST",))
def rerun(request: DeskRequest, pk: int) -> HttpResponse:
    """Try a dead letter anew."""
    job = _job(pk)
    if reviving.rerun(job, now=timezone.now()):
        messages.success(request, f"{looking.name(job.task)} runs again.")
    return redirect("administration")


@page("administer", methods=("POST",))
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Give a dead letter up."""
    job = _job(pk)
    if reviving.discard(job):
        messages.success(request, f"{looking.name(job.task)} was given up.")
    return redirect("administration")


def _told() -> dict[str, object]:
    now = timezone.now()
    return {
        "work": looking.work(now),
        "dead": looking.dead_letters(DEAD),
        "mail": looking.mail(),
        "publications": _publications(now),
        "head": sealing.head(),
        "unsealed": looking.unsealed(),
        "rulings": looking.rulings(),
    }


def _publications(now: datetime) -> list[tuple[Publication, bool]]:
    """The latest publications, and which of them decides now."""
    standing = Publication.objects.standing().select_related("version", "by").defer("version__texts")
    deciding = books.publication_in_force(now)
    return [(each, each == deciding) for each in standing[:20]]


def _job(pk: int) -> Job:
    job = Job.objects.dead().filter(pk=pk).first()
    if job is None:
        raise Http404("This job is no dead letter any more: it ran, or somebody gave it up.")
    return job
