"""The page of proofs: what the book promises to keep, and what was found out about its rules."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.shortcuts import render

from doable.desk.authorising import allowed, authorise
from doable.desk.models.trials import PROOFS
from doable.web.book.drafts.views import find_draft, may_write
from doable.web.book.proving.proofs import examined, findings
from doable.web.book.trials.following import follow
from doable.web.book.trials.keeping import kept
from doable.web.book.trials.starting import start
from doable.web.guarding import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.web.guarding import DeskRequest


@page("see_book", methods=("GET", "POST"))
def proofs(request: DeskRequest, pk: int) -> HttpResponse:
    """What was proved of a draft, what was refuted, and what could not be told."""
    draft = find_draft(pk)
    if request.method == "POST":
        authorise(request.user, "change_book")
        return start(request, draft, PROOFS, "book_draft_proofs")
    followed = follow(draft, PROOFS)
    result = followed.result
    known = kept(draft, PROOFS, result) if result else set()
    guarantees = examined(result, known) if result else []
    found = findings(result, known) if result else []
    return render(
        request,
        "book/trials/proofs.html",
        {
            "draft": draft,
            "tab": "proofs",
            "followed": followed,
            "guarantees": guarantees,
            "states": Counter(each.mark for each in guarantees),
            "warnings": [each for each in found if each.severity != "note"],
            "notes": [each for each in found if each.severity == "note"],
            "assumptions": result["assumptions"] if result else (),
            "may_start": allowed(request.user, "change_book"),
            "may_keep": may_write(request, draft),
        },
    )
