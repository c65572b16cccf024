"""The sections of a playbook: what stands under each of its headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.policy.book import Playbook

_HEADING = re.compile(r"^##[ \t]+([^\n:]*?)[ \t]*(?::[ \t]*([^\n]*?)[ \t]*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a playbook by name, for one ask or all; `text` is a playbook of this part alone."""

    name: str
    ask: str | None
    text: Playbook


def sections_of(playbook: Playbook) -> tuple[Section, ...]:
    """The sections in the order in which they stand; none where the body is a whole letter."""
    headings = list(_HEADING.finditer(playbook.body))
    borders = [*(heading.start() for heading in headings), len(playbook.body)]
    return tuple(
        Section(heading[1], heading[2] or None, _part(playbook, heading.end(), end))
        for heading, end in zip(headings, borders[1:], strict=True)
    )


def before_headings(playbook: Playbook) -> str:
    """What stands above the first heading, where there is one: nothing that any letter would take up."""
    first = _HEADING.search(playbook.body)
    return playbook.body[: first.start()].strip() if first else ""


def _part(playbook: Playbook, start: int, end: int) -> Playbook:
    line = playbook.body_line + playbook.body.count("\n", 0, start)
    return replace(playbook, body=playbook.body[start:end], body_line=line)
