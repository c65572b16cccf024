"""What comes out of a decision, ask by ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from doable.policy.book import Text
    from doable.policy.deciding.cases import Person
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain, Timestamp


@dataclass(frozen=True, slots=True)
class Typed:
    """A value by name with its type, so that it can be written out."""

    name: str
    value: Plain
    type: Type


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that decided, with what the customer is told; no rule where authority decided."""

    rule: str | None
    ground: str | None
    because: Text | str | None
    clause: str | None


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that is needed, and whether it has been obtained."""

    grade: str
    function: str
    obtained: bool


@dataclass(frozen=True, slots=True)
class Charge:
    """What the customer has to pay, rounded to the currency's minor unit."""

    amount: Decimal
    currency: str
    reasons: tuple[Text, ...]
    preauthorised: bool


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a transition plan."""

    terms: Text
    orders: int | None
    days: int | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that can still change the decision, its question and whom to ask."""

    fact: str
    question: Text | None
    of: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Another ask, decided for this customer: offered where allowed, else only possible."""

    ask: str
    params: tuple[Typed, ...]
    verdict: str
    granted: tuple[Typed, ...]
    text: Text
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Referred:
    """Somebody outside the company who can help."""

    referral: str
    text: Text
    contact: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Consultation:
    """Whether a no must be talked over first, and with which grade at least."""

    needed: bool
    grade: str | None


@dataclass(frozen=True, slots=True)
class Nearest:
    """The value of one param, closest to the one asked, with which it would be allowed."""

    param: Typed


@dataclass(frozen=True, slots=True)
class Next:
    """What happens next, who does it, by when."""

    what: Text | str
    who: str
    by: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The decision of one ask."""

    ask: str
    params: tuple[Typed, ...]
    verdict: str
    granted: tuple[Typed, ...] = ()
    reasons: tuple[Reason, ...] = ()
    approvals: tuple[Approval, ...] = ()
    charge: Charge | None = None
    phase: tuple[PlanStep, ...] | None = None
    consult: Consultation | None = None
    consulted: bool = False
    missing: tuple[Missing, ...] = ()
    advise: tuple[Text, ...] = ()
    alternatives: tuple[Offer | Referred, ...] = ()
    possible: tuple[Offer, ...] = ()
    nearest: tuple[Nearest, ...] = ()
    errors: tuple[str, ...] = ()
    next: Next | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answers to all asks of a case, by which book, for whom, when."""

    id: str
    asker: Person | None
    at: Timestamp
    answers: tuple[Answer, ...]
    next: Next | None
    company_at_fault: bool | None
