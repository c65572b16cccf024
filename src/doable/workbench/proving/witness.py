"""A case that shows something: in words, as a line for `doable decide`, as a story."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Witness:
    """A case in the form of `decide in`, as small as it was found, with its facts in plain words."""

    case: Mapping[str, object]
    words: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(self.words) or "nothing more is known"

    def as_line(self) -> str:
        """The case as one line for `doable decide --jsonl`."""
        return json.dumps(self.case, ensure_ascii=False)

    def as_story(self, title: str, expect: list[dict[str, object]]) -> str:
        """The case as an entry for a file under stories/."""
        story = {
            "story": title,
            **{key: value for key, value in self.case.items() if key != "id"},
            "expect": expect,
        }
        return yaml.safe_dump([story], sort_keys=False, allow_unicode=True, width=110)
