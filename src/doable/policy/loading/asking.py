"""Asks with their rules, from the files under asks/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.book import Ask, Rule
from doable.policy.expression import Expression
from doable.policy.findings import did_you_mean
from doable.policy.language.agreeing import described, joined
from doable.policy.language.checking import check
from doable.policy.language.declarations import BOOL, MONEY
from doable.policy.language.parsing import parse
from doable.policy.loading.formulas import IN_LIMITS
from doable.policy.loading.naming import build_params
from doable.policy.loading.ruling import Ruling
from doable.policy.vocabulary import ANY

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from doable.policy.book import Alternative
    from doable.policy.findings import Place
    from doable.policy.language.declarations import Type
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.people import People
    from doable.policy.loading.reading import Reading
    from doable.policy.loading.ruling import Params, Values


def named_asks(reading: Reading, entries: list[Entry]) -> dict[str, Entry]:
    """The entries by the name of their ask; two of one name are an error."""
    asks: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: _stem(entry) != entry.line("ask")):
        name = str(entry.line("ask"))
        if name in asks:
            message = f"the ask `{name}` stands in two files (the other: {asks[name].place.file})"
            reading.error(entry.at("ask"), message, "join them, or rename one")
            continue
        asks[name] = entry
        stem = _stem(entry)
        if name == ANY:
            reading.error(entry.at("ask"), f"`{ANY}` means every ask", "choose another name")
        elif stem != name:
            message = f"the ask `{name}` stands in a file that is called `{stem}`"
            reading.warning(
                entry.at("ask"), message, f"call the file `{name}.yaml`, or correct the name", check="files"
            )
    return {str(entry.line("ask")): asks[str(entry.line("ask"))] for entry in entries}


def _stem(entry: Entry) -> str:
    return entry.place.file.rpartition("/")[2].rpartition(".")[0]


def build_asks(
    entries: Mapping[str, Entry], declared: Params, formulas: Formulas, people: People
) -> dict[str, Ask]:
    """The asks by name; one that lacks something needed is left out, with its findings noted."""
    ids: dict[str, Place] = {}
    built = (
        _build(entry, name, Ruling(formulas.of_ask(name, declared[name]), people, declared, ids))
        for name, entry in entries.items()
    )
    return {ask.name: ask for ask in built if ask is not None}


def _build(entry: Entry, name: str, ruling: Ruling) -> Ask | None:
    params = build_params(entry, ruling.params[name], ruling.formulas)
    built = [ruling.rule(rule) for rule in entry.entries("rules")]
    otherwise = _otherwise(entry, name, ruling)
    alternatives = _alternatives(entry, ruling)
    after = _after(entry, ruling)
    rules = tuple(rule for rule in built if rule is not None)
    types = {param: known.type for param, known in ruling.params[name].items()}
    for rule in (*rules, *([otherwise] if otherwise else [])):
        _join_types(types, rule, ruling.reading)
    means, purpose = entry.text("means"), entry.text("purpose")
    if otherwise is None or means is None or purpose is None:
        return None
    return Ask(
        name=name,
        means=means,
        examples=entry.lines("examples"),
        purpose=purpose,
        params=params,
        rules=rules,
        otherwise=otherwise,
        place=entry.place,
        alternatives=alternatives,
        after=after,
        types={"refund": MONEY, **types},
    )


def _join_types(types: dict[str, Type], rule: Rule, reading: Reading) -> None:
    """What the rules give under one name is of one type."""
    for each in rule.with_exceptions():
        for name, expression in each.effect.gives or ():
            known = types.setdefault(name, expression.type)
            both = joined(known, expression.type)
            if both is None:
                message = f"`{name}` is {described(expression.type)} here, elsewhere {described(known)}"
                reading.error(
                    expression.place,
                    message,
                    "give it the same type everywhere, or another name",
                    check="type",
                )
            types[name] = both or known


def _otherwise(entry: Entry, name: str, ruling: Ruling) -> Rule | None:
    given = entry.entry("otherwise")
    if given is None:
        return None
    ruling.named(f"{name}.otherwise", given.place)
    effect = ruling.effect(given)
    if effect is None:
        return None
    if effect.then == "lift":
        remedy = "say what follows if no rule gives an effect, such as `then: decline` or `then: refer`"
        ruling.reading.error(given.at("then"), "`otherwise` has nothing that it could lift", remedy)
    always = Expression("true", check(parse("true"), {}, wanted=BOOL), given.place)
    return Rule(f"{name}.otherwise", always, effect, given.place)


def _alternatives(entry: Entry, ruling: Ruling) -> tuple[Alternative, ...]:
    built = (ruling.alternative(item, place) for item, place in entry.placed("alternatives"))
    return tuple(alternative for alternative in built if alternative is not None)


def _after(entry: Entry, ruling: Ruling) -> Values:
    named = entry.named("after")
    facts = {name: known for name, known in ruling.formulas.names.items() if name not in IN_LIMITS}
    for name, place in named.keys.items():
        if name not in facts or name.startswith("ask."):
            remedy = did_you_mean(name, facts) or "declare it in facts.yaml"
            ruling.reading.error(place, f"there is no fact `{name}`", remedy, check="unknown")
    return ruling.values(named, facts)


def check_alternatives(
    reading: Reading, asks: Mapping[str, Ask], names: Collection[str], referrals: Collection[str]
) -> None:
    """Alternatives name asks and referrals that the book has (`names` are those of all asks)."""
    for ask in asks.values():
        for other in ask.alternatives:
            if other.referral is not None and other.referral not in referrals:
                remedy = did_you_mean(other.referral, referrals) or "add it to referrals.yaml"
                reading.error(
                    other.place, f"the book has no referral `{other.referral}`", remedy, check="unknown"
                )
            if other.ask is not None and other.ask not in names:
                hint = f"`referral.{other.ask}` is a referral" if other.ask in referrals else None
                remedy = hint or did_you_mean(other.ask, names) or "add a file for it under asks/"
                reading.error(other.place, f"the book has no ask `{other.ask}`", remedy, check="unknown")
