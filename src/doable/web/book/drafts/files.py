"""The page of one file of a draft: written, checked while it is written, saved with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from doable import InputError
from doable.desk import revising
from doable.desk.authorising import NotAllowed
from doable.policy.loading.files import belongs
from doable.web.book.drafts import posting, previewing
from doable.web.book.drafts.editor import Editor, at_line, editor_of, first_at
from doable.web.book.drafts.views import find_draft, may_write, seen_other
from doable.web.guarding import page
from doable.workbench.editing.forms import values_from

if TYPE_CHECKING:
    from doable.desk.models import BookDraft
    from doable.web.book.drafts.posting import Posted
    from doable.web.guarding import DeskRequest


@page("see_book")
def file(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """A file with its entries, the form of one of them, and its text."""
    draft = _draft_with(pk, path)
    line = request.GET.get("line", "")
    at = request.GET.get("at", at_line(draft, path, int(line)) if line.isdecimal() else first_at(path))
    editor = editor_of(draft, path, draft.texts[path], at)
    return render(request, "book/drafts/file.html", _context(request, editor))


@page("change_book", methods=("POST",))
def check(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """What there is to say of a text that is being written; nothing is saved."""
    draft = _draft_with(pk, path)
    posted = posting.read(draft, path, request.POST)
    editor = editor_of(draft, path, posted.text, posted.at, every_story="every-story" in request.POST)
    context = _context(request, editor, posted) | {"live": True, "form_is_new": _form_is_new(editor, posted)}
    return render(request, "book/drafts/checked.html", context)


@page("change_book", methods=("POST",))
def write(request: DeskRequest, pk: int, path: str) -> HttpResponse:
    """Save a file; or, without JavaScript, do what the button said and show the text, not saved yet."""
    draft = _draft_with(pk, path)
    posted = posting.read(draft, path, request.POST)
    if request.POST.get("act") == "save":
        return _saved(request, draft, path, posted)
    editor = editor_of(draft, path, posted.text, posted.at)
    return render(request, "book/drafts/file.html", _context(request, editor, posted))


def _saved(request: DeskRequest, draft: BookDraft, path: str, posted: Posted) -> HttpResponse:
    because, number = request.POST.get("because", "").strip(), request.POST.get("number", "0")
    refused, conflict = "", None
    if not because:
        refused = "Say why in a few words: it stands in the history of the book. Then save again."
    try:
        if not refused:
            revising.change(
                draft, path, posted.text, number=int(number) if number.isdecimal() else 0,
                because=because, by=request.user, now=timezone.now(),
            )  # fmt: skip
    except revising.Outdated as outdated:
        conflict = outdated
    except (NotAllowed, InputError) as refusal:
        refused = str(refusal)
    if not refused and conflict is None:
        messages.success(request, f"Saved: {because}")
        query = "" if posted.at is None or posted.at == first_at(path) else f"?at={posted.at}"
        return seen_other("book_draft_file", draft.pk, path, query=query)
    editor = editor_of(draft, path, posted.text, posted.at)
    context = _context(request, editor, posted) | {
        "refused": refused,
        "conflict": conflict,
        "because": because,
    }
    if conflict is not None:
        context["number"] = conflict.number
    return render(request, "book/drafts/file.html", context, status=409 if conflict else 422)


def _draft_with(pk: int, path: str) -> BookDraft:
    draft = find_draft(pk)
    if path not in draft.texts or not belongs(path):
        raise Http404("This draft has no such file.")
    return draft


def _context(request: DeskRequest, editor: Editor, posted: Posted | None = None) -> dict[str, object]:
    playbook = (
        previewing.playbook_of(editor.contents, editor.path)
        if editor.contents and editor.is_playbook
        else None
    )
    return {
        "editor": editor,
        "draft": editor.draft,
        "posted": posted,
        "number": request.POST.get("number") or editor.draft.number,
        "may_change": may_write(request, editor.draft),
        "previews": previewing.previews(editor.contents, playbook) if editor.contents and playbook else [],
        "because": request.POST.get("because", ""),
        "tab": "edit",
    }


def _form_is_new(editor: Editor, posted: Posted) -> bool:
    """Whether the form on the page no longer says what the text does."""
    if editor.form is None:
        return True
    entry, fields = editor.form.entry, editor.form.fields
    languages = tuple(editor.contents.languages) if editor.contents else ("en",)
    same = values_from(fields, entry.shape, languages) == values_from(posted.fields, entry.shape, languages)
    return not same or not editor.form.posted <= set(posted.fields)
