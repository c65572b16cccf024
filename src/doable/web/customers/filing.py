"""Records as people read them: words for names, money with its currency, yes and no."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from doable.web.telling import money, word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.desk.models import Customer
    from doable.policy.book import Contents

_NAMES_FIRST = ("number", "serial", "reference", "name", "item", "model", "kind", "status")
_LEFT_OUT = {"id", "customer", "reference", "name", "company", "email", "phone"}
NOTHING = "–"
_SHORT = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown; numbers stand right."""

    text: str
    is_number: bool = False
    is_nothing: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is better not broken into lines."""
        return len(self.text) <= _SHORT


@dataclass(frozen=True, slots=True)
class Kind:
    """All records of one kind as a table."""

    label: str
    columns: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[Cell, ...], ...]


def record(data: Mapping[str, object], contents: Contents) -> list[tuple[str, Cell]]:
    """The customer's own record, name by name."""
    return [
        (word(key), cell("customer", key, data[key], contents))
        for key in _keys([data])
        if key not in _LEFT_OUT
    ]


def by_kind(customer: Customer, contents: Contents) -> list[Kind]:
    """Orders, contracts, machines and whatever else the company keeps, each kind as a table."""
    found: dict[str, list[dict[str, object]]] = {}
    for kind, data in customer.records.order_by("kind", "-id").values_list("kind", "data"):
        found.setdefault(kind, []).append(data)
    return [_table(kind, rows, contents) for kind, rows in found.items()]


def cell(kind: str, key: str, value: object, contents: Contents) -> Cell:
    """One value, by the type of its fact where the book has one, else by what it looks like."""
    if value is None or value == "":
        return Cell(NOTHING, is_nothing=True)
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    fact = contents.facts.get(f"{kind}.{key}")
    if fact is not None and fact.type.name == "money":
        return Cell(money(value, contents.currency), is_number=True)
    if isinstance(value, int | float):
        return Cell(f"{value:,}", is_number=True)
    if isinstance(value, list):
        return Cell(", ".join(str(each) for each in value) or NOTHING)
    return Cell(_day(str(value)))


def _table(kind: str, rows: list[dict[str, object]], contents: Contents) -> Kind:
    keys = [key for key in _keys(rows) if key not in {"id", "customer"}]
    cells = tuple(tuple(cell(kind, key, row.get(key), contents) for key in keys) for row in rows)
    numbers = [any(row[place].is_number for row in cells) for place in range(len(keys))]
    columns = tuple((word(key), number) for key, number in zip(keys, numbers, strict=True))
    return Kind(word("cases on record" if kind == "case" else f"{kind}s"), columns, cells)


def _keys(rows: list[Mapping[str, object]] | list[dict[str, object]]) -> list[str]:
    """All names in the rows: what a record is called first, then as they came."""
    seen = dict.fromkeys(key for row in rows for key in row)
    first = [key for key in _NAMES_FIRST if key in seen]
    return first + [key for key in seen if key not in first]


def _day(text: str) -> str:
    """A date as `14 Oct 2026`; anything else as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text.replace("_", " ") if text.isidentifier() else text
    return f"{day.day} {day:%b %Y}"
