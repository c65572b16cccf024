"""What a message states: its facts under the names that reading gives them, each with its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.understanding.days.dates import dates
from doable.understanding.facts import conditions
from doable.understanding.facts.identifiers import identifiers
from doable.understanding.figures.quantities import quantities
from doable.understanding.text.clauses import quoted_lines
from doable.understanding.text.spans import apart, lowered
from doable.understanding.understood import ReadFact, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doable.policy.book import Contents
    from doable.policy.language.values import Plain
    from doable.understanding.days.dates import DatedSpan
    from doable.understanding.facts.identifiers import Named
    from doable.understanding.figures.quantities import Quantity
    from doable.understanding.understood import Message

# Read in every message, whatever the book; the others only where a fact or param of it `reads` them.
AMOUNT, PERCENT, DATE = "amount", "percent", "date"
FAULTY, OPENED, SINCE_DELIVERY = "item.faulty", "item.opened", "days_since_delivery"


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands in a message, by kind, in order; lines quoted from an earlier mail are left out."""

    quantities: tuple[Quantity, ...]
    dates: tuple[DatedSpan, ...]
    identifiers: tuple[Named, ...]


def stated(message: Message, contents: Contents) -> Stated:
    """What a message states, so that no stretch of it is read in two ways."""
    quoted = quoted_lines(message.text)
    named = apart(identifiers(message.text, contents), quoted)
    days = apart(dates(message.text, message.received), [*quoted, *named])
    measured = apart(quantities(message.text), [*quoted, *named, *days])
    return Stated(measured, days, named)


def facts(
    message: Message, contents: Contents, clauses: Sequence[Span], found: Stated
) -> dict[str, ReadFact]:
    """The facts of a message by name; of each name the values in order of appearance, each once."""
    read: dict[str, dict[Plain, Span]] = {}
    for name, value, span in (*_counted(found), *_conditions(message, contents, clauses, found)):
        read.setdefault(name, {}).setdefault(value, span)
    return {name: ReadFact(tuple(values), tuple(values.values())) for name, values in read.items()}


def _counted(found: Stated) -> Iterator[tuple[str, Plain, Span]]:
    for named in _fullest(found.identifiers):
        yield named.name, named.value, Span(named.start, named.end)
    for quantity in found.quantities:
        if quantity.kind in (AMOUNT, PERCENT):
            yield quantity.kind, quantity.value.normalize() + 0, Span(quantity.start, quantity.end)
    for day in found.dates:
        yield DATE, day.value, Span(day.start, day.end)


def _fullest(named: Sequence[Named]) -> Iterator[Named]:
    """Without those whose name is a part of another's: `Atelier` where `Atelier 300` is spoken of as well."""
    written = {one.value.casefold() for one in named}
    for one in named:
        value = one.value.casefold()
        if not any(value != other and f" {value} " in f" {other} " for other in written):
            yield one


def _conditions(
    message: Message, contents: Contents, clauses: Sequence[Span], found: Stated
) -> Iterator[tuple[str, Plain, Span]]:
    text = lowered(message.text)
    wanted = {fact.reads for fact in contents.facts.values()}
    if FAULTY in wanted and (faulty := conditions.faulty(text, clauses)):
        yield FAULTY, faulty.value, faulty.span
    if OPENED in wanted and (opened := conditions.opened(text, clauses)):
        yield OPENED, opened.value, opened.span
    if SINCE_DELIVERY in wanted and message.received:
        ago = [one for one in found.quantities if one.kind in conditions.DAYS]
        since = conditions.delivered(text, clauses, found.dates, ago, received=message.received)
        if since:
            yield SINCE_DELIVERY, since.value, since.span
