"""YAML 1.2 core (and so JSON), read into nodes that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn

import yaml

from doable.policy.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2_000_000
MOST_DEEP = 50

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; `kind` is text, number, bool or null by the core schema."""

    text: str
    kind: str
    place: Place
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Marked, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order in which they stand."""

    entries: tuple[tuple[Scalar, Marked], ...]
    place: Place

    def get(self, key: str) -> Marked | None:
        """The value under a key, None if the key is absent."""
        return next((value for name, value in self.entries if name.text == key), None)


Marked = Scalar | Sequence | Mapping


class NotYaml(Exception):
    """A file that can't be read as the YAML that books are written in."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


@dataclass(slots=True)
class _Reader:
    file: str
    events: Iterator[yaml.Event]
    duplicates: list[Finding] = field(default_factory=list)

    def place(self, event: yaml.Event) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def refuse(self, event: yaml.Event, message: str, remedy: str) -> NoReturn:
        raise NotYaml(Finding("error", "syntax", message, self.place(event), remedy))

    def node(self, event: yaml.Event, depth: int) -> Marked:
        if depth > MOST_DEEP:
            self.refuse(event, f"nested more than {MOST_DEEP} deep", "write it flatter, or as several rules")
        self.refuse_shortcuts(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(depth)), self.place(event))
        return Mapping(tuple(self.entries(depth)), self.place(event))

    def refuse_shortcuts(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            name = getattr(event, "anchor", "")
            self.refuse(event, f"books have no anchors: `{mark}{name}`", "write the text out where it is needed")
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            remedy = "put quotes around a text or condition that begins with `!`"
            self.refuse(event, f"books have no tags: `{shown}`", remedy)

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        plain = event.style in (None, "")
        return Scalar(event.value, _kind(event.value) if plain else "text", self.place(event), plain)

    def items(self, depth: int) -> Iterator[Marked]:
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self.node(event, depth + 1)

    def entries(self, depth: int) -> Iterator[tuple[Scalar, Marked]]:
        seen: dict[str, Place] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                self.refuse(event, "a key must be a word", "write `word: value`")
            value = self.node(next(self.events), depth + 1)
            if key.text in seen:
                message = f"`{key.text}` stands here twice (first in line {seen[key.text].line})"
                self.duplicates.append(
                    Finding("error", "syntax", message, key.place, "keep one of them, or join the two")
                )
                continue
            seen[key.text] = key.place
            yield key, value


def _kind(text: str) -> str:
    if text in _WORDS:
        return "null" if _WORDS[text] is None else "bool"
    return "number" if _INT.fullmatch(text) or _FLOAT.fullmatch(text) else "text"


def parse_yaml(text: str, file: str) -> tuple[Marked | None, list[Finding]]:
    """The file as marked nodes (None when empty) and its duplicate keys; raises NotYaml.

    Anchors, tags, a second document, nesting beyond 50 and files beyond 2 MB are refused.
    """
    if len(text.encode()) > MOST_BYTES:
        raise NotYaml(
            Finding("error", "syntax", "the file is larger than 2 MB", Place(file), "split it into several files")
        )
    try:
        return _document(_Reader(file, iter(yaml.parse(text, Loader=_LOADER))))
    except yaml.MarkedYAMLError as error:
        raise NotYaml(_not_yaml(error, file)) from error
    except yaml.reader.ReaderError as error:
        message = f"a character that text files don't have (code {error.character!r})"
        raise NotYaml(Finding("error", "syntax", message, Place(file), "save the file as plain UTF-8 text")) from error


def _document(reader: _Reader) -> tuple[Marked | None, list[Finding]]:
    root: Marked | None = None
    for event in reader.events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            reader.refuse(event, "a second document begins with `---`", "put it into a file of its own")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
            root = reader.node(event, 0)
    empty = isinstance(root, Scalar) and root.kind == "null"
    return (None if empty else root), reader.duplicates


def _not_yaml(error: yaml.MarkedYAMLError, file: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = error.problem or error.context or "not YAML"
    remedy = "check quotes and indentation; quote texts that contain `: `, `#` or begin with `{`, `[`, `*`, `&`, `!`, `@`"
    if "tab" in said or "\\t" in said:
        remedy = "indent with spaces, not with tabs"
    return Finding("error", "syntax", f"this is not well-formed YAML: {said}", place, remedy)
