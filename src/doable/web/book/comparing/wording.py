"""What two books say differently, ready to be read: under its ask, who changed it, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse

from doable.desk.tracing import saved_for
from doable.workbench.showing.wording import title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doable.desk.models import BookChange, BookDraft
    from doable.workbench.comparing.change import Change, Difference

_KINDS = {"added": "new", "removed": "removed", "changed": "changed"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of it, before and now."""

    label: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is new, removed or changed."""

    what: str
    name: str
    kind: str
    under: str | None
    href: str
    differences: tuple[Part, ...]
    saved: tuple[BookChange, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What changed about one ask, or about the whole book."""

    title: str
    changes: tuple[Said, ...]


def by_ask(
    changes: Sequence[Change], *, draft: BookDraft | None = None, saved: Sequence[BookChange] = ()
) -> list[About]:
    """Changes under the ask they belong to, those of the whole book last."""
    ordered = sorted(changes, key=lambda each: (each.ask is None, each.ask or ""))
    return [
        About(title(ask) if ask else "The whole book", tuple(_said(each, draft, saved) for each in found))
        for ask, found in groupby(ordered, key=lambda each: each.ask)
    ]


def _said(change: Change, draft: BookDraft | None, saved: Sequence[BookChange]) -> Said:
    place = change.after
    href = ""
    if draft is not None and place is not None:
        href = f"{reverse('book_draft_file', args=[draft.pk, place.file])}?line={place.line}"
    is_whole = change.name in {change.what, change.ask}
    return Said(
        change.what,
        "" if is_whole else change.name,
        _KINDS[change.kind],
        change.under,
        href,
        tuple(_part(each) for each in change.differences),
        tuple(saved_for(change, saved)),
    )


def _part(each: Difference) -> Part:
    return Part(each.part[:1].upper() + each.part[1:], each.before, each.after)
