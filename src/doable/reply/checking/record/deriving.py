"""Figures that follow from those of the record: sums, differences, a day said in another way."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from doable.reply.checking.record.figures import Figure, later, same_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared

# Of a record with more sums than this the smallest count; real ones have a handful.
_MOST_VALUES = 60
_TIMES = re.compile(r"(?<![\w.,])(\d{1,3})\s?[x×*](?!\w)|(?<!\w)[x×]\s?(\d{1,3})(?![\w.,])")
_FEWEST_DIGITS = 3
_WEEK = 7
_YEAR = re.compile(r"\d{4}")
_RELATIVE = frozenset("today tomorrow yesterday tonight heute morgen gestern".split())


def derived_sums(compared: Compared) -> frozenset[Decimal]:
    """Sums of two or of all amounts of the record, their differences, and so many times one of them."""
    known = (*compared.known.grants, *compared.known.mentioned)
    values = sorted(
        {value for one in known if (value := number_of(one)) is not None and one.kind == "amount"}
    )
    values = values[:_MOST_VALUES]
    found = {abs(one - other) for one, other in combinations(values, 2)}
    found |= {one + other for one, other in combinations(values, 2)}
    found |= {value * count for value in values for count in _counts(compared)}
    return frozenset(found | {sum(values, Decimal(0))})


def granted_totals(compared: Compared) -> frozenset[Decimal]:
    """What the amounts granted for several asks come to, two of them or all."""
    granted = [one for point in compared.known.points for one in point.granted if one.kind == "amount"]
    values = [value for one in granted if (value := number_of(one)) is not None]
    totals = {one + other for one, other in combinations(values, 2)}
    return frozenset(totals | {sum(values, Decimal(0))})


def number_of(figure: Figure) -> Decimal | None:
    """The value of a figure that is no day."""
    return figure.value if isinstance(figure.value, Decimal) else None


def _counts(compared: Compared) -> list[int]:
    """How many of something: numbers counted in draft or message, and `2 x`."""
    counted = [
        one for one in (*compared.figures, *compared.known.mentioned) if one.kind in ("count", "hours")
    ]
    counts = {int(value) for one in counted if (value := number_of(one)) is not None and value == int(value)}
    counts |= {int(one or other) for one, other in _TIMES.findall(compared.said.text)}
    return sorted(counts)[:_MOST_VALUES]


def is_said_otherwise(compared: Compared, figure: Figure) -> bool:
    """Whether the record has the figure in another form: 30 days as a date, 14:00 as 2 p.m."""
    if any(_same(one, figure, compared.known.received) for one in _comparable(compared, figure)):
        return True
    words = compared.said.text[figure.start : figure.end]
    days = (one for one in (*compared.known.grants, *compared.known.mentioned) if one.kind == "day")
    return any(_same_day(one.value, figure.value, words) for one in days)


def _same_day(one: object, day: object, words: str) -> bool:
    """Whether a day given without its year, or as a weekday, may be that one: which is meant was a guess."""
    if not isinstance(one, date) or not isinstance(day, date):
        return False
    if not any(sign.isdigit() for sign in words):
        return (
            one.weekday() == day.weekday()
            and abs((one - day).days) <= _WEEK
            and words.casefold() not in _RELATIVE
        )
    return (one.month, one.day) == (day.month, day.day) and not _YEAR.search(words)


def _comparable(compared: Compared, figure: Figure) -> Iterator[Figure]:
    yield from compared.known.grants
    if figure.kind == "time":
        yield from compared.known.mentioned


def _same(one: Figure, figure: Figure, start: date | None) -> bool:
    if one.kind == figure.kind == "time":
        return same_time(Decimal(str(one.value)), Decimal(str(figure.value)))
    if start is None or {one.kind, figure.kind} != {"day", "days"}:
        return False
    day, stretch = (one, figure) if one.kind == "day" else (figure, one)
    return later(start, Decimal(str(stretch.value))) == day.value


def is_more(figure: Figure, other: Figure) -> bool:
    """More money or time, or an earlier day."""
    if isinstance(figure.value, date) and isinstance(other.value, date):
        return figure.value < other.value
    return Decimal(str(figure.value)) > Decimal(str(other.value))


def is_near(one: Figure, figure: Figure) -> bool:
    """Two digits of a sum the wrong way round, one digit off, or one too many or too few."""
    if one.kind != "amount" or figure.kind != "amount":
        return False
    first, second = (str(value.value).replace(".", "").rstrip("0") for value in (one, figure))
    if min(len(first), len(second)) < _FEWEST_DIGITS:
        return False
    if len(first) != len(second):
        longer, shorter = sorted((first, second), key=len, reverse=True)
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    off = [at for at in range(len(first)) if first[at] != second[at]]
    return len(off) == 1 or (len(off) == 2 and sorted(first) == sorted(second))
