"""Entries of lists and of names: changed one by one, added, taken out, moved; the others keep their lines."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from doable.workbench.editing.spanning import begin, end, line_end, line_start
from doable.workbench.editing.valuing import value_of
from doable.workbench.editing.writing import STEP, entry_lines, item, one_line, scalar

if TYPE_CHECKING:
    import yaml

    from doable.workbench.editing.valuing import Value, Values


def list_changed(text: str, node: yaml.SequenceNode, kind: str, new: list[Value]) -> str:
    """A list with a line or several for each entry, with other entries; those that stay keep their lines."""
    single = kind.rpartition(":")[2].rpartition("|")[2]
    old = [one_line(value_of(text, each, single), single) for each in node.value]
    wanted = [one_line(value, single) for value in new]
    dash = dash_column(text, node)
    for tag, first, last, start, upto in reversed(
        SequenceMatcher(None, old, wanted, autojunk=False).get_opcodes()
    ):
        if tag != "equal":
            put = "".join(f"{dash}{item(value, single, dash)}\n" for value in new[start:upto])
            at, after = _lines(text, node, first, last)
            text = spliced_lines(text, at, after, put)
    return text


def spliced_lines(text: str, start: int, upto: int, put: str) -> str:
    """Whole lines in place of others."""
    break_ = "\n" if put and start and text[start - 1] != "\n" else ""
    return f"{text[:start]}{break_}{put}{text[upto:]}"


def dash_column(text: str, node: yaml.SequenceNode) -> str:
    """The space before the dashes of a list."""
    start = line_start(text, begin(node.value[0]))
    return (
        text[start : text.index("-", start)]
        if not text[start:].lstrip(" ").startswith("-")
        else _space(text, start)
    )


def _space(text: str, start: int) -> str:
    return " " * (len(text[start:]) - len(text[start:].lstrip(" ")))


def _lines(text: str, node: yaml.SequenceNode, first: int, last: int) -> tuple[int, int]:
    """From where to where entries stand, in whole lines; the place before one where there are none."""
    if first < last:
        start, upto = (
            line_start(text, begin(node.value[first])),
            line_end(text, end(text, node.value[last - 1])),
        )
        return start, upto
    if first < len(node.value):
        start = line_start(text, begin(node.value[first]))
        return start, start
    upto = line_end(text, end(text, node.value[-1]))
    return upto, upto


def appended(text: str, node: yaml.SequenceNode, shape: str, values: Values) -> str:
    """A list with one more entry at its end."""
    if node.flow_style or not node.value:
        said = one_line(values, shape)
        inner = text[begin(node) + 1 : end(text, node) - 1].rstrip().rstrip(",")
        put = f"[{inner}, {said}]" if node.value else f"[{said}]"
        return f"{text[: begin(node)]}{put}{text[end(text, node) :]}"
    dash = dash_column(text, node)
    at = line_end(text, end(text, node))
    return spliced_lines(text, at, at, f"{dash}- {entry_lines(values, shape, dash + STEP)}\n")


def named(text: str, node: yaml.MappingNode | None, name: str, shape: str, values: Values) -> str:
    """Names with one more entry: after the last whose name begins alike, else at the end."""
    said = f"{scalar(name, 'line', inside=False)}:\n{STEP}{entry_lines(values, shape, STEP)}\n"
    if node is None or not node.value:
        return said
    alike = [value for key, value in node.value if str(key.value).partition(".")[0] == name.partition(".")[0]]
    at = line_end(text, end(text, (alike or [node])[-1]))
    return spliced_lines(text, at, at, said)


def removed(text: str, node: yaml.SequenceNode, number: int) -> str:
    """A list without one of several entries."""
    if node.flow_style:
        first = begin(node.value[number]) if not number else end(text, node.value[number - 1])
        last = begin(node.value[1]) if not number else end(text, node.value[number])
        return text[:first] + text[last:]
    start, upto = _lines(text, node, number, number + 1)
    return text[:start] + text[upto:]


def moved(text: str, node: yaml.SequenceNode, number: int, step: int) -> str:
    """A list in which two neighbours have changed places, each with the comment right above it."""
    one, other = sorted((number, number + step))
    first, second = (_lines(text, node, each, each + 1) for each in (one, other))
    start, between = _commented(text, first[0]), _commented(text, second[0])
    above = text[start : first[1]]
    below = text[between : second[1]]
    below = below if below.endswith("\n") else f"{below}\n"
    return text[:start] + below + text[first[1] : between] + above + text[second[1] :]


def _commented(text: str, start: int) -> int:
    """Where the comment right above a line begins, or the line itself."""
    while start:
        above = line_start(text, start - 1)
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start
