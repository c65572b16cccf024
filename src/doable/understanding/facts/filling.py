"""The params of an ask as its own words give them, else as the rest of the message does."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from doable.policy.deciding.decision import Typed
from doable.understanding.text.spans import apart, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from doable.policy.book import Ask, Param
    from doable.policy.language.values import Plain
    from doable.understanding.facts.stating import Stated
    from doable.understanding.figures.quantities import Quantity
    from doable.understanding.understood import Message, Span

# How a stretch of time counts where a param wants it in another unit.
_IN_UNIT = {
    "days": {"days": 1, "weeks": 7, "months": 30},
    "weeks": {"weeks": 1, "months": 4},
    "months": {"months": 1},
    "hours": {"hours": 1, "days": 24},
}
_DESCRIPTION = "description"
_MULTIPLIED = re.compile(r"(?<![\w.,])(\d{1,2})\s?[x×]\s?$", re.IGNORECASE)
_TO = re.compile(
    r"(?<!\w)(?:to|until|till|auf|bis|jusqu'au|hasta|fino a|tot|naar)\s(?:\w+,?\s)?$", re.IGNORECASE
)
_INSTEAD = re.compile(
    r"(?<!\w)(?:instead of|rather than|not|statt|anstatt|au lieu de|en vez de)\s(?:the\s)?$", re.IGNORECASE
)
_NEAR, _LOOK_BACK = 24, 160
_NUMBERS = ("int", "decimal", "money")
# A clause that asks for what the words before named: `please take it off`.
_REFERS = re.compile(r"(?<!\w)(?:it|that|this|them|both|to be|es|das|le|la|lo|het)(?!\w)", re.IGNORECASE)
_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|so|and|also|then|but|now|well|ok|please|pls|plz|kindly|"
    r"(?:could|can|would|will|may|might) (?:you|u|i|we|somebody|someone)(?: please)?|is it possible "
    r"(?:to|that)|"
    r"is there any (?:chance|possibility)(?: to| of)?|any chance (?:of|u|you)?|(?:i|we)(?: would|"
    r"['’]d)? (?:like|want|love|need|wish)(?: you)?(?: to)?|"
    r"i want|we want|bitte|könnten sie|können sie|ich möchte)(?!\w)[,\s]*)+",
    re.IGNORECASE,
)


class Found(NamedTuple):
    """A value for a param, and its place."""

    value: Plain
    start: int
    end: int


def filled(message: Message, ask: Ask, own: Span, others: Sequence[Span], found: Stated) -> tuple[Typed, ...]:
    """The params of an ask; `own` is the clause it was read from, `others` are those of the other asks."""
    text = message.text
    known = []
    for param in ask.params.values():
        value: Plain
        if _is_description(param):
            value = _described(text, own)
        else:
            candidates = tuple(_candidates(message, param, found))
            value = _chosen(message, candidates, own, others, param=param)
        if value is not None:
            known.append(Typed(param.name, value, param.type))
    return tuple(known)


def _is_description(param: Param) -> bool:
    return param.name == _DESCRIPTION and param.type.name == "string" and param.reads is None


def _described(text: str, own: Span) -> str:
    """The words asked for, without the polite ones before them."""
    said = text[own.start : own.end]
    polite = _POLITE.match(said)
    return said[polite.end() if polite else 0 :].strip(" .,;:!?\n") or said


def _candidates(message: Message, param: Param, found: Stated) -> Iterator[Found]:
    """Everything in the message that might be the param's value, in order."""
    kind, name = param.type.name, param.reads or param.name
    named = [Found(one.value, one.start, one.end) for one in found.identifiers if one.name == name]
    if named or kind in ("string", "enum"):
        yield from named or _words_of(message.text, param.type.values)
    elif kind == "date":
        yield from (Found(one.value, one.start, one.end) for one in found.dates)
    elif kind in _NUMBERS:
        for one in found.quantities:
            value = _measured(message.text, one, name, kind)
            if value is not None and (kind != "int" or value == value.to_integral_value()):
                yield Found(int(value) if kind == "int" else value, one.start, one.end)


def _words_of(text: str, values: tuple[str, ...]) -> Iterator[Found]:
    """The words of an enum where the text says one of them."""
    folded = text.casefold()
    for value in values if len(folded) == len(text) else ():
        word = rf"(?<!\w){re.escape(value.casefold().replace('_', ' '))}(?!\w)"
        yield from (Found(value, one.start(), one.end()) for one in re.finditer(word, folded))


def _measured(text: str, one: Quantity, name: str, kind: str) -> Decimal | None:
    """The quantity as the param counts it: a sum, a percentage, days, or so many of what it is named for."""
    last = name.rpartition(".")[2]
    if last in _IN_UNIT:
        unit = _IN_UNIT[last].get(one.kind)
        return one.value * unit if unit else None
    if last == "percent":
        return one.value if one.kind == "percent" else None
    if kind == "money" or last == "amount":
        return _times(text, one) if one.kind == "amount" else None
    counted = one.kind == "count" and text.casefold().startswith(last.rstrip("s"), one.end + 1)
    return one.value if counted else None


def _times(text: str, one: Quantity) -> Decimal:
    """`2 x 85` is asked for as 170."""
    times = _MULTIPLIED.search(text, max(0, one.start - _NEAR), one.start)
    return one.value * (int(times[1]) if times else 1)


def _chosen(
    message: Message, candidates: Sequence[Found], own: Span, others: Sequence[Span], *, param: Param
) -> Plain:
    """The candidate that the ask's own clause has, else the only one that no other ask has."""
    mine = within(candidates, own.start, own.end)
    if mine:
        return _wanted(message.text, mine).value
    free = candidates if param.reads else apart(candidates, others)
    if param.type.name == "date":
        free = [one for one in free if _is_to_come(one.value, message.received)]
    if len({one.value for one in free}) == 1:
        return free[0].value
    if not _REFERS.search(message.text, own.start, own.end):
        return None
    before = [one for one in free or candidates if own.start - _LOOK_BACK <= one.start < own.start]
    return before[-1].value if before else None


def _wanted(text: str, mine: Sequence[Found]) -> Found:
    """Of several in one clause that behind `to` or `until`; else the first that is not `instead of`."""
    led = [(one, text[max(0, one.start - _NEAR) : one.start]) for one in mine]
    aimed = [one for one, before in led if _TO.search(before)]
    kept = [one for one, before in led if not _INSTEAD.search(before)]
    return (aimed[-1:] or kept or mine)[0]


def _is_to_come(day: Plain, received: date | None) -> bool:
    return received is None or (isinstance(day, date) and day >= received)
