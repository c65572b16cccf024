"""What was read from a file: entries with values by key, each of which knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from doable.policy.loading.locating import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Text
    from doable.policy.findings import Place
    from doable.policy.loading.marked import Marked, Scalar


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written, not yet parsed."""

    scalar: Scalar

    @property
    def text(self) -> str:
        """The expression itself."""
        return self.scalar.text

    @property
    def place(self) -> Place:
        """Where it begins."""
        return place_of(self.scalar, 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """Values by key; `keys` are the places of the keys, `places` those of their values.

    A key is in `keys` once it stands there, and in `values` only if its value could be read. `strange` are
    keys that its shape has not, with what may have been meant by them.
    """

    place: Place
    values: dict[str, object] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    strange: set[str] = field(default_factory=set)

    def get(self, key: str) -> object:
        """The value of a key, None if absent."""
        return self.values.get(key)

    def at(self, key: str) -> Place:
        """Where the value of a key stands, else where the entry begins."""
        return self.places.get(key, self.place)

    def text(self, key: str) -> Text | None:
        """A text for people."""
        return cast("Text | None", self.values.get(key))

    def line(self, key: str) -> str | None:
        """A single word or text."""
        return cast("str | None", self.values.get(key))

    def placed(self, key: str) -> list[tuple[object, Place]]:
        """The items of a list, each with its place; a single value is a list of one."""
        found = self.values.get(key)
        if isinstance(found, str):
            return [(found, self.at(key))]
        return cast("list[tuple[object, Place]]", found or [])

    def lines(self, key: str) -> tuple[str, ...]:
        """Words or texts; a single one is a list of one."""
        return tuple(cast("str", item) for item, _ in self.placed(key))

    def number(self, key: str) -> int | None:
        """A whole number."""
        return cast("int | None", self.values.get(key))

    def truth(self, key: str) -> bool | None:
        """True or false."""
        return cast("bool | None", self.values.get(key))

    def formula(self, key: str) -> Formula | None:
        """A condition or value."""
        return cast("Formula | None", self.values.get(key))

    def data(self, key: str) -> Marked | None:
        """Anything, as it stands."""
        return cast("Marked | None", self.values.get(key))

    def entry(self, key: str) -> Entry | None:
        """An entry within this one."""
        return cast("Entry | None", self.values.get(key))

    def entries(self, key: str) -> list[Entry]:
        """A list of entries; empty where the key is absent."""
        return [cast("Entry", item) for item, _ in self.placed(key)]

    def named(self, key: str) -> Entry:
        """Names with values; empty where the key is absent."""
        return self.entry(key) or Entry(self.place)

    def formulas(self) -> Iterator[tuple[str, Formula]]:
        """All names with their expressions, where each value is one."""
        return iter(cast("dict[str, Formula]", self.values).items())

    def shaped(self) -> Iterator[tuple[str, Entry]]:
        """All names with their entries, where each value is one that could be read."""
        return (
            (name, entry) for name, entry in cast("dict[str, Entry | None]", self.values).items() if entry
        )
