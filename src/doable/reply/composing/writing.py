"""A section filled in and made into clean prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.playbooks import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from doable.reply.composing.texts import Texts

PHRASES = ("wish", "noun", "offer")
_AS_THEY_STAND = ("greeting", "close")
_ITEM = re.compile(r"(?:-|\d+\.)\s")
_BEFORE_MARK = re.compile(r"\s+([.,;:!?)])(?=\s|$)")
_BLANK_LINES = re.compile(r"\n{3,}")


class Writer:
    """Writes the sections of one letter: its texts, channel and language are always the same."""

    def __init__(self, texts: Texts, *, channel: str | None, language: str) -> None:
        self.texts, self.channel, self.language = texts, channel, language

    def write(
        self,
        name: str,
        values: Mapping[str, object],
        *,
        situations: Sequence[str],
        ask: str | None = None,
    ) -> str:
        """The section with these values; empty where no text has it. Raises PlaybookError."""
        section = self.texts.section(
            name, situations=situations, ask=ask, channel=self.channel, language=self.language
        )
        return "" if section is None else cleaned(name, render(section.text, values))

    def is_special(self, name: str, *, situations: Sequence[str], ask: str) -> bool:
        """Whether there is a text for this very ask."""
        section = self.texts.section(
            name, situations=situations, ask=ask, channel=self.channel, language=self.language
        )
        return section is not None and section.ask == ask


def cleaned(name: str, text: str) -> str:
    """Text without the gaps that tags leave: phrases on one line, greetings as they stand, else prose."""
    lines = [_BEFORE_MARK.sub(r"\1", " ".join(line.split())) for line in text.strip().splitlines()]
    if name in _AS_THEY_STAND:
        return _BLANK_LINES.sub("\n\n", "\n".join(lines))
    prose = _flowing([line for line in lines if line])
    return prose.removesuffix(".") if name in PHRASES else prose[:1].upper() + prose[1:]


def _flowing(lines: list[str]) -> str:
    """Lines run together, but for lists, whose items stay on lines of their own."""
    written = ""
    listing = False
    for line in lines:
        item = _ITEM.match(line) is not None
        written += ("\n" if item or listing else " ") + line
        listing = item
    return _BEFORE_MARK.sub(r"\1", written.strip())
