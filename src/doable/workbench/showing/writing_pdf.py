"""A document as PDF, with page numbers, bookmarks and links; needs fpdf2 (`doable[print]`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpdf.enums import XPos, YPos

from doable.workbench.showing.document import Entry, Items, Paragraph, Run, Table, heading_of
from doable.workbench.showing.folding import folded
from doable.workbench.showing.pages import BODY, INK, MARGIN, RULE, SMALL, SOFT, Pages, leading

if TYPE_CHECKING:
    from datetime import datetime

    from fpdf import FPDF
    from fpdf.outline import OutlineSection

    from doable.workbench.showing.document import Block, Document, Line, Row, Section

_COLOURS = {
    "doable": (23, 96, 58),
    "billable": (107, 74, 0),
    "phased": (29, 79, 145),
    "needs_approval": (93, 53, 145),
    "declined": (82, 78, 72),
    "forbidden": (151, 35, 31),
    "refer": (122, 61, 18),
    "lifted": (82, 78, 72),
}
_TITLE, _SIZES = 28.0, {2: 18.0, 3: 15.0, 4: 11.0}
_LABELS, _NUMBERS, _INDENT, _GAP = 38, 12, 5, 3
# What has to stand on the same page below a heading; entries up to this height are kept on one page.
_BELOW_HEADING, _MOST_TOGETHER = 32, 110
# Millimetres that a letter takes on average in the body's size.
_LETTER = 1.9


def pdf(document: Document, made: datetime) -> bytes:
    """The document as PDF; it says of itself that it was made at that moment."""
    pages = Pages(document.title, document.anchors())
    pages.set_title(folded(document.title))
    pages.set_subject(folded(document.subtitle))
    pages.set_lang(document.language)
    pages.set_creator("Doable")
    pages.set_creation_date(made)
    _title_page(pages, document)
    pages.add_page()
    if len(document.sections) > 1:
        pages.insert_toc_placeholder(lambda page, outline: _contents(page, outline, document.contents))
    for number, section in enumerate(document.sections):
        before = document.sections[number - 1] if number else section
        if number and not (section.sections and before.sections):
            pages.add_page()
        _section(pages, section, 2)
    return bytes(pages.output())


def _title_page(pages: Pages, document: Document) -> None:
    pages.add_page()
    pages.set_y(64)
    pages.words(document.title, _TITLE, style="B")
    pages.ln(1)
    pages.words(document.subtitle, _SIZES[3], colour=SOFT)
    pages.ln(8)
    pages.set_draw_color(*RULE)
    pages.line(MARGIN, pages.get_y(), pages.w - MARGIN, pages.get_y())
    pages.ln(6)
    for label, text in document.particulars:
        pages.face(BODY, colour=SOFT)
        pages.cell(_LABELS, leading(BODY), folded(label))
        pages.face(BODY)
        pages.multi_cell(0, leading(BODY), folded(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pages.ln(1.5)
    pages.ln(8)
    for paragraph in document.introduction:
        pages.runs(paragraph.line, BODY, colour=SOFT)


def _contents(pages: FPDF, outline: list[OutlineSection], heading: str) -> None:
    """The table of contents, once the page of every section is known."""
    assert isinstance(pages, Pages)
    pages.set_x(MARGIN)
    pages.words(heading, _SIZES[2], style="B")
    pages.ln(4)
    is_flat = not any(each.level for each in outline)
    for each in outline:
        pages.face(BODY, "" if each.level or is_flat else "B")
        link, indent = pages.add_link(page=each.page_number), each.level * _INDENT
        pages.set_x(MARGIN + indent)
        pages.cell(pages.w - 2 * MARGIN - indent - _NUMBERS, leading(BODY), each.name, link=link)
        pages.cell(_NUMBERS, leading(BODY), str(each.page_number), align="R", link=link)
        pages.ln(leading(BODY))


def _section(pages: Pages, section: Section, level: int) -> None:
    if pages.get_y() > MARGIN + 1:
        pages.ln(8 if level == 2 or section.sections else 4)
    if pages.will_page_break(_BELOW_HEADING):
        pages.add_page()
    pages.set_link(name=section.anchor, y=pages.get_y())
    if level == 2 or section.sections:
        pages.start_section(folded(section.title), level=level - 2)
    size = _SIZES[level] if level == 2 or section.sections else _SIZES[4]
    pages.words(heading_of(section), size, style="B")
    pages.ln(1.5)
    for block in section.blocks:
        _block(pages, block)
    for inner in section.sections:
        _section(pages, inner, level + 1)


def _block(pages: Pages, block: Block) -> None:
    match block:
        case Paragraph(line=line):
            pages.runs(line, BODY)
        case Items(lines=lines):
            for line in lines:
                _bullet(pages, line)
        case Table():
            _table(pages, block)
        case Entry():
            _entry(pages, block)
            pages.ln(0.8)
    pages.ln(1.5)


def _bullet(pages: Pages, line: Line) -> None:
    pages.face(BODY)
    pages.cell(_INDENT, leading(BODY), "\u2022")
    pages.set_left_margin(pages.l_margin + _INDENT)
    pages.runs(line, BODY)
    pages.indented(-_INDENT)


def _table(pages: Pages, table: Table) -> None:
    """A table; its head stands on every page it reaches."""
    widths = [pages.epw * share / sum(table.widths) for share in table.widths]
    head = tuple((Run(label, "strong"),) for label in table.head)
    _cells(pages, head, widths)
    for row in table.rows:
        if pages.will_page_break(_row_height(pages, row, widths)):
            pages.add_page()
            _cells(pages, head, widths)
        if row.anchor:
            pages.set_link(name=row.anchor, y=pages.get_y())
        _cells(pages, row.cells, widths)
    pages.ln(2)


def _row_height(pages: Pages, row: Row, widths: list[float]) -> float:
    """How high a row is at most."""
    pages.face(SMALL, "B")
    texts = ["".join(run.text for run in cell) for cell in row.cells]
    lines = [
        1 + int(1.15 * pages.get_string_width(folded(text)) / (width - _GAP))
        for text, width in zip(texts, widths, strict=True)
    ]
    return (max(lines) + 1) * leading(SMALL)


def _cells(pages: Pages, cells: tuple[Line, ...], widths: list[float]) -> None:
    """The cells of a row beside each other, with a line below them."""
    top, left, right = pages.get_y() + 1, pages.l_margin, pages.r_margin
    bottom, x = top, left
    for cell, width in zip(cells, widths, strict=True):
        pages.set_left_margin(x)
        pages.set_right_margin(pages.w - x - width + _GAP)
        pages.set_xy(x, top)
        pages.runs(cell, SMALL)
        bottom, x = max(bottom, pages.get_y()), x + width
    pages.set_left_margin(left)
    pages.set_right_margin(right)
    pages.set_xy(left, bottom + 1)
    pages.set_draw_color(*RULE)
    pages.line(left, bottom + 1, pages.w - right, bottom + 1)


def _entry(pages: Pages, entry: Entry) -> None:
    height = _height(entry, pages.epw)
    if height < _MOST_TOGETHER and pages.will_page_break(height):
        pages.add_page()
    if entry.anchor:
        pages.set_link(name=entry.anchor, y=pages.get_y())
    page, top, left = pages.page, pages.get_y(), pages.l_margin
    pages.indented(_INDENT)
    _answer(pages, entry)
    if entry.begins_with_reason:
        pages.runs(entry.because, BODY)
    _conditions(pages, entry)
    if entry.because and not entry.begins_with_reason:
        pages.runs(entry.because, BODY)
    for line in entry.details:
        pages.runs(line, SMALL, colour=SOFT)
    _bar(pages, entry, (page, left, top))
    for exception in entry.exceptions:
        pages.ln(2)
        _entry(pages, exception)
    pages.indented(-_INDENT)


def _answer(pages: Pages, entry: Entry) -> None:
    """The answer with the rule's name."""
    if entry.answer:
        pages.face(BODY, "B", _COLOURS[entry.verdict])
        pages.write(leading(BODY), folded(entry.answer))
    if entry.name:
        pages.face(SMALL - 0.5, colour=SOFT, family="courier")
        pages.write(leading(BODY), f"  {folded(entry.name)}")
    if entry.answer or entry.name:
        pages.ln(leading(BODY))


def _conditions(pages: Pages, entry: Entry) -> None:
    """What has to be so."""
    if entry.lead:
        pages.face(BODY, "B")
        pages.write(leading(BODY), folded(entry.lead))
        pages.face(BODY)
        pages.write(leading(BODY), folded(" " + ", and ".join(entry.conditions) if entry.conditions else ""))
        pages.ln(leading(BODY) + 0.8)


def _bar(pages: Pages, entry: Entry, begun: tuple[int, float, float]) -> None:
    """The bar of the verdict's colour along an entry, on the pages it stands on."""
    page, left, top = begun
    bottom = pages.get_y()
    pages.set_draw_color(*_COLOURS[entry.verdict])
    pages.set_line_width(0.7)
    if pages.page == page:
        pages.line(left + 1, top + 0.5, left + 1, bottom)
    else:
        pages.line(left + 1, MARGIN, left + 1, bottom)
    pages.set_line_width(0.2)
    pages.set_draw_color(*RULE)
    pages.set_text_color(*INK)


def _height(entry: Entry, width: float) -> float:
    """About how high an entry will be, its exceptions aside."""
    texts = [entry.lead + ", and ".join(entry.conditions), "".join(run.text for run in entry.because)]
    texts += ["".join(run.text for run in line) for line in entry.details]
    lines = sum(1 + int(len(text) * _LETTER / width) for text in texts if text)
    return (lines + 1) * leading(BODY) + 2
