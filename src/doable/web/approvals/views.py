"""The page of approvals, and answering what stands on it."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from doable import InputError
from doable.desk import approving, books, consulting, publishing
from doable.desk.authorising import NotAllowed
from doable.desk.models import Approval
from doable.web.approvals.waiting import KINDS, answered_by, asked_by_people_of, waiting_for
from doable.web.cases.answering import in_words
from doable.web.cases.fields import typed
from doable.web.guarding import find_asked, page

if TYPE_CHECKING:
    from doable.web.guarding import DeskRequest

_LONGEST = 2000


@page("see_approvals")
def approvals(request: DeskRequest) -> HttpResponse:
    """What waits for somebody, what their people asked, what they answered lately."""
    return render(
        request,
        "approvals/approvals.html",
        {
            "waiting": waiting_for(request.user),
            "theirs": asked_by_people_of(request.user),
            "answered": answered_by(request.user),
            "focus": "next" in request.GET,
            "drafts": publishing.waiting_for(request.user),
        },
    )


@page("see_approvals", methods=("POST",))
def answer(request: DeskRequest, kind: str, pk: int) -> HttpResponse:
    """Say yes, no, or yes to another amount; that the no stands, or that there is another way."""
    if kind not in KINDS:
        raise Http404("There is nothing of this kind to answer.")
    asked = find_asked(request, KINDS[kind], pk, "answer")
    said, because = request.POST.get("answer", ""), request.POST.get("because", "").strip()[:_LONGEST]
    if said not in {"yes", "no"}:
        return _refused(request, "Say yes or no. Nothing was changed.")
    yes, now = said == "yes", timezone.now()
    try:
        if isinstance(asked, Approval):
            amount = _amount(request, asked) if yes else None
            approving.answer(asked, yes=yes, amount=amount, because=because, by=request.user, now=now)
        else:
            consulting.answer(asked, yes=yes, because=because, by=request.user, now=now)
    except InputError as wrong:
        return _refused(request, in_words(wrong))
    except NotAllowed as late:
        return _refused(request, str(late))
    response = HttpResponseRedirect(reverse("approvals") + "?next")
    response.status_code = 303
    return response


def _amount(request: DeskRequest, asked: Approval) -> Decimal | None:
    """Another amount than the one asked for; None where it is the same."""
    contents = books.in_force().contents
    ask = contents.asks.get(asked.ask)
    param = ask.params.get("amount") if ask else None
    raw = request.POST.get("amount", "")
    if param is None or not raw.strip() or raw.strip() == request.POST.get("asked-amount", ""):
        return None
    try:
        amount = Decimal(str(typed(contents, param.type, raw, "amount")))
    except InvalidOperation:
        raise InputError("amount", f"`{raw[:40]}` is no amount", "write digits with a point") from None
    if amount <= 0:
        raise InputError("amount", "has to be more than nothing", "say no instead")
    return amount


def _refused(request: DeskRequest, because: str) -> HttpResponse:
    if request.htmx:
        response = HttpResponse()
        response["HX-Reswap"] = "none"
        response["HX-Trigger"] = json.dumps({"toast": {"text": because, "kind": "error"}})
        return response
    messages.error(request, because)
    return HttpResponseRedirect(reverse("approvals"))
