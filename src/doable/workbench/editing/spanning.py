"""Where in a file of the book each entry stands, to the character."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import yaml

from doable.policy.loading.marked import NotYaml, parse_yaml

if TYPE_CHECKING:
    from doable.policy.findings import Finding

_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT = re.compile(r"---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|\Z)", re.DOTALL)

# The way to an entry within its file: keys, and numbers in lists. Written with slashes in between.
Way = tuple[str, ...]


class Unreadable(Exception):
    """A file that is no YAML, so that its entries can't be told apart; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


class NoEntry(Exception):
    """Nothing stands at that place of the file."""


def way_of(written: str) -> Way:
    """The way that is written `rules/3/unless/0`; an empty one is the whole file."""
    return tuple(written.split("/")) if written else ()


def written(way: Way) -> str:
    """A way with slashes in between."""
    return "/".join(way)


def yaml_part(file: str, text: str) -> tuple[int, int]:
    """From where to where a file is YAML: all of it, but of a playbook its front matter."""
    if not file.endswith(".md"):
        return 0, len(text)
    front = _FRONT.match(text)
    return front.span(1) if front else (0, 0)


@lru_cache(maxsize=64)
def root(file: str, text: str) -> yaml.Node | None:
    """The YAML of a file; None where it is empty. Raises Unreadable."""
    try:
        parse_yaml(text, file)
    except NotYaml as error:
        raise Unreadable(error.finding) from None
    return yaml.compose(text, Loader=_LOADER)


def entries(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """What stands in a mapping by its keys, or in a list by numbers."""
    if isinstance(node, yaml.MappingNode):
        return [(str(key.value), value) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [(str(number), item) for number, item in enumerate(node.value)]
    return []


def find(node: yaml.Node | None, way: Way) -> yaml.Node:
    """What stands at the end of a way. Raises NoEntry."""
    for step in way:
        node = dict(entries(node)).get(step)
    if node is None:
        raise NoEntry(written(way))
    return node


def begin(node: yaml.Node) -> int:
    """Where a node begins."""
    return cast("int", node.start_mark.index)


def end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node ends, without the space and the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end(text, last[1] if isinstance(last, tuple) else last)
    upto = cast("int", node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
        return begin(node) + len(text[begin(node) : upto].rstrip())
    return upto


def line_start(text: str, at: int) -> int:
    """Where the line of a character begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line of a character ends, its line break included."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def line_number(text: str, at: int) -> int:
    """The number of the line of a character, from 1."""
    return text.count("\n", 0, at) + 1
