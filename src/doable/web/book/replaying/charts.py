"""Charts as SVG: every mark carries its own label; the table beside says the same in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.safestring import SafeString

WIDE, NARROW = 720, 340
_NODE, _GAP, _SLOT, _TALL = 10, 8, 22, 260
_BAR, _LINE, _LABEL = 14, 18, 210


@dataclass(frozen=True, slots=True)
class Flow:
    """So many asks that were one thing and are another."""

    old: str
    new: str
    asks: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A length with what is written at its end."""

    size: float
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """What was before and what is now, under one name."""

    label: str
    old: Bar
    new: Bar


@dataclass(frozen=True, slots=True)
class _Node:
    """A block of asks at one side: where it stands, and how far its bands have come."""

    name: str
    asks: int
    top: float
    height: float
    slot: float


def flows(found: Sequence[Flow], names: dict[str, str], told: str, width: int = WIDE) -> SafeString:
    """Bands from what asks were (left) to what they are (right), as wide as there are asks in them."""
    order = list(names)
    ordered = sorted(found, key=lambda each: (order.index(each.old), order.index(each.new)))
    scale = _TALL / max(1, sum(each.asks for each in ordered))
    left = _nodes([(each.old, each.asks) for each in ordered], order, scale)
    right = _nodes([(each.new, each.asks) for each in ordered], order, scale)
    edge = 150 if width == WIDE else 124
    start, end = edge + _NODE, width - edge - _NODE
    bands = _bands(ordered, left, right, scale, (start, end))
    height = max(_foot(left), _foot(right))
    return _picture(
        width,
        height,
        told,
        [
            *bands,
            *(_node(each, edge, edge - 6, "end", names) for each in left.values()),
            *(_node(each, end, width - edge + 6, "start", names) for each in right.values()),
        ],
    )


def bars(groups: Sequence[Group], told: str, width: int = WIDE) -> SafeString:
    """Two bars a group, the length before and the length now, each with its value written at its end."""
    wide = width == WIDE
    label, room = (_LABEL, width - _LABEL - 190) if wide else (0, width - 150)
    most = max([bar.size for each in groups for bar in (each.old, each.new)] + [0]) or 1
    parts, top = [], 0.0
    for each in groups:
        if not wide:
            top += _LINE
        middle = top + _LINE + 4 if wide else top - 5
        parts.append(format_html('<text class="of" x="0" y="{}">{}</text>', round(middle, 1), each.label))
        for bar, kind in ((each.old, "was"), (each.new, "is")):
            parts.append(_bar(bar, kind, label, top, room / most))
            top += _LINE
        top += 10
    return _picture(width, top, told, parts)


def _bar(bar: Bar, kind: str, left: float, top: float, scale: float) -> SafeString:
    length = max(1.5, bar.size * scale)
    end = left + length + 6
    said = "before" if kind == "was" else "now"
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"/><text x="{}" y="{}">{} {}</text>',
        kind, left, round(top + 2, 1), round(length, 1), _BAR, round(end, 1), round(top + 13.5, 1),
        bar.text, said,
    )  # fmt: skip


def _nodes(found: Sequence[tuple[str, int]], order: list[str], scale: float) -> dict[str, _Node]:
    sums: dict[str, int] = {}
    for name, asks in found:
        sums[name] = sums.get(name, 0) + asks
    nodes, top = {}, 0.0
    for name in sorted(sums, key=order.index):
        height = max(2.0, sums[name] * scale)
        slot = max(height, _SLOT)
        nodes[name] = _Node(name, sums[name], top + (slot - height) / 2, height, slot)
        top += slot + _GAP
    return nodes


def _foot(nodes: dict[str, _Node]) -> float:
    return max((each.top + each.height + (each.slot - each.height) / 2 for each in nodes.values()), default=0)


def _bands(
    found: Sequence[Flow],
    left: dict[str, _Node],
    right: dict[str, _Node],
    scale: float,
    ends: tuple[float, float],
) -> list[SafeString]:
    used_left, used_right = dict.fromkeys(left, 0.0), dict.fromkeys(right, 0.0)
    starts, stops = {}, {}
    for each in found:
        starts[each] = left[each.old].top + used_left[each.old]
        used_left[each.old] += each.asks * scale
    for each in sorted(found, key=lambda one: (list(right).index(one.new), list(left).index(one.old))):
        stops[each] = right[each.new].top + used_right[each.new]
        used_right[each.new] += each.asks * scale
    # What stays as it was lies below what changes.
    drawn = sorted(found, key=lambda one: one.old != one.new)
    return [_band(each, (starts[each], stops[each]), max(1.5, each.asks * scale), ends) for each in drawn]


def _band(flow: Flow, tops: tuple[float, float], thick: float, ends: tuple[float, float]) -> SafeString:
    (top, to), (start, end) = tops, ends
    middle = (start + end) / 2
    path = (
        f"M{start} {top:.1f}C{middle} {top:.1f} {middle} {to:.1f} {end} {to:.1f}"
        f"V{to + thick:.1f}C{middle} {to + thick:.1f} {middle} {top + thick:.1f} {start} {top + thick:.1f}Z"
    )
    kind = "stays" if flow.old == flow.new else "turns"
    return format_html(
        '<path class="{}" data-verdict="{}" d="{}"><title>{}</title></path>',
        kind, flow.new, path, f"{flow.asks}: {flow.old} before, {flow.new} now".replace("_", " "),
    )  # fmt: skip


def _node(node: _Node, x: float, text_x: float, anchor: str, names: dict[str, str]) -> SafeString:
    return format_html(
        '<rect class="node" data-verdict="{}" x="{}" y="{}" width="{}" height="{}"/>'
        '<text x="{}" y="{}" text-anchor="{}">{} <tspan class="figure">{}</tspan></text>',
        node.name, x, round(node.top, 1), _NODE, round(node.height, 1),
        text_x, round(node.top + node.height / 2 + 4.5, 1), anchor, names[node.name], node.asks,
    )  # fmt: skip


def _picture(width: int, height: float, told: str, parts: Sequence[SafeString]) -> SafeString:
    size = "is-wide" if width == WIDE else "is-narrow"
    return format_html(
        '<svg class="chart {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        size, width, round(height + 2), told, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip
