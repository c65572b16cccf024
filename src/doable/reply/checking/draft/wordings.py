"""Classes of wording: what people write when they refuse, hint, blame ..., kept as lists beside the code.

A list is a file `lists/<language>/<topic>.txt`. Each line is one wording for spelled-out words: `(a|b)`
one of them, `[a]` perhaps, `word*` any ending, `..` up to four words in between (`...` up to nine), `^` where
a sentence begins, `{NAME}` what a line `NAME = ...` above says. `[topic]` alone on a line begins another
class; what follows `#` is a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple, Protocol

import re2

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.reply.checking.draft.spelled import Spelled

LANGUAGES = ("en", "de")
_MEMORY = 1 << 27  # with less, a long list falls back to a slower search
_GAP = r"(?:[^ \n.!?;:]\S* ){0,%d}?"
_REMARK = re.compile(r"(?:^|\s)#(?:\s.*)?$")
_DEFINITION = re.compile(r"([A-Z]+) = (.+)")
_NAME = re.compile(r"\{([A-Z]+)\}")


class Hit(NamedTuple):
    """A stretch of the spelled-out words, and of the text, that has a wording of a class."""

    start: int
    end: int
    first: int
    last: int


class _Pattern(Protocol):
    def finditer(self, text: str) -> Iterator[re.Match[str]]: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """All wordings of one class in one language, looked for in time linear in the text."""

    pattern: _Pattern

    def hits(self, spelled: Spelled) -> Iterator[Hit]:
        """Where a text has wordings of this class, first to last."""
        for found in self.pattern.finditer(spelled.words):
            start, end = found.span(1)
            yield Hit(*spelled.source(start, end), start, end)


@cache
def wording(name: str, language: str) -> Wording | None:
    """A class of wording in a language; None where nobody has written one."""
    topic, _, part = name.partition(".")
    return _classes(topic, language).get(part)


@cache
def _classes(topic: str, language: str) -> Mapping[str, Wording]:
    place = files(__package__) / "lists" / language / f"{topic}.txt"
    if not place.is_file():
        return {}
    return {part: _compiled(lines) for part, lines in _read(place.read_text(encoding="utf-8")).items()}


def _read(text: str) -> dict[str, list[str]]:
    """The lines of each class with the names in them written out."""
    names: dict[str, str] = {}
    classes: dict[str, list[str]] = {}
    part = ""
    for raw in text.splitlines():
        line = _REMARK.sub("", raw).strip()
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            part = heading[1]
        elif defined := _DEFINITION.fullmatch(line):
            names[defined[1]] = f"({_named(defined[2], names)})"
        elif line:
            classes.setdefault(part, []).append(_named(line, names))
    return classes


def _named(line: str, names: Mapping[str, str]) -> str:
    return _NAME.sub(lambda found: names[found[1]], line)


def _compiled(lines: list[str]) -> Wording:
    patterns = "|".join(expression(line) for line in lines)
    options = re2.Options()
    options.longest_match = True  # `PID loop` and not only `PID`
    options.max_mem = _MEMORY
    return Wording(re2.compile(rf"(?m)(?:^| )({patterns})", options))


def expression(line: str) -> str:
    """A wording as a regular expression over spelled-out words."""
    begins = r"^(?:[(\"“„'] )?" if line.startswith("^") else ""
    said = re.escape(line.removeprefix("^")).replace(r"\ ", " ")
    said = said.replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    said = re.sub(r"(\w)\\-(\w)", r"\1_\2", said)
    said = re.sub(r"\\\[(.*?)\\\] ?", r"(?:(?:\1) )?", said)
    said = re.sub(r"(\w)(?=[ |)]|$)", r"\1\\b", said)
    said = said.replace(r" \.\.\. ", f" {_GAP % 9}").replace(r" \.\. ", f" {_GAP % 4}").replace(r"\*", r"\S*")
    return f"{begins}(?:{said})"
