"""Grades and functions as the book names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from doable.policy.book import ANY, By
from doable.policy.findings import did_you_mean

if TYPE_CHECKING:
    from doable.policy.findings import Place
    from doable.policy.loading.reading import Entry, Reading


@dataclass(frozen=True, slots=True)
class People:
    """Reads who is meant by `by: supervisor`, `to: {function: legal}` and the like."""

    reading: Reading
    grades: tuple[str, ...]
    functions: tuple[str, ...]

    def by(self, entry: Entry, key: str) -> By | None:
        """Somebody by grade, by function or by both; the lowest grade of people where none is named."""
        value = entry.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            return self._by_word(value, entry.at(key))
        given = cast("Entry", value)
        grade = cast("str | None", given.get("grade"))
        return By(self.grade(given, "grade") if grade else self.lowest, self.function(given))

    def grade(self, entry: Entry, key: str) -> str:
        """A grade of the book; the lowest of people, with a finding, where it is none."""
        word = cast("str | None", entry.get(key))
        return word if self._known(word, self.grades, "grade", entry.at(key)) and word else self.lowest

    def function(self, entry: Entry) -> str:
        """A function of the book, `any` where none is named."""
        word = cast("str | None", entry.get("function")) or ANY
        if word != ANY:
            self._known(word, self.functions, "function", entry.at("function"))
        return word

    @property
    def lowest(self) -> str:
        """The lowest grade that is a person."""
        return self.grades[min(1, len(self.grades) - 1)] if self.grades else ""

    def _by_word(self, word: str, place: Place) -> By:
        if word in self.functions and word not in self.grades:
            return By(self.lowest, word)
        return By(word if self._known(word, self.grades, "grade", place) else self.lowest)

    def _known(self, word: str | None, known: tuple[str, ...], what: str, place: Place) -> bool:
        if word is None or word in known:
            return word is not None
        self.reading.error(place, f"the book has no {what} `{word}`", did_you_mean(word, known))
        return False
