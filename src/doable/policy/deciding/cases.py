"""What goes into a decision: the asks of a case, what is known, who asks, and what later steps brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from doable.policy.language.values import Plain, Timestamp


class InputError(Exception):
    """Input that can't be decided: which key (`path`), what is wrong with it, what to do."""

    def __init__(self, path: str, message: str, remedy: str | None = None) -> None:
        self.path = path
        self.message = message
        self.help = remedy
        super().__init__(f"`{path}`: {message}" + (f" ({remedy})" if remedy else ""))


@dataclass(frozen=True, slots=True)
class Person:
    """A grade, and the function somebody has it in; no function fits only what any function may do."""

    grade: str
    function: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A value with the source it comes from."""

    value: Plain
    source: str = "record"


@dataclass(frozen=True, slots=True)
class Wish:
    """One ask of a case with the params that the customer named."""

    ask: str
    params: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a step after a decision brought: a yes or no of a kind, for an ask, by somebody.

    `amount` is how far a yes goes, `because` the sentence for the customer that a no needs.
    """

    kind: str
    ask: str
    yes: bool
    by: Person | None = None
    amount: Decimal | None = None
    because: str | None = None
    at: Timestamp | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a ruling is decided from; `at` is the only clock there is."""

    id: str
    at: Timestamp
    wishes: tuple[Wish, ...]
    facts: Mapping[str, Given]
    asker: Person | None = None
    evidence: tuple[Evidence, ...] = ()
