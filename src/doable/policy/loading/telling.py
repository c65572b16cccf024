"""Stories and playbooks: what is told of the rules, and what is told to customers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from doable.policy.book import Playbook, Story
from doable.policy.findings import Place, did_you_mean
from doable.policy.loading.marked import Mapping, NotYaml, Sequence, parse_yaml

if TYPE_CHECKING:
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.marked import Marked, Scalar
    from doable.policy.loading.reading import Reading

_FRONT = re.compile(r"\A---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")


def build_story(reading: Reading, entry: Entry) -> Story | None:
    """A story as plain data, in the form of the JSON of `decide`."""
    title = entry.line("story")
    asks, expect = _several(reading, entry, "asks"), _several(reading, entry, "expect")
    if title is None or asks is None or expect is None:
        return None
    if len(asks) != len(expect):
        message = f"`asks` has {len(asks)} and `expect` has {len(expect)}: what is expected of each ask?"
        reading.error(
            entry.at("expect"), message, "write one entry under `expect` for each ask, in the same order"
        )
        return None
    case: dict[str, object] = {
        key: plain(found) for key in ("as", "facts", "evidence") if (found := entry.data(key)) is not None
    }
    if entry.line("at"):
        case["at"] = entry.line("at")
    return Story(title, entry.place, {**case, "asks": asks}, tuple(expect))


def _several(reading: Reading, entry: Entry, key: str) -> list[dict[str, object]] | None:
    if entry.get(key) is None:
        return None
    found = []
    for item, place in entry.placed(key):
        if not isinstance(item, Mapping):
            remedy = "write `{ask: ..}`" if key == "asks" else "write `{verdict: ..}`"
            reading.error(place, f"each of `{key}` has keys with values", remedy)
            return None
        found.append(cast("dict[str, object]", plain(item)))
    return found


def plain(node: Marked) -> object:
    """Marked YAML as plain data; numbers with a point stay text that is read exactly later."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    return _single(node)


def _single(node: Scalar) -> object:
    if node.kind == "number":
        return int(node.text) if _WHOLE.fullmatch(node.text) else node.text
    if node.kind == "bool":
        return node.text.lower() == "true"
    return None if node.kind == "null" else node.text


def build_playbook(reading: Reading, file: str, text: str) -> Playbook | None:
    """A playbook: front matter between `---` lines, then Liquid text."""
    front = _FRONT.match(text)
    if front is None:
        remedy = "write `---`, `situation: ..` and `---`, each in a line of its own, and then the text"
        reading.error(Place(file), "a playbook begins with lines that say what it is for", remedy)
        return None
    try:
        node, duplicates = parse_yaml("\n" + front[1], file)
    except NotYaml as error:
        reading.note(error.finding)
        return None
    for duplicate in duplicates:
        reading.note(duplicate)
    entry = reading.entry(node or Mapping((), Place(file)), "playbook")
    situation = entry.line("situation") if entry else None
    if entry is None or situation is None:
        return None
    language = entry.line("language")
    if language is not None and reading.languages and language not in reading.languages:
        meant = did_you_mean(language, reading.languages)
        reading.error(entry.at("language"), f"`{language}` is none of the book's languages", meant)
    return Playbook(
        file=file,
        situation=situation,
        body=text[front.end() :],
        body_line=front[0].count("\n") + 1,
        channel=entry.line("channel"),
        language=language,
    )
