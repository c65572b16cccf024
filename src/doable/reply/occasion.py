"""What a reply is for: the decision, and what is known of the customer and the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from doable.policy.deciding.decision import Decision
    from doable.understanding.understood import Understanding

# A draft with a blocking finding can't be sent; the others advise.
BLOCKING, ADVICE = "blocking", "advice"
CHANNELS = ("email", "chat", "form", "phone", "review")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The decision a reply tells, to whom, in answer to what.

    `channel` is one of CHANNELS or a company's own; `situation` overrides what would be chosen by itself
    (after_escalation, abuse ...). `understanding` is there where the customer's message was read.
    """

    decision: Decision
    id: str = ""
    message: str = ""
    understanding: Understanding | None = None
    received: date | None = None
    customer_name: str | None = None
    order_number: str | None = None
    emotion: str | None = None
    channel: str | None = None
    language: str | None = None
    situation: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A reply as composed: its text, the situations whose playbooks it was made from, its language."""

    text: str
    situations: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """What the check found in a draft; an absence has start == end. Offsets are code points."""

    check: str
    severity: str
    start: int
    end: int
    message: str
    suggestion: str | None = None
