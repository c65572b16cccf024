"""Changing keys of one entry: what is not changed stays byte for byte as it stands, comments too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from doable.policy.loading.shapes import SHAPES
from doable.workbench.editing.listing import list_changed
from doable.workbench.editing.spanning import begin, end, find, line_end, line_start, root, yaml_part
from doable.workbench.editing.valuing import is_empty, values_of
from doable.workbench.editing.writing import STEP, WIDTH, entry_lines, one_line, pair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.workbench.editing.spanning import Way
    from doable.workbench.editing.valuing import Value


def changed(file: str, text: str, way: Way, shape: str, values: Mapping[str, Value]) -> str:
    """The text with other values for some keys of an entry; a value that says nothing takes its key away.

    Raises Unreadable where the file is no YAML, NoEntry where there is no such entry.
    """
    start, upto = yaml_part(file, text)
    part = text[start:upto]
    for said in values.items():
        part = _set(file, part, way, shape, said)
    return f"{text[:start]}{part}{text[upto:]}"


def within(file: str, text: str, change: Callable[[str], str]) -> str:
    """The file with its YAML changed, and what stands around that as it is."""
    start, upto = yaml_part(file, text)
    return f"{text[:start]}{change(text[start:upto])}{text[upto:]}"


def _set(file: str, text: str, way: Way, shape: str, said: tuple[str, Value]) -> str:
    top = root(file, text)
    if top is None and not way:
        return f"{entry_lines(dict((said,)), shape, '')}\n"
    node = find(top, way)
    name, value = said
    if not isinstance(node, yaml.MappingNode) or not node.value:
        lines = entry_lines(
            dict((said,)), shape, _indent(text, node) if not way else _indent(text, node) + STEP
        )
        return _spliced(text, begin(node), end(text, node), lines or "{}")
    if node.flow_style:
        return _set_inside(text, node, shape, name, value)
    return _set_in_block(text, node, shape, name, value)


def _spliced(text: str, start: int, upto: int, put: str) -> str:
    return f"{text[:start]}{put}{text[upto:]}"


def _indent(text: str, node: yaml.Node) -> str:
    return " " * (begin(node) - line_start(text, begin(node)))


def _place(node: yaml.MappingNode, name: str) -> int | None:
    return next((number for number, (key, _) in enumerate(node.value) if key.value == name), None)


def _before(node: yaml.MappingNode, shape: str, name: str) -> int | None:
    """The key after which a new one stands, in the order of the shape."""
    order = list(SHAPES[shape])
    earlier = set(order[: order.index(name)])
    found = [number for number, (key, _) in enumerate(node.value) if key.value in earlier]
    return found[-1] if found else None


def _set_in_block(text: str, node: yaml.MappingNode, shape: str, name: str, value: Value) -> str:
    at, indent, kind = _place(node, name), _indent(text, node), SHAPES[shape][name].kind
    if at is None:
        return (
            text
            if is_empty(value)
            else _inserted(text, node, _before(node, shape, name), pair(name, value, kind, indent))
        )
    key, old = node.value[at]
    if is_empty(value):
        return _without(text, node, at)
    if isinstance(value, list) and isinstance(old, yaml.SequenceNode) and not old.flow_style:
        return list_changed(text, old, kind, value)
    return _spliced(
        text, begin(key), max(end(text, old), key.end_mark.index + 1), pair(name, value, kind, indent)
    )


def _inserted(text: str, node: yaml.MappingNode, after: int | None, put: str) -> str:
    indent = _indent(text, node)
    if after is None:
        return _spliced(text, begin(node), begin(node), f"{put}\n{indent}")
    at = line_end(text, end(text, node.value[after][1]))
    break_ = "" if text[:at].endswith("\n") else "\n"
    return _spliced(text, at, at, f"{break_}{indent}{put}\n")


def _without(text: str, node: yaml.MappingNode, at: int) -> str:
    key, value = node.value[at]
    if len(node.value) == 1:
        return _spliced(text, begin(node), end(text, node), "{}")
    own_line = not text[line_start(text, begin(key)) : begin(key)].strip()
    if own_line:
        return _spliced(text, line_start(text, begin(key)), line_end(text, end(text, value)), "")
    return _spliced(text, begin(key), begin(node.value[at + 1][0]), "")


def _set_inside(text: str, node: yaml.MappingNode, shape: str, name: str, value: Value) -> str:
    """A key of an entry in braces; one that gets too long for its line is laid out in lines."""
    at, kind = _place(node, name), SHAPES[shape][name].kind
    if is_empty(value):
        return text if at is None else _without_inside(text, node, at)
    said = one_line(value, kind)
    if at is not None:
        key, old = node.value[at]
        new = _spliced(text, key.end_mark.index, end(text, old), f": {said}")
    else:
        after = _before(node, shape, name)
        if after is None:
            new = _spliced(text, begin(node) + 1, begin(node) + 1, f"{name}: {said}, ")
        else:
            place = end(text, node.value[after][1])
            new = _spliced(text, place, place, f", {name}: {said}")
    return (
        new if _fits(text, node, len(new) - len(text)) else _laid_out(text, node, shape, (name, value)) or new
    )


def _without_inside(text: str, node: yaml.MappingNode, at: int) -> str:
    key, value = node.value[at]
    if at:
        return _spliced(text, end(text, node.value[at - 1][1]), end(text, value), "")
    upto = begin(node.value[1][0]) if len(node.value) > 1 else end(text, value)
    return _spliced(text, begin(key), upto, "")


def _fits(text: str, node: yaml.MappingNode, longer: int) -> bool:
    """Whether an entry on one line still has room; one on several lines, or within others, stays as it is."""
    start = line_start(text, begin(node))
    is_inner = "{" in text[start : begin(node)] or "[" in text[start : begin(node)]
    several = "\n" in text[begin(node) : end(text, node)]
    return is_inner or several or line_end(text, end(text, node)) - start + longer <= WIDTH + 1


def _laid_out(text: str, node: yaml.MappingNode, shape: str, said: tuple[str, Value]) -> str | None:
    """The entry in lines of its own; None where it holds what only the text itself can say."""
    values, odd = values_of(text, node, shape)
    if odd or len(values) != len(node.value):
        return None
    values[said[0]] = said[1]
    ordered = {key: values[key] for key in SHAPES[shape] if key in values}
    start = line_start(text, begin(node))
    before = text[start : begin(node)]
    if before.lstrip().startswith("-"):
        return _spliced(text, begin(node), end(text, node), entry_lines(ordered, shape, _indent(text, node)))
    indent = " " * (len(before) - len(before.lstrip())) + STEP
    put = f"\n{indent}{entry_lines(ordered, shape, indent)}"
    return _spliced(text, start + len(before.rstrip(" ")), end(text, node), put)


def with_list(text: str, node: yaml.Node, name: str, shape: str, values: Mapping[str, Value]) -> str:
    """An entry with a list that it had not, with one entry in it."""
    assert isinstance(node, yaml.MappingNode)
    if node.flow_style:
        place = end(text, node.value[-1][1])
        return _spliced(text, place, place, f", {name}: [{one_line(dict(values), shape)}]")
    indent = _indent(text, node) + STEP
    put = f"{name}:\n{indent}- {entry_lines(dict(values), shape, indent + STEP)}"
    return _inserted(text, node, len(node.value) - 1, put)


def without(text: str, node: yaml.MappingNode, name: str) -> str:
    """An entry without a key, or names without one of them."""
    at = _place(node, name)
    if at is None:
        return text
    return _without_inside(text, node, at) if node.flow_style else _without(text, node, at)
