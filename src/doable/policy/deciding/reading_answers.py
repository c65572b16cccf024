"""The answers in the JSON of `decide out`, and in what other programs make of it, as values."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.book import Text
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.decision import (
    Answer,
    Approval,
    Charge,
    Consultation,
    Missing,
    Nearest,
    Offer,
    PlanStep,
    Reason,
    Referred,
    Typed,
)
from doable.policy.deciding.notation import read_object, read_value
from doable.policy.findings import did_you_mean
from doable.policy.language.declarations import BOOL, DATE, DECIMAL, INT, MONEY, STRING
from doable.policy.vocabulary import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type

    T = TypeVar("T")

_ANSWER_KEYS = (
    "ask params verdict granted reasons approvals approval charge phase consult consulted missing advise "
    "alternatives possible nearest errors"
).split()
_OFFER_KEYS = ("ask", "params", "verdict", "granted", "text", "missing")
# Params that mean money wherever an ask's own types don't say otherwise.
_MONEY = ("amount", "refund")


def read_answer(contents: Contents, raw: object, path: str) -> Answer:
    """One answer; raises InputError naming the key."""
    given = read_object(raw, path, _ANSWER_KEYS)
    name = a_word(given.get("ask"), f"{path}.ask")
    verdict = given.get("verdict")
    if verdict not in VERDICTS:
        raise InputError(
            f"{path}.verdict", f"`{verdict}` is no verdict", did_you_mean(str(verdict), VERDICTS)
        )
    values = _Values(contents, name)
    consult = given.get("consult")
    phase = given.get("phase")
    return Answer(
        ask=name,
        params=values.read(given.get("params"), f"{path}.params"),
        verdict=str(verdict),
        granted=values.read(given.get("granted"), f"{path}.granted"),
        reasons=_each(given.get("reasons"), f"{path}.reasons", _reason),
        approvals=_approvals(given, path),
        charge=_charge(contents, given.get("charge"), f"{path}.charge"),
        phase=None if phase is None else _each(phase, f"{path}.phase", _step),
        consult=None if consult is None else _consult(consult, f"{path}.consult"),
        consulted=bool(a_bool(given.get("consulted"), f"{path}.consulted")),
        missing=_each(given.get("missing"), f"{path}.missing", _missing),
        advise=() if given.get("advise") is None else (_text(given["advise"], f"{path}.advise"),),
        alternatives=_each(
            given.get("alternatives"), f"{path}.alternatives", lambda raw, at: _alternative(contents, raw, at)
        ),
        possible=_each(given.get("possible"), f"{path}.possible", lambda raw, at: _offer(contents, raw, at)),
        nearest=_each(given.get("nearest"), f"{path}.nearest", values.nearest),
        errors=_each(given.get("errors"), f"{path}.errors", a_word),
    )


def _each(raw: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    """Every item of a list that may be absent."""
    if raw is None:
        return ()
    if not isinstance(raw, list | tuple):
        raise InputError(path, "expected a list", "write [..]")
    return tuple(read(item, f"{path}[{index}]") for index, item in enumerate(raw))


class _Values:
    """Values by name with the types that an ask gives them, else with those they look like."""

    def __init__(self, contents: Contents, ask: str) -> None:
        known = contents.asks.get(ask)
        self.types: Mapping[str, Type] = known.types if known else {}

    def read(self, raw: object, path: str) -> tuple[Typed, ...]:
        if raw is None:
            return ()
        if not isinstance(raw, dict):
            raise InputError(path, "expected an object", "write {..}")
        found = {name: self.one(name, value, f"{path}.{name}") for name, value in raw.items()}
        return tuple(found[name] for name in sorted(found))

    def one(self, name: str, raw: object, path: str) -> Typed:
        kind = self.types.get(name)
        if kind is None:
            kind, raw = _looks_like(name, raw)
        return Typed(name, read_value(raw, kind, path), kind)

    def nearest(self, raw: object, path: str) -> Nearest:
        given = read_object(raw, path, ("param", "value"))
        return Nearest(
            self.one(a_word(given.get("param"), f"{path}.param"), given.get("value"), f"{path}.value")
        )


def _looks_like(name: str, raw: object) -> tuple[Type, object]:
    if isinstance(raw, bool):
        return BOOL, raw
    if isinstance(raw, int | float | Decimal):
        return (MONEY if name in _MONEY else INT if isinstance(raw, int) else DECIMAL), raw
    try:
        return DATE, date.fromisoformat(str(raw))
    except ValueError:
        return STRING, str(raw)


def a_bool(raw: object, path: str) -> bool | None:
    """True or false, or nothing."""
    return None if raw is None else cast("bool", read_value(raw, BOOL, path))


def _int(raw: object, path: str) -> int | None:
    return None if raw is None else cast("int", read_value(raw, INT, path))


def a_day(raw: object, path: str) -> date | None:
    """A date, or nothing."""
    return None if raw is None else cast("date", read_value(raw, DATE, path))


def a_word(raw: object, path: str) -> str:
    """Plain text."""
    return cast("str", read_value(raw, STRING, path))


def _text(raw: object, path: str) -> Text:
    return Text((("", a_word(raw, path)),))


def _optional_text(raw: object, path: str) -> Text | None:
    return None if raw is None else _text(raw, path)


def _optional_word(raw: object, path: str) -> str | None:
    return None if raw is None else a_word(raw, path)


def _reason(raw: object, path: str) -> Reason:
    given = read_object(raw, path, ("rule", "ground", "because", "clause"))
    rule, ground, clause = (
        _optional_word(given.get(key), f"{path}.{key}") for key in ("rule", "ground", "clause")
    )
    return Reason(rule, ground, _optional_text(given.get("because"), f"{path}.because"), clause)


def _approvals(given: Mapping[str, object], path: str) -> tuple[Approval, ...]:
    if given.get("approval") is not None:
        return (_approval(given["approval"], f"{path}.approval"),)
    return _each(given.get("approvals"), f"{path}.approvals", _approval)


def _approval(raw: object, path: str) -> Approval:
    given = read_object(raw, path, ("grade", "function", "obtained"))
    function = given.get("function")
    return Approval(
        a_word(given.get("grade"), f"{path}.grade"),
        "any" if function is None else a_word(function, f"{path}.function"),
        bool(a_bool(given.get("obtained"), f"{path}.obtained")),
    )


def _charge(contents: Contents, raw: object, path: str) -> Charge | None:
    if raw is None:
        return None
    given = read_object(raw, path, ("amount", "currency", "for", "preauthorised"))
    what = _optional_text(given.get("for"), f"{path}.for")
    return Charge(
        cast("Decimal", read_value(given.get("amount"), MONEY, f"{path}.amount")),
        _optional_word(given.get("currency"), f"{path}.currency") or contents.currency,
        () if what is None else (what,),
        bool(a_bool(given.get("preauthorised"), f"{path}.preauthorised")),
    )


def _step(raw: object, path: str) -> PlanStep:
    given = read_object(raw, path, ("terms", "orders", "days", "until"))
    return PlanStep(
        _text(given.get("terms"), f"{path}.terms"),
        _int(given.get("orders"), f"{path}.orders"),
        _int(given.get("days"), f"{path}.days"),
        a_day(given.get("until"), f"{path}.until"),
    )


def _consult(raw: object, path: str) -> Consultation:
    given = read_object(raw, path, ("needed", "grade"))
    return Consultation(
        bool(a_bool(given.get("needed"), f"{path}.needed")),
        _optional_word(given.get("grade"), f"{path}.grade"),
    )


def _missing(raw: object, path: str) -> Missing:
    given = read_object(raw, path, ("fact", "question", "of"))
    return Missing(
        a_word(given.get("fact"), f"{path}.fact"),
        _optional_text(given.get("question"), f"{path}.question"),
        _optional_word(given.get("of"), f"{path}.of") or "customer",
    )


def _alternative(contents: Contents, raw: object, path: str) -> Offer | Referred:
    if not isinstance(raw, dict) or "referral" not in raw:
        return _offer(contents, raw, path)
    given = read_object(raw, path, ("referral", "text", "contact"))
    contact = given.get("contact") or {}
    if not isinstance(contact, dict):
        raise InputError(f"{path}.contact", "expected an object", "write {..}")
    return Referred(
        a_word(given.get("referral"), f"{path}.referral"),
        _text(given.get("text"), f"{path}.text"),
        tuple((str(name), a_word(value, f"{path}.contact.{name}")) for name, value in contact.items()),
    )


def _offer(contents: Contents, raw: object, path: str) -> Offer:
    given = read_object(raw, path, _OFFER_KEYS)
    name = a_word(given.get("ask"), f"{path}.ask")
    values = _Values(contents, name)
    return Offer(
        ask=name,
        params=values.read(given.get("params"), f"{path}.params"),
        verdict=_optional_word(given.get("verdict"), f"{path}.verdict") or "doable",
        granted=values.read(given.get("granted"), f"{path}.granted"),
        text=_text(given.get("text"), f"{path}.text"),
        missing=_each(given.get("missing"), f"{path}.missing", _missing),
    )
