"""What was not sure in the reading of a message, in plain words for the person who looks at the case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doable.policy.book import Contents
    from doable.understanding.facts.stating import Stated
    from doable.understanding.understood import Message, ReadAsk, ReadFact

# Less sure than this, a person should look at the ask.
SURE = 0.6
# Of these a case has one at a time, so several raise the question which is meant.
_SINGLE = {
    "order.number": "order numbers",
    "contract.number": "contract numbers",
    "invoice.number": "invoice numbers",
    "case.number": "case numbers",
    "serial.number": "serial numbers",
}
_EITHER_WAY = re.compile(r"\d{1,3}([.,])\d{3}(?!\d)")
_CENTS = re.compile(r"\d([.,])\d\d(?!\d)")


def doubts(
    message: Message,
    contents: Contents,
    asks: Sequence[ReadAsk],
    facts: Mapping[str, ReadFact],
    found: Stated,
) -> tuple[str, ...]:
    """All doubts: about the asks, the numbers named, the sums, the days."""
    return (
        *_of_asks(contents, asks),
        *_of_names(facts),
        *_of_sums(message, contents, found),
        *_of_days(message, facts),
    )


def _of_asks(contents: Contents, asks: Sequence[ReadAsk]) -> Iterator[str]:
    if not asks:
        yield "nothing that the book knows was recognised as asked for"
    for ask in asks:
        if ask.confidence < SURE:
            meant = str(contents.asks[ask.ask].means).rstrip(".")
            yield f"it is not sure that `{ask.ask}` is asked for ({meant}): {round(ask.confidence * 100)} %"


def _of_names(facts: Mapping[str, ReadFact]) -> Iterator[str]:
    for name, said in _SINGLE.items():
        if name in facts and len(facts[name].values) > 1:
            values = " and ".join(str(value) for value in facts[name].values)
            yield f"{len(facts[name].values)} {said} are named ({values}): which one is meant?"


def _of_sums(message: Message, contents: Contents, found: Stated) -> Iterator[str]:
    """A sum in another currency, and a sum whose point may part thousands or decimals."""
    sums = [one for one in found.quantities if one.kind == "amount"]
    signs = {cents[1] for one in sums if (cents := _CENTS.search(message.text, one.start, one.end))}
    for one in sums:
        written = message.text[one.start : one.end]
        if one.currency and one.currency != contents.currency:
            yield f"`{written}` is not in {contents.currency}, the currency of the book"
        either = _EITHER_WAY.search(written)
        if either and either[1] in signs:
            yield f"`{written}` may be {one.value:f} or, with `{either[1]}` before the decimals, much less"


def _of_days(message: Message, facts: Mapping[str, ReadFact]) -> Iterator[str]:
    if message.received is None and "date" not in facts:
        yield "the day of reception is not known, so `yesterday` or `Friday` was not read as a date"
