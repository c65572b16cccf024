"""Facts and params: their names and types, and the circles that computed ones must not go in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.book import Fact, Param
from doable.policy.findings import Place
from doable.policy.language.declarations import ANY, Declaration, Type
from doable.policy.language.lexing import RESERVED
from doable.policy.loading.circles import circles, depths, nesting, reads_among
from doable.policy.loading.formulas import BUILT_IN, IN_LIMITS, is_pressure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.policy.expression import Expression
    from doable.policy.loading.circles import Reads
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.formulas import Formulas
    from doable.policy.loading.reading import Reading

MOST_DEEP = 100
COMPANY = ("record", "document", "colleague")
_RESERVED = RESERVED | {"true", "false", "null", "in"}
_WRITTEN = ("string", "enum", "any")
_PRESSED = (
    "leave it to playbooks, escalation and the queue; hardship may be a fact, from a colleague or a document"
)


def type_of(reading: Reading, entry: Entry | None) -> Type:
    """The type an entry declares; any type, so that nothing else is said of it, where that is wrong."""
    name = entry.line("type") if entry else None
    if entry is None or name is None:
        return ANY
    values = entry.lines("values")
    refuse_twice(reading, entry, "values")
    if name == "enum":
        if "values" not in entry.keys:
            reading.error(
                entry.at("type"), "an `enum` needs its words", "add `values: [..]`, or make it a `string`"
            )
        return Type(name, values=values) if values else ANY
    if "values" in entry.keys:
        message = f"`values` belongs to `type: enum`, not to `type: {name}`"
        reading.error(entry.keys["values"], message, "write `type: enum`, or remove the values")
    return Type("list", Type(name[5:-1])) if name.startswith("list<") else Type(name)


def refuse_twice(reading: Reading, entry: Entry, key: str) -> None:
    """Each word of a list stands there once."""
    seen = set()
    for word, place in entry.placed(key):
        if word in seen:
            reading.error(place, f"`{word}` stands twice in `{key}`", "name each once")
        seen.add(word)


def declare(reading: Reading, facts: Entry) -> dict[str, Declaration]:
    """What conditions may read, from the entries of facts.yaml."""
    declared: dict[str, Declaration] = {}
    for name, place in facts.keys.items():
        _check_name(reading, name, place)
        entry = facts.entry(name)
        if name not in BUILT_IN:
            optional = bool(entry and entry.truth("optional"))
            declared[name] = Declaration(type_of(reading, entry), optional)
    return declared


def _check_name(reading: Reading, name: str, place: Place) -> None:
    first, *others = name.split(".")
    reserved = next((word for word in (first, *others) if word in _RESERVED), None)
    if is_pressure(name):
        message = f"`{name}` would let pressure decide, which no rule may read"
        reading.error(place, message, _PRESSED, check="pressure")
    elif first == "ask" or name in {*BUILT_IN, *IN_LIMITS}:
        reading.error(place, f"`{name}` is a name that Doable itself gives a value", "choose another name")
    elif reserved:
        reading.error(place, f"`{reserved}` is a word of the language of conditions", "choose another name")


def build_facts(reading: Reading, entries: Entry, formulas: Formulas) -> dict[str, Fact]:
    """The facts, with their expressions; circles among computed facts are errors."""
    facts = {name: _fact(reading, name, entry, formulas) for name, entry in entries.shaped()}
    _refuse_circles(reading, facts, entries)
    return facts


def _refuse_circles(reading: Reading, facts: Mapping[str, Fact], entries: Entry) -> None:
    computed = {name: fact.computed for name, fact in facts.items() if fact.computed}
    reads = reads_among(computed)
    found = circles(reads)
    for circle in found:
        message = f"these computed facts go round in a circle: {_shown(circle)}"
        reading.error(
            entries.keys[circle[0]],
            message,
            "let one of them be supplied instead, with `from:`",
            check="circle",
        )
    if not found:
        _refuse_depth(reading, reads, computed, entries)


def _refuse_depth(reading: Reading, reads: Reads, computed: Mapping[str, Expression], entries: Entry) -> None:
    """Of facts computed from facts, only the first that goes too deep is told: the others follow from it."""
    deep = depths(reads, {name: nesting(expression.node) for name, expression in computed.items()})
    for name, depth in deep.items():
        if depth > MOST_DEEP and all(deep[read] <= MOST_DEEP for read in reads[name]):
            message = f"`{name}`, with all that it is computed from, is nested more than {MOST_DEEP} deep"
            remedy = "compute it in fewer steps, or let one of the facts be supplied, with `from:`"
            reading.error(entries.keys[name], message, remedy, check="circle")


def _shown(circle: tuple[str, ...], prefix: str = "") -> str:
    return " -> ".join(f"`{prefix}{step}`" for step in (*circle, circle[0]))


def _fact(reading: Reading, name: str, entry: Entry, formulas: Formulas) -> Fact:
    kind = formulas.names[name].type
    sources = entry.lines("from") or COMPANY
    return Fact(
        name=name,
        type=kind,
        means=entry.text("means"),
        sources=(*sources, "computed") if "is" in entry.keys else sources,
        place=entry.place,
        optional=bool(entry.truth("optional")),
        computed=formulas.make(entry.formula("is"), kind),
        question=entry.text("ask"),
        of=entry.line("of"),
        reads=_read_as(reading, entry),
        looks_like=_looks(reading, entry, kind),
    )


def _read_as(reading: Reading, entry: Entry) -> str | None:
    """The name under which a message is read for it."""
    read_as = entry.line("reads")
    if read_as and is_pressure(read_as):
        message = f"`{read_as}` would let pressure decide, which no rule may read"
        reading.error(entry.at("reads"), message, _PRESSED, check="pressure")
    return read_as


def _looks(reading: Reading, entry: Entry, kind: Type) -> tuple[str, ...]:
    """Examples of what it looks like in a message."""
    refuse_twice(reading, entry, "looks_like")
    if "looks_like" not in entry.keys:
        return ()
    if "reads" not in entry.keys:
        remedy = "add `reads:` with a name such as `order.number`, or remove the examples"
        reading.error(entry.keys["looks_like"], "`looks_like` tells nothing without `reads`", remedy)
    if kind.name not in _WRITTEN:
        message = f"`looks_like` belongs to a `string` or an `enum`, not to `type: {kind}`"
        reading.error(
            entry.keys["looks_like"], message, "remove the examples: such values are found by themselves"
        )
    for example, place in entry.placed("looks_like"):
        if not any(sign.isalnum() for sign in str(example)):
            message = f"`{example}` has neither a letter nor a digit to know it by"
            reading.error(place, message, "write an example as it stands in messages, such as CC-48213")
    return entry.lines("looks_like")


def declare_params(reading: Reading, entry: Entry) -> dict[str, Declaration]:
    """The params of an ask, by name."""
    params = entry.named("params")
    for name, place in params.keys.items():
        _check_name(reading, name if name in _RESERVED or is_pressure(name) else "param", place)
    return {name: Declaration(type_of(reading, params.entry(name))) for name in params.keys}


def build_params(entry: Entry, declared: Mapping[str, Declaration], formulas: Formulas) -> dict[str, Param]:
    """The params of an ask, with their defaults; defaults that go round in a circle are errors."""
    params = {
        name: _param(name, param, declared[name].type, formulas)
        for name, param in entry.named("params").shaped()
    }
    defaults = {name: param.default for name, param in params.items() if param.default}
    for circle in circles(reads_among(defaults, "ask.")):
        message = f"these defaults go round in a circle: {_shown(circle, 'ask.')}"
        formulas.reading.error(
            params[circle[0]].place, message, "give one of them another default", check="circle"
        )
    return params


def _param(name: str, entry: Entry, kind: Type, formulas: Formulas) -> Param:
    return Param(
        name=name,
        type=kind,
        place=entry.place,
        default=formulas.make(entry.formula("default"), kind),
        means=entry.text("means"),
        question=entry.text("ask"),
        of=entry.line("of") or "customer",
        reads=_read_as(formulas.reading, entry),
    )


def built_in_facts() -> dict[str, Fact]:
    """Facts that every book has: money already granted to this customer, and in this case."""
    return {
        name: Fact(name, {**BUILT_IN, **IN_LIMITS}[name].type, None, ("record",), Place("facts.yaml"))
        for name in ("case.granted", "customer.granted_90d")
    }
