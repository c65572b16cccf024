"""Sums, percentages, stretches of time, days and times of a draft held against those of the record."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.deciding.notation import show_money
from doable.reply.checking.finding import finding
from doable.reply.checking.record.deriving import (
    derived_sums,
    granted_totals,
    is_more,
    is_near,
    is_said_otherwise,
)
from doable.understanding.text.calendar_words import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.figures import Figure
    from doable.reply.occasion import DraftFinding

_STRETCHES = ("days", "months", "hours")
# A short form such as `mo` or `mar` may be another word; a name of four letters is a weekday.
# `It left this morning` tells of today and promises nothing.
_PAST = re.compile(
    r"\b(?:went|left|was|were|had|came|spoke|wrote|told|got|found|did|has been|have been|\w{3,}ed)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\W\d_]{4,10}")


def wrong_figures(compared: Compared) -> Iterator[DraftFinding]:
    """Every figure of the draft that the record does not have, or has in another place."""
    sums = derived_sums(compared)
    for number, found in enumerate(compared.by_clause):
        for figure in found:
            if wrong := _wrong(compared, number, figure, sums):
                yield wrong


def _wrong(compared: Compared, number: int, figure: Figure, sums: frozenset[Decimal]) -> DraftFinding | None:
    if wrong := _wrong_weekday(compared, figure) or _wrong_currency(compared, figure):
        return wrong
    if compared.backs(figure) or is_said_otherwise(compared, figure) or _is_usual(compared, figure):
        return None
    rival = _rival(compared, figure)
    if figure.kind == "amount" and figure.value in (sums if rival is None else granted_totals(compared)):
        return None
    if (figure.kind, figure.value) in compared.mentioned or figure.value in compared.known.numbers:
        return _asked_for(compared, number, figure, rival)
    if rival:
        return _slip(compared, figure, rival)
    return None if number in compared.roles.refusing else _unknown(compared, number, figure)


def _is_usual(compared: Compared, figure: Figure) -> bool:
    """The time within which the company answers anything that is waiting."""
    return figure.kind == "days" and figure.value == compared.known.answer_within


def _slip(compared: Compared, figure: Figure, rival: Figure) -> DraftFinding:
    said, right = _words(compared, figure), shown(compared, rival)
    message = f"says {said}; the decision has {right}"
    return finding("wrong_amount", (figure.start, figure.end), message, f"write {right}")


def _words(compared: Compared, figure: Figure) -> str:
    return compared.said.text[figure.start : figure.end]


def shown(compared: Compared, figure: Figure) -> str:
    """A figure in words for a reader."""
    value = figure.value
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if figure.kind == "amount":
        return f"{show_money(value, compared.known.currency)} {compared.known.currency}"
    if figure.kind == "time":
        return f"{int(value) // 60}:{int(value) % 60:02}"
    return f"{value.normalize():f} {figure.unit or figure.kind}"


def _wrong_weekday(compared: Compared, figure: Figure) -> DraftFinding | None:
    """`Tuesday, 28 October` where the 28th is a Wednesday."""
    day = figure.value
    if not isinstance(day, date):
        return None
    found = _weekday(compared.said.text, figure)
    if found is None or WEEKDAYS[found[0].casefold()] == day.weekday():
        return None
    word, start = found
    rival = _rival(compared, figure)
    right = rival.value if rival and isinstance(rival.value, date) else day
    return finding(
        "wrong_amount",
        (start, figure.end),
        f"{day.day} {day:%B %Y} is a {day:%A}, not a {word}",
        f"write {right:%A}, {right.day} {right:%B}",
    )


def _weekday(text: str, figure: Figure) -> tuple[str, int] | None:
    """The weekday that stands with a day, and where."""
    first = _FIRST_WORD.match(text, figure.start, figure.end)
    dated = any(sign.isdigit() for sign in text[figure.start : figure.end])
    return (first[0], figure.start) if first and dated and first[0].casefold() in WEEKDAYS else None


def _wrong_currency(compared: Compared, figure: Figure) -> DraftFinding | None:
    own = compared.known.currency
    if figure.currency in (None, own):
        return None
    if any(one.currency == figure.currency for one in compared.known.mentioned):
        return None
    message = f"says {_words(compared, figure)}; the decision counts in {own}"
    return finding("wrong_amount", (figure.start, figure.end), message, f"write the sum in {own}")


def _rival(compared: Compared, figure: Figure) -> Figure | None:
    """The figure of the same kind that the decision has and the draft leaves out; the closest of several."""
    left = [
        one
        for one in compared.known.grants
        if one.kind == figure.kind and one.unit == figure.unit and (one.kind, one.value) not in compared.named
    ]
    return min(left, key=lambda one: _distance(one, figure), default=None)


def _distance(one: Figure, other: Figure) -> Decimal:
    if isinstance(one.value, date) and isinstance(other.value, date):
        return Decimal(abs((one.value - other.value).days))
    return abs(Decimal(str(one.value)) - Decimal(str(other.value)))


def _asked_for(compared: Compared, number: int, figure: Figure, rival: Figure | None) -> DraftFinding | None:
    """What the customer or a reason names, promised in place of what was granted."""
    beside = any(one.kind == figure.kind and compared.backs(one) for one in compared.by_clause[number])
    if rival is None or beside or not _is_promised(compared, number):
        return None
    if number in compared.quoted or compared.tells_reason(number):
        return None
    if not is_more(figure, rival):
        return _slip(compared, figure, rival)
    right = shown(compared, rival)
    message = f"promises {_words(compared, figure)}; the decision grants {right}"
    return finding("overpromise", (figure.start, figure.end), message, f"write {right}")


def _is_promised(compared: Compared, number: int) -> bool:
    if number in compared.roles.restating or number in compared.roles.refusing:
        return False
    return any(number in compared.said.within(f"promising.{name}") for name in ("giving", "yes", "done"))


def _unknown(compared: Compared, number: int, figure: Figure) -> DraftFinding | None:
    """A figure that is nowhere in the record, though all that was granted is told."""
    near = next((one for one in compared.known.mentioned if is_near(one, figure)), None)
    if near:
        return _slip(compared, figure, near)
    if number in compared.roles.restating or number in compared.quoted:
        return None
    if figure.kind in ("amount", "percent") or _exceeds(compared, number, figure):
        message = f"{_words(compared, figure)} is in no part of the decision"
        remedy = "leave it out, or write what was granted"
        return finding("overpromise", (figure.start, figure.end), message, remedy)
    return None


def _exceeds(compared: Compared, number: int, figure: Figure) -> bool:
    """An earlier day than any granted, or a longer time of a kind that was granted."""
    same = [one for one in compared.known.grants if one.kind == figure.kind]
    more = bool(same) and all(is_more(figure, one) for one in same)
    courtesy = number in compared.roles.courtesy
    if isinstance(figure.value, date):
        start = compared.known.received
        told = figure.value == start and _PAST.search(compared.said.clauses[number].text)
        return more and not courtesy and not told and start is not None and figure.value >= start
    if figure.kind not in _STRETCHES or courtesy or not _is_promised(compared, number):
        return False
    return more or number in compared.said.within("promising.additive")
