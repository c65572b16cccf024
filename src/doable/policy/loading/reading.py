"""Marked YAML into entries of a shape, with a finding for everything that does not fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doable.policy.book import Text
from doable.policy.findings import Finding
from doable.policy.loading import wording
from doable.policy.loading.entries import Entry
from doable.policy.loading.marked import Mapping, Marked, Scalar, Sequence
from doable.policy.loading.scalars import scalar_value
from doable.policy.loading.shapes import SHAPES, SHORT_FORMS, Key, Shape

if TYPE_CHECKING:
    from doable.policy.findings import Place

MOST_FINDINGS = 200


@dataclass(slots=True)
class Reading:
    """Collects findings while the nodes of a book are read; `languages` are those that texts may be in."""

    findings: dict[Finding, None] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    @property
    def full(self) -> bool:
        """Whether so much is wrong that the rest had better wait."""
        return len(self.findings) >= MOST_FINDINGS

    def note(self, finding: Finding) -> None:
        """Note a finding; the same one only once, and no more than anybody would read."""
        if not self.full:
            self.findings[finding] = None

    def error(self, place: Place, message: str, remedy: str | None = None, *, check: str = "shape") -> None:
        """Note an error."""
        self.note(Finding("error", check, message, place, remedy))

    def warning(self, place: Place, message: str, remedy: str, *, check: str) -> None:
        """Note a warning."""
        self.note(Finding("warning", check, message, place, remedy))

    def entry(self, node: Marked, shape_name: str, key: str | None = None, each: str = "") -> Entry | None:
        """A mapping with the keys of a shape; None if it is no mapping."""
        shape = SHAPES[shape_name]
        if not isinstance(node, Mapping):
            self._no_entry(node, shape_name, key, each)
            return None
        entry = Entry(node.place)
        for name, value in node.entries:
            self._take(entry, shape_name, name, value)
        for needed, wanted in shape.items():
            if wanted.required and needed not in entry.keys and needed not in entry.strange:
                self._missing(node.place, needed, wanted)
        return entry

    def _missing(self, place: Place, key: str, wanted: Key) -> None:
        words = ": " + ", ".join(f"`{word}`" for word in wanted.choices) if wanted.choices else ""
        self.error(place, f"`{key}` is missing", f"add `{key}: ..` ({wanted.doc}{words})")

    def _no_entry(self, node: Marked, shape_name: str, key: str | None, each: str) -> None:
        shape = SHAPES[shape_name]
        what = f"{each}`{key}`" if key else "this"
        first = next((name for name, wanted in shape.items() if wanted.required), next(iter(shape)))
        value = node.text if isinstance(node, Scalar) and scalar_value(node, shape[first].kind) else ".."
        inner = f"{first}: {value}"
        remedy = f"write `{'- ' if each else ''}{inner}` and so on, each key with its value"
        if key and not each:
            remedy = f"write `{key}: {{{inner}}}`"
        self.error(node.place, f"{what} has keys with values, not just {wording.found(node)}", remedy)

    def _take(self, entry: Entry, shape_name: str, key: Scalar, value: Marked) -> None:
        shape: Shape = SHAPES[shape_name]
        wanted = shape.get(key.text)
        if self.full:
            return
        if wanted is None:
            remedy = wording.suggested_key(shape_name, key.text, shape)
            self.error(key.place, f"there is no key `{key.text}` here", remedy)
            entry.strange.update([key.text, *(name for name in shape if remedy == f"did you mean `{name}`?")])
            return
        entry.keys[key.text] = key.place
        entry.places[key.text] = value.place
        read = self._wanted(value, wanted, key.text)
        if read is not None:
            entry.values[key.text] = read

    def _wanted(self, node: Marked, wanted: Key, key: str) -> object:
        kind = wanted.kind
        if isinstance(node, Scalar) and node.kind == "null" and "data" not in kind:
            self.error(node.place, f"nothing stands after `{key}`", f"write {wording.described(kind)}")
            return None
        if "|" in kind:
            single, several = kind.split("|")
            kind = several if isinstance(node, Sequence) else single
        if kind.startswith("list:"):
            return self._several(node, kind.removeprefix("list:"), key, wanted)
        if kind.startswith("map:"):
            return self.named(node, kind.removeprefix("map:"), key, wanted.names)
        read = self._value(node, kind, key)
        return self._choose(node, read, wanted)

    def _choose(self, node: Marked, word: object, wanted: Key) -> object:
        if not wanted.choices or not isinstance(word, str) or word in wanted.choices:
            return word
        allowed = ", ".join(f"`{choice}`" for choice in wanted.choices)
        close = wording.suggestion(word, wanted.choices) or ""
        remedy = close if close.startswith("did") else "use one of them"
        self.error(node.place, f"`{word}` is not one of {allowed}", remedy)
        return None

    def _value(self, node: Marked, kind: str, key: str, *, each: str = "") -> object:
        if kind in SHAPES:
            if kind in SHORT_FORMS and isinstance(node, Scalar) and node.kind == "text":
                return node.text
            return self.entry(node, kind, key, each)
        if kind == "data":
            return node
        if kind == "text" and isinstance(node, Mapping):
            return self._texts(node)
        return self._single(node, kind, key, each)

    def _several(self, node: Marked, kind: str, key: str, wanted: Key) -> object:
        if not isinstance(node, Sequence):
            what = wording.found(node)
            self.error(
                node.place,
                f"`{key}` is a list, not {what}",
                f"write `{key}: [..]`, or a line with `- ` for each",
            )
            return None
        if len(node.items) < wanted.least:
            number = "one entry" if wanted.least == 1 else f"{wanted.least} entries"
            self.error(node.place, f"`{key}` needs at least {number}", f"add them ({wanted.doc})")
            return None
        read = ((self._value(item, kind, key, each="each of "), item) for item in node.items)
        chosen = ((self._choose(item, value, wanted), item.place) for value, item in read)
        return [(value, place) for value, place in chosen if value is not None]

    def named(self, node: Marked, kind: str, key: str | None, names: str) -> Entry | None:
        """Names with values of a kind; a name whose value can't be read is among `keys` only."""
        named = Entry(node.place)
        if not isinstance(node, Mapping):
            what, form = (f"`{key}`", f"{key}: {{name: ..}}") if key else ("this file", "name: ..")
            message = f"{what} has names with values, not just {wording.found(node)}"
            self.error(node.place, message, f"write `{form}`, each name with its value")
            return None
        for name, value in node.entries:
            if scalar_value(name, names) is None:
                self._misnamed(name, names)
                continue
            named.keys[name.text] = name.place
            named.places[name.text] = value.place
            read = self._value(value, kind, name.text)
            if read is not None:
                named.values[name.text] = read
        return named

    def _misnamed(self, name: Scalar, names: str) -> None:
        remedy = wording.remedy(name, names)
        self.error(name.place, f"{wording.found(name)} is not {wording.KINDS[names]}", remedy)

    def _texts(self, node: Mapping) -> Text | None:
        texts = {}
        if not node.entries:
            self.error(node.place, "this text has no words", "write it, or one for each language")
            return None
        for key, value in node.entries:
            if self.languages and key.text not in self.languages:
                remedy = wording.suggestion(key.text, self.languages)
                self.error(key.place, f"`{key.text}` is none of the book's languages", remedy)
            text = self._single(value, "line", key.text)
            if isinstance(text, str):
                texts[key.text] = text
        for language in self.languages:
            if language not in {key.text for key, _ in node.entries}:
                self.warning(
                    node.place,
                    f"this text has no words for `{language}`",
                    f"add `{language}: ..`",
                    check="language",
                )
        order = [*(name for name in self.languages if name in texts), *texts]
        return Text(tuple((name, texts[name]) for name in dict.fromkeys(order))) if texts else None

    def _single(self, node: Marked, kind: str, key: str, each: str = "") -> object:
        if not isinstance(node, Scalar):
            remedy = "write a single value"
            if kind == "formula":
                remedy = "write one condition or value; join conditions with `&&` (and) or `||` (or)"
            self.error(node.place, wording.expected(node, kind, key, each), remedy)
            return None
        read = scalar_value(node, kind)
        if read is None:
            self.error(node.place, wording.expected(node, kind, key, each), wording.remedy(node, kind))
        return read
