"""Entries of a file as plain values: words, lists and names with values, as their shape has them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from doable.policy.loading.shapes import SHAPES, SHORT_FORMS
from doable.workbench.editing.spanning import begin, end, entries, line_start

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Written:
    """A part of the file that has no form of its own (the facts of a story ..), as it is written."""

    text: str


Value = str | Written | list["Value"] | dict[str, "Value"]
Values = dict[str, Value]

# The key of a short form: `by: supervisor` is `by: {grade: supervisor}`.
SHORT_KEYS = {"by": "grade", "alternative": "ask"}
# What is an entry of its own, and no part of the form of the entry above it.
OWN_ENTRIES = ("map:param", "list:rule", "list:exception", "effect")


class Odd(Exception):
    """Something else than its key holds: only the text itself can be changed."""


def form_keys(shape: str) -> list[str]:
    """The keys of a shape that are in its form; the others are entries of their own."""
    return [name for name, key in SHAPES[shape].items() if key.kind not in OWN_ENTRIES]


def values_of(text: str, node: yaml.Node, shape: str) -> tuple[Values, tuple[str, ...]]:
    """The values of an entry by key, and the keys that hold something else than their shape says."""
    if not isinstance(node, yaml.MappingNode):
        return {}, ()
    found: Values = {}
    odd = []
    for name, value in entries(node):
        key = SHAPES[shape].get(name)
        if key is None or key.kind in OWN_ENTRIES:
            continue
        try:
            found[name] = value_of(text, value, key.kind)
        except Odd:
            odd.append(name)
    return found, tuple(odd)


def value_of(text: str, node: yaml.Node, kind: str) -> Value:
    """What stands at a node, where it holds what its kind says. Raises Odd."""
    if "|" in kind:
        single, several = kind.split("|")
        return (
            [value_of(text, node, single)]
            if isinstance(node, yaml.ScalarNode)
            else value_of(text, node, several)
        )
    if kind.startswith("list:"):
        return _several(text, node, kind.removeprefix("list:"))
    if kind.startswith("map:"):
        return _named(text, node, kind.removeprefix("map:"))
    if kind == "data":
        return _as_written(text, node)
    if kind in SHAPES:
        return _shaped(text, node, kind)
    if kind == "text" and isinstance(node, yaml.MappingNode):
        return _named(text, node, "line")
    if not isinstance(node, yaml.ScalarNode):
        raise Odd
    return str(node.value).strip()


def _several(text: str, node: yaml.Node, kind: str) -> Value:
    if not isinstance(node, yaml.SequenceNode):
        raise Odd
    if kind == "data":
        return _as_written(text, node)
    return [value_of(text, item, kind) for _number, item in entries(node)]


def _named(text: str, node: yaml.Node, kind: str) -> Value:
    if not isinstance(node, yaml.MappingNode):
        raise Odd
    return {name: value_of(text, value, kind) for name, value in entries(node)}


def _shaped(text: str, node: yaml.Node, kind: str) -> Value:
    if isinstance(node, yaml.ScalarNode) and kind in SHORT_FORMS:
        return {SHORT_KEYS[kind]: str(node.value)} if kind in SHORT_KEYS else str(node.value)
    values, odd = values_of(text, node, kind)
    if (
        odd
        or not isinstance(node, yaml.MappingNode)
        or any(name not in SHAPES[kind] for name, _ in entries(node))
    ):
        raise Odd
    return values


def _as_written(text: str, node: yaml.Node) -> Written:
    start, upto = begin(node), end(text, node)
    column = start - line_start(text, start)
    return Written(textwrap.dedent(" " * column + text[start:upto]))


def is_empty(value: Value | None) -> bool:
    """Whether nothing is said, so that the key had better go."""
    if isinstance(value, Written):
        return not value.text.strip()
    if isinstance(value, dict):
        # Names without any are a thing to say: `gives: {}` promises nothing.
        return bool(value) and all(is_empty(each) for each in value.values())
    return not value


def tidy(values: Mapping[str, Value]) -> Values:
    """The values without those that say nothing."""
    return {name: value for name, value in values.items() if not is_empty(value)}
