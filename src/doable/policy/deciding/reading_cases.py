"""The JSON of `decide in` as a Case: every key known, every value of its type."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import Case, Evidence, Given, InputError, Person, Wish
from doable.policy.deciding.notation import read_object, read_value
from doable.policy.findings import did_you_mean
from doable.policy.language.declarations import MONEY, TIMESTAMP
from doable.policy.vocabulary import SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection

    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Timestamp

_KEYS = ("id", "as", "at", "asks", "facts", "evidence")
_EVIDENCE_KEYS = ("kind", "ask", "answer", "by", "amount", "because", "at")
_KINDS = ("approval", "consultation", "preauthorisation", "acceptance")
NEVER_NEGATIVE = ("case.granted", "customer.granted_90d")
_NEED_A_PERSON = ("approval", "consultation")


def read_case(contents: Contents, raw: object, now: Timestamp, source: str = "record") -> Case:
    """A case from its JSON; `now` stands in for a missing `at`, `source` for facts that carry none.

    Raises InputError naming the key and what to do.
    """
    given = read_object(raw, "", _KEYS)
    asks = given.get("asks")
    if not isinstance(asks, list) or not asks:
        raise InputError("asks", "names nothing that is asked", 'write [{"ask": "..", "params": {..}}]')
    at = given.get("at")
    return Case(
        id=str(given.get("id", "")),
        at=now if at is None else cast("Timestamp", read_value(at, TIMESTAMP, "at")),
        wishes=tuple(_wish(contents, ask, f"asks[{index}]") for index, ask in enumerate(asks)),
        facts=_facts(contents, given.get("facts"), source),
        asker=None if given.get("as") is None else read_person(contents, given["as"], "as"),
        evidence=_evidence(contents, given.get("evidence")),
    )


def _wish(contents: Contents, raw: object, path: str) -> Wish:
    given = read_object(raw, path, ("ask", "params"))
    name = given.get("ask")
    if not isinstance(name, str):
        raise InputError(f"{path}.ask", "is missing", "name the ask")
    params = given.get("params") or {}
    if not isinstance(params, dict):
        raise InputError(f"{path}.params", "expected an object", "write {..}")
    ask = contents.asks.get(name)
    if ask is None:
        return Wish(name, {})
    values = {}
    for param, value in params.items():
        if param not in ask.params:
            raise InputError(
                f"{path}.params.{param}", f"`{name}` has no such param", did_you_mean(param, ask.params)
            )
        if value is not None:
            values[param] = read_value(value, ask.params[param].type, f"{path}.params.{param}")
    return Wish(name, values)


def _facts(contents: Contents, raw: object, source: str) -> dict[str, Given]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise InputError("facts", "expected an object", 'write {"name": value}')
    return {name: _fact(contents, name, value, source) for name, value in raw.items()}


def _fact(contents: Contents, name: str, raw: object, source: str) -> Given:
    path = f"facts.{name}"
    fact = contents.facts.get(name)
    if fact is None:
        raise InputError(path, "the book has no such fact", did_you_mean(name, contents.facts))
    value = raw
    if isinstance(raw, dict):
        given = read_object(raw, path, ("value", "source"))
        if "value" not in given:
            raise InputError(path, "has no value", 'write {"value": .., "source": ".."}')
        value, source = given["value"], str(given.get("source", source))
    if source not in SOURCES:
        raise InputError(f"{path}.source", f"`{source}` is no source", did_you_mean(source, SOURCES))
    if value is not None:
        read = read_value(value, fact.type, path)
        if name in NEVER_NEGATIVE and isinstance(read, Decimal) and read < 0:
            raise InputError(path, "can't be less than 0", "it widens every limit that reads it")
        return Given(read, source)
    if not fact.optional:
        remedy = "leave the key away where it is unknown, or declare the fact `optional: true`"
        raise InputError(path, "null says that it is known to be absent, which this fact can't be", remedy)
    return Given(None, source)


def read_person(contents: Contents, raw: object, path: str) -> Person:
    """A grade, or a grade with a function."""
    if isinstance(raw, str):
        return Person(_word(raw, contents.grades, path, "grade"))
    given = read_object(raw, path, ("grade", "function"))
    grade = _word(given.get("grade"), contents.grades, f"{path}.grade", "grade")
    function = given.get("function")
    if function is None or function == "any":
        return Person(grade)
    return Person(grade, _word(function, contents.functions, f"{path}.function", "function"))


def _word(raw: object, known: Collection[str], path: str, what: str) -> str:
    if not isinstance(raw, str) or raw not in known:
        raise InputError(path, f"the book has no {what} `{raw}`", did_you_mean(str(raw), known))
    return raw


def _evidence(contents: Contents, raw: object) -> tuple[Evidence, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise InputError("evidence", "expected a list", "write [..]")
    return tuple(_piece(contents, piece, f"evidence[{index}]") for index, piece in enumerate(raw))


def _piece(contents: Contents, raw: object, path: str) -> Evidence:
    given = read_object(raw, path, _EVIDENCE_KEYS)
    kind = _word(given.get("kind"), _KINDS, f"{path}.kind", "kind of evidence")
    answer = given.get("answer")
    if answer not in {"yes", "no"}:
        raise InputError(f"{path}.answer", f"expected `yes` or `no`, not `{answer}`")
    by = (
        None
        if given.get("by") is None or given["by"] == "customer"
        else read_person(contents, given["by"], f"{path}.by")
    )
    if by is None and kind in _NEED_A_PERSON:
        raise InputError(f"{path}.by", "is missing", f"say whose {kind} it is")
    if by is not None and by.grade == contents.grades[0]:
        people = ", ".join(contents.grades[1:])
        raise InputError(f"{path}.by", f"`{by.grade}` is no person", f"name one of {people}")
    because = given.get("because")
    if kind == "approval" and answer == "no" and not (isinstance(because, str) and because.strip()):
        raise InputError(
            f"{path}.because", "is missing", "a no needs the approver's sentence for the customer"
        )
    return Evidence(
        kind=kind,
        ask=_word(given.get("ask"), contents.asks, f"{path}.ask", "ask"),
        yes=answer == "yes",
        by=by,
        amount=_optional(given.get("amount"), MONEY, f"{path}.amount"),  # type: ignore[arg-type]  # money is a Decimal
        because=because if isinstance(because, str) else None,
        at=_optional(given.get("at"), TIMESTAMP, f"{path}.at"),  # type: ignore[arg-type]  # or a Timestamp
    )


def _optional(raw: object, kind: Type, path: str) -> object:
    return None if raw is None else read_value(raw, kind, path)
