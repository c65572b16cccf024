"""An example that was found, kept as a story of the draft: from then on the book is tested by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from django.contrib import messages
from django.http import Http404
from django.utils import timezone

from doable.desk import revising
from doable.desk.authorising import NotAllowed
from doable.desk.models import Trial
from doable.desk.models.trials import COMPARISON, PROOFS
from doable.web.book.drafts.views import find_draft, seen_other
from doable.web.guarding import page
from doable.workbench.proving.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from django.http import HttpResponse

    from doable.desk.models import BookDraft
    from doable.web.guarding import DeskRequest

PATH = "stories/kept.yaml"


@dataclass(frozen=True, slots=True)
class Example:
    """An example with the name it has on its page, and the story it would be kept as."""

    key: str
    story: str

    @property
    def titles(self) -> frozenset[str]:
        """What the story, or its steps, are called."""
        return frozenset(titles_in(self.story))


def examples_of(kind: str, result: Mapping[str, Any]) -> list[Example]:
    """What was found that can be kept."""
    return list(_of_comparison(result) if kind == COMPARISON else _of_proofs(result))


def kept(draft: BookDraft, kind: str, result: Mapping[str, Any]) -> set[str]:
    """The keys of those that the draft has as stories already."""
    known = set(titles_in(draft.texts.get(PATH, "")))
    return {each.key for each in examples_of(kind, result) if each.titles and each.titles <= known}


def titles_in(text: str) -> list[str]:
    """What the stories of a file are called; nothing where it can't be read."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        return []
    entries = found if isinstance(found, list) else []
    return [str(each["story"]) for each in entries if isinstance(each, dict) and "story" in each]


@page("change_book", methods=("POST",))
def keep(request: DeskRequest, pk: int) -> HttpResponse:
    """Add an example to the stories of a draft."""
    draft = find_draft(pk)
    trial = Trial.objects.filter(pk=_number(request.POST.get("trial", "")), result__isnull=False).first()
    found = examples_of(trial.kind, trial.result) if trial and trial.result and trial.kind in _PAGES else []
    example = next((each for each in found if each.key == request.POST.get("example")), None)
    if trial is None or example is None:
        raise Http404("There is no such example; it may have been found in an earlier run.")
    before = draft.texts.get(PATH, "")
    text = f"{before.rstrip()}\n\n{example.story}".lstrip()
    try:
        if not example.titles <= set(titles_in(before)):
            revising.change(
                draft, PATH, text, number=draft.number, because="an example kept as a story",
                by=request.user, now=timezone.now(),
            )  # fmt: skip
        messages.success(request, f"Kept: it stands in {PATH} and is told with the other stories.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    return seen_other(_PAGES[trial.kind], draft.pk)


_PAGES = {COMPARISON: "book_draft_compare", PROOFS: "book_draft_proofs"}


def _number(raw: str) -> int:
    return int(raw) if raw.isdecimal() and len(raw) < 10 else 0


def _of_comparison(result: Mapping[str, Any]) -> Iterator[Example]:
    for ask in result["asks"]:
        for number, each in enumerate(ask["contrasts"]):
            before, after = (each[side]["verdict"].replace("_", " ") for side in ("before", "after"))
            turned = f"{after}, no longer {before}" if before != after else f"{after}, for other things"
            story = _story(each["witness"], f"{ask['ask']}: {turned}", each["after"]["verdict"])
            yield Example(f"{ask['ask']} {number}", story)


def _of_proofs(result: Mapping[str, Any]) -> Iterator[Example]:
    for each in result["guarantees"]:
        if each["story"]:
            yield Example(f"guarantee {each['id']}", each["story"])
    for number, each in enumerate(result["findings"]):
        if each["story"]:
            yield Example(f"finding {number}", each["story"])


def _story(witness: Mapping[str, Any], title: str, verdict: str) -> str:
    return Witness(witness["case"], tuple(witness["words"])).as_story(title, [{"verdict": verdict}])
