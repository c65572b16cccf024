"""The entries of a file: which there are, with their lines; reading one, changing, adding, moving it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import yaml

from doable.policy.loading.shapes import FILES, SHAPES
from doable.workbench.editing import changing, listing
from doable.workbench.editing.spanning import (
    NoEntry,
    begin,
    end,
    entries,
    find,
    line_number,
    root,
    way_of,
    written,
    yaml_part,
)
from doable.workbench.editing.valuing import OWN_ENTRIES, Value, Values, values_of
from doable.workbench.editing.writing import STEP, entry_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.workbench.editing.spanning import Way

# What names an entry of a list: the first of these keys that it has.
_TITLES = ("id", "story", "grade", "terms", "ask")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file: the way to it (`rules/3`), its shape, what it is called, its lines."""

    at: str
    shape: str
    title: str
    depth: int
    first: int
    last: int
    listed: bool = False

    @property
    def way(self) -> Way:
        """The way to it in parts."""
        return way_of(self.at)


@dataclass(frozen=True, slots=True)
class Content:
    """What an entry says by key; the keys in `odd` say something that only the text can change."""

    values: Values
    odd: tuple[str, ...] = ()


def form_of(file: str) -> tuple[str, str]:
    """How a file is laid out (`one`, `list`, `map`, `front`), and the shape of what is in it."""
    folder, _, name = file.rpartition("/")
    ending = "md" if folder == "playbooks" else "yaml"
    known = f"{folder}/*.{ending}" if folder else f"{name.rpartition('.')[0]}.yaml"
    return FILES[known]


def entries_of(file: str, text: str) -> tuple[Entry, ...]:
    """The entries of a file in the order in which they stand. Raises Unreadable."""
    start, upto = yaml_part(file, text)
    part = text[start:upto]
    node = root(file, part)
    form, shape = form_of(file)
    shift = text.count("\n", 0, start)
    found = _all(part, node, form, shape)
    return tuple(
        Entry(each.at, each.shape, each.title, each.depth, each.first + shift, each.last + shift, each.listed)
        for each in found
    )


def _all(text: str, node: yaml.Node | None, form: str, shape: str) -> Iterator[Entry]:
    if form in {"one", "front"}:
        title = {"ask": "The ask", "book": "The book", "style": "The style", "playbook": "What it is for"}[
            shape
        ]
        if node is not None:
            yield Entry("", shape, title, 0, 1, line_number(text, end(text, node)))
            yield from _within(text, node, shape, (), 0)
        return
    for name, each in entries(node):
        yield from _entry(text, each, (name,), shape, form == "list", 0)


def _entry(text: str, node: yaml.Node, way: Way, shape: str, listed: bool, depth: int) -> Iterator[Entry]:
    first, last = line_number(text, begin(node)), line_number(text, max(begin(node), end(text, node) - 1))
    if not listed and isinstance(node, yaml.MappingNode) and not node.flow_style:
        first -= 1
    yield Entry(written(way), shape, _title(node, way, shape, listed), depth, first, last, listed)
    yield from _within(text, node, shape, way, depth + 1)


def _within(text: str, node: yaml.Node, shape: str, way: Way, depth: int) -> Iterator[Entry]:
    for name, value in entries(node):
        key = SHAPES[shape].get(name)
        if key is None or key.kind not in OWN_ENTRIES:
            continue
        inner = key.kind.rpartition(":")[2]
        if key.kind == "effect":
            yield from _entry(text, value, (*way, name), "effect", False, depth)
            continue
        for each, under in entries(value):
            yield from _entry(text, under, (*way, name, each), inner, key.kind.startswith("list"), depth)


def _title(node: yaml.Node, way: Way, shape: str, listed: bool) -> str:
    said = {name: str(value.value) for name, value in entries(node) if isinstance(value, yaml.ScalarNode)}
    if shape == "limit":
        return f"{said.get('grade', '?')} {said.get('function', '')}".strip()
    if not listed:
        return "Otherwise" if way[-1] == "otherwise" else way[-1]
    found = next((said[key] for key in _TITLES if said.get(key)), None)
    return found or f"{'Exception' if shape == 'exception' else 'Number'} {int(way[-1]) + 1}"


def content_of(file: str, text: str, entry: Entry) -> Content:
    """What an entry says."""
    start, upto = yaml_part(file, text)
    part = text[start:upto]
    values, odd = values_of(part, find(root(file, part), entry.way), entry.shape)
    return Content(values, odd)


def changed(file: str, text: str, entry: Entry, values: dict[str, Value]) -> str:
    """The text with other values for some keys of an entry; the rest stays as it is."""
    return changing.changed(file, text, entry.way, entry.shape, values)


def added(file: str, text: str, way: Way, shape: str, values: Values) -> str:
    """The text with one more entry: at the end of the list that is at the way, or under a name.

    The way of a list may lead to a key that is not there yet, such as `rules/3/unless`.
    """
    return changing.within(file, text, lambda part: _added(file, part, way, shape, values))


def _added(file: str, text: str, way: Way, shape: str, values: Values) -> str:
    node, form = root(file, text), form_of(file)[0]
    if form == "map":
        return listing.named(text, cast("yaml.MappingNode | None", node), way[-1], shape, values)
    if not way:
        lines = f"- {entry_lines(values, shape, STEP)}\n"
        return (
            listing.appended(text, node, shape, values)
            if isinstance(node, yaml.SequenceNode) and node.value
            else lines
        )
    try:
        under = find(node, way)
    except NoEntry:
        return changing.with_list(text, find(node, way[:-1]), way[-1], shape, values)
    return listing.appended(text, cast("yaml.SequenceNode", under), shape, values)


def removed(file: str, text: str, entry: Entry) -> str:
    """The text without an entry; the list goes with its last one."""
    return changing.within(file, text, lambda part: _removed(file, part, entry.way))


def _removed(file: str, text: str, way: Way) -> str:
    above = find(root(file, text), way[:-1])
    if isinstance(above, yaml.SequenceNode):
        if len(above.value) > 1:
            return listing.removed(text, above, int(way[-1]))
        return _removed(file, text, way[:-1]) if way[:-1] else "[]\n"
    return changing.without(text, cast("yaml.MappingNode", above), way[-1])


def moved(file: str, text: str, entry: Entry, step: int) -> tuple[str, str]:
    """The text with an entry of a list before (-1) or after (1) its neighbour, and the way to it then."""
    number, way = int(entry.way[-1]), entry.way[:-1]
    start, upto = yaml_part(file, text)
    node = find(root(file, text[start:upto]), way)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not 0 <= number + step < len(node.value):
        return text, entry.at
    new = changing.within(file, text, lambda part: listing.moved(part, node, number, step))
    return new, written((*way, str(number + step)))


def key_lines(file: str, text: str, entry: Entry) -> dict[str, tuple[int, int]]:
    """The lines of each key of an entry, first and last."""
    start, upto = yaml_part(file, text)
    part = text[start:upto]
    node, shift = find(root(file, part), entry.way), text.count("\n", 0, start)
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {
        str(key.value): (
            line_number(part, begin(key)) + shift,
            line_number(part, max(begin(key), end(part, value) - 1)) + shift,
        )
        for key, value in node.value
    }
