"""Past cases as JSON lines of `doable decide`, read and checked by the books that are to decide them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value
from doable.policy.deciding.reading_cases import read_case
from doable.policy.language.declarations import TIMESTAMP
from doable.policy.language.values import Timestamp
from doable.workbench.replaying.cases import CasesNotRead, Row, readable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from doable.workbench.replaying.question import Question

    Line = Mapping[str, object]

_NO_TIME = Timestamp(0)


@dataclass(slots=True)
class Lines:
    """Cases as lines for `doable decide`, numbered from 1; `lines` can be gone through again and again."""

    question: Question
    lines: Iterable[tuple[int, Line]]
    unread: tuple[str, ...] = field(default=(), init=False)
    asks: Counter[str] = field(default_factory=Counter, init=False)

    def check(self) -> Lines:
        """Look at every line, and count its asks; raises CasesNotRead naming the line and the key."""
        unread: set[str] = set()
        self.asks.clear()
        for number, line in self.lines:
            for book in self.question.books:
                try:
                    read_case(book, readable(book, line), _NO_TIME)
                except InputError as error:
                    raise CasesNotRead(f"line {number}: {error}") from None
            if line.get("at") is None and self.question.at is None:
                raise CasesNotRead(
                    f"line {number}: `at` is missing",
                    "say when it was decided, or give one time for all with --at",
                )
            unread.update(self._strangers(line))
            self.asks.update(ask for _, ask in self._wanted(line))
        self.unread = tuple(sorted(unread))
        return self

    def count(self) -> tuple[int, int]:
        """How many rows there are, and how many cases."""
        asks = cases = 0
        for _, line in self.lines:
            asks += sum(1 for _ in self._wanted(line))
            cases += 1
        return asks, cases

    def rows(self, positions: Collection[int] | None = None) -> Iterator[Row]:
        """A row for each ask of each line."""
        position = -1
        for _, line in self.lines:
            for number, ask in self._wanted(line):
                position += 1
                if positions is None or position in positions:
                    yield Row(
                        position,
                        str(line.get("id", "")),
                        ask,
                        self.at(line),
                        self.segment(line),
                        number,
                        input=line,
                    )

    def at(self, line: Line) -> Timestamp:
        """When a line is decided."""
        raw = line.get("at")
        if raw is None:
            return self.question.at or _NO_TIME
        return cast("Timestamp", read_value(raw, TIMESTAMP, "at"))

    def segment(self, line: Line) -> str | None:
        """What the line's case is told apart by, as text."""
        name = self.question.by
        kind = self.question.fact_type(name) if name else None
        raw = _value(line, name) if name else None
        if kind is None or raw is None:
            return None
        value = read_value(raw, kind, f"facts.{name}")
        if isinstance(value, bool):
            return "true" if value else "false"
        return value.isoformat() if isinstance(value, date) else str(value)

    def _wanted(self, line: Line) -> Iterator[tuple[int, str]]:
        for number, ask in enumerate(cast("list[dict[str, str]]", line["asks"])):
            if self.question.ask in {None, ask["ask"]}:
                yield number, ask["ask"]

    def _strangers(self, line: Line) -> Iterator[str]:
        """Facts, params and asks that no book has a name for."""
        books = self.question.books
        for name in cast("dict[str, object]", line.get("facts") or {}):
            if not any(name in book.facts for book in books):
                yield name
        for wish in cast("list[dict[str, object]]", line["asks"]):
            asks = [book.asks[str(wish["ask"])] for book in books if wish["ask"] in book.asks]
            if not asks:
                yield f"ask {wish['ask']}"
            for name in cast("dict[str, object]", wish.get("params") or {}):
                if asks and not any(name in ask.params for ask in asks):
                    yield f"ask.{name}"


def _value(line: Line, name: str) -> object:
    raw = cast("dict[str, object]", line.get("facts") or {}).get(name)
    return raw.get("value") if isinstance(raw, dict) else raw


def as_text(line: Line) -> str:
    """A line as JSON; numbers that JSON can't hold exactly become text, which reads the same."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":"), default=str)
