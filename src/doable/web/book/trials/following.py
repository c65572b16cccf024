"""The last run of a kind over a draft: how far it is, and whether the draft has changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doable.desk.models import BookDraft, Trial

if TYPE_CHECKING:
    from doable.desk.models import BookChange, BookVersion

_STEPS = ("has begun", "is a quarter done", "is half done", "is three quarters done", "is nearly done")
_STORIES = "stories/"


@dataclass(frozen=True, slots=True)
class Followed:
    """A run, as its page follows it; `since` is what was saved in the draft after it was asked for."""

    trial: Trial | None
    since: tuple[BookChange, ...] = ()

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self.trial is not None and self.trial.finished_at is None

    @property
    def failed(self) -> str:
        """What people are told of one that came to no end."""
        return self.trial.failed if self.trial else ""

    @property
    def result(self) -> dict[str, Any] | None:
        """What it found."""
        return self.trial.result if self.trial else None

    @property
    def percent(self) -> int:
        """How far it is."""
        return round(100 * self.trial.progress) if self.trial else 0

    @property
    def step(self) -> str:
        """How far it is in words that change seldom, to be read out."""
        return _STEPS[min(self.percent // 25, len(_STEPS) - 1)]

    @property
    def only_stories(self) -> bool:
        """Whether nothing but stories changed since, which decides no case otherwise."""
        return all(change.path.startswith(_STORIES) for change in self.since)


def follow(draft: BookDraft, kind: str, against: BookVersion | None = None) -> Followed:
    """The last run over a draft as it is, else the last one over what it was."""
    same = Trial.objects.filter(kind=kind, against=against).select_related("asked_by", "against")
    exact = same.filter(digest=draft.digest).last()
    if exact is not None:
        return Followed(exact)
    trial = same.filter(draft=draft).last()
    if trial is None:
        return Followed(None)
    since = draft.changes.filter(at__gte=trial.asked_at).select_related("by")
    return Followed(trial, tuple(since))


def follow_versions(new: BookVersion, kind: str, against: BookVersion) -> Followed:
    """The last run over a version, held against another."""
    same = Trial.objects.filter(kind=kind, against=against, digest=new.digest)
    return Followed(same.select_related("asked_by", "against").last())
