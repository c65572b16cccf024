"""The pages of the web form: write, and be told that it arrived."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from doable.channels.webform.forms import NewMessage
from doable.channels.webform.inbound import take_in
from doable.desk import books

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_MOST_AN_HOUR = 30


@require_http_methods(["GET", "HEAD", "POST"])
def new_message(request: HttpRequest) -> HttpResponse:
    """Write to the company."""
    if not settings.DOABLE.webform:
        raise Http404("This page is closed.")
    form = NewMessage(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "webform/new.html", {"form": form, **_company()}, status=status)
    if not form.is_by_a_program and not _too_many(request):
        given = form.cleaned_data
        take_in(
            key=str(given["key"]),
            name=given["name"],
            email=given["email"],
            text=given["text"],
            files=given["papers"],
            now=timezone.now(),
        )
    elif not form.is_by_a_program:
        return render(request, "webform/later.html", _company(), status=429)
    return redirect("message_arrived")


@require_safe
def message_arrived(request: HttpRequest) -> HttpResponse:
    """Say that a message arrived, and by when a person answers."""
    contents = books.in_force().contents
    by = timezone.now().astimezone(contents.zone) + timedelta(days=contents.answer_within or 1)
    return render(request, "webform/arrived.html", {"by": by, **_company()})


def _too_many(request: HttpRequest) -> bool:
    """Whether more came from one place within an hour than people write."""
    key = f"webform {request.META.get('REMOTE_ADDR')}"
    cache.add(key, 0, timeout=3600)
    try:
        return bool(cache.incr(key) > _MOST_AN_HOUR)
    except ValueError:
        return False


def _company() -> dict[str, str]:
    version = books.in_force_version()
    return {"company": settings.DOABLE.company or (version.name if version else "")}
