"""Where a character of a value stands in its file, though quotes, folded lines and escapes lie between."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.policy.findings import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.loading.marked import Scalar

_DOUBLE = re.compile(r"\\(?:x..|u.{4}|U.{8}|\n[ \t]*|.)|.", re.DOTALL)
_SINGLE = re.compile(r"''|.", re.DOTALL)
_BLANK_ESCAPES = (
    "\\ ",
    "\\n",
    "\\t",
    "\\r",
    "\\v",
    "\\f",
    "\\_",
    "\\N",
    "\\L",
    "\\P",
    "\\\n",
    "\\x20",
    "\\u0020",
)


def place_of(scalar: Scalar, offset: int) -> Place:
    """The place of the character at an offset of the value.

    Folding only changes white space, so that the n-th character that is none stays the n-th.
    """
    if scalar.plain:
        return _moved(scalar, offset)
    before = sum(not character.isspace() for character in scalar.text[:offset])
    places = list(_solid(scalar.raw))
    if before < len(places) and offset < len(scalar.text):
        return _moved(scalar, places[before])
    return _moved(scalar, places[-1] + 1 if places else 0)


def _moved(scalar: Scalar, index: int) -> Place:
    start, passed = scalar.place, scalar.raw[:index]
    lines = passed.count("\n")
    if not lines:
        return Place(start.file, start.line, start.column + index)
    return Place(start.file, start.line + lines, index - passed.rfind("\n"))


def _solid(raw: str) -> Iterator[int]:
    """Where in the text as written the characters stand that are no white space."""
    if raw[:1] in {'"', "'"}:
        pieces = (_DOUBLE if raw[0] == '"' else _SINGLE).finditer(raw, 1, len(raw) - 1)
        found = ((piece.start(), piece[0]) for piece in pieces)
    else:
        start = raw.find("\n") + 1 if raw[:1] in {"|", ">"} else 0
        found = ((index, raw[index]) for index in range(start, len(raw)))
    return (index for index, piece in found if not piece.isspace() and not piece.startswith(_BLANK_ESCAPES))
