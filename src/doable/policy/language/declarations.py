"""The types that facts and params may have, and what the checker knows of a name."""

from __future__ import annotations

from dataclasses import dataclass

SCALARS = ("bool", "int", "decimal", "money", "string", "enum", "date", "timestamp", "duration")
EXACT = frozenset({"int", "decimal", "money"})


@dataclass(frozen=True, slots=True)
class Type:
    """A type by name; `of` is the element type of a list, `values` the words of an enum.

    Besides the types a book may declare there are `double` and `null` (literals), and `any`,
    the type of everything where nothing is declared (`doable cel`) and of an empty list's elements.
    """

    name: str
    of: Type | None = None
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"list<{self.of}>" if self.of else self.name


BOOL, INT, DOUBLE, DECIMAL, MONEY, STRING, DATE, TIMESTAMP, DURATION, NULL, ANY = (
    Type(name) for name in "bool int double decimal money string date timestamp duration null any".split()
)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What may stand behind a name: its type, and whether it may be known to be absent (null)."""

    type: Type
    optional: bool = False
