"""Rows of a table of cases brought to Python, piece by piece."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from doable.policy.language.values import Timestamp
from doable.workbench.replaying.cases import INPUT, MICROSECOND, NUMBER, PLACE, SEGMENT, WHOLE, Row
from doable.workbench.replaying.casting import quoted
from doable.workbench.replaying.table import Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from doable.policy.language.declarations import Type

AT_ONCE = 2_000


@dataclass
class CaseTable(Table):
    """Cases in Parquet files whose rows can be brought to Python."""

    def rows(self, positions: Collection[int] | None = None) -> Iterator[Row]:
        """The rows, ask by ask in their order: all, or those at some positions."""
        if positions is None:
            for ask in self.asks:
                yield from self.rows_of(ask)
            return
        ordered = sorted(positions)
        for begin in range(0, len(ordered), AT_ONCE):
            for ask in self.asks:
                yield from _fetch(self, ask, ordered[begin : begin + AT_ONCE])

    def rows_of(self, ask: str) -> Iterator[Row]:
        """All rows of an ask."""
        return _fetch(self, ask)


def _fetch(table: Table, ask: str, positions: Collection[int] | None = None) -> Iterator[Row]:
    """The rows of an ask: all, or those at some positions."""
    kinds = table.columns(ask)
    names = [name for name in kinds if name not in {"id", "at"}]
    values = "".join(f", {_fetched(name, kinds[name])}" for name in names)
    head = f'"{PLACE}", "id", epoch_us("at"), "{SEGMENT}"'
    sql = f"SELECT {head}{values} FROM ({table.view(ask)}{_only(table, ask, positions)})"
    result = table.connection.cursor().execute(sql)
    while found := result.fetchmany(AT_ONCE):
        for position, case, at, part, *cells in found:
            yield _row(Row(position, case, ask, Timestamp(at * MICROSECOND), part), names, cells)


def _only(table: Table, ask: str, positions: Collection[int] | None) -> str:
    if positions is None:
        return ""
    if ask in table.prepared:
        return f' WHERE "{PLACE}" IN ({", ".join(map(str, positions))})'
    return f" AND ({table.found(positions)})"


def _row(row: Row, names: list[str], cells: list[object]) -> Row:
    values = dict(zip(names, cells, strict=True))
    given = values.get(INPUT)
    return replace(
        row,
        number=cast("int", values.get(NUMBER) or 0),
        whole=bool(values.get(WHOLE)),
        input=json.loads(str(given), parse_float=Decimal) if given is not None else None,
        values=values,
    )


def _fetched(name: str, kind: Type) -> str:
    """A column as Python takes it: moments as microseconds."""
    if kind.name == "timestamp":
        return f"epoch_us({quoted(name)})"
    if kind.of is not None and kind.of.name == "timestamp":
        return f"list_transform({quoted(name)}, lambda item: epoch_us(item))"
    return quoted(name)
