"""What goes into reading and what comes out of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from doable.policy.deciding.decision import Typed
    from doable.policy.language.values import Plain

# The ladder of emotion, in order, and the other labels; names as they stand in JSON.
EMOTIONS = ("calm", "disappointed", "frustrated", "angry", "leaving")
CAUSES = ("unrealistic_expectation", "entitlement", "misunderstanding", "genuine_failure", "none")
SIGNALS = (
    "accusation",
    "threat_review",
    "threat_legal",
    "repeated",
    "transferred",
    "hardship",
    "deadline",
    "abusive",
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message of the same case that came before; `sender` is customer or company."""

    sender: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """What a customer wrote; `received` is the day it came in, from which `yesterday` is counted."""

    text: str
    received: date | None = None
    channel: str | None = None
    history: tuple[Earlier, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the message's text, in code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadAsk:
    """An ask of the book that the customer has, its params, how sure (0 to 1), where it was read."""

    ask: str
    params: tuple[Typed, ...]
    confidence: float
    span: Span


@dataclass(frozen=True, slots=True)
class ReadFact:
    """What the message states under one name; several values in order of appearance, each with its place."""

    values: tuple[Plain, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Understanding:
    """A message understood. `doubts` says in plain words what was not sure, for a person to look at."""

    message: Message
    language: str
    asks: tuple[ReadAsk, ...]
    emotion: str
    cause: str
    signals: tuple[str, ...] = ()
    facts: Mapping[str, ReadFact] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """The message's own words in a span."""
        return self.message.text[span.start : span.end]
