"""The signals of a message: what it says besides what it asks, which decides tone and haste but no answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.understanding.text.patterns import patterns
from doable.understanding.text.spans import lowered, within
from doable.understanding.understood import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from doable.understanding.days.dates import DatedSpan
    from doable.understanding.understood import Message, Span

_WORDS = patterns("signals")
_BY_WORDS = {name: _WORDS[name] for name in SIGNALS if name in _WORDS}
_CLOCK = re.compile(
    r"(?<![\d.,])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:am|pm|a\.m|p\.m|uhr|o'?clock)(?!\w)"
    r"|(?<![\d.,])(?:[01]?\d|2[0-3]):[0-5]\d(?!\d)|(?<=before )\d{1,2}\.[0-5]\d(?!\d)"
    r"|(?<!\w)(?:noon|midnight|lunch(?:time)?|mittag|midi|mezzogiorno)(?!\w)"
)
_NO_DEADLINES = (_WORDS["no_deadline"], _WORDS["threat_review"], _WORDS["threat_legal"])
_NEAR = 30


def signals(message: Message, clauses: Sequence[Span], days: Sequence[DatedSpan]) -> tuple[str, ...]:
    """The names of the signals that the message shows; `days` are the dates it states, in order."""
    text = lowered(message.text)
    said = [text[span.start : span.end] for span in clauses]
    shown = {name for name, pattern in _BY_WORDS.items() if any(pattern.search(one) for one in said)}
    if _is_asked_again(message) or _WORDS["and_again"].search(text):
        shown.add("repeated")
    if any(_sets_a_deadline(text, span, days, message.received) for span in clauses):
        shown.add("deadline")
    return tuple(name for name in SIGNALS if name in shown)


def _is_asked_again(message: Message) -> bool:
    """Whether the company has answered the customer before, and not with a question."""
    senders = [one.sender for one in message.history]
    if "customer" not in senders:
        return False
    answers = [one.text for one in message.history if one.sender == "company"]
    return not answers or not answers[-1].rstrip().endswith("?")


def _sets_a_deadline(text: str, clause: Span, days: Sequence[DatedSpan], received: date | None) -> bool:
    """Whether a clause names a day or an hour by which something must be so; no threat."""
    bounds = clause.start, clause.end
    ahead = [one for one in within(days, *bounds) if received is None or one.value >= received]
    places = [(one.start, one.end) for one in ahead]
    places += [found.span() for found in _CLOCK.finditer(text, *bounds)]
    if not places or any(pattern.search(text, *bounds) for pattern in _NO_DEADLINES):
        return False
    if _WORDS["must"].search(text, *bounds) or _WORDS["event"].search(text, *bounds):
        return True
    around = ((max(clause.start, start - _NEAR), end + _NEAR) for start, end in places)
    return any(_WORDS["by_then"].search(text, start, end) for start, end in around)
