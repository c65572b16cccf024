"""A case in plain words: what a support manager should picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.deciding.notation import show_value
from doable.policy.deciding.reading_cases import read_case
from doable.policy.deciding.situations import known_facts, situation_at
from doable.policy.language.values import Fault, Unknown
from doable.workbench.proving.leaves import leaves_of, may_be_told, read_by
from doable.workbench.testing import STORY_TIME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.book import Ask, Contents


def words_of(contents: Contents, ask: Ask, case: Mapping[str, object]) -> tuple[str, ...]:
    """Who asks for what, and each fact; computed ones too, where what they read is known."""
    return tuple(_words(contents, ask, case))


def _words(contents: Contents, ask: Ask, case: Mapping[str, object]) -> Iterator[str]:
    if "as" in case:
        who = case["as"]
        yield "asked by " + (who if isinstance(who, str) else " of ".join(str(each) for each in who.values()))  # type: ignore[attr-defined]  # a grade with a function
    wishes = cast("list[dict[str, dict[str, object]]]", case["asks"])
    for name, value in wishes[0].get("params", {}).items():
        yield f"`ask.{name}` is {shown(value)}"
    facts = cast("dict[str, object]", case["facts"])
    for name in sorted(facts):
        yield f"`{name}` is {shown(facts[name])}"
    clock = leaves_of(contents, ask) & {"now", "today"}
    if clock:
        yield f"it is {case['at'] if 'now' in clock else str(case['at'])[:10]}"
    yield from _computed(contents, ask, case)


def shown(value: object) -> str:
    """A value of a case as somebody says it."""
    if isinstance(value, dict):
        return f"{shown(value['value'])} (from {value['source']})"
    if value is None:
        return "not there"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    return str(value) or "an empty text"


def _computed(contents: Contents, ask: Ask, case: Mapping[str, object]) -> Iterator[str]:
    read = read_case(contents, dict(case), STORY_TIME)
    situation = situation_at(contents, known_facts(contents, read))
    for name in sorted(read_by(contents, ask) & contents.computed.keys()):
        if may_be_told(contents, name):
            continue
        value = situation.lookup(name)
        if not isinstance(value, Unknown | Fault):
            yield f"so `{name}` is {shown(show_value(value, contents.facts[name].type, contents.currency))}"
