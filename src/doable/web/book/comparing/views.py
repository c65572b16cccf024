"""The page that holds a draft against the version it builds on, and the one for any two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from doable.desk import books, revising, tracing, trying
from doable.desk.authorising import allowed, authorise
from doable.desk.models import BookVersion
from doable.desk.models.trials import COMPARISON
from doable.web.book.comparing.contrasting import compared
from doable.web.book.comparing.wording import by_ask
from doable.web.book.drafts.views import find_draft, may_write, seen_other
from doable.web.book.trials.following import follow, follow_versions
from doable.web.book.trials.keeping import kept
from doable.web.book.trials.starting import start
from doable.web.guarding import page
from doable.workbench.comparing.pairing import compare_words

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.web.guarding import DeskRequest


@page("see_book", methods=("GET", "POST"))
def compare(request: DeskRequest, pk: int) -> HttpResponse:
    """What a draft says differently, and which cases it decides differently."""
    draft = find_draft(pk)
    if request.method == "POST":
        authorise(request.user, "change_book")
        return start(request, draft, COMPARISON, "book_draft_compare")
    changes = tracing.differences(draft)
    followed = follow(draft, COMPARISON, draft.base)
    result, currency = followed.result, books.loaded(draft.base.digest).contents.currency
    found = compared(result, kept(draft, COMPARISON, result), currency) if result else None
    return render(
        request,
        "book/trials/compare.html",
        {
            "draft": draft,
            "tab": "compare",
            "readable": changes is not None,
            "changes": by_ask(changes or (), draft=draft, saved=revising.changes_of(draft)),
            "followed": followed,
            "found": found,
            "may_start": allowed(request.user, "change_book"),
            "may_keep": may_write(request, draft),
        },
    )


@page("see_book", methods=("GET", "POST"))
def versions(request: DeskRequest) -> HttpResponse:
    """Any two versions held against each other."""
    given = request.POST if request.method == "POST" else request.GET
    old, new = (_version(given.get(side, "")) for side in ("old", "new"))
    if request.method == "POST":
        authorise(request.user, "change_book")
        if old is None or new is None:
            raise Http404("There is no such version.")
        trying.try_out(new, COMPARISON, by=request.user, now=timezone.now(), against=old)
        return seen_other("book_compare", query=f"?old={old.pk}&new={new.pk}")
    context: dict[str, object] = {
        "every": BookVersion.objects.order_by("-id").defer("texts"),
        "old": old,
        "new": new,
    }
    if old is not None and new is not None:
        one, other = (books.loaded(each.digest).contents for each in (old, new))
        followed = follow_versions(new, COMPARISON, old)
        context |= {
            "changes": by_ask(compare_words(one, other)),
            "followed": followed,
            "found": compared(followed.result, (), other.currency) if followed.result else None,
        }
    may_start = allowed(request.user, "change_book")
    return render(request, "book/trials/versions_compared.html", {**context, "may_start": may_start})


def _version(raw: str) -> BookVersion | None:
    return BookVersion.objects.filter(pk=raw).first() if raw.isdecimal() and len(raw) < 10 else None
