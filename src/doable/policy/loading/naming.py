"""Facts and params: their types, and the order in which computed facts can be worked out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from doable.policy.book import Fact, Param, Text
from doable.policy.declarations import Declaration, Type
from doable.policy.findings import Place
from doable.policy.loading.formulas import BUILT_IN, IN_LIMITS, Formulas, is_pressure
from doable.policy.loading.reading import Entry, Formula
from doable.policy.loading.shapes import DOTTED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.expression import Expression
    from doable.policy.loading.reading import Reading

COMPANY = ("record", "document", "colleague")


def type_of(reading: Reading, entry: Entry) -> Type | None:
    """The type an entry declares."""
    name = cast("str | None", entry.get("type"))
    values = tuple(cast("list[str]", entry.get("values") or []))
    if name is None:
        return None
    if name == "enum" and not values:
        reading.error(entry.at("type"), "an enum needs its words", "add `values: [..]`, or make it a `string`")
        return None
    if name != "enum" and values:
        reading.error(entry.at("values"), f"`values` belongs to an enum, not to `{name}`", "write `type: enum`")
    if name.startswith("list<"):
        return Type("list", Type(name[5:-1]))
    return Type(name, values=values)


def declare(reading: Reading, entries: Mapping[str, Entry]) -> dict[str, Declaration]:
    """What conditions may read, from the entries of facts.yaml."""
    names: dict[str, Declaration] = {}
    for name, entry in entries.items():
        _check_name(reading, name, entry.place)
        kind = type_of(reading, entry)
        if kind is not None:
            names[name] = Declaration(kind, optional=bool(entry.get("optional")))
    return names


def _check_name(reading: Reading, name: str, place: Place) -> None:
    if not re.fullmatch(DOTTED, name):
        remedy = "use small letters, digits, `_` and dots, such as `order.total`"
        reading.error(place, f"`{name}` can't be the name of a fact", remedy)
    elif is_pressure(name):
        remedy = "leave it to playbooks, escalation and the queue; hardship may be a fact, from a colleague or a document"
        reading.error(place, f"`{name}` would let pressure decide: rules can't read it", remedy, check="pressure")
    elif name.split(".")[0] == "ask" or name in {"now", "today", "case.granted"}:
        reading.error(place, f"`{name}` is a name of Doable itself", "choose another name for the fact")


def build_facts(reading: Reading, entries: Mapping[str, Entry], formulas: Formulas) -> dict[str, Fact]:
    """The facts, with their expressions; circles among computed facts are errors."""
    facts = {
        name: fact for name, entry in entries.items() if (fact := _fact(reading, name, entry, formulas)) is not None
    }
    _refuse_circles(reading, facts)
    return facts


def _fact(reading: Reading, name: str, entry: Entry, formulas: Formulas) -> Fact | None:
    kind = type_of(reading, entry) if name in formulas.names else None
    if kind is None:
        return None
    formula = cast("Formula | None", entry.get("is"))
    computed = formulas.make(formula, kind) if formula else None
    sources = tuple(cast("list[str]", entry.get("from") or ())) or COMPANY
    return Fact(
        name=name,
        type=kind,
        means=cast("Text | None", entry.get("means")),
        sources=(*sources, "computed") if formula else sources,
        place=entry.place,
        optional=bool(entry.get("optional")),
        computed=computed,
        question=cast("Text | None", entry.get("ask")),
        of=cast("str | None", entry.get("of")),
        reads=cast("str | None", entry.get("reads")),
    )


def _refuse_circles(reading: Reading, facts: Mapping[str, Fact]) -> None:
    for name, fact in facts.items():
        circle = _circle(name, facts)
        if circle and name == min(circle):
            shown = " -> ".join(f"`{step}`" for step in [*circle, circle[0]])
            reading.error(fact.place, f"computed facts go round in a circle: {shown}", "give one of them a source instead")


def _circle(start: str, facts: Mapping[str, Fact]) -> list[str]:
    """The way from a computed fact back to itself, empty if there is none."""
    pending: list[list[str]] = [[start]]
    seen: set[str] = set()
    while pending:
        path = pending.pop()
        fact = facts.get(path[-1])
        for name in sorted(fact.computed.reads) if fact and fact.computed else ():
            if name == start:
                return path
            if name not in seen:
                seen.add(name)
                pending.append([*path, name])
    return []


def computed_order(computed: Mapping[str, Expression]) -> tuple[str, ...]:
    """Computed facts so that each comes after those it reads."""
    ordered: dict[str, None] = {}

    def visit(name: str) -> None:
        for read in sorted(computed[name].reads):
            if read in computed and read not in ordered:
                visit(read)
        ordered[name] = None

    for name in computed:
        visit(name)
    return tuple(ordered)


def build_params(reading: Reading, entries: Mapping[str, Entry], formulas: Formulas) -> dict[str, Param]:
    """The params of an ask."""
    params: dict[str, Param] = {}
    for name, entry in entries.items():
        kind = type_of(reading, entry)
        if kind is None:
            continue
        formula = cast("Formula | None", entry.get("default"))
        params[name] = Param(
            name=name,
            type=kind,
            place=entry.place,
            default=formulas.make(formula, kind) if formula else None,
            means=cast("Text | None", entry.get("means")),
            question=cast("Text | None", entry.get("ask")),
            of=cast("str", entry.get("of") or "customer"),
        )
    return params


def built_in_facts() -> dict[str, Fact]:
    """Facts that every book has: money already granted to this customer, and in this case."""
    return {
        name: Fact(name, {**BUILT_IN, **IN_LIMITS}[name].type, None, ("record",), Place("facts.yaml"))
        for name in ("case.granted", "customer.granted_90d")
    }
