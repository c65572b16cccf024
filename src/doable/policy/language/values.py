"""What an expression can come to: plain values, times to the nanosecond, unknown, or a fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from doable.policy.language.tree import Span


@dataclass(frozen=True, slots=True, order=True)
class Timestamp:
    """A moment: nanoseconds since 1970-01-01T00:00:00Z, years 1 to 9999."""

    nanoseconds: int


@dataclass(frozen=True, slots=True, order=True)
class Duration:
    """A length of time in nanoseconds, at most 315,576,000,000 seconds either way (CEL's limit)."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not known yet; `names` are the leaf facts and params that would have to be known."""

    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """An evaluation that failed, e.g. a division by zero: `message` for a reader of the book, and where."""

    message: str
    at: Span | None = field(default=None, compare=False)


class Failed(ArithmeticError):
    """What operations raise; a reader of expressions turns it into a Fault."""


# `None` is CEL's null: known to be absent. Lists are tuples; an unknown fact is never `None`.
Plain = bool | int | float | Decimal | str | date | Timestamp | Duration | None | tuple["Plain", ...]
Value = Plain | Unknown | Fault
