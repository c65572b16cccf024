"""What the page of a file of a draft shows."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.loading.files import Files
from doable.web.book.drafts import examining, outlining
from doable.web.book.drafts.fields import Form, form_of, names_of
from doable.web.book.drafts.labels import ADDED, file_label
from doable.web.book.drafts.listing import Table, table_of
from doable.workbench.editing import entries
from doable.workbench.editing.spanning import Unreadable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.desk.models import BookDraft
    from doable.policy.book import Contents
    from doable.policy.findings import Finding
    from doable.web.book.drafts.outlining import EntryRow, FileRow

# Files that are about one ask have their own stories; others may change any.
_OF_ASKS = ("asks/",)


@dataclass(frozen=True, slots=True)
class Editor:
    """A file as somebody works on it: its text, where they are in it, and all there is to say."""

    draft: BookDraft
    path: str
    title: str
    text: str
    at: str | None
    files: list[tuple[str, list[FileRow]]]
    rows: tuple[EntryRow, ...]
    form: Form | None
    table: Table | None
    findings: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]
    changed: tuple[int, ...]
    contents: Contents | None
    run: examining.Run | None
    saved: bool
    adding: tuple[tuple[str, str], ...] = ()
    unreadable: Finding | None = None
    names: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def errors(self) -> int:
        """How many errors there are, here and elsewhere."""
        return sum(each.severity == "error" for each in (*self.findings, *self.elsewhere))

    @property
    def marks(self) -> str:
        """What stands beside the lines of the text, for the page."""
        worst = {each.place.line: each.severity for each in reversed(self.findings)}
        return json.dumps({"found": worst, "changed": self.changed})

    @property
    def line(self) -> int:
        """The line at which the entry at hand begins."""
        return self.form.entry.first if self.form and self.form.entry.at else 1

    @property
    def is_playbook(self) -> bool:
        """Whether it is a text with front matter."""
        return self.path.endswith(".md")

    @property
    def shape(self) -> str:
        """What kind of entries the file has."""
        return entries.form_of(self.path)[1]


def editor_of(draft: BookDraft, path: str, text: str, at: str | None, *, every_story: bool = False) -> Editor:
    """The page of a file with a text that may not be saved yet."""
    texts = {**draft.texts, path: text}
    contents, findings = examining.check(texts)
    here = tuple(each for each in findings if each.place.file == path)
    before = draft.base.texts.get(path)
    base = outlining.known(path, before)
    form = table = unreadable = None
    rows: tuple[EntryRow, ...] = ()
    try:
        rows = outlining.entry_rows(path, text, base, here, at)
        form, table = _at(path, text, rows, at, (draft, here, base))
    except Unreadable as error:
        unreadable = error.finding
    return Editor(
        draft=draft,
        path=path,
        title=file_label(path),
        text=text,
        at=at,
        files=outlining.files(texts, draft.base.texts, findings, path),
        rows=rows,
        form=form,
        table=table,
        findings=here,
        elsewhere=tuple(each for each in findings if each.place.file != path),
        changed=tuple(outlining.changed_lines(before, text)),
        contents=contents,
        run=_run(draft, path, contents, every_story=every_story),
        saved=draft.texts.get(path) == text,
        adding=_adding(path),
        unreadable=unreadable,
        names=names_of(contents),
    )


def _at(
    path: str,
    text: str,
    rows: tuple[EntryRow, ...],
    at: str | None,
    around: tuple[BookDraft, tuple[Finding, ...], dict[tuple[str, str], entries.Content]],
) -> tuple[Form | None, Table | None]:
    draft, findings, base = around
    entry = next((row.entry for row in rows if row.entry.at == at), None)
    if entry is None:
        return None, table_of(path, text, rows)
    inner = tuple(
        each for each in findings if outlining.owner([row.entry for row in rows], each) in {entry, None}
    )
    before = base.get(outlining.identity(entry))
    return form_of(path, text, entry, languages=languages_of(draft), findings=inner, base=before), None


def _run(
    draft: BookDraft, path: str, contents: Contents | None, *, every_story: bool
) -> examining.Run | None:
    if contents is None or path.endswith(".md"):
        return None
    asks: tuple[str, ...] = ()
    if path.startswith(_OF_ASKS) and not every_story:
        asks = tuple(name for name, ask in contents.asks.items() if ask.place.file == path)
    return examining.tell(contents, draft.base.digest, asks)


def _adding(path: str) -> tuple[tuple[str, str], ...]:
    form, shape = entries.form_of(path)
    if shape == "ask":
        return (("add-rule", ADDED["rule"]),)
    return (("add-entry", ADDED.get(shape, "Add")),) if form in {"list", "map"} else ()


def languages_of(draft: BookDraft) -> tuple[str, ...]:
    """The languages that the book's texts are in; the main one first."""
    found = Files(draft.texts).named("book")
    try:
        listed = (
            entries.content_of(*found[0], entries.entries_of(*found[0])[0]).values.get("languages")
            if found
            else None
        )
    except Unreadable:
        listed = None
    names = tuple(str(each) for each in listed) if isinstance(listed, list) else ()
    return names or ("en",)


def first_at(path: str) -> str | None:
    """Where one begins in a file: at the entry that it is, else at the table of those that it has."""
    return "" if entries.form_of(path)[0] in {"one", "front"} else None


def at_line(draft: BookDraft, path: str, line: int) -> str | None:
    """The entry in which a line stands."""
    try:
        found = [
            each for each in entries.entries_of(path, draft.texts[path]) if each.first <= line <= each.last
        ]
    except Unreadable:
        return first_at(path)
    return min(found, key=lambda each: each.last - each.first).at if found else first_at(path)
