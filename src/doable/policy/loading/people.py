"""Grades and functions as the book names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.book import By
from doable.policy.findings import did_you_mean
from doable.policy.vocabulary import ANY

if TYPE_CHECKING:
    from doable.policy.findings import Place
    from doable.policy.loading.entries import Entry
    from doable.policy.loading.reading import Reading


@dataclass(frozen=True, slots=True)
class People:
    """Reads who is meant by `by: supervisor`, `to: {function: legal}` and the like."""

    reading: Reading
    grades: tuple[str, ...]
    functions: tuple[str, ...]

    def person(self, entry: Entry, key: str) -> By | None:
        """Somebody who is a person: not self-service, the first grade."""
        found = self.by(entry, key)
        if found and self.grades and found.grade == self.grades[0]:
            message = f"this takes a person, and `{found.grade}`, the first grade, is none"
            self.reading.error(entry.at(key), message, f"name a higher grade, such as `{self.lowest}`")
        return found

    def by(self, entry: Entry, key: str) -> By | None:
        """Somebody by grade, by function or by both; the lowest grade of people where none is named."""
        value = entry.get(key)
        if value is None:
            return None
        if isinstance(value, str):
            return self._by_word(value, entry.at(key))
        given = entry.entry(key)
        if given is None or not given.keys:
            if given is None or not given.strange:
                remedy = "add a `grade:`, a `function:` or both"
                self.reading.error(entry.at(key), f"`{key}` names nobody", remedy)
            return None
        grade = self.grade(given, "grade") if "grade" in given.keys else self.lowest
        return By(grade, self.function(given))

    def grade(self, entry: Entry, key: str) -> str:
        """A grade of the book; the lowest of people, with a finding, where it is none."""
        word = entry.line(key)
        return word if word and self._known(word, self.grades, "grade", entry.at(key)) else self.lowest

    def function(self, entry: Entry) -> str:
        """A function of the book, `any` where none is named."""
        word = entry.line("function") or ANY
        if word != ANY:
            self._known(word, self.functions, "function", entry.at("function"))
        return word

    @property
    def lowest(self) -> str:
        """The lowest grade that is a person."""
        return self.grades[min(1, len(self.grades) - 1)] if self.grades else ""

    def _by_word(self, word: str, place: Place) -> By:
        if word in self.functions:
            return By(self.lowest, word)
        return By(word if self._known(word, self.grades, "grade", place) else self.lowest)

    def _known(self, word: str, known: tuple[str, ...], what: str, place: Place) -> bool:
        if word in known:
            return True
        if known:
            remedy = did_you_mean(word, known) or f"add it to `{what}s` in book.yaml"
            self.reading.error(place, f"the book has no {what} `{word}`", remedy, check="unknown")
        return not known
