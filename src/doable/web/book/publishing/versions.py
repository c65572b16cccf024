"""The versions there are, the way back to the one before, who changed a rule."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from doable import InputError
from doable.desk import books, publishing, tracing
from doable.desk.assessing import NotPublishable
from doable.desk.authorising import NotAllowed, allowed
from doable.desk.models import Publication
from doable.web.book.comparing.wording import by_ask
from doable.web.book.drafts.views import seen_other
from doable.web.cases.answering import in_words
from doable.web.guarding import page

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpResponse

    from doable.web.book.comparing.wording import About
    from doable.web.guarding import DeskRequest

_LONGEST = 2000
_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A publication: whether it is in force, coming, was, or was taken back before its time."""

    publication: Publication
    standing: str
    before: Publication | None
    is_to_confirm: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one publication changed, ready to be read."""

    publication: Publication
    changes: list[About]
    saved: tuple[object, ...]


@page("see_book")
def versions(request: DeskRequest) -> HttpResponse:
    """Every publication, what is coming first."""
    now, current = timezone.now(), books.publication_in_force()
    back = publishing.before(current) if current and not publishing.went_back(current) else None
    along = ("version", "by", "approved_by", "withdrawn_by")
    found = Publication.objects.select_related(*along).defer("version__texts")
    ordered = list(found.order_by("-in_force_from", "-id")[:_AT_MOST])
    return render(
        request,
        "book/publishing/versions.html",
        {
            "rows": _rows(ordered, current, now),
            "current": current,
            "back": back,
            "planned": Publication.objects.to_come(now).exists(),
            "may_change": allowed(request.user, "change_book"),
        },
    )


def _rows(ordered: list[Publication], current: Publication | None, now: datetime) -> list[Row]:
    standing = [each for each in ordered if each.withdrawn_at is None]
    before = dict(pairwise(standing))
    return [
        Row(
            each,
            _standing(each, current, now),
            before.get(each),
            each.urgent and each.approved_by_id is None and each.withdrawn_at is None,
        )
        for each in ordered
    ]


def _standing(publication: Publication, current: Publication | None, now: datetime) -> str:
    if publication.withdrawn_at is not None:
        return "withdrawn"
    if publication == current:
        return "in force"
    return "coming" if publication.in_force_from > now else "earlier"


@page("see_book")
def rule_history(request: DeskRequest, name: str) -> HttpResponse:
    """Who changed a rule, when and why."""
    known = books.in_force().contents
    ask = next(
        (ask.name for ask in known.asks.values() for rule in ask.every_rule() if rule.id == name), None
    )
    chapters = [
        Chapter(each.publication, by_ask(each.changes), each.saved) for each in tracing.history_of_rule(name)
    ]
    if ask is None and not chapters:
        raise Http404("No version of the book has had such a rule.")
    context = {"rule": name, "ask": ask, "chapters": chapters}
    return render(request, "book/publishing/history.html", context)


@page("change_book", methods=("POST",))
def roll_back(request: DeskRequest) -> HttpResponse:
    """Put the version before in force again, from now on."""
    publication = _publication(request.POST.get("to", ""))

    def back() -> str:
        because = request.POST.get("because", "")[:_LONGEST]
        publishing.roll_back(publication.version, because=because, by=request.user, now=timezone.now())
        return f"{publication.version} decides again from now on. Another policy owner is to confirm it."

    return _done(request, back)


@page("change_book", methods=("POST",))
def withdraw(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a publication back before its time."""
    publication = _publication(str(pk))

    def take_back() -> str:
        because = request.POST.get("because", "")[:_LONGEST]
        publishing.withdraw(publication, because=because, by=request.user, now=timezone.now())
        return f"{publication.version} does not come in force; its draft is open again."

    return _done(request, take_back)


@page("change_book", methods=("POST",))
def confirm(request: DeskRequest, pk: int) -> HttpResponse:
    """Agree to what somebody put in force alone."""
    publication = _publication(str(pk))

    def agree() -> str:
        publishing.confirm(publication, by=request.user, now=timezone.now())
        return f"You have agreed to {publication.version}."

    return _done(request, agree)


def _publication(raw: str) -> Publication:
    found = Publication.objects.select_related("version").filter(pk=raw) if raw.isdecimal() else None
    publication = found.first() if found is not None and len(raw) < 10 else None
    if publication is None:
        raise Http404("There is no such publication.")
    return publication


def _done(request: DeskRequest, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except InputError as wrong:
        messages.error(request, in_words(wrong))
    except (NotPublishable, NotAllowed) as refusal:
        messages.error(request, str(refusal))
    return seen_other("book_versions")
