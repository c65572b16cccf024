"""Values as the customer reads them: 40 EUR, Monday, 19 October, 45 days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.currency import minor_unit
from doable.policy.language.conversions import text_from_decimal
from doable.policy.language.times import SECOND, date_of, duration_text
from doable.policy.language.values import Timestamp

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

    from doable.policy.deciding.decision import Typed
    from doable.policy.language.values import Duration, Plain
    from doable.reply.composing.languages.language import Language

_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))
_DIGITS = re.compile(r"\d+")


class Named(dict[str, object]):
    """Values by name; a name that this decision has no value for is nothing, not a mistake."""

    def __missing__(self, name: str) -> None:
        """Nothing."""


class Nothing(Named):
    """A group of values that this decision lacks: false in a condition, and each value in it is nothing."""

    def __liquid__(self) -> None:
        """What it counts as in a condition of Liquid."""

    def __str__(self) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How values are shown in one letter."""

    language: Language
    currency: str
    zone: ZoneInfo
    today: date

    def named(self, values: Iterable[Typed]) -> Named:
        """Values by name."""
        return Named({typed.name: self.value(typed) for typed in values})

    def figures(self, values: Iterable[Typed]) -> list[str]:
        """The amounts, shares and times among values, without those that only name something."""
        return [str(self.value(typed)) for typed in values if self._is_figure(typed)]

    def value(self, typed: Typed) -> object:
        """A value as text; true, false and nothing stay what they are, for a playbook to ask about."""
        if isinstance(typed.value, tuple):
            return self.language.listed([str(self._text(item, typed)) for item in typed.value])
        return self._text(typed.value, typed)

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount such as 40 EUR or 42.90 EUR."""
        exact = amount.quantize(minor_unit(currency))
        whole = amount == amount.to_integral_value()
        digits = _digits(amount) if whole or exact != amount else f"{exact:f}"
        return f"{self.language.number(digits)} {currency}"

    def day(self, day: date) -> str:
        """A date such as Monday, 19 October."""
        return self.language.day(day, self.today)

    def says(self, text: str, figure: str) -> bool:
        """Whether a text has all the numbers of a value in it already, in digits or in words."""
        words = {self.language.counted(number): str(number) for number in range(1, 11)}
        said = {words.get(word, word) for word in re.findall(r"\w+", text.lower())}
        return set(_DIGITS.findall(figure)) <= said

    def _text(self, value: Plain, typed: Typed) -> object:
        if value is None or isinstance(value, bool | str):
            return value
        if isinstance(value, Timestamp):
            return self.day(date_of(value, self.zone))
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, int | Decimal):
            return self._number(value, typed)
        return self._length(cast("Duration", value))

    def _length(self, length: Duration) -> str:
        """A length of time in the largest unit that it is whole in."""
        counts = ((name, *divmod(length.nanoseconds, size * SECOND)) for name, size in _UNITS)
        whole = (self.language.measure(name, str(count)) for name, count, rest in counts if not rest)
        return next((text for text in whole if text), duration_text(length))

    def _number(self, value: int | Decimal, typed: Typed) -> str:
        if _is_money(typed):
            return self.money(Decimal(value), self.currency)
        digits = _digits(Decimal(value))
        return self.language.measure(typed.name, digits) or self.language.number(digits)

    def _is_figure(self, typed: Typed) -> bool:
        counts = isinstance(typed.value, int | Decimal) and not isinstance(typed.value, bool)
        return counts and (_is_money(typed) or self.language.measure(typed.name, "2") is not None)


def has_numbers(text: str) -> bool:
    """Whether there are numbers in a text."""
    return bool(_DIGITS.search(text))


def _digits(number: Decimal) -> str:
    """All digits that count: 40 for 40.00."""
    digits = text_from_decimal(number)
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _is_money(typed: Typed) -> bool:
    return "money" in {typed.type.name, typed.type.of and typed.type.of.name}
