"""What our own mail server found out about a sender (Authentication-Results, RFC 8601)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPECIAL = re.compile(r"[\s;=()\"\\]")
_AROUND_EQUALS = re.compile(r" {0,9}= {0,9}")


@dataclass(frozen=True, slots=True)
class Result:
    """One finding: the method (`dkim`), what came of it (`pass`), what about, and remarks in brackets."""

    method: str
    value: str
    about: Mapping[str, str]
    remark: str = ""


def read_results(header: str) -> tuple[str, tuple[Result, ...]] | None:
    """The name of the server that wrote a header and its results; None if it can't be read with certainty."""
    clauses = _clauses(header)
    if not clauses or not clauses[0][0].split():
        return None
    results = [_result(text, remark) for text, remark in clauses[1:]]
    return clauses[0][0].split()[0].lower(), tuple(result for result in results if result)


def _clauses(header: str) -> list[tuple[str, str]] | None:
    """The parts between semicolons, without remarks; what stood in quotes can't pass for more than a word."""
    clauses: list[tuple[list[str], list[str]]] = [([], [])]
    depth, quoted, escaped = 0, False, False
    for character in header:
        text, remark = clauses[-1]
        if escaped or (character == "\\" and (quoted or depth)):
            escaped = not escaped
        elif character == '"' and not depth:
            quoted = not quoted
        elif quoted:
            text.append(_SPECIAL.sub("_", character))
        elif character == "(" or depth:
            depth += {"(": 1, ")": -1}.get(character, 0)
            remark.append(character if character not in "()" else " ")
        elif character == ";":
            clauses.append(([], []))
        else:
            text.append(character)
    if depth or quoted or escaped:
        return None
    return [("".join(text), "".join(remark)) for text, remark in clauses]


def _result(text: str, remark: str) -> Result | None:
    """One result, or None for a clause that holds none."""
    first, *others = _AROUND_EQUALS.sub("=", " ".join(text.split())).split() or [""]
    method, equals, value = first.lower().partition("=")
    if not equals:
        return None
    pairs = (word.lower().partition("=") for word in others)
    about: dict[str, str] = {}
    for name, _, what in pairs:
        about.setdefault(name, what)
    return Result(method.partition("/")[0], value, about, remark.lower())
