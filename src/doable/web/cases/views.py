"""The page of a case, and what only reads: messages as HTML, attachments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from doable.desk import storing
from doable.desk.models import Attachment
from doable.web.cases import focusing
from doable.web.cases.assembling import page_of
from doable.web.cases.neighbouring import neighbours
from doable.web.guarding import find_case, page

if TYPE_CHECKING:
    from doable.web.guarding import DeskRequest

# A message's own HTML: nothing runs, nothing is fetched, pictures only from its own attachments.
FRAME_POLICY = (
    "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)
FILE_POLICY = "sandbox; default-src 'none'"
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


@page("see_queue")
def show(request: DeskRequest, pk: int) -> HttpResponse:
    """The page of a case; `do` says that something was done and the focus goes to what is next."""
    case = find_case(request, pk)
    shown = page_of(case, request.user, now=timezone.now())
    before, after = neighbours(case, request.user)
    told = request.GET.get("do", "")
    response = render(
        request,
        "cases/case.html",
        {
            "page": shown,
            "case": case,
            "focus": (told if told in _PLACES else focusing.next_to_do(shown)) if told else "",
            "changed": request.GET.get("changed") == "1",
            "show": "decision" if request.GET.get("show") == "decision" else "talk",
            "before": before,
            "after": after,
        },
    )
    if request.htmx:
        _tell(request, response)
    return response


_PLACES = (focusing.WRITE, focusing.SEND, focusing.NEXT)


def _tell(request: DeskRequest, response: HttpResponse) -> None:
    """What is to be told, for a page of which only a part is put in."""
    for each in messages.get_messages(request):
        kind = "error" if each.level_tag == "error" else ""
        response["HX-Trigger"] = json.dumps({"toast": {"text": str(each.message), "kind": kind}})


@page("see_queue")
def html(request: DeskRequest, pk: int, message: int) -> HttpResponse:
    """A message as its sender laid it out, for a frame in which nothing can act."""
    found = find_case(request, pk).messages.prefetch_related("attachments").filter(pk=message).first()
    if found is None or not found.html:
        raise Http404("There is no such message in this case.")
    body = found.html
    for each in found.attachments.all():
        if each.cid and each.media_type in _PICTURES:
            body = body.replace(f"cid:{each.cid}", f"/cases/{pk}/attachments/{each.stored}/shown/")
    response = render(request, "cases/frame.html", {"body": body})
    response["Content-Security-Policy"] = FRAME_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    return response


@page("see_queue")
def attachment(request: DeskRequest, pk: int, stored: str) -> HttpResponse:
    """A file that came with a message, as a download."""
    return _file(_attachment(request, pk, stored), as_attachment=True)


@page("see_queue")
def picture(request: DeskRequest, pk: int, stored: str) -> HttpResponse:
    """A picture that a message shows within its text."""
    found = _attachment(request, pk, stored)
    if not found.cid or found.media_type not in _PICTURES:
        raise Http404("This file is no picture of a message.")
    return _file(found, as_attachment=False)


def _attachment(request: DeskRequest, pk: int, stored: str) -> Attachment:
    case = find_case(request, pk)
    found = Attachment.objects.filter(message__case=case, stored=stored).first()
    if found is None:
        raise Http404("There is no such file in this case.")
    return found


def _file(found: Attachment, *, as_attachment: bool) -> HttpResponse:
    try:
        content = storing.opened(found.stored)
    except OSError:
        raise Http404("The file is no longer there.") from None
    media_type = found.media_type if not as_attachment else "application/octet-stream"
    response = FileResponse(
        content, as_attachment=as_attachment, filename=found.name, content_type=media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = FILE_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return cast("HttpResponse", response)
