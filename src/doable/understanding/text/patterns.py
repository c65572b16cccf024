"""Patterns kept as readable text files: groups of regular expressions over small letters."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from doable.understanding.text.phrases import lines

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def patterns(name: str) -> Mapping[str, re.Pattern[str]]:
    """The groups of `words/<name>.txt`: `[group]` begins one; its lines are alternatives, as whole words.

    They are for texts as `lowered` gives them.
    """
    groups: dict[str, list[str]] = {}
    chosen: list[str] = []
    for line in lines(name):
        if re.fullmatch(r"\[\w+\]", line):
            chosen = groups.setdefault(line[1:-1], [])
        else:
            chosen.append(line)
    return {
        group: re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
        for group, alternatives in groups.items()
    }
