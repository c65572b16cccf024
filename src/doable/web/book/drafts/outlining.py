"""What is in a draft: its files, and the entries of one, each with its marks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from doable.web.book.drafts.labels import FILES, FOLDERS, file_label
from doable.workbench.editing.entries import Content, Entry, content_of, entries_of
from doable.workbench.editing.spanning import Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doable.policy.findings import Finding

_BY_NAME = ("rule", "exception", "guarantee", "story")


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list of files: whether it is changed, what is found in it."""

    path: str
    title: str
    changed: str
    errors: int
    warnings: int
    here: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry in the list of entries of a file."""

    entry: Entry
    changed: str
    errors: int
    warnings: int
    here: bool


def files(
    texts: Mapping[str, str], base: Mapping[str, str], findings: Iterable[Finding], here: str = ""
) -> list[tuple[str, list[FileRow]]]:
    """All files by what they are, in the order in which one writes a book."""
    counted = Counter((finding.place.file, finding.severity) for finding in findings)
    found: dict[str, list[FileRow]] = {folder: [] for folder in FOLDERS}
    for path in sorted({*texts, *base}, key=_order):
        errors, warnings = (counted[path, severity] for severity in ("error", "warning"))
        row = FileRow(
            path, file_label(path), _change(texts.get(path), base.get(path)), errors, warnings, path == here
        )
        found.setdefault(path.rpartition("/")[0], []).append(row)
    return [(FOLDERS.get(folder, folder), rows) for folder, rows in found.items() if rows]


def _order(path: str) -> tuple[int, str]:
    known = list(FILES)
    return (known.index(path) if path in known else len(known), path)


def _change(now: str | None, before: str | None) -> str:
    if now == before:
        return ""
    if now is None:
        return "removed"
    return "new" if before is None else "changed"


def entry_rows(
    file: str, text: str, base: Mapping[tuple[str, str], Content], findings: Sequence[Finding], at: str | None
) -> tuple[EntryRow, ...]:
    """The entries of a file. Raises Unreadable."""
    entries = entries_of(file, text)
    owners = [owner(entries, finding) for finding in findings]
    counted = Counter(
        (found.at, finding.severity)
        for found, finding in zip(owners, findings, strict=True)
        if found is not None
    )
    return tuple(
        EntryRow(
            each,
            _entry_change(content_of(file, text, each), base.get(identity(each))) if base else "",
            counted[each.at, "error"],
            counted[each.at, "warning"],
            each.at == at,
        )
        for each in entries
    )


def _entry_change(now: Content, before: Content | None) -> str:
    if before is None:
        return "new"
    return "" if now.values == before.values and now.odd == before.odd else "changed"


def owner(entries: Sequence[Entry], finding: Finding) -> Entry | None:
    """The innermost entry in which a finding stands."""
    around = [each for each in entries if each.first <= finding.place.line <= each.last]
    return min(around, key=lambda each: each.last - each.first) if around else None


def identity(entry: Entry) -> tuple[str, str]:
    """What makes an entry the same in two versions of its file: its name, else its place."""
    by_name = entry.shape in _BY_NAME and not entry.title.startswith(("Exception ", "Number "))
    return (entry.shape, entry.title if by_name else entry.at)


def known(file: str, text: str | None) -> dict[tuple[str, str], Content]:
    """What the entries of a file say, by what makes them the same elsewhere."""
    if text is None:
        return {}
    try:
        return {identity(each): content_of(file, text, each) for each in entries_of(file, text)}
    except Unreadable:
        return {}


def changed_lines(before: str | None, now: str) -> list[int]:
    """The lines that are not as they were."""
    if before is None or before == now:
        return []
    opcodes = SequenceMatcher(None, before.split("\n"), now.split("\n"), autojunk=False).get_opcodes()
    return [
        line + 1
        for tag, _, _, first, last in opcodes
        if tag != "equal"
        for line in range(first, max(last, first + 1))
    ]
