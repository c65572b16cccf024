"""Values as YAML: on one line where they fit, folded where they don't, quoted only where it is needed."""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

import yaml

from doable.policy.loading.marked import kind_of
from doable.policy.loading.shapes import SHAPES, SHORT_FORMS
from doable.workbench.editing.valuing import SHORT_KEYS, Value, Written, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 110
STEP = "  "
# What a kind may look like without quotes, where that is not a text or a number.
_UNQUOTED = {"bool": ("bool",), "consult": ("text",), "formula": ("text", "number", "bool")}
_JOINTS = re.compile(r" (?=&&|\|\|)")
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def entry_lines(values: dict[str, Value], shape: str, indent: str) -> str:
    """The keys of an entry with their values, a line or several each, without a last line break."""
    lines = (pair(name, value, SHAPES[shape][name].kind, indent) for name, value in tidy(values).items())
    return f"\n{indent}".join(lines)


def pair(name: str, value: Value, kind: str, indent: str) -> str:
    """A key with its value; the lines after the first are indented deeper than `indent`."""
    return f"{scalar(name, 'line', inside=False)}:{_following(name, value, kind, indent)}"


def _following(name: str, value: Value, kind: str, indent: str) -> str:
    if isinstance(value, Written):
        return _as_written(value.text, indent + STEP)
    flat = one_line(value, kind)
    fits = len(indent) + len(name) + 2 + len(flat) <= WIDTH
    if isinstance(value, str):
        return _text(value, kind, indent + STEP, fits=fits)
    if fits and not (isinstance(value, list) and kind.endswith(("line", "alternative")) and len(value) > 1):
        return f" {flat}"
    inner = indent + STEP
    parts = _items(value, kind, inner) if isinstance(value, list) else _pairs(value, kind, inner)
    return "".join(f"\n{inner}{part}" for part in parts)


def _text(value: str, kind: str, inner: str, *, fits: bool) -> str:
    plain = scalar(value, kind, inside=False)
    if "\n" in value and not value.startswith((" ", "\n")) and value == value.strip():
        written = f" |-\n{textwrap.indent(value, inner)}"
        return written if _reads_as(f"k:{written}", value) else f" {plain}"
    if fits or "\n" in value:
        return f" {plain}"
    folded = _wrapped(value, WIDTH - len(inner), kind)
    written = " >-" + "".join(f"\n{inner}{line}" for line in folded)
    return written if _reads_as(f"k:{written}", value) else f" {plain}"


def _wrapped(value: str, width: int, kind: str) -> list[str]:
    """A text in lines; a condition breaks before `&&` and `||` where it can."""
    pieces = _JOINTS.split(value) if kind == "formula" else [value]
    lines: list[str] = []
    for piece in pieces:
        if lines and len(lines[-1]) + 1 + len(piece) <= width:
            lines[-1] += f" {piece}"
        else:
            lines += textwrap.wrap(piece, width, break_long_words=False, break_on_hyphens=False)
    return lines


def _as_written(text: str, inner: str) -> str:
    if "\n" not in text.strip() and text.lstrip()[:1] != "-":
        return f" {text.strip()}"
    return "\n" + textwrap.indent(text.rstrip(), inner)


def _items(value: list[Value], kind: str, inner: str) -> Iterator[str]:
    single = kind.rpartition(":")[2].rpartition("|")[2]
    return (item(each, single, inner) for each in value)


def item(value: Value, kind: str, indent: str) -> str:
    """One entry of a list, from its dash on."""
    flat = one_line(value, kind)
    if isinstance(value, str):
        return f"-{_text(value, kind, indent + STEP, fits=len(indent) + 2 + len(flat) <= WIDTH)}"
    if len(indent) + 2 + len(flat) <= WIDTH or not isinstance(value, dict):
        return f"- {flat}"
    return f"- {entry_lines(value, kind, indent + STEP)}"


def _pairs(value: Value, kind: str, inner: str) -> Iterator[str]:
    assert isinstance(value, dict)
    return (pair(name, each, _inner_kind(kind, name), inner) for name, each in value.items())


def _inner_kind(kind: str, name: str) -> str:
    if kind in SHAPES:
        return SHAPES[kind][name].kind
    return "line" if kind == "text" else kind.rpartition(":")[2]


def one_line(value: Value, kind: str) -> str:
    """A value on one line, as it may stand within others."""
    if isinstance(value, Written):
        return " ".join(value.text.split())
    if isinstance(value, list):
        single = kind.rpartition(":")[2].rpartition("|")[2]
        if len(value) == 1 and kind.startswith(f"{single}|"):
            return one_line(value[0], single)
        return f"[{', '.join(one_line(each, single) for each in value)}]"
    if isinstance(value, dict):
        short = _short(value, kind)
        if short is not None:
            return short
        return f"{{{', '.join(_flat_pair(name, each, kind) for name, each in value.items())}}}"
    return scalar(value, kind, inside=True)


def _flat_pair(name: str, value: Value, kind: str) -> str:
    return f"{scalar(name, 'line', inside=True)}: {one_line(value, _inner_kind(kind, name))}"


def _short(value: dict[str, Value], kind: str) -> str | None:
    key = SHORT_KEYS.get(kind) if kind in SHORT_FORMS else None
    if key is None or list(value) != [key]:
        return None
    return scalar(str(value[key]), "word", inside=True)


def scalar(value: str, kind: str, *, inside: bool) -> str:
    """A single value, quoted where it would be read as something else; `inside` brackets or not."""
    before, after = ("[", "]") if inside else ("k: ", "")
    plain_kinds = _UNQUOTED.get(kind, ("text", "number"))
    if kind_of(value) in plain_kinds and _reads_as(f"{before}{value}{after}", value):
        return value
    single = "'" + value.replace("'", "''") + "'"
    if '"' in value and "\n" not in value and _reads_as(f"{before}{single}{after}", value):
        return single
    return json.dumps(value, ensure_ascii=False)


def _reads_as(text: str, value: str) -> bool:
    """Whether YAML makes this value of a text, and nothing besides."""
    remarked = text if "\n" in text else f"{text} # end"
    try:
        node = yaml.compose(remarked, Loader=_LOADER)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.CollectionNode) or len(node.value) != 1:
        return False
    only = node.value[0][1] if isinstance(node.value[0], tuple) else node.value[0]
    return isinstance(only, yaml.ScalarNode) and only.value == value and only.tag in _TAGS


_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp")}
