"""A run started from its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from doable.desk import trying
from doable.web.book.drafts.views import seen_other

if TYPE_CHECKING:
    from django.http import HttpResponse

    from doable.desk.models import BookDraft
    from doable.web.guarding import DeskRequest


def start(request: DeskRequest, draft: BookDraft, kind: str, page: str) -> HttpResponse:
    """Have a draft tried out as it is now, and follow that on its page."""
    trying.try_out(draft, kind, by=request.user, now=timezone.now())
    return seen_other(page, draft.pk)
