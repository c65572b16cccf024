"""The list of drafts, a draft as a whole, its stories; opening one, discarding it, adding an ask."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from doable import InputError
from doable.desk import books, revising
from doable.desk.authorising import NotAllowed, allowed
from doable.desk.models import BookDraft
from doable.policy.loading.shapes import WORD
from doable.web.book.drafts import completing, examining, outlining, overview
from doable.web.guarding import page
from doable.workbench.editing.entries import entries_of
from doable.workbench.editing.spanning import Unreadable
from doable.workbench.editing.writing import entry_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.web.guarding import DeskRequest
    from doable.workbench.editing.valuing import Values

_MOST_CLOSED = 20


def find_draft(pk: int) -> BookDraft:
    """A draft of the book, open or closed."""
    draft = BookDraft.objects.select_related("base", "opened_by").filter(pk=pk).first()
    if draft is None:
        raise Http404("There is no such draft of the book.")
    return draft


def seen_other(name: str, *args: object, query: str = "") -> HttpResponse:
    """On to another page, after something was done."""
    response = HttpResponseRedirect(reverse(name, args=args) + query)
    response.status_code = 303
    return response


def may_write(request: DeskRequest, draft: BookDraft) -> bool:
    """Whether somebody may change a draft."""
    return draft.closed_at is None and allowed(request.user, "change_book")


@page("see_book")
def drafts(request: DeskRequest) -> HttpResponse:
    """The drafts being worked on, and where a new one is opened."""
    found = BookDraft.objects.select_related("base", "opened_by")
    rule = request.GET.get("rule", "")[:200]
    return render(
        request,
        "book/drafts/drafts.html",
        {
            "rows": [overview.draft_row(draft) for draft in found.open()],
            "closed": found.exclude(closed_at=None).order_by("-closed_at")[:_MOST_CLOSED],
            "may_change": allowed(request.user, "change_book"),
            "version": books.in_force_version(),
            "rule": rule,
            "proposed": f"Change {rule}" if rule else "",
        },
    )


@page("change_book", methods=("POST",))
def open_draft(request: DeskRequest) -> HttpResponse:
    """Open a draft from the newest version."""
    rule = request.POST.get("rule", "")[:200]
    try:
        draft = revising.open_draft(request.POST.get("title", ""), by=request.user, now=timezone.now())
    except InputError:
        messages.error(request, "Say in a few words what the change is for; then the draft can be opened.")
        return seen_other("book_drafts", query=f"?rule={rule}" if rule else "")
    return seen_other("book_draft_rule", draft.pk, rule) if rule else seen_other("book_draft", draft.pk)


@page("see_book")
def draft(request: DeskRequest, pk: int) -> HttpResponse:
    """A draft as a whole: what is changed in it, what is missing until it can be published."""
    found = find_draft(pk)
    state = revising.state_of(found)
    return render(
        request,
        "book/drafts/draft.html",
        {
            "draft": found,
            "state": state,
            "steps": overview.STEPS,
            "reached": [name for name, _ in overview.STEPS].index(state.step),
            "files": outlining.files(found.texts, found.base.texts, (*state.errors, *state.warnings)),
            "changed": overview.changed_entries(found),
            "saved": revising.changes_of(found)[::-1],
            "meanwhile": None if found.closed_at else revising.meanwhile(found),
            "may_change": may_write(request, found),
            "tab": "edit",
        },
    )


@page("see_book")
def stories(request: DeskRequest, pk: int) -> HttpResponse:
    """Every story of a draft: those that come out otherwise than expected first."""
    found = find_draft(pk)
    contents, findings = examining.check(found.texts)
    run = examining.tell(contents, found.base.digest) if contents else None
    failing = {each.told.story.title for each in run.failing} if run else set()
    passing = [story for story in contents.stories if story.title not in failing] if contents else []
    context = {"draft": found, "run": run, "passing": passing, "findings": findings, "tab": "stories"}
    return render(request, "book/drafts/stories.html", {**context, "may_change": may_write(request, found)})


@page("see_book")
def rule(request: DeskRequest, pk: int, name: str) -> HttpResponse:
    """Where a rule stands in a draft."""
    found = find_draft(pk)
    for path, text in found.texts.items():
        if not path.startswith("asks/"):
            continue
        try:
            entries = entries_of(path, text)
        except Unreadable:
            continue
        here = next((each for each in entries if name in {each.title, _otherwise(path, each.at)}), None)
        if here is not None:
            return HttpResponseRedirect(f"{reverse('book_draft_file', args=[pk, path])}?at={here.at}")
    raise Http404("There is no such rule in this draft.")


def _otherwise(path: str, at: str) -> str:
    """The name under which decisions know what follows where no rule speaks."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return f"{stem}.{at}" if at == "otherwise" else stem if not at else ""


@page("see_book")
def names(request: DeskRequest, pk: int) -> HttpResponse:
    """The names that may stand in a file, for completion; while errors are in the way, those of its base."""
    found = find_draft(pk)
    path = request.GET.get("file", "")
    if path and path not in found.texts:
        raise Http404("The draft has no such file.")
    contents, _ = examining.check(found.texts)
    known = contents or books.loaded(found.base.digest).contents
    return JsonResponse({"names": list(completing.names(known, path))})


@page("change_book", methods=("POST",))
def add_ask(request: DeskRequest, pk: int) -> HttpResponse:
    """A new ask, or a new playbook's file, with what it can't do without."""
    found = find_draft(pk)
    name = re.sub(r"[\s\-]+", "_", request.POST.get("name", "").strip().lower())
    path = f"asks/{name}.yaml"
    if not re.fullmatch(WORD, name) or path in found.texts:
        unnameable = "can't be the name of an ask: write it in small letters, such as gift_card"
        why = "is there already" if path in found.texts else unnameable
        messages.error(request, f"“{name}” {why}.")
        return seen_other("book_draft", pk)
    try:
        revising.change(
            found, path, new_ask(name, request.POST.dict()), number=found.number,
            because=f"new ask {name}", by=request.user, now=timezone.now(),
        )  # fmt: skip
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return seen_other("book_draft", pk)
    return seen_other("book_draft_file", pk, path)


def new_ask(name: str, said: Mapping[str, str]) -> str:
    """The file of an ask that nothing is decided about yet: a person decides."""
    values: Values = {
        "ask": name,
        "means": said.get("means", "").strip() or "Say what the customer wants.",
        "examples": [said.get("example", "").strip() or name.replace("_", " ")],
        "purpose": said.get("purpose", "").strip() or "say which need is behind it",
    }
    return f"{entry_lines(values, 'ask', '')}\nrules: []\notherwise:\n  then: refer\n"


@page("change_book", methods=("POST",))
def discard(request: DeskRequest, pk: int) -> HttpResponse:
    """Close a draft unpublished."""
    found = find_draft(pk)
    try:
        revising.discard(
            found, because=request.POST.get("because", "").strip(), by=request.user, now=timezone.now()
        )
        messages.success(request, f"“{found.title}” is discarded. It can still be read.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return seen_other("book_drafts")
