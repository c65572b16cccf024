"""A file of many entries as a table, each row a door to its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.web.book.drafts.fields import told
from doable.web.book.drafts.labels import label_of
from doable.workbench.editing.entries import content_of, form_of

if TYPE_CHECKING:
    from doable.web.book.drafts.outlining import EntryRow

_COLUMNS = {
    "limit": ("ask", "when"),
    "referral": ("name", "helps_with", "when"),
    "guarantee": ("says", "ask"),
    "fact": ("type", "means"),
    "story": ("as",),
}


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a file with what is most worth knowing of each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[EntryRow, tuple[str, ...]], ...]


def table_of(path: str, text: str, rows: tuple[EntryRow, ...]) -> Table | None:
    """The table of a file that is a list or has names; None for others."""
    form, shape = form_of(path)
    if form not in {"list", "map"}:
        return None
    keys = _COLUMNS.get(shape, ())
    cells = [content_of(path, text, row.entry).values for row in rows]
    listed = tuple(
        (row, tuple(told(values.get(key)) for key in keys)) for row, values in zip(rows, cells, strict=True)
    )
    return Table(tuple(label_of(shape, key) for key in keys), listed)
