"""Single values: from what stands in the file to a value of a kind, None where it is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.book import Text
from doable.policy.loading.entries import Formula
from doable.policy.loading.shapes import DOTTED, RULE_ID, TYPE, WORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.policy.loading.marked import Scalar


_NAMES = frozenset({"text", "number"})


def scalar_value(node: Scalar, kind: str) -> object:
    """The value of a kind, None where it is none."""
    return _VALUES[kind](node) if kind in _VALUES else None


def _line(node: Scalar) -> str | None:
    return node.text.strip() or None if node.kind != "null" else None


def _text(node: Scalar) -> Text | None:
    line = _line(node)
    return Text((("", line),)) if line else None


def _matching(pattern: str) -> Callable[[Scalar], str | None]:
    whole = re.compile(pattern)
    return lambda node: node.text if node.kind in _NAMES and whole.fullmatch(node.text) else None


def _int(node: Scalar) -> int | None:
    return int(node.text) if re.fullmatch(r"[0-9]{1,6}", node.text) and node.plain else None


def _count(node: Scalar) -> int | None:
    return _int(node) or None


def _bool(node: Scalar) -> bool | None:
    return node.text.lower() == "true" if node.kind == "bool" else None


def _money(node: Scalar) -> Decimal | None:
    return Decimal(node.text) if re.fullmatch(r"[0-9]{1,18}(\.[0-9]{1,6})?", node.text) else None


def _formula(node: Scalar) -> Formula | None:
    return Formula(node) if node.kind != "null" and node.text.strip() else None


_VALUES: dict[str, Callable[[Scalar], object]] = {
    "line": _line,
    "text": _text,
    "id": _matching(RULE_ID),
    "word": _matching(WORD),
    "dotted": _matching(DOTTED),
    "type": _matching(TYPE),
    "int": _int,
    "count": _count,
    "bool": _bool,
    "money": _money,
    "formula": _formula,
}
