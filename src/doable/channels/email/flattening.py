"""Sanitised HTML to plain text, with quotes marked by `>` as in plain mail."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCKS = set(
    "address blockquote center dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody tfoot thead tr"
    " ul".split()
)
_SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "table", "ul", "ol", "pre"}
_DEEPEST = 10  # quotes within quotes
_SPACE = re.compile(r"[ \t\n\r]+")


class _Flattening(HTMLParser):
    """Collects lines; only ever fed with what the sanitiser wrote, which is well-formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words: list[str] = []
        self.quotes, self.preformatted = 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the element would."""
        if tag == "br":
            self.break_line(empty=True)
        elif tag in _BLOCKS:
            self.begin_block(tag)
        elif tag in {"td", "th"} and self.words:
            self.words.append(" ")
        elif tag == "img":
            self.words.append(next((value or "" for name, value in attrs if name == "alt"), ""))

    def begin_block(self, tag: str) -> None:
        """Begin a block on a line of its own."""
        self.break_line(spaced=tag in _SPACED)
        self.quotes += tag == "blockquote"
        self.preformatted += tag == "pre"
        if tag == "li":
            self.words.append("- ")

    def handle_endtag(self, tag: str) -> None:
        """End the line where the element does."""
        if tag in _BLOCKS and tag not in {"hr", "li"}:
            self.break_line(spaced=tag in _SPACED)
            self.quotes = max(0, self.quotes - (tag == "blockquote"))
            self.preformatted = max(0, self.preformatted - (tag == "pre"))
        elif tag == "li":
            self.break_line()

    def handle_data(self, data: str) -> None:
        """Take text, with its spaces collapsed unless it is preformatted."""
        if not self.preformatted:
            self.words.append(_SPACE.sub(" ", data))
            return
        first, *others = data.split("\n")
        self.words.append(first)
        for line in others:
            self.break_line(empty=True)
            self.words.append(line)

    def break_line(self, *, empty: bool = False, spaced: bool = False) -> None:
        """End the line; an empty one stays only where a break or the space around a block asks for it."""
        text = "".join(self.words)
        text = text.rstrip() if self.preformatted else re.sub(" {2,}", " ", text).strip("\n ")
        self.words = []
        mark = ">" * min(self.quotes, _DEEPEST)
        if text or empty:
            self.lines.append(f"{mark} {text}" if mark else text)
        if spaced and self.lines and self.lines[-1].strip("> "):
            self.lines.append(mark)


def flatten(html: str) -> str:
    """The text of sanitised HTML, a line for each line a reader would see."""
    flattening = _Flattening()
    flattening.feed(html)
    flattening.close()
    flattening.break_line()
    while flattening.lines and not flattening.lines[-1].strip("> "):
        flattening.lines.pop()
    return "\n".join(line.rstrip() for line in flattening.lines).strip("\n")
