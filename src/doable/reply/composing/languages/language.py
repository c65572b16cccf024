"""What a letter needs of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Language(Protocol):
    """A language as a letter needs it; `code` is its name in ISO 639."""

    code: str

    def day(self, day: date, today: date) -> str:
        """A date as it is read, with the year where it is not today's."""

    def number(self, digits: str) -> str:
        """Digits, perhaps with a point, as a number is written here."""

    def measure(self, name: str, digits: str) -> str | None:
        """A number with what it counts where the name of the param says it: days, percent; else None."""

    def counted(self, number: int) -> str:
        """A small number in words."""

    def listed(self, items: Sequence[str]) -> str:
        """Items in a row, with `and` before the last one."""

    def person(self, who: str) -> str:
        """A grade, function or team as the customer reads it, within a sentence."""

    def step(self, what: str, who: str, by: str | None) -> str:
        """What happens next, as a sentence; `who` is as the decision has it."""

    def wish(self, means: str) -> str | None:
        """What stands after `You would like`, from an ask's meaning; None if that can't be told."""

    def clause(self, text: str) -> str:
        """A sentence as part of another one."""

    def is_phrase(self, text: str) -> bool:
        """Whether somebody's words are a short phrase that can stand within a sentence."""

    def leaves_open(self, reason: str) -> bool:
        """Whether a reason why somebody has to agree leaves open that they will."""

    def reasons(self, reasons: Sequence[str]) -> str:
        """Reasons as sentences, be they sentences already or fragments in lower case."""


def sentence(text: str) -> str:
    """Text with a capital first and a full stop last."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
