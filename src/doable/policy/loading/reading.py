"""Marked YAML into entries of a shape, with a finding for everything that does not fit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.book import Text
from doable.policy.findings import Finding, did_you_mean
from doable.policy.loading.marked import Mapping, Marked, Scalar, Sequence
from doable.policy.loading.shapes import DOTTED, RULE_ID, SHAPES, SHORT_FORMS, TYPE, WORD, Key, Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.findings import Place

_WORD_LIKE = {"id": RULE_ID, "word": WORD, "dotted": DOTTED, "type": TYPE}
_WHAT = {
    "text": "text, or texts by language such as `{en: .., de: ..}`",
    "line": "text",
    "word": "a name in small letters, digits and `_`",
    "id": "a name such as `refund.in_time` or `R-12`",
    "dotted": "a name such as `order.total`",
    "type": "a type such as `bool`, `money` or `list<string>`",
    "int": "a whole number",
    "bool": "`true` or `false`",
    "money": "an amount such as 50 or 49.90",
    "formula": "a condition or value",
}


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written, not yet parsed; `shift` is 1 where a quote stands before it."""

    text: str
    place: Place
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of a shape: values by key, and where each key stands."""

    values: dict[str, object]
    places: dict[str, Place]
    place: Place

    def get(self, key: str) -> object:
        """The value of a key, None if absent."""
        return self.values.get(key)

    def at(self, key: str) -> Place:
        """Where a key stands, else where the entry begins."""
        return self.places.get(key, self.place)


@dataclass(slots=True)
class Reading:
    """Collects findings while the nodes of a book are read."""

    findings: list[Finding] = field(default_factory=list)

    def error(self, place: Place, message: str, remedy: str | None = None, *, check: str = "shape") -> None:
        """Note an error."""
        self.findings.append(Finding("error", check, message, place, remedy))

    def entry(self, node: Marked, shape_name: str) -> Entry | None:
        """A mapping with the keys of a shape; None if it is no mapping."""
        shape = SHAPES[shape_name]
        if not isinstance(node, Mapping):
            keys = ", ".join(f"`{key}`" for key in list(shape)[:4])
            self.error(node.place, f"expected keys with values here ({keys} ..)", f"write `{next(iter(shape))}: ..`")
            return None
        entry = Entry({}, {}, node.place)
        for key, value in node.entries:
            self._take(entry, shape, key, value)
        for name, wanted in shape.items():
            if wanted.required and name not in entry.places:
                self.error(node.place, f"`{name}` is missing", f"add `{name}: ..` ({wanted.doc})")
        return entry

    def _take(self, entry: Entry, shape: Shape, key: Scalar, value: Marked) -> None:
        wanted = shape.get(key.text)
        if wanted is None:
            self.error(key.place, f"there is no key `{key.text}` here", did_you_mean(key.text, shape))
            return
        entry.places[key.text] = value.place
        read = self.value(value, wanted.kind, key.text)
        if read is not None:
            entry.values[key.text] = read
            self._choose(value, read, wanted)

    def _choose(self, node: Marked, read: object, wanted: Key) -> None:
        if not wanted.choices:
            return
        nodes = node.items if isinstance(node, Sequence) else (node,)
        words = read if isinstance(read, list) else [read]
        for item, word in zip(nodes, words, strict=False):
            if isinstance(word, str) and word not in wanted.choices:
                allowed = ", ".join(f"`{choice}`" for choice in wanted.choices)
                self.error(item.place, f"`{word}` is not one of {allowed}", did_you_mean(word, wanted.choices))

    def value(self, node: Marked, kind: str, key: str) -> object:
        """A value of a kind; None, with a finding, where it is none."""
        if "|" in kind:
            single, several = kind.split("|")
            return self.value(node, several if isinstance(node, Sequence) else single, key)
        if kind.startswith("list:"):
            return self._several(node, kind.removeprefix("list:"), key)
        if kind.startswith("map:"):
            return self._named(node, kind.removeprefix("map:"), key)
        if kind in SHAPES:
            return self._shaped(node, kind)
        if kind == "data":
            return node
        if kind == "text" and isinstance(node, Mapping):
            return self._texts(node)
        return self._single(node, kind, key)

    def _shaped(self, node: Marked, kind: str) -> object:
        if kind in SHORT_FORMS and isinstance(node, Scalar):
            return node.text
        return self.entry(node, kind)

    def _several(self, node: Marked, kind: str, key: str) -> object:
        if not isinstance(node, Sequence):
            self.error(node.place, f"`{key}` is a list", f"write `{key}: [..]`, or one `- ` line for each")
            return None
        read = [self.value(item, kind, key) for item in node.items]
        return [item for item in read if item is not None]

    def _named(self, node: Marked, kind: str, key: str) -> object:
        if not isinstance(node, Mapping):
            self.error(node.place, f"`{key}` is made of names with values", f"write `{key}: {{name: ..}}`")
            return None
        named: dict[str, object] = {}
        for name, value in node.entries:
            read = self.value(value, kind, name.text)
            if read is not None:
                named[name.text] = read
        return named

    def _texts(self, node: Mapping) -> Text | None:
        pairs = [(key.text, self._single(value, "line", key.text)) for key, value in node.entries]
        texts = tuple((language, text) for language, text in pairs if isinstance(text, str))
        if not texts:
            self.error(node.place, "a text without words", "write it, or remove the key")
            return None
        return Text(texts)

    def _single(self, node: Marked, kind: str, key: str) -> object:
        if not isinstance(node, Scalar):
            self.error(node.place, f"`{key}` is {_WHAT[kind]}", _single_remedy(kind))
            return None
        read = (_CONVERT.get(kind) or _pattern_of(kind))(node)
        if read is None:
            found = "nothing" if node.kind == "null" else f"`{node.text}`"
            self.error(node.place, f"`{key}` is {_WHAT[kind]}, not {found}", _remedy(node, kind))
        return read


def _single_remedy(kind: str) -> str:
    if kind == "formula":
        return "write one condition; join several with `&&` (and) or `||` (or)"
    return "write a single value"


def _remedy(node: Scalar, kind: str) -> str | None:
    if kind == "bool" and node.text.lower() in {"yes", "no", "on", "off", "y", "n"}:
        word = "true" if node.text.lower() in {"yes", "on", "y"} else "false"
        return f"`{node.text}` is a word in YAML 1.2; write `{word}`"
    if kind in _WORD_LIKE and re.fullmatch(_WORD_LIKE[kind], (plain := _plain_name(node.text))):
        return f"write `{plain}`"
    return None


def _plain_name(text: str) -> str:
    return re.sub(r"[^a-z0-9_.<>]+", "_", text.strip().lower())


def _pattern_of(kind: str) -> Callable[[Scalar], object]:
    pattern = _WORD_LIKE[kind]
    return lambda node: node.text if re.fullmatch(pattern, node.text) else None


def _line(node: Scalar) -> str | None:
    return node.text.strip() or None if node.kind != "null" else None


def _text(node: Scalar) -> Text | None:
    line = _line(node)
    return Text((("", line),)) if line else None


def _int(node: Scalar) -> int | None:
    return int(node.text) if re.fullmatch(r"[-+]?[0-9]{1,18}", node.text) and node.plain else None


def _bool(node: Scalar) -> bool | None:
    return node.text.lower() == "true" if node.kind == "bool" else None


def _money(node: Scalar) -> Decimal | None:
    return Decimal(node.text) if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,6})?", node.text) else None


def _formula(node: Scalar) -> Formula | None:
    return Formula(node.text, node.place, 0 if node.plain else 1) if node.text.strip() else None


_CONVERT: dict[str, Callable[[Scalar], object]] = {
    "line": _line,
    "text": _text,
    "int": _int,
    "bool": _bool,
    "money": _money,
    "formula": _formula,
}
