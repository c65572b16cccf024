"""How an act on a case is answered: back on its page, or with what was wrong and nothing lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from doable import InputError
from doable.desk import drafting
from doable.desk.approving import NobodyToAsk
from doable.desk.authorising import allowed
from doable.web.cases.wording import fact_label
from doable.web.guarding import find_case, page

if TYPE_CHECKING:
    from doable.desk.models import Case
    from doable.web.guarding import DeskRequest

_LONGEST = 20_000
Does = Callable[..., str | None]


def act(right: str = "work_on_case") -> Callable[[Does], Callable[..., HttpResponse]]:
    """Make a function an act on a case: by POST, for those who may; it may say where the focus goes."""

    def made(does: Does) -> Callable[..., HttpResponse]:
        @page("see_queue", methods=("POST",))
        @wraps(does)
        def acting(request: DeskRequest, /, pk: int, **numbers: int) -> HttpResponse:
            case = find_case(request, pk, right)
            keep_text(request, case)
            try:
                focus = does(request, case, **numbers)
            except (InputError, NobodyToAsk) as wrong:
                return refused(request, case, in_words(wrong))
            return back(case, focus or "next-to-do")

        return acting

    return made


def back(case: Case, focus: str = "", *, changed: bool = False) -> HttpResponse:
    """The page of a case again."""
    query = f"?do={focus}" + ("&changed=1" if changed else "")
    response = HttpResponseRedirect(reverse("case", args=[case.pk]) + query)
    response.status_code = 303
    return response


def refused(request: DeskRequest, case: Case, because: str) -> HttpResponse:
    """Say what was wrong; what was typed stays where it is."""
    if request.htmx:
        response = HttpResponse()
        response["HX-Reswap"] = "none"
        response["HX-Trigger"] = json.dumps({"toast": {"text": because, "kind": "error"}})
        return response
    messages.error(request, because)
    return back(case)


_CALLED = {"because": "The sentence", "note": "The note", "text": "The note", "ask": "The ask"}


def in_words(wrong: Exception) -> str:
    """What was wrong as a sentence."""
    if not isinstance(wrong, InputError):
        told = str(wrong)
        return f"{told[:1].upper()}{told[1:]}."
    label = _CALLED.get(wrong.path) or fact_label(wrong.path)
    colon = ":" if wrong.message.startswith(("expected", "the ")) else ""
    remedy = f": {wrong.help}" if wrong.help else ""
    return f"{label}{colon} {wrong.message}{remedy}. Nothing was changed."


def written(request: DeskRequest, name: str = "reply") -> str:
    """A text as somebody wrote it, its lines ended in one way."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]


def keep_text(request: DeskRequest, case: Case) -> None:
    """Keep the reply that is being written, whatever else is done."""
    if "reply" not in request.POST or not allowed(request.user, "work_on_case", case):
        return
    text, draft = written(request), drafting.open_draft(case)
    if (draft.text if draft else "").strip() != text.strip():
        drafting.keep(case, text, by=request.user, now=timezone.now())
