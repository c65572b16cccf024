"""Past cases as rows: one row is one ask of one case, with all that was known then."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from doable.policy.deciding.cases import Case, Given, Person, Wish
from doable.policy.deciding.reading_cases import read_case
from doable.policy.language.values import Duration, Timestamp
from doable.policy.vocabulary import SOURCES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from doable.policy.book import Contents
    from doable.policy.language.declarations import Type
    from doable.policy.language.values import Plain

MICROSECOND = 1_000
# A row is found by its file and its place in it, in one number.
ROWS_OF_A_FILE = 1 << 40
# Columns that say something of the case or the row, and are no fact.
NUMBER, INPUT, WHOLE = "@number", "@input", "@whole"
PLACE, SEGMENT, MONTH = "@place", "@segment", "@month"
SOURCE, ABSENT = "@source", "@absent"
OF_THE_CASE = ("id", "ask", "as_grade", "as_function", "at", NUMBER, INPUT, WHOLE)


class CasesNotRead(Exception):
    """Cases that can't be replayed: what is wrong with them, and what to do."""

    def __init__(self, message: str, remedy: str | None = None) -> None:
        self.message = message
        self.help = remedy
        super().__init__(message + (f" ({remedy})" if remedy else ""))


@dataclass(frozen=True, slots=True)
class Row:
    """One ask of one case; `position` is where it stands among all of them.

    `input` is the case as a line for `doable decide`, `number` which of its asks this is; where there is
    none, `values` holds what is known by column: numbers, texts, days; times in microseconds.
    """

    position: int
    id: str
    ask: str
    at: Timestamp
    segment: str | None = None
    number: int = 0
    whole: bool = False
    input: Mapping[str, object] | None = None
    values: Mapping[str, object] | None = None


class Cases(Protocol):
    """Where rows come from; may be gone through several times."""

    @property
    def unread(self) -> tuple[str, ...]:
        """What is told of the cases that neither book has a name for."""

    def count(self) -> tuple[int, int]:
        """How many rows there are, and how many cases."""

    def rows(self, positions: Collection[int] | None = None) -> Iterator[Row]:
        """The rows in order: all, or those at some positions."""


def case_of(contents: Contents, row: Row) -> tuple[Case, int]:
    """A row as a case for a book, and which of its asks it is; what the book has no name for is left out."""
    if row.input is not None:
        return read_case(contents, readable(contents, row.input), row.at), row.number
    return Case(row.id, row.at, (_wish(contents, row),), _facts(contents, row), _asker(row)), 0


def readable(contents: Contents, line: Mapping[str, object]) -> dict[str, object]:
    """A line for `doable decide` without the facts and params that this book has no name for."""
    asks = [ask for ask in _list(line.get("asks")) if isinstance(ask, dict)]
    facts, evidence = line.get("facts"), _list(line.get("evidence"))
    known = dict(line)
    if asks:
        known["asks"] = [_without(contents, ask) for ask in asks]
    if isinstance(facts, dict):
        known["facts"] = {name: value for name, value in facts.items() if name in contents.facts}
    if evidence:
        known["evidence"] = [
            piece for piece in evidence if not isinstance(piece, dict) or piece.get("ask") in contents.asks
        ]
    return known


def _list(raw: object) -> list[object]:
    return raw if isinstance(raw, list) else []


def _without(contents: Contents, ask: dict[str, object]) -> dict[str, object]:
    declared, params = contents.asks.get(str(ask.get("ask"))), ask.get("params")
    if not isinstance(params, dict):
        return ask
    known = declared.params if declared else {}
    return {**ask, "params": {name: value for name, value in params.items() if name in known}}


def _wish(contents: Contents, row: Row) -> Wish:
    ask = contents.asks.get(row.ask)
    params = {}
    for name, param in (ask.params if ask else {}).items():
        raw = (row.values or {}).get(f"ask.{name}")
        if raw is not None:
            params[name] = value_of(raw, param.type)
    return Wish(row.ask, params)


def _facts(contents: Contents, row: Row) -> dict[str, Given]:
    values, found = row.values or {}, {}
    for name, fact in contents.facts.items():
        raw, source = values.get(name), str(values.get(name + SOURCE) or SOURCES[0])
        if raw is not None:
            found[name] = Given(value_of(raw, fact.type), source)
        elif values.get(name + ABSENT):
            found[name] = Given(None, source)
    return found


def _asker(row: Row) -> Person | None:
    values = row.values or {}
    grade, function = values.get("as_grade"), values.get("as_function")
    if grade is None:
        return None
    return Person(str(grade), None if function in {None, "any"} else str(function))


def value_of(raw: object, kind: Type) -> Plain:
    """A column's value as one of a type: times in microseconds, numbers without zeros at the end."""
    if kind.of is not None and isinstance(raw, list | tuple):
        return tuple(value_of(item, kind.of) for item in raw)
    if kind.name == "timestamp" and isinstance(raw, int):
        return Timestamp(raw * MICROSECOND)
    if kind.name == "duration" and isinstance(raw, int):
        return Duration(raw * MICROSECOND)
    if kind.name in {"money", "decimal"} and isinstance(raw, int | Decimal):
        return Decimal(f"{Decimal(raw).normalize():f}")
    return raw  # type: ignore[return-value]  # the column was cast to this type
