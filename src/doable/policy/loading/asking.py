"""Asks with their rules, from the files under asks/."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from doable.policy.book import Alternative, Ask, Effect, Param, Rule, Text
from doable.policy.checking import check
from doable.policy.declarations import BOOL, MONEY, Declaration, Type
from doable.policy.expression import Expression
from doable.policy.findings import Finding, did_you_mean
from doable.policy.loading.naming import build_params, type_of
from doable.policy.loading.reading import Entry
from doable.policy.loading.ruling import Ruling
from doable.policy.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from doable.policy.findings import Place
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People
    from doable.policy.loading.reading import Formula, Reading
    from doable.policy.loading.ruling import Params


def declare_params(reading: Reading, entries: list[Entry]) -> Params:
    """The params of every ask, by ask and name."""
    declared: Params = {}
    for entry in entries:
        params = cast("dict[str, Entry]", entry.get("params") or {})
        kinds = {name: type_of(reading, param) for name, param in params.items()}
        declared[cast("str", entry.get("ask") or "")] = {
            name: Declaration(kind) for name, kind in kinds.items() if kind is not None
        }
    return declared


def build_asks(reading: Reading, entries: list[Entry], formulas: Formulas, people: People) -> dict[str, Ask]:
    """The asks by name; two of one name are an error."""
    declared = declare_params(reading, entries)
    silent = type(reading)()  # types were reported while declaring
    asks: dict[str, Ask] = {}
    ids: dict[str, Place] = {}
    for entry in entries:
        name = cast("str | None", entry.get("ask"))
        if name is None:
            continue
        if name in asks:
            message = f"the ask `{name}` stands in two files (the other: {asks[name].place.file})"
            reading.error(entry.at("ask"), message, "join them, or rename one")
        inner = formulas.within({f"ask.{param}": known for param, known in declared[name].items()})
        ask = _build(entry, name, Ruling(inner, people, declared, ids), silent)
        if ask is not None:
            asks[name] = ask
    return asks


def _build(entry: Entry, name: str, ruling: Ruling, silent: Reading) -> Ask | None:
    params = build_params(silent, cast("dict[str, Entry]", entry.get("params") or {}), ruling.formulas)
    built = [ruling.rule(rule) for rule in cast("list[Entry]", entry.get("rules") or [])]
    otherwise = _otherwise(entry, name, ruling)
    alternatives = _alternatives(entry, ruling)
    after = _after(entry, ruling)
    means, purpose = entry.get("means"), entry.get("purpose")
    if otherwise is None or means is None or purpose is None:
        return None
    rules = tuple(rule for rule in built if rule is not None)
    return Ask(
        name=name,
        means=cast("Text", means),
        examples=tuple(cast("list[str]", entry.get("examples") or [])),
        purpose=cast("Text", purpose),
        params=params,
        rules=rules,
        otherwise=otherwise,
        place=entry.place,
        alternatives=alternatives,
        after=after,
        types=_types(params, (*rules, otherwise)),
    )


def _types(params: dict[str, Param], rules: tuple[Rule, ...]) -> dict[str, Type]:
    types = {name: param.type for name, param in params.items()}
    for rule in rules:
        for each in rule.with_exceptions():
            for name, expression in each.effect.gives or ():
                types.setdefault(name, expression.type)
    return {**types, "refund": types.get("refund", MONEY)}


def _otherwise(entry: Entry, name: str, ruling: Ruling) -> Rule | None:
    given = cast("Entry | None", entry.get("otherwise"))
    if given is None:
        return None
    effect: Effect | None = ruling.effect(given)
    if effect is None:
        return None
    if effect.then == "lift":
        ruling.reading.error(given.at("then"), "`otherwise` can't lift anything", "say what follows if no rule does")
    always = Expression("true", check(parse("true"), {}, wanted=BOOL), given.place)
    return Rule(f"{name}.otherwise", always, effect, given.place)


def _alternatives(entry: Entry, ruling: Ruling) -> tuple[Alternative, ...]:
    built = []
    for item in cast("list[object]", entry.get("alternatives") or []):
        place = item.place if isinstance(item, Entry) else entry.at("alternatives")
        alternative = ruling.alternative(item, place)
        if alternative is not None:
            built.append(alternative)
    return tuple(built)


def _after(entry: Entry, ruling: Ruling) -> tuple[tuple[str, Expression], ...]:
    formulas = cast("dict[str, Formula]", entry.get("after") or {})
    known = {name: known for name, known in ruling.formulas.names.items() if not name.startswith("ask.")}
    for name in formulas:
        if name not in known:
            ruling.reading.error(entry.at("after"), f"unknown fact `{name}`", did_you_mean(name, known))
    return ruling.values(formulas, known)


def check_alternatives(reading: Reading, asks: Mapping[str, Ask], referrals: Collection[str]) -> None:
    """Alternatives name asks and referrals that the book has."""
    for ask in asks.values():
        for other in ask.alternatives:
            if other.referral is not None and other.referral not in referrals:
                remedy = did_you_mean(other.referral, referrals) or "add it to referrals.yaml"
                reading.error(other.place, f"the book has no referral `{other.referral}`", remedy)
            if other.ask is not None and other.ask not in asks:
                remedy = did_you_mean(other.ask, asks) or "add it under asks/"
                reading.findings.append(
                    Finding("error", "shape", f"the book has no ask `{other.ask}`", other.place, remedy)
                )
