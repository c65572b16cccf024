"""An entry as the fields of a form, and what somebody made of them back as values.

A field has a name such as `when`, `because.de`, `by.grade`, `gives.0.value`: with its text it is all that a
form sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.loading.shapes import BELONGS_TO, NEEDED_BY, SHAPES, Key
from doable.workbench.editing.valuing import Value, Values, Written, form_keys, is_empty

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

NAME, VALUE = "name", "value"
_LEAVES = {
    "bool": "truth",
    "formula": "formula",
    "int": "number",
    "count": "number",
    "money": "number",
    "data": "data",
    "list:data": "data",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A field, or several under one heading: `kind` says how it is drawn, `key` what it is of.

    Kinds: line, number, text, formula, data, choice, truth, checks, lines, and of several parts group,
    rows (each a group, the last one free), pairs (each a name and a value, the last one free).
    """

    kind: str
    name: str
    key: str
    doc: str = ""
    value: str = ""
    language: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    def leaves(self) -> Iterator[Part]:
        """The fields at any depth."""
        if self.kind not in {"group", "rows", "pairs"}:
            yield self
        for part in self.parts:
            yield from part.leaves()


def parts_of(
    values: Mapping[str, Value], shape: str, languages: Sequence[str], *, without: Iterable[str] = ()
) -> tuple[Part, ...]:
    """The fields of an entry; those that mean nothing with its effect only where they say something."""
    skipped = {*without, *_foreign(values, shape)}
    return tuple(
        _part(name, name, SHAPES[shape][name], values.get(name), languages)
        for name in form_keys(shape)
        if name not in skipped
    )


def _foreign(values: Mapping[str, Value], shape: str) -> set[str]:
    if "then" not in SHAPES[shape]:
        return set()
    then = str(values.get("then", ""))
    return {
        name for name, effects in BELONGS_TO.items() if then not in effects and is_empty(values.get(name, ""))
    }


def needed(values: Mapping[str, Value], shape: str) -> set[str]:
    """The keys that the entry can't do without."""
    own = {name for name, key in SHAPES[shape].items() if key.required}
    return own | set(NEEDED_BY.get(str(values.get("then", "")), ()) if "then" in SHAPES[shape] else ())


def _part(name: str, label: str, key: Key, value: Value | None, languages: Sequence[str]) -> Part:
    kind = key.kind.rpartition("|")[2]
    if kind == "text":
        return _text(name, label, key, value, languages)
    if kind in SHAPES:
        return _group(name, label, key, value if isinstance(value, dict) else {}, (kind, languages))
    if kind.startswith("list:") and kind.removeprefix("list:") in SHAPES:
        return _rows(name, label, key, value if isinstance(value, list) else [], languages)
    if kind.startswith("map:"):
        return _pairs(name, label, key, value if isinstance(value, dict) else {})
    drawn = _LEAVES.get(kind) or ("choice" if key.choices else "line")
    if kind.startswith("list:") and kind != "list:data":
        drawn = "checks" if key.choices else "lines"
    choices = ("true", "false") if drawn == "truth" else key.choices
    return Part(drawn, name, label, key.doc, _told(value), required=key.required, choices=choices)


def _told(value: Value | None) -> str:
    if isinstance(value, Written):
        return value.text
    if isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return str(value or "")


def _text(name: str, label: str, key: Key, value: Value | None, languages: Sequence[str]) -> Part:
    if isinstance(value, dict):
        said = {language: str(each) for language, each in value.items()}
    else:
        said = {languages[0]: str(value or "")}
    known = list(dict.fromkeys((*languages, *said)))
    if len(known) == 1:
        return Part("text", name, label, key.doc, said[known[0]], required=key.required)
    parts = tuple(
        Part("text", f"{name}.{each}", label, value=said.get(each, ""), language=each, required=key.required)
        for each in known
    )
    return Part("group", name, label, key.doc, required=key.required, parts=parts)


def _group(
    name: str, label: str, key: Key, value: Mapping[str, Value], of: tuple[str, Sequence[str]]
) -> Part:
    shape, languages = of
    inner = ((each, SHAPES[shape][each]) for each in form_keys(shape))
    parts = tuple(_part(f"{name}.{each}", each, wanted, value.get(each), languages) for each, wanted in inner)
    return Part("group", name, label, key.doc, required=key.required, parts=parts)


def _rows(name: str, label: str, key: Key, value: list[Value], languages: Sequence[str]) -> Part:
    shape = key.kind.removeprefix("list:")
    rows = [each if isinstance(each, dict) else {} for each in value] + [{}]
    blank = Key(shape, "")
    parts = tuple(_group(f"{name}.{n}", label, blank, row, (shape, languages)) for n, row in enumerate(rows))
    return Part("rows", name, label, key.doc, required=key.required, parts=parts)


def _pairs(name: str, label: str, key: Key, value: Mapping[str, Value]) -> Part:
    drawn = "formula" if key.kind.endswith("formula") else "line"
    pairs = [*((each, str(said)) for each, said in value.items()), ("", "")]
    parts = tuple(
        Part("group", f"{name}.{n}", label, parts=(
            Part("line", f"{name}.{n}.{NAME}", NAME, value=each),
            Part(drawn, f"{name}.{n}.{VALUE}", VALUE, value=said),
        ))
        for n, (each, said) in enumerate(pairs)
    )  # fmt: skip
    return Part("pairs", name, label, key.doc, required=key.required, parts=parts)


def flat(parts: Iterable[Part]) -> dict[str, str]:
    """All fields by name with what stands in them."""
    return {leaf.name: leaf.value for part in parts for leaf in part.leaves()}


def values_from(fields: Mapping[str, str], shape: str, languages: Sequence[str]) -> Values:
    """The values that a form says; what is left free says nothing and is not there."""
    found: Values = {}
    for name in form_keys(shape):
        value = _read(fields, name, SHAPES[shape][name], languages)
        if value is not None and not is_empty(value):
            found[name] = value
    return found


def _read(fields: Mapping[str, str], name: str, key: Key, languages: Sequence[str]) -> Value | None:
    kind = key.kind.rpartition("|")[2]
    if kind == "text":
        return _read_text(fields, name, languages)
    if kind in SHAPES:
        return values_from(_below(fields, name), kind, languages) or None
    if kind.startswith("map:"):
        rows = (_below(fields, f"{name}.{number}") for number in _numbers(fields, name))
        return {
            row[NAME].strip(): row.get(VALUE, "").strip() for row in rows if row.get(NAME, "").strip()
        } or None
    if kind in {"data", "list:data"}:
        return Written(fields.get(name, "").strip("\n"))
    if kind.startswith("list:"):
        single = kind.removeprefix("list:")
        if single not in SHAPES:
            return [line.strip() for line in fields.get(name, "").split("\n") if line.strip()]
        entries = (
            values_from(_below(fields, f"{name}.{n}"), single, languages) for n in _numbers(fields, name)
        )
        return [entry for entry in entries if entry]
    return fields.get(name, "").strip()


def _read_text(fields: Mapping[str, str], name: str, languages: Sequence[str]) -> Value | None:
    if name in fields:
        return fields[name].strip()
    said: dict[str, Value] = {key: text.strip() for key, text in _below(fields, name).items() if text.strip()}
    if list(said) == [languages[0]]:
        return said[languages[0]]
    return said or None


def _below(fields: Mapping[str, str], name: str) -> dict[str, str]:
    return {key.removeprefix(f"{name}."): text for key, text in fields.items() if key.startswith(f"{name}.")}


def _numbers(fields: Mapping[str, str], name: str) -> list[int]:
    found = {key.partition(".")[0] for key in _below(fields, name)}
    return sorted(int(number) for number in found if number.isdecimal())


def differences(
    was: Mapping[str, str], now: Mapping[str, str], shape: str, languages: Sequence[str]
) -> Values:
    """The keys that somebody changed in a form, with their new values; an empty text takes a key away."""
    before, after = values_from(was, shape, languages), values_from(now, shape, languages)
    return {name: after.get(name, "") for name in form_keys(shape) if before.get(name) != after.get(name)}
