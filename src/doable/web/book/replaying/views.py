"""The pages of a replay: its figures, the cases that change, one of them side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import Http404
from django.shortcuts import render

from doable.desk import books
from doable.desk.assessing import examined
from doable.desk.authorising import allowed, authorise
from doable.desk.models.trials import REPLAY
from doable.desk.replaying import Rulings
from doable.web.book.drafts.views import find_draft
from doable.web.book.replaying.cases import LEFT_OUT, Deciding, chosen, listed
from doable.web.book.replaying.figures import figures
from doable.web.book.trials.following import follow
from doable.web.book.trials.starting import start
from doable.web.guarding import page
from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.showing.wording import title

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.desk.models import Trial
    from doable.web.book.replaying.cases import Decided
    from doable.web.guarding import DeskRequest


@page("see_book", methods=("GET", "POST"))
def replay(request: DeskRequest, pk: int) -> HttpResponse:
    """What becomes of the desk's past cases under a draft."""
    draft = find_draft(pk)
    if request.method == "POST":
        authorise(request.user, "change_book")
        return start(request, draft, REPLAY, "book_draft_replay")
    followed = follow(draft, REPLAY, draft.base)
    may = allowed(request.user, "change_book")
    return render(
        request,
        "book/trials/replay.html",
        {
            "draft": draft,
            "tab": "replay",
            "followed": followed,
            "found": figures(followed.result) if followed.result and followed.result["asks"] else None,
            "may_start": may,
            "may_open": may,
        },
    )


@page("change_book")
def cases(request: DeskRequest, pk: int) -> HttpResponse:
    """The cases that change, or those of them that change in one way."""
    draft = find_draft(pk)
    followed = follow(draft, REPLAY, draft.base)
    if followed.result is None:
        raise Http404("Past cases were not decided by this draft yet.")
    which = chosen(request.GET.dict(), followed.result)
    found, number = listed(followed.result, which)
    asks = sorted({each["ask"] for each in followed.result["changes"]})
    return render(
        request,
        "book/trials/cases.html",
        {
            "draft": draft,
            "tab": "replay",
            "followed": followed,
            "which": which,
            "asks": [(each, title(each)) for each in asks],
            "found": found,
            "number": number,
            "kept": len(followed.result["changes"]),
            "changed": followed.result["changed"],
        },
    )


@page("change_book")
def case(request: DeskRequest, pk: int, case: int) -> HttpResponse:
    """One case, decided by the version that a draft builds on and by the draft as it is."""
    draft = find_draft(pk)
    followed = follow(draft, REPLAY, draft.base)
    ruling = Rulings(cast("Trial", followed.trial).asked_at, ()).last_of(case) if followed.result else None
    if ruling is None:
        raise Http404("This case is not among those that were decided again.")
    new, whole = examined(draft.files).contents, allowed(request.user, "see_case", ruling.case)
    asks: list[Decided] = []
    why, facts = "The draft has errors: mend them, and the case can be decided by it again.", []
    if new is not None:
        deciding = Deciding(ruling, books.loaded(draft.base.digest).contents, new, whole)
        facts = deciding.facts()
        try:
            asks, why = deciding.asks(), ""
        except CasesNotRead as unread:
            why = str(unread)
    return render(
        request,
        "book/trials/case.html",
        {
            "draft": draft,
            "tab": "replay",
            "ruling": ruling,
            "asks": asks,
            "why": why,
            "facts": facts,
            "whole": whole,
            "left_out": any(each.value == LEFT_OUT for each in facts),
        },
    )
