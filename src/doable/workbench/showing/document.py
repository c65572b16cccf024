"""A document as values: what every format it can be written in has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Look = Literal["plain", "strong", "soft", "code"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `link` is an anchor of the document, `language` that of the words if it is known."""

    text: str
    look: Look = "plain"
    link: str = ""
    language: str = ""


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list of lines, in no order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, which can be linked to by its anchor."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `widths` are shares of the whole."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What follows on some conditions; `verdict` gives it its colour and shape, `exceptions` stand under it.

    `lead` stands before the conditions, or alone where there are none.
    """

    verdict: str
    answer: str
    lead: str = ""
    conditions: tuple[str, ...] = ()
    because: Line = ()
    details: tuple[Line, ...] = ()
    name: str = ""
    anchor: str = ""
    exceptions: tuple[Entry, ...] = ()

    @property
    def begins_with_reason(self) -> bool:
        """Whether the reason stands first, as the answer is left to the heading above."""
        return bool(self.because and self.conditions and not self.answer)


Block = Paragraph | Items | Table | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a heading; `name` is what a program calls it, where that is shown."""

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    name: str = ""

    def with_sections(self) -> Iterator[Section]:
        """The section and those within it, at any depth."""
        yield self
        for section in self.sections:
            yield from section.with_sections()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: title, what is particular to it, an introduction, and its sections.

    `language` is that of its fixed words, `contents` the heading over its table of contents.
    """

    title: str
    subtitle: str
    language: str
    contents: str
    particulars: tuple[tuple[str, str], ...]
    introduction: tuple[Paragraph, ...]
    sections: tuple[Section, ...]

    def anchors(self) -> frozenset[str]:
        """Every place in it that a link can lead to."""
        sections = [section for top in self.sections for section in top.with_sections()]
        within = (anchor for section in sections for block in section.blocks for anchor in _anchors(block))
        return frozenset((*(section.anchor for section in sections), *within))


def _anchors(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (row.anchor for row in block.rows if row.anchor)
    if isinstance(block, Entry):
        if block.anchor:
            yield block.anchor
        for exception in block.exceptions:
            yield from _anchors(exception)


def words(text: str, language: str = "") -> Line:
    """Plain words as a line."""
    return (Run(text, language=language),) if text else ()


def heading_of(section: Section) -> str:
    """The heading of a section with its name."""
    return f"{section.title} ({section.name})" if section.name else section.title
