"""The queue: what to work on next, and views of it that somebody keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from doable.desk import queueing, taking
from doable.desk.authorising import authorise
from doable.desk.models import SavedView
from doable.web.guarding import DeskRequest, find_case, page
from doable.web.queue import tabs

if TYPE_CHECKING:
    from doable.desk.models import Person


@page(methods=("GET",))
def queue(request: DeskRequest) -> HttpResponse:
    """The cases whose turn it is, in the order of their turn."""
    if not request.user.grade:
        return redirect("people")
    authorise(request.user, "see_queue")
    filters, wrong = queueing.read(request.GET.dict())
    after = queueing.read_place(request.GET.get("after", ""))
    shown = queueing.page(request.user, filters, after)
    told = {
        "filters": filters,
        "wrong": wrong,
        "page": shown,
        "is_first": after is None,
        "tabs": tabs.tabs(request.user, filters),
        "saved": tabs.saved(request.user, filters),
        "fields": tabs.fields(filters),
        "widened": _address(queueing.widened(filters).query()),
        "empty": tabs.why_empty(filters),
    }
    return render(request, "queue/queue.html", told)


@page("see_queue", methods=("POST",))
def take(request: DeskRequest, pk: int) -> HttpResponse:
    """Make a case one's own, and open it."""
    case = find_case(request, pk, "take_over")
    taking.take_over(case, by=request.user, now=timezone.now())
    messages.success(request, f"This case is yours now: {case.who}.")
    return redirect(_back(request) or reverse("queue"))


@page("see_queue", methods=("POST",))
def keep(request: DeskRequest) -> HttpResponse:
    """Keep the filters of now under a name; the same name again replaces it."""
    name = request.POST.get("name", "").strip()[:60]
    filters, _wrong = queueing.read(dict(parse_qsl(request.POST.get("query", "")[:500])))
    if not name:
        messages.error(request, "The view was not kept: give it a name.")
    else:
        SavedView.objects.update_or_create(
            person=request.user, name=name, defaults={"query": filters.query()}
        )
        messages.success(request, f"Kept as “{name}”.")
    return redirect(_address(filters.query()))


@page("see_queue", methods=("POST",))
def drop(request: DeskRequest, pk: int) -> HttpResponse:
    """Keep a view no more."""
    with transaction.atomic():
        view = _own_view(request.user, pk)
        view.delete()
    messages.success(request, f"“{view.name}” is gone; the cases are where they were.")
    return redirect("queue")


def _own_view(person: Person, pk: int) -> SavedView:
    view = SavedView.objects.filter(pk=pk).first()
    if view is None or view.person_id != person.pk:
        raise Http404("You keep no such view.")
    authorise(person, "change_view", view)
    return view


def _back(request: DeskRequest) -> str | None:
    to = request.POST.get("next", "")
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else None


def _address(query: str) -> str:
    return reverse("queue") + (f"?{query}" if query else "")
