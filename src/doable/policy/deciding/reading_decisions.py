"""The JSON of `decide out` back as a Decision, also where another program wrote it and left keys out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.decision import Answer, Decision, Next
from doable.policy.deciding.next_steps import next_step
from doable.policy.deciding.notation import read_object, read_value
from doable.policy.deciding.reading_answers import a_bool, a_day, a_word, read_answer
from doable.policy.deciding.reading_cases import read_person
from doable.policy.language.declarations import TIMESTAMP
from doable.policy.language.times import date_of

if TYPE_CHECKING:
    from doable.policy.book import Contents
    from doable.policy.language.values import Timestamp

_KEYS = ("id", "as", "at", "book", "asks", "next_step", "company_at_fault")


def read_decision(contents: Contents, raw: object, at: Timestamp | None = None, path: str = "") -> Decision:
    """A decision from its JSON; `at` stands in where it has none. Raises InputError naming the key.

    What is left out counts as null. An ask that the book lacks is read too: numbers as they stand, ISO
    dates as dates. `approval: {grade, obtained}` is taken for a list of one.
    """
    given = read_object(raw, path, _KEYS)
    moment = at if given.get("at") is None else _timestamp(given["at"], _under(path, "at"))
    if moment is None:
        raise InputError(_under(path, "at"), "is missing", "say when it was decided")
    asks = given.get("asks")
    if not isinstance(asks, list) or not asks:
        raise InputError(_under(path, "asks"), "holds no answer", "give what `doable decide --jsonl` printed")
    read = tuple(
        read_answer(contents, ask, f"{_under(path, 'asks')}[{index}]") for index, ask in enumerate(asks)
    )
    return Decision(
        id=str(given.get("id", "")),
        asker=None if given.get("as") is None else read_person(contents, given["as"], _under(path, "as")),
        at=moment,
        answers=tuple(_with_next(contents, answer, moment) for answer in read),
        next=_next(given.get("next_step"), _under(path, "next_step")),
        company_at_fault=a_bool(given.get("company_at_fault"), _under(path, "company_at_fault")),
    )


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _timestamp(raw: object, path: str) -> Timestamp:
    return cast("Timestamp", read_value(raw, TIMESTAMP, path))


def _with_next(contents: Contents, answer: Answer, at: Timestamp) -> Answer:
    """The answer with its own next step, which the book and the answer tell."""
    ask = contents.asks.get(answer.ask)
    if ask is None:
        return answer
    return replace(answer, next=next_step(contents, ask, answer, date_of(at, contents.zone)))


def _next(raw: object, path: str) -> Next | None:
    if raw is None:
        return None
    given = read_object(raw, path, ("what", "who", "by"))
    return Next(
        a_word(given.get("what"), f"{path}.what"),
        a_word(given.get("who"), f"{path}.who"),
        a_day(given.get("by"), f"{path}.by"),
    )
