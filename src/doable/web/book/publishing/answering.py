"""A second person's page: what changes, what it comes to, and their yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from doable import InputError
from doable.desk import books, publishing, revising, tracing
from doable.desk.assessing import NotPublishable
from doable.desk.authorising import NotAllowed, authorise
from doable.desk.models import BookApproval
from doable.desk.models.trials import COMPARISON, PROOFS, REPLAY
from doable.web.book.comparing.contrasting import compared
from doable.web.book.comparing.wording import by_ask
from doable.web.book.drafts.views import seen_other
from doable.web.book.proving.proofs import examined
from doable.web.book.replaying.figures import figures
from doable.web.book.trials.following import follow
from doable.web.cases.answering import in_words
from doable.web.guarding import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.desk.models import BookDraft
    from doable.web.guarding import DeskRequest

_LONGEST = 2000


@page("change_book", methods=("GET", "POST"))
def answer(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything that is needed to agree to a draft, and the answer."""
    approval = _found(pk)
    if request.method == "POST":
        authorise(request.user, "answer_book", approval)
        return _answered(request, approval)
    return _shown(request, approval)


def _found(pk: int) -> BookApproval:
    along = ("draft__base", "draft__opened_by", "asked_by", "asked_of", "answered_by")
    approval = BookApproval.objects.select_related(*along).filter(pk=pk).first()
    if approval is None:
        raise Http404("Nobody was asked about this.")
    return approval


def _answered(request: DeskRequest, approval: BookApproval) -> HttpResponse:
    said, because = request.POST.get("answer", ""), request.POST.get("because", "").strip()[:_LONGEST]
    if said not in {"yes", "no"}:
        return _shown(request, approval, "Say yes or no. Nothing was changed.", 422)
    try:
        publishing.answer(approval, yes=said == "yes", because=because, by=request.user, now=timezone.now())
    except InputError as wrong:
        return _shown(request, approval, in_words(wrong), 422)
    except (NotAllowed, NotPublishable) as late:
        return _shown(request, approval, str(late), 422)
    told = "It can be published now." if said == "yes" else "They see why on the draft."
    messages.success(request, f"Your {said} is kept. {told}")
    return seen_other("book_draft_publish", approval.draft_id)


def _shown(
    request: DeskRequest, approval: BookApproval, refused: str = "", status: int = 200
) -> HttpResponse:
    draft = approval.draft
    state = revising.state_of(draft)
    return render(
        request,
        "book/publishing/answer.html",
        {
            "approval": approval,
            "draft": draft,
            "state": state,
            "tab": "publish",
            "outdated": draft.digest != approval.digest,
            "may_answer": publishing.may_answer(approval, request.user),
            "changes": by_ask(
                tracing.differences(draft) or (), draft=draft, saved=revising.changes_of(draft)
            ),
            "refused": refused,
            **_tried(draft),
        },
        status=status,
    )


def _tried(draft: BookDraft) -> dict[str, object]:
    """What runs over the draft have found so far."""
    currency = books.loaded(draft.base.digest).contents.currency
    comparison, replay = (follow(draft, kind, draft.base).result for kind in (COMPARISON, REPLAY))
    proofs = follow(draft, PROOFS).result
    return {
        "found": compared(comparison, (), currency) if comparison else None,
        "figures": figures(replay) if replay and replay["asks"] else None,
        "guarantees": examined(proofs, ()) if proofs else None,
    }
