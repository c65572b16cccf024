"""JSON lines laid out as a table of text, one row an ask, so that SQL can count them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from doable.policy.language.times import timestamp_text
from doable.policy.language.values import Duration, Timestamp
from doable.workbench.replaying.cases import (
    ABSENT,
    INPUT,
    MICROSECOND,
    NUMBER,
    OF_THE_CASE,
    SOURCE,
    WHOLE,
    case_of,
)
from doable.workbench.replaying.lines import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.deciding.cases import Case
    from doable.policy.language.values import Plain
    from doable.workbench.replaying.cases import Row
    from doable.workbench.replaying.lines import Lines
    from doable.workbench.replaying.question import Question

Cells = dict[str, str | None]


def columns_of(question: Question) -> list[str]:
    """Every column that lines can fill, for the books of a question."""
    names = set(OF_THE_CASE)
    for book in question.books:
        for name in book.facts:
            names |= {name, name + SOURCE, name + ABSENT}
        for ask in book.asks.values():
            names |= {f"ask.{name}" for name in ask.params}
    return sorted(names)


def flattened(lines: Lines) -> Iterator[Cells]:
    """Each row as text by column; what can't be held exactly is marked to be decided as a whole."""
    for row in lines.rows():
        yield _cells(lines.question, row)


def _cells(question: Question, row: Row) -> Cells:
    cells: Cells = {"id": row.id, "ask": row.ask, "at": _text(row.at), NUMBER: str(row.number)}
    cells[INPUT] = as_text(row.input or {})
    whole = _is_coarse(row.at)
    for book in reversed(question.books):
        case, number = case_of(book, row)
        whole = _fill(cells, book, case, number) or whole
    cells[WHOLE] = "true" if whole else "false"
    return cells


def _fill(cells: Cells, book: Contents, case: Case, number: int) -> bool:
    """Put what a case tells into the cells; true if they can't hold all of it."""
    if case.asker is not None:
        cells["as_grade"], cells["as_function"] = case.asker.grade, case.asker.function
    values = [(f"ask.{name}", value) for name, value in case.wishes[number].params.items()]
    for name, given in case.facts.items():
        cells[name + SOURCE] = given.source
        if given.value is None:
            cells[name + ABSENT] = "true"
        else:
            values.append((name, given.value))
    for name, value in values:
        cells[name] = _text(value)
    # What the other asks of a case may come to counts in limits on `case.granted`.
    joint = len(case.wishes) > 1 and _limits_join(book)
    return bool(case.evidence) or joint or any(_is_coarse(value) for _, value in values)


def _limits_join(book: Contents) -> bool:
    """Whether a limit of the book reads what the other asks of the case come to."""
    pending = [name for limit in book.limits or () for when in limit.when.values() for name in when.reads]
    seen: set[str] = set()
    while pending:
        name = pending.pop()
        if name not in seen and name in book.computed:
            pending += book.computed[name].reads
        seen.add(name)
    return "case.granted" in seen


def _is_coarse(value: Plain) -> bool:
    """Whether a microsecond is too coarse for a value."""
    if isinstance(value, tuple):
        return any(_is_coarse(item) for item in value)
    return isinstance(value, Timestamp | Duration) and value.nanoseconds % MICROSECOND != 0


def _text(value: Plain) -> str:
    if isinstance(value, tuple):
        return json.dumps([_text(item) for item in value], ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Timestamp):
        return timestamp_text(Timestamp(value.nanoseconds // MICROSECOND * MICROSECOND))
    if isinstance(value, Duration):
        return _length(value.nanoseconds // MICROSECOND)
    return value.isoformat() if isinstance(value, date) else str(value)


def _length(microseconds: int) -> str:
    return f"{microseconds}us"
