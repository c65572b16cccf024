"""YAML 1.2 core (and so JSON), read into nodes that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn, cast

import yaml

from doable.policy.findings import Finding, Place
from doable.policy.loading.unreadable import not_yaml, place_at, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BYTES = 2_000_000
MOST_DEEP = 50
_USUAL_SIZE = 50_000

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"
    r"|[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
)
_WORDS = {
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), "null"),
    **dict.fromkeys(("true", "True", "TRUE", "false", "False", "FALSE"), "bool"),
}
# Characters that YAML does not have: control characters and halves of a pair.
_STRANGE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value; `kind` is text, number, bool or null by the core schema, `raw` how it is written."""

    text: str
    kind: str
    place: Place
    raw: str
    cut: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is written without quotes and within its line."""
        return self.raw == self.text


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


Marked = Scalar | Sequence | Mapping


class NotYaml(Exception):
    """A file that can't be read as the YAML that books are written in."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


@dataclass(slots=True)
class _Reader:
    file: str
    text: str
    events: Iterator[yaml.Event]
    duplicates: list[Finding] = field(default_factory=list)

    def place(self, event: yaml.Event) -> Place:
        mark = cast("yaml.Mark", event.start_mark)
        return Place(self.file, mark.line + 1, mark.column + 1)

    def refuse(self, event: yaml.Event, message: str, remedy: str) -> NoReturn:
        raise NotYaml(Finding("error", "syntax", message, self.place(event), remedy))

    def node(self, event: yaml.Event, depth: int) -> Marked:
        if depth > MOST_DEEP:
            self.refuse(event, f"this is nested more than {MOST_DEEP} deep", "write it flatter")
        self.refuse_shortcuts(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self.items(depth)), self.place(event))
        return Mapping(tuple(self.entries(depth)), self.place(event))

    def refuse_shortcuts(self, event: yaml.Event) -> None:
        tag = getattr(event, "tag", None)
        if (tag and tag != "!") or getattr(event, "anchor", None):
            message, remedy = unquoted(self.text, cast("yaml.Mark", event.start_mark).index)
            self.refuse(event, message, f"{remedy}; books have no YAML tags, anchors or aliases")

    def scalar(self, event: yaml.ScalarEvent) -> Scalar:
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        raw = self.text[start.index : end.index]
        bare = event.style in (None, "")
        kind = kind_of(event.value) if bare and not event.tag else "text"
        after = self.text[end.index : end.index + 9] if bare else ""
        cut = after[:1] in {" ", "\t"} and after.lstrip(" \t").startswith("#")
        return Scalar(event.value, kind, self.place(event), raw, cut)

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
                self.refuse(event, "a key is a single word or text", "write `word: value`")
            value = self.node(next(self.events), depth + 1)
            if key.text in seen:
                message = f"`{key.text}` stands here twice (first in line {seen[key.text].line})"
                self.duplicates.append(
                    Finding("error", "syntax", message, key.place, "keep one of them, or join the two")
                )
                continue
            seen[key.text] = key.place
            yield key, value


def kind_of(text: str) -> str:
    """What unquoted text is by the core schema: text, number, bool or null."""
    return _WORDS.get(text) or ("number" if _NUMBER.fullmatch(text) else "text")


def parse_yaml(text: str, file: str) -> tuple[Marked | None, list[Finding]]:
    """The file as marked nodes (None when empty) and its duplicate keys; raises NotYaml.

    Anchors, tags, a second document, nesting beyond 50 and files beyond 2 MB are refused. Files of usual
    size are kept as they were read: while somebody edits a book, all its files but one stay the same.
    """
    return _kept(text, file) if len(text) <= _USUAL_SIZE else _parsed(text, file)


@lru_cache(maxsize=256)
def _kept(text: str, file: str) -> tuple[Marked | None, list[Finding]]:
    return _parsed(text, file)


def _parsed(text: str, file: str) -> tuple[Marked | None, list[Finding]]:
    _refuse_strange(text, file)
    if file.endswith(".json"):
        text = _PAIR.sub(_joined, text)
    try:
        return _document(_Reader(file, text, iter(yaml.parse(text, Loader=_LOADER))))
    except yaml.MarkedYAMLError as error:
        raise NotYaml(not_yaml(error, text, file)) from None


def too_large(file: str) -> Finding:
    """The finding about a file beyond 2 MB."""
    return Finding(
        "error", "files", "the file is larger than 2 MB", Place(file), "split it into several files"
    )


def _refuse_strange(text: str, file: str) -> None:
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise NotYaml(too_large(file))
    strange = _STRANGE.search(text)
    if strange:
        message = f"here is an invisible character that texts don't have (code {ord(strange[0])})"
        place = place_at(text, strange.start(), file)
        raise NotYaml(
            Finding("error", "syntax", message, place, "remove it, or save the file as plain UTF-8 text")
        )


def _joined(pair: re.Match[str]) -> str:
    """JSON writes characters beyond the first 65,536 as two halves, which YAML does not know."""
    code = 0x10000 + ((int(pair[2], 16) - 0xD800) << 10) + int(pair[3], 16) - 0xDC00
    return f"{pair[1]}\\U{code:08x}"


def _document(reader: _Reader) -> tuple[Marked | None, list[Finding]]:
    root: Marked | None = None
    for event in reader.events:
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            reader.refuse(event, "a second text begins here with `---`", "put it into a file of its own")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent | yaml.AliasEvent):
            root = reader.node(event, 0)
    empty = isinstance(root, Scalar) and root.kind == "null"
    return (None if empty else root), reader.duplicates
