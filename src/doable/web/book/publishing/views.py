"""The page on which a draft is agreed to, brought up to date and published."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone

from doable import InputError
from doable.desk import books, publishing, revising
from doable.desk.assessing import NotPublishable
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.models import BookDraft, Person
from doable.web.book.drafts.overview import changed_files
from doable.web.book.drafts.views import find_draft, may_write, seen_other
from doable.web.book.publishing.path import steps
from doable.web.cases.answering import in_words
from doable.web.guarding import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from doable.web.guarding import DeskRequest

_LONGEST = 2000


@page("see_book", methods=("GET", "POST"))
def publish(request: DeskRequest, pk: int) -> HttpResponse:
    """The steps to publication, and the publication itself."""
    draft = find_draft(pk)
    if request.method == "POST":
        authorise(request.user, "change_book")
        return _published(request, draft)
    return _shown(request, draft)


def _shown(request: DeskRequest, draft: BookDraft, refused: str = "", status: int = 200) -> HttpResponse:
    state, changed = revising.state_of(draft), len(list(changed_files(draft)))
    approval = state.approval
    return render(
        request,
        "book/publishing/publish.html",
        {
            "draft": draft,
            "tab": "publish",
            "state": state,
            "changed": changed,
            "steps": steps(draft, state, changed),
            "approval": approval,
            "may_answer": approval is not None and publishing.may_answer(approval, request.user),
            "asked_before": draft.approvals.exclude(yes=None)
            .select_related("answered_by")
            .order_by("-id")[:5],
            "others": publishing.second_persons(draft, besides=request.user),
            "meanwhile": None if draft.closed_at else revising.meanwhile(draft),
            "may_change": may_write(request, draft),
            "refused": refused,
            "said": request.POST,
            "zone": books.in_force().contents.zone,
        },
        status=status,
    )


def _published(request: DeskRequest, draft: BookDraft) -> HttpResponse:
    now = timezone.now()
    because = request.POST.get("because", "").strip()[:_LONGEST]
    try:
        since = _moment(request, now)
        publication = publishing.publish(
            draft, in_force_from=since, because=because, by=request.user, now=now
        )
    except InputError as wrong:
        return _shown(request, draft, in_words(wrong), 422)
    except (NotPublishable, NotAllowed) as refusal:
        return _shown(request, draft, str(refusal), 422)
    when = "from now on" if since <= now else "from the date you chose"
    messages.success(request, f"{publication.version} is published and decides {when}.")
    return seen_other("book_versions")


def _moment(request: DeskRequest, now: datetime) -> datetime:
    """From when on: now, or what was typed, by the company's clocks."""
    if request.POST.get("from", "now") == "now":
        return now
    raw = request.POST.get("in_force_from", "")
    try:
        typed = datetime.fromisoformat(raw)
    except ValueError:
        raise InputError("in_force_from", "is no date", "choose a day and a time") from None
    return typed if typed.tzinfo else typed.replace(tzinfo=books.in_force().contents.zone)


@page("change_book", methods=("POST",))
def ask_approval(request: DeskRequest, pk: int) -> HttpResponse:
    """Ask a second person, or whoever comes first of them, to agree."""
    draft, raw = find_draft(pk), request.POST.get("of", "")
    of = Person.objects.working().filter(pk=raw).first() if raw.isdecimal() and len(raw) < 10 else None

    def ask() -> str:
        note = request.POST.get("note", "")[:_LONGEST]
        asked = publishing.ask_approval(draft, of=of, note=note, by=request.user, now=timezone.now())
        return f"{asked.asked_of or 'The other policy owners'} can answer now, under Book."

    return _done(request, draft, ask)


@page("change_book", methods=("POST",))
def update(request: DeskRequest, pk: int) -> HttpResponse:
    """Let a draft build on what others published meanwhile."""
    draft = find_draft(pk)
    settled = {
        path: request.POST[f"text:{path}"]
        for path in request.POST.getlist("settled")
        if f"text:{path}" in request.POST
    }

    def bring() -> str:
        since = revising.bring_up_to_date(draft, settled=settled, by=request.user, now=timezone.now())
        if since is not None and since.conflicts:
            raise NotPublishable(
                f"{len(since.conflicts)} file(s) are still to be settled: choose their text."
            )
        return "The draft builds on the newest version now. Look at what its stories say."

    return _done(request, draft, bring)


def _done(request: DeskRequest, draft: BookDraft, act: Callable[[], str]) -> HttpResponse:
    """An act, and back to the page with what came of it."""
    try:
        messages.success(request, act())
    except InputError as wrong:
        messages.error(request, in_words(wrong))
    except (NotPublishable, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    return seen_other("book_draft_publish", draft.pk)
