"""`book test`: the stories of a book, each decided and held against what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.showing import show_decision
from doable.policy.findings import did_you_mean
from doable.policy.language.times import timestamp_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents, Story
    from doable.policy.findings import Place

# Stories that name no time are decided at this one.
STORY_TIME = timestamp_from_text("2026-01-01T12:00:00Z")
_ANSWER_KEYS = (
    "verdict granted reasons rules approvals charge phase consult consulted missing advise "
    "alternatives possible nearest errors params next_step company_at_fault"
).split()
# In lists of objects a story may name an entry by one of these keys.
_TITLES = ("rule", "fact", "referral", "ask", "grade", "param", "terms")


@dataclass(frozen=True, slots=True)
class Told:
    """How a story went: what came out differently, each with its key; empty if all is as expected."""

    story: Story
    differences: tuple[str, ...]

    @property
    def place(self) -> Place:
        """Where the story stands."""
        return self.story.place


def tell_stories(contents: Contents) -> Iterator[Told]:
    """Every story of the book with what came out differently."""
    return (Told(story, tuple(_differences(contents, story))) for story in contents.stories)


def _differences(contents: Contents, story: Story) -> Iterator[str]:
    try:
        case = read_case(contents, dict(story.case), STORY_TIME)
    except InputError as error:
        yield str(error)
        return
    shown = show_decision(contents, decide(contents, case))
    answers = cast("list[dict[str, object]]", shown["asks"])
    for number, (expected, answer) in enumerate(zip(story.expect, answers, strict=True), start=1):
        at = "" if len(answers) == 1 else f"asks[{number - 1}]."
        whole = {**answer, "next_step": shown["next_step"], "company_at_fault": shown["company_at_fault"]}
        for key, wanted in expected.items():
            yield from _compare(f"{at}{key}", key, wanted, whole)


def _compare(path: str, key: str, wanted: object, answer: dict[str, object]) -> Iterator[str]:
    if key not in _ANSWER_KEYS:
        remedy = did_you_mean(key, _ANSWER_KEYS)
        yield f"`{path}` is nothing that a decision has" + (f"; {remedy}" if remedy else "")
        return
    found = _rules(answer) if key == "rules" else answer[key]
    if key == "charge" and not isinstance(wanted, dict) and isinstance(found, dict):
        found = found["amount"]
    if not matches(wanted, found):
        yield f"`{path}` should be {_shown(wanted)}, is {_shown(found)}"


def _rules(answer: dict[str, object]) -> list[object]:
    reasons = cast("list[dict[str, object]]", answer["reasons"])
    return [reason["rule"] for reason in reasons if reason["rule"] is not None]


def matches(wanted: object, found: object) -> bool:
    """Whether what was found is what was wanted; of objects only the wanted keys are compared."""
    if isinstance(wanted, dict):
        return _matches_keys(wanted, found)
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(wanted) != len(found):
            return False
        return all(matches(one, other) for one, other in zip(wanted, found, strict=True))
    if isinstance(found, dict):
        return any(title in found and matches(wanted, found[title]) for title in _TITLES)
    if isinstance(wanted, bool) or isinstance(found, bool) or wanted is None or found is None:
        return wanted is found
    return str(wanted) == str(found) or _equal_numbers(wanted, found)


def _matches_keys(wanted: dict[str, object], found: object) -> bool:
    if isinstance(found, list):
        named = {str(item.get("param")): item.get("value") for item in found if isinstance(item, dict)}
        return _matches_keys(wanted, named)
    return isinstance(found, dict) and all(
        key in found and matches(value, found[key]) for key, value in wanted.items()
    )


def _equal_numbers(wanted: object, found: object) -> bool:
    try:
        return Decimal(str(wanted)) == Decimal(str(found))
    except InvalidOperation:
        return False


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, dict):
        named = [value[title] for title in _TITLES if title in value]
        return (
            str(named[0])
            if named and len(value) > 2
            else "{" + ", ".join(f"{k}: {_shown(v)}" for k, v in value.items()) + "}"
        )
    return "nothing" if value is None else str(value)
