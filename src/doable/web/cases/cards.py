"""What the page of a case shows of a decision, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values of a field."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field typed by a fact or param; `sources` are those a colleague can vouch for, none for params."""

    name: str
    label: str
    kind: str
    value: str = ""
    choices: tuple[Choice, ...] = ()
    sources: tuple[Choice, ...] = ()
    means: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A colleague by id and name."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Stated:
    """That somebody stated a fact in this case: who, when, why."""

    id: int
    by: str
    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class FactChip:
    """A fact a decision rests on, where its value comes from, and the field that corrects it."""

    name: str
    label: str
    value: str
    source: str
    says: str
    means: str = ""
    field: Field | None = None
    stated: Stated | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing: its question, whom to ask, and the field that answers it."""

    name: str
    label: str
    question: str
    of: str
    field: Field | None = None
    stated: Stated | None = None

    @property
    def for_customer(self) -> bool:
        """Whether the customer can answer it."""
        return self.of == "customer"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, in the words the customer is told, with where it stands in the book."""

    because: str
    clause: str = ""
    ground: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something else that is possible: `insert` is what goes into the reply."""

    text: str
    insert: str = ""
    detail: str = ""
    verdict: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A colleague who was asked, or would be: who, since when, what they said."""

    kind: str
    role: str
    face: Face | None = None
    id: int | None = None
    asked_at: datetime | None = None
    asked_by: str = ""
    note: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    yes: bool | None = None
    because: str = ""
    may_take_back: bool = False
    may_answer: bool = False

    @property
    def state(self) -> str:
        """Where it stands: open, waiting or answered."""
        if self.answered_at:
            return "answered"
        return "waiting" if self.id else "open"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a transition and how long it holds."""

    terms: str
    holds: str


@dataclass(frozen=True, slots=True)
class AskCard:
    """The answer to one ask: the sentence first, then all that stands behind it."""

    ask: str
    title: str
    means: str
    verdict: str
    sentence: str
    row: int | None = None
    wanted: tuple[tuple[str, str], ...] = ()
    granted: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()
    facts: tuple[FactChip, ...] = ()
    others: tuple[FactChip, ...] = ()
    questions: tuple[Question, ...] = ()
    offers: tuple[Offer, ...] = ()
    possible: tuple[Offer, ...] = ()
    nearest: tuple[str, ...] = ()
    charge: str = ""
    plan: tuple[PlanStep, ...] = ()
    advise: str = ""
    approvals: tuple[Asking, ...] = ()
    consultation: Asking | None = None
    consulted: bool = False
    params: tuple[Field, ...] = ()
    quote: str = ""
    errors: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether a colleague was asked and has not answered yet."""
        asked = (*self.approvals, *((self.consultation,) if self.consultation else ()))
        return any(each.state == "waiting" for each in asked)


@dataclass(frozen=True, slots=True)
class CaseView:
    """The decision of a case as the panel shows it."""

    cards: tuple[AskCard, ...] = ()
    next_step: str = ""
    book: str = ""
    doubts: tuple[str, ...] = ()
    missing_asks: tuple[Choice, ...] = field(default=())

    @property
    def correctable(self) -> tuple[FactChip | Question, ...]:
        """The facts that can be put right, each once: one form serves all the places that lead to it."""
        found: dict[str, FactChip | Question] = {}
        for card in self.cards:
            shown: tuple[FactChip | Question, ...] = (*card.questions, *card.facts, *card.others)
            found |= {each.name: each for each in shown if each.field}
        return tuple(found.values())

    @property
    def first_fact(self) -> str:
        """The first fact that can be put right, which one key opens."""
        for card in self.cards:
            open_ = [each.name for each in card.questions if each.field]
            known = [each.name for each in card.facts if each.field]
            if open_ or known:
                return (open_ or known)[0]
        return ""
