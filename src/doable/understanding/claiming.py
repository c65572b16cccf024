"""What a message states as facts of the book, on the customer's word alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value, show_plain, show_value

if TYPE_CHECKING:
    from doable.policy.book import Contents, Fact
    from doable.policy.language.values import Plain
    from doable.understanding.understood import Understanding

SOURCE = "customer"


def facts_for(contents: Contents, understanding: Understanding) -> dict[str, dict[str, object]]:
    """The book's facts that the message states, in the JSON of `decide`, with the customer as source.

    A fact of which several values were read, or one that its type can't hold, is left out.
    """
    stated: dict[str, dict[str, object]] = {}
    for fact in contents.facts.values():
        read = understanding.facts.get(fact.reads or "")
        value = _value(fact, read.values) if read else None
        if value is not None:
            stated[fact.name] = {"value": value, "source": SOURCE}
    return stated


def case_for(contents: Contents, understanding: Understanding) -> dict[str, object]:
    """What was read as a case for `decide`: its asks, and what it states on the customer's word."""
    asks = [
        {
            "ask": read.ask,
            "params": {
                param.name: show_value(param.value, param.type, contents.currency) for param in read.params
            },
        }
        for read in understanding.asks
    ]
    return {"id": understanding.message.id, "asks": asks, "facts": facts_for(contents, understanding)}


def left_open(contents: Contents, understanding: Understanding) -> tuple[str, ...]:
    """The doubts about facts that were left out because several values were read."""
    several = {name for name, read in understanding.facts.items() if len(read.values) > 1}
    return tuple(
        f"several values were read for `{fact.name}`, so it is left open"
        for fact in contents.facts.values()
        if fact.reads in several and fact.type.name != "list"
    )


def _value(fact: Fact, values: tuple[Plain, ...]) -> object:
    """The value as JSON, if there is but one and the fact's type can hold it."""
    several = fact.type.name == "list"
    if len(values) > 1 and not several:
        return None
    raw: object = [show_plain(value) for value in values] if several else _worded(fact, show_plain(values[0]))
    try:
        read_value(raw, fact.type, fact.name)
    except InputError:
        return None
    return raw


def _worded(fact: Fact, raw: object) -> object:
    """One of an enum's own words, where the message writes it in another way."""
    words = {word.casefold().replace("_", " "): word for word in fact.type.values}
    return words.get(str(raw).casefold(), raw) if words else raw
