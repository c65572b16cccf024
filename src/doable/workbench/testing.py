"""`book test`: the stories of a book, each decided and held against what it expects."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.showing import show_decision
from doable.policy.findings import did_you_mean
from doable.policy.language.times import timestamp_from_text
from doable.policy.vocabulary import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

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


def tell_stories(contents: Contents, *, about: Collection[str] | None = None) -> Iterator[Told]:
    """Every story of the book, or those that ask one of these asks, with what came out differently."""
    return (
        Told(story, tuple(_differences(contents, story)))
        for story in contents.stories
        if about is None or asked_in(story) & frozenset(about)
    )


def asked_in(story: Story) -> frozenset[str]:
    """The asks that a story asks."""
    asks = cast("Iterable[Mapping[str, object]]", story.case.get("asks", ()))
    return frozenset(str(each.get("ask")) for each in asks)


def _differences(contents: Contents, story: Story) -> Iterator[str]:
    try:
        case = read_case(contents, dict(story.case), STORY_TIME)
    except InputError as error:
        yield str(error)
        return
    shown = show_decision(contents, decide(contents, case))
    answers = cast("list[dict[str, object]]", shown["asks"])
    for number, (expected, answer) in enumerate(zip(story.expect, answers, strict=True)):
        at = "" if len(answers) == 1 else f"asks[{number}]."
        yield from _unheard_of(contents, at, str(answer["ask"]), expected)
        whole = {**answer, "next_step": shown["next_step"], "company_at_fault": shown["company_at_fault"]}
        for key, wanted in expected.items():
            yield from _compare(f"{at}{key}", key, wanted, whole)


def _unheard_of(contents: Contents, at: str, ask: str, expected: Mapping[str, object]) -> Iterator[str]:
    """What a story names and nobody has; what plainly lies outside the book may well be asked."""
    meant = get_close_matches(ask, contents.asks, n=1) if ask not in contents.asks else []
    if meant and expected.get("verdict", "refer") != "refer":
        yield f"`{at}ask`: the book has no ask `{ask}`; did you mean `{meant[0]}`?"
    verdict = expected.get("verdict")
    if verdict is not None and verdict not in VERDICTS:
        yield f"`{at}verdict`: there is no verdict `{verdict}`; {did_you_mean(str(verdict), VERDICTS)}"


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
