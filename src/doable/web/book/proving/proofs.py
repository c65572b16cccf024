"""What proofs found, as their page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from doable.web.book.trials.phrasing import in_words, marked
from doable.workbench.showing.wording import title

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.utils.safestring import SafeString

Json = dict[str, Any]
# The states, what the page calls them, and the drawing beside the word.
_MARKS = {
    "proved": ("proved", "Proved", "check"),
    "refuted": ("refuted", "Refuted", "forbidden"),
    "not provable": ("open", "Can't be proved", "clarify"),
    "unanswered": ("open", "No answer in time", "clock"),
}
_FIRST = ("refuted", "open", "proved")


@dataclass(frozen=True, slots=True)
class Step:
    """One ask of a counterexample."""

    ask: str
    verdict: str
    words: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A guarantee, and what came of it."""

    id: str
    says: str
    place: Json
    mark: str
    word: str
    icon: str
    why: str | None
    steps: tuple[Step, ...]
    not_provable: tuple[Json, ...]
    key: str
    may_be_kept: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found out about the rules, with a case that shows it."""

    key: str
    severity: str
    message: SafeString
    help: SafeString | str
    place: Json
    words: tuple[str, ...]
    may_be_kept: bool
    is_kept: bool


def examined(result: Mapping[str, Any], kept: Collection[str]) -> list[Shown]:
    """The guarantees, those first that somebody has to look at."""
    found = [_guarantee(each, kept) for each in result["guarantees"]]
    return sorted(found, key=lambda each: _FIRST.index(each.mark))


def findings(result: Mapping[str, Any], kept: Collection[str]) -> list[Found]:
    """What the built-in questions found, warnings first."""
    found = [_finding(number, each, kept) for number, each in enumerate(result["findings"])]
    return sorted(found, key=lambda each: each.severity == "note")


def _guarantee(each: Json, kept: Collection[str]) -> Shown:
    mark, word, icon = _MARKS[each["state"]]
    key = f"guarantee {each['id']}"
    return Shown(
        id=each["id"],
        says=each["says"],
        place=each["place"],
        mark=mark,
        word=word,
        icon=icon,
        why=each["why"],
        steps=tuple(_step(step) for step in each["steps"]),
        not_provable=tuple(each["not_provable"]),
        key=key,
        may_be_kept=bool(each["story"]),
        is_kept=key in kept,
    )


def _step(step: Json) -> Step:
    words = tuple(in_words(step["witness"]["words"]))
    return Step(title(step["ask"]), step["verdict"], words, tuple(in_words(step["changed"])))


def _finding(number: int, each: Json, kept: Collection[str]) -> Found:
    key, witness = f"finding {number}", each["witness"]
    return Found(
        key=key,
        severity=each["severity"],
        message=marked(_without_case(each["message"], witness)),
        help=marked(each["help"]) if each["help"] else "",
        place=each["place"],
        words=tuple(in_words(witness["words"])) if witness else (),
        may_be_kept=bool(each["story"]),
        is_kept=key in kept,
    )


def _without_case(message: str, witness: Json | None) -> str:
    """What was found, where the case that shows it stands below."""
    told = f": {', '.join(witness['words'])}" if witness else ""
    return message.rstrip(".").removesuffix(told) if told else message
