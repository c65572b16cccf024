"""The files of a book as entries: which there must be, and which form each has."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.findings import Place
from doable.policy.loading.entries import Entry
from doable.policy.loading.marked import NotYaml, Sequence, parse_yaml
from doable.policy.loading.shapes import SHAPES
from doable.policy.loading.wording import found

if TYPE_CHECKING:
    from doable.policy.loading.files import Files
    from doable.policy.loading.marked import Marked
    from doable.policy.loading.reading import Reading

_EMPTY = {
    "book": "write the name, the version and the other keys that every book has",
    "facts": "write `{}` into it if there are no facts",
}


@dataclass(slots=True)
class Parts:
    """What the files hold; None where a file that the rest depends on is missing or can't be read."""

    book: Entry | None = None
    facts: Entry | None = None
    style: Entry | None = None
    authority: list[Entry] | None = None
    referrals: Entry = field(default_factory=lambda: Entry(Place("referrals.yaml")))
    guarantees: list[Entry] = field(default_factory=list)
    asks: list[Entry] = field(default_factory=list)
    stories: list[Entry] = field(default_factory=list)
    playbooks: list[tuple[str, str]] = field(default_factory=list)
    unread_asks: tuple[str, ...] = ()


def read_parts(reading: Reading, files: Files) -> Parts:
    """All files, each read as far as it can be."""
    return _Parting(reading, files).parts()


class _Parting:
    def __init__(self, reading: Reading, files: Files) -> None:
        self.reading = reading
        self.files = files

    def parts(self) -> Parts:
        parts = Parts(book=self.one("book"))
        if parts.book is not None:
            self.reading.languages = parts.book.lines("languages")
        parts.facts = self.named("facts", "fact", "dotted")
        parts.style = self.one("style")
        parts.authority = self.several("authority", "limit")
        parts.referrals = self.named("referrals", "referral", "word") or parts.referrals
        parts.guarantees = self.several("guarantees", "guarantee") or []
        parts.asks, parts.unread_asks = self.asks()
        for file in self.files.within("stories"):
            parts.stories += self.items(self.parsed(*file), "story")
        parts.playbooks = list(self.files.within("playbooks"))
        return parts

    def asks(self) -> tuple[list[Entry], tuple[str, ...]]:
        """The asks, and by file name those that can't be read: others may refer to them."""
        entries, unread = [], [path for path in self.files.unreadable if path.startswith("asks/")]
        for path, text in self.files.within("asks"):
            node = self.parsed(path, text)
            entry = self.reading.entry(node, "ask") if node else None
            if entry is None or entry.line("ask") is None:
                unread.append(path)
            else:
                entries.append(entry)
        if not entries and not unread:
            remedy = "write one file for each thing that a customer may ask, such as asks/refund.yaml"
            self.reading.error(Place("asks/"), "the book has no asks", remedy, check="files")
        return entries, tuple(path.rpartition("/")[2].rpartition(".")[0] for path in unread)

    def file(self, stem: str) -> tuple[str, str] | None:
        """The one file of this name."""
        found_files = self.files.named(stem)
        if len(found_files) > 1:
            names = " and ".join(f"`{path}`" for path, _ in found_files)
            place = Place(found_files[1][0])
            self.reading.error(
                place, f"there are {names}, and a book has one", "remove one of them", check="files"
            )
        if not found_files and stem in _EMPTY and self.files.lacks(stem):
            message = f"the book has no `{stem}.yaml`"
            self.reading.error(Place(f"{stem}.yaml"), message, f"add it; {_EMPTY[stem]}", check="files")
        return found_files[0] if found_files else None

    def parsed(self, path: str, text: str) -> Marked | None:
        """What a file holds; None, with a finding, where it can't be read or is empty."""
        try:
            node, duplicates = parse_yaml(text, path)
        except NotYaml as error:
            self.reading.note(error.finding)
            return None
        for duplicate in duplicates:
            self.reading.note(duplicate)
        if node is None:
            remedy = _EMPTY.get(path.rpartition(".")[0], "write it, or remove the file")
            self.reading.error(Place(path), "the file is empty", remedy, check="files")
        return node

    def one(self, stem: str) -> Entry | None:
        """A file that is one entry of the shape of its name."""
        file = self.file(stem)
        node = self.parsed(*file) if file else None
        return self.reading.entry(node, stem) if node else None

    def named(self, stem: str, shape: str, names: str) -> Entry | None:
        """A file of names, each with an entry."""
        file = self.file(stem)
        node = self.parsed(*file) if file else None
        return self.reading.named(node, shape, None, names) if node else None

    def several(self, stem: str, shape: str) -> list[Entry] | None:
        """A file that is a list of entries; None where there is no such file."""
        file = self.file(stem)
        return self.items(self.parsed(*file), shape) if file else None

    def items(self, node: Marked | None, shape: str) -> list[Entry]:
        """The entries of a list."""
        if node is None:
            return []
        if not isinstance(node, Sequence):
            message = f"this file is a list, not {found(node)}"
            first = next(iter(SHAPES[shape]))
            self.reading.error(node.place, message, f"begin each entry with `- `, as in `- {first}: ..`")
            return []
        entries = [self.reading.entry(item, shape) for item in node.items]
        return [entry for entry in entries if entry is not None]
