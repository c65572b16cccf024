"""What is wrong in a book, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file of the book; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `book check` has to say; an error keeps the book from being used."""

    severity: str
    check: str
    message: str
    place: Place
    help: str | None = None
    source: str | None = None

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.severity}: {self.message}"]
        if self.source is not None:
            shown = self.source.replace("\t", " ")  # one column each, or the mark below would stand elsewhere
            lines += [f"    {shown}", f"    {' ' * (self.place.column - 1)}^"]
        if self.help:
            lines.append(f"    help: {self.help}")
        return "\n".join(lines)


class BookNotLoaded(Exception):
    """The book has errors; `findings` lists all that were found in one go."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """A remedy naming the known word closest to this one, or the few there are."""
    words = sorted(known)
    close = get_close_matches(word, words, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    if words and len(words) <= 8:
        return "use one of " + ", ".join(f"`{known_word}`" for known_word in words)
    return None
