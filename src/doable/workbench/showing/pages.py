"""Pages of a PDF: fonts, colours, lines of text with links, the foot of each page; needs fpdf2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from doable.workbench.showing.folding import ENCODING, folded

if TYPE_CHECKING:
    from doable.workbench.showing.document import Line

Colour = tuple[int, int, int]
INK: Colour = (30, 28, 25)
SOFT: Colour = (87, 83, 75)
RULE: Colour = (214, 208, 198)
ACCENT: Colour = (11, 90, 88)
BODY, SMALL = 10.0, 8.5
MARGIN = 22.0
_BOTTOM, _FOOT = 24, -16
_LEADING = 1.4 * 25.4 / 72
_STYLES = {"strong": "B"}


class Pages(FPDF):
    """A4 pages with a foot; `anchors` are the places that links can lead to."""

    def __init__(self, title: str, anchors: frozenset[str]) -> None:
        super().__init__(format="A4")
        self.core_fonts_encoding = ENCODING
        self.foot = folded(title)
        self.anchors = anchors
        self.c_margin = 0
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(auto=True, margin=_BOTTOM)

    def footer(self) -> None:
        """The title and the number of the page, on all but the first."""
        if self.page_no() == 1:
            return
        left, self.l_margin = self.l_margin, MARGIN
        self.set_xy(MARGIN, _FOOT)
        self.face(SMALL, colour=SOFT)
        half = (self.w - 2 * MARGIN) / 2
        self.cell(half, 5, self.foot)
        self.cell(half, 5, str(self.page_no()), align="R")
        self.l_margin = left

    def face(self, size: float, style: str = "", colour: Colour = INK, family: str = "helvetica") -> None:
        """Write what follows like this."""
        self.set_font(family, style, size)
        self.set_text_color(*colour)

    def words(self, text: str, size: float, *, style: str = "", colour: Colour = INK) -> None:
        """A text of its own, from margin to margin."""
        self.face(size, style, colour)
        self.multi_cell(0, leading(size), folded(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def runs(self, line: Line, size: float, *, colour: Colour = INK) -> None:
        """A line of words of several looks, broken where it has to be; links lead to their places."""
        for run in line:
            text = folded(run.text)
            linked = run.link in self.anchors
            soft = run.look in {"soft", "code"}
            self.face(
                size - 1 if run.look == "code" else size,
                _STYLES.get(run.look, ""),
                ACCENT if linked else SOFT if soft else colour,
                "courier" if run.look == "code" else "helvetica",
            )
            if run.look == "code" and self.get_x() + self.get_string_width(text) > self.w - self.r_margin:
                self.ln(leading(size))
            self.write(leading(size), text, link=f"#{run.link}" if linked else "")
        self.ln(leading(size))

    def indented(self, by: float) -> None:
        """Move the left margin, for what follows."""
        self.set_left_margin(self.l_margin + by)
        self.set_x(self.l_margin)


def leading(size: float) -> float:
    """The height of a line of text of a size, in millimetres."""
    return size * _LEADING
