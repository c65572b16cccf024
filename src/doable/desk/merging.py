"""Two who changed the same book: what only one of them touched is taken over, the rest is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.desk.models import BookVersion


@dataclass(frozen=True, slots=True)
class Conflict:
    """A file that both changed, each in their own way; None where it is not there."""

    path: str
    base: str | None
    theirs: str | None
    mine: str | None


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What a newer version has that a draft lacks: files to take over, and files for a person to settle."""

    version: BookVersion
    taken_over: Mapping[str, str | None]
    conflicts: tuple[Conflict, ...]

    @property
    def conflicting(self) -> frozenset[str]:
        """The files that both changed."""
        return frozenset(each.path for each in self.conflicts)


def compared(
    version: BookVersion,
    *,
    base: Mapping[str, str],
    theirs: Mapping[str, str],
    mine: Mapping[str, str],
) -> Meanwhile:
    """A draft against a newer version, file by file, both held against where they came from."""
    taken_over: dict[str, str | None] = {}
    conflicts = []
    for path in sorted({*base, *theirs, *mine}):
        was, other, own = base.get(path), theirs.get(path), mine.get(path)
        if other in (was, own):
            continue
        if own == was:
            taken_over[path] = other
        else:
            conflicts.append(Conflict(path, was, other, own))
    return Meanwhile(version, taken_over, tuple(conflicts))
