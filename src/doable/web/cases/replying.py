"""Writing, checking, sending and calling back the reply to a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from doable.desk import books, drafting, sending
from doable.desk.authorising import NotAllowed
from doable.desk.models import Reply
from doable.web.cases import focusing
from doable.web.cases.answering import act, back, keep_text, refused, written
from doable.web.cases.assembling import composer_of, view_of
from doable.web.cases.gathering import names_in, records_of
from doable.web.guarding import find_case, page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.desk.models import Case
    from doable.web.guarding import DeskRequest


@page("see_queue", methods=("POST",))
def keep(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep what was written so far and say what the check finds in it."""
    case = find_case(request, pk, "work_on_case")
    keep_text(request, case)
    if not request.htmx:
        return back(case, focusing.WRITE)
    records = records_of(case)
    view = view_of(case, records, names_in(case, records), request.user, timezone.now())
    composer = composer_of(case, view, records.ruling, written(request))
    return render(
        request, "cases/held.html", {"case": case, "composer": composer, "kept": True, "page": None}
    )


@act()
def draft(request: DeskRequest, case: Case) -> str:
    """Have a draft made where there is none yet."""
    if drafting.open_draft(case) is None:
        drafting.draft(case, now=timezone.now())
    return focusing.WRITE if "again" in request.POST else "next-to-do"


@act()
def rewrite(_request: DeskRequest, case: Case) -> str:
    """Have it drafted anew in place of what is there."""
    drafting.rewrite(case, now=timezone.now())
    return focusing.WRITE


@act()
def insert(request: DeskRequest, case: Case) -> str:
    """Put a sentence into the reply, before its sign-off."""
    sentence = written(request, "sentence").strip()[:1000]
    kept = drafting.open_draft(case)
    text = with_sentence(kept.text if kept else "", sentence, _sign_off())
    drafting.keep(case, text, by=request.user, now=timezone.now())
    return focusing.WRITE


def _sign_off() -> str:
    style = books.in_force().contents.style
    return str(style.sign_off).partition(",")[0] if style.sign_off else ""


def with_sentence(text: str, sentence: str, sign_off: str) -> str:
    """A text with one more paragraph: before the sign-off where there is one, else at its end."""
    if not sentence or sentence in text:
        return text
    place = text.rfind(sign_off) if sign_off else -1
    if place < 0:
        return f"{text.rstrip()}\n\n{sentence}\n".lstrip()
    return f"{text[:place].rstrip()}\n\n{sentence}\n\n{text[place:]}".lstrip()


@page("see_queue", methods=("POST",))
def send(request: DeskRequest, pk: int) -> HttpResponse:
    """Send the reply; what was written is kept whatever comes of it."""
    case = find_case(request, pk, "work_on_case")
    text = written(request)
    latest = drafting.latest_ruling(case)
    keep_text(request, case)
    if latest is not None and _has_changed(case, latest.pk, request.POST.get("ruling", "")):
        return back(case, focusing.WRITE, changed=True)
    try:
        sending.send(case, text, by=request.user, now=timezone.now())
    except sending.DecisionChanged:
        return back(case, focusing.WRITE, changed=True)
    except sending.NotSendable as refusal:
        because = refusal.because
        return refused(
            request, case, f"{because[:1].upper()}{because[1:]}. Nothing was sent; your text is kept."
        )
    return back(case, focusing.NEXT)


def _has_changed(case: Case, latest: int, shown: str) -> bool:
    """Whether the decision that was on the page is no longer the one in force."""
    if not shown.isdigit() or int(shown) == latest:
        return False
    before = case.rulings.filter(pk=int(shown)).first()
    now = case.rulings.get(pk=latest)
    return before is None or before.decision["asks"] != now.decision["asks"]


@page("see_queue", methods=("POST",))
def call_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Take a reply back that has not left yet."""
    case = find_case(request, pk, "work_on_case")
    number = request.POST.get("sent", "")
    sent = Reply.objects.filter(case=case, pk=int(number)).first() if number.isdigit() else None
    if sent is None:
        raise Http404("There is no such reply in this case.")
    try:
        sending.call_back(sent, by=request.user, now=timezone.now())
    except NotAllowed as late:
        return refused(request, case, str(late))
    return back(case, focusing.WRITE)
