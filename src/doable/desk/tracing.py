"""How the book came to be as it is: what each version changed, by whose hand, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import yaml

from doable.desk import books
from doable.desk.assessing import examined
from doable.desk.models import BookVersion, Publication
from doable.workbench.comparing.pairing import compare_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from doable.desk.models import BookChange, BookDraft
    from doable.workbench.comparing.change import Change


_RULES = frozenset({"rule", "exception"})


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one publication changed: in words, and the changes as they were saved, with who, when and why.

    Nothing was saved on the desk for a version that came from its folder.
    """

    publication: Publication
    changes: tuple[Change, ...]
    saved: tuple[BookChange, ...]


def differences(draft: BookDraft) -> tuple[Change, ...] | None:
    """What a draft says differently than the version it builds on; None while it has errors."""
    contents = examined(draft.files).contents
    return compare_words(books.loaded(draft.base.digest).contents, contents) if contents else None


def saved_for(change: Change, saved: Iterable[BookChange]) -> list[BookChange]:
    """Those of some saves that a change came from: for a rule those that touch it, else those of its file."""
    names = {each for part in change.differences if part.part == "id" for each in (part.before, part.after)}
    rules = {change.name, *(name for name in names if name)} if change.what in _RULES else set()
    return [
        each
        for each in saved
        if each.path in _files_of(change) and (not rules or any(_touches(each, rule) for rule in rules))
    ]


def history_of_rule(rule: str) -> list[Chapter]:
    """Who changed a rule, the latest first; an exception and `<ask>.otherwise` are rules, too."""

    def changed(before: BookVersion, after: BookVersion) -> tuple[Change, ...] | None:
        whole = _changes(before.digest, after.digest)
        return tuple(each for each in whole if _is_about(each, rule)) or None

    chapters = _chapters(changed)
    return [
        Chapter(each.publication, each.changes, tuple(one for one in each.saved if _touches(one, rule)))
        for each in chapters
    ]


def history_of_file(path: str) -> list[Chapter]:
    """Who changed a file, the latest first."""

    def changed(before: BookVersion, after: BookVersion) -> tuple[Change, ...] | None:
        if before.texts.get(path) == after.texts.get(path):
            return None
        whole = _changes(before.digest, after.digest)
        return tuple(each for each in whole if path in _files_of(each))

    return [
        Chapter(each.publication, each.changes, tuple(one for one in each.saved if one.path == path))
        for each in _chapters(changed)
    ]


def history() -> list[Chapter]:
    """What every version changed, the latest first."""
    return list(
        _chapters(lambda before, after: None if before == after else _changes(before.digest, after.digest))
    )


def _chapters(
    changed: Callable[[BookVersion, BookVersion], tuple[Change, ...] | None],
) -> Iterator[Chapter]:
    """The publications that changed something, each held against the one before; None is nothing."""
    standing = list(Publication.objects.standing().select_related("version", "by", "approved_by"))
    for publication, earlier in pairwise(standing):
        found = changed(earlier.version, publication.version)
        if found is None:
            continue
        drafts = publication.drafts.prefetch_related("changes__by")
        saved = tuple(change for draft in drafts for change in draft.changes.all())
        yield Chapter(publication, found, saved)


@lru_cache(maxsize=64)
def _changes(before: str, after: str) -> tuple[Change, ...]:
    """Versions never change, so what lies between two of them is worked out once."""
    if before == after:
        return ()
    return compare_words(books.loaded(before).contents, books.loaded(after).contents)


def _is_about(change: Change, rule: str) -> bool:
    """Whether a change is of this rule, also one that gave it its name or took it."""
    if change.what == "otherwise":
        return rule == f"{change.ask}.otherwise"
    names = {change.name} | {
        name for each in change.differences if each.part == "id" for name in (each.before, each.after) if name
    }
    return change.what in {"rule", "exception"} and rule in names


def _files_of(change: Change) -> set[str]:
    return {place.file for place in (change.before, change.after) if place}


def _touches(saved: BookChange, rule: str) -> bool:
    """Whether a save changed a rule as it is written; where that can't be said, whether it may have."""
    if not saved.path.startswith("asks/"):
        return False
    before, after = _written(saved.before, rule), _written(saved.after, rule)
    return before is _UNREADABLE or after is _UNREADABLE or before != after


_UNREADABLE = object()


def _written(text: str | None, rule: str) -> object:
    """A rule as data, without its exceptions, which are rules of their own."""
    try:
        found = _found(yaml.load(text or "", Loader=_LOADER), rule)
    except yaml.YAMLError:
        return _UNREADABLE
    return {key: value for key, value in found.items() if key != "unless"} if found else None


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _found(data: object, rule: str) -> Mapping[str, object] | None:
    if isinstance(data, dict):
        if data.get("id") == rule:
            return data
        if rule == f"{data.get('ask')}.otherwise":
            return cast("Mapping[str, object] | None", data.get("otherwise"))
        data = list(data.values())
    if not isinstance(data, list):
        return None
    return next((found for each in data if (found := _found(each, rule))), None)
