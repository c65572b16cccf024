"""Past cases in Parquet, read by DuckDB where they lie: nothing is loaded, every value is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.reading_cases import NEVER_NEGATIVE
from doable.policy.language.values import Timestamp
from doable.workbench.counting.table import Column
from doable.workbench.replaying.cases import (
    MICROSECOND,
    MONTH,
    NUMBER,
    PLACE,
    ROWS_OF_A_FILE,
    SEGMENT,
    CasesNotRead,
)
from doable.workbench.replaying.casting import SQL_TYPES, any_of, expected, quoted, text
from doable.workbench.replaying.casting import cast as cast_column
from doable.workbench.replaying.declaring import (
    around,
    facts_of,
    params_of,
    strangers,
)
from doable.workbench.replaying.months import months, number_of_month

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    import duckdb

    from doable.policy.language.declarations import Type
    from doable.workbench.replaying.casting import Cast
    from doable.workbench.replaying.question import Question


@dataclass
class Table:
    """Cases in Parquet files; `called` is what people know each file as."""

    question: Question
    files: Sequence[str]
    called: Sequence[str]
    connection: duckdb.DuckDBPyConnection
    prepared: dict[str, str] = field(default_factory=dict)

    @cached_property
    def raw(self) -> dict[str, str]:
        """The columns with the type they have in the files."""
        rows = self.all(f"DESCRIBE SELECT * FROM {self.source}")
        return {str(name): str(kind) for name, kind, *_ in rows}

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Columns, and asks, that neither book has a name for."""
        known = {ask for book in self.question.books for ask in book.asks}
        return (
            *strangers(self.question, self.raw),
            *(f"ask {ask}" for ask in sorted(self.asks.keys() - known)),
        )

    @cached_property
    def asks(self) -> dict[str, int]:
        """How many rows each ask has."""
        only = self.question.only_ask()
        if "ask" not in self.raw and only is None:
            raise CasesNotRead("the cases have no column `ask`", "add it, or say which ask with --ask")
        rows = self.all(f"SELECT {self.ask}, count(*) FROM {self.source} GROUP BY 1")
        found = {str(name): int(str(count)) for name, count in rows if name is not None}
        if any(name is None for name, _ in rows):
            raise CasesNotRead("some rows name no ask", "fill the column `ask`, or say which ask with --ask")
        wanted = self.question.ask
        return {name: found[name] for name in sorted(found) if wanted in {None, name}}

    @property
    def source(self) -> str:
        """The files as SQL."""
        files = ", ".join(text(file) for file in self.files)
        return f"read_parquet([{files}], union_by_name=true)"

    @property
    def ask(self) -> str:
        """The ask of a row as SQL."""
        only = self.question.only_ask()
        if "ask" not in self.raw:
            return text(str(only))
        return f"COALESCE(ask, {text(only)})" if only is not None else "ask"

    @property
    def position(self) -> str:
        """Where a row stands as SQL: its file, and its place in it."""
        return f"(CAST(file_index AS BIGINT) * {ROWS_OF_A_FILE} + CAST(file_row_number AS BIGINT))"

    def count(self) -> tuple[int, int]:
        """How many rows there are, and how many cases: rows of one case stand one after another."""
        rows = sum(self.asks.values())
        if NUMBER in self.raw:
            number = self.cast(NUMBER, around(self.question)[NUMBER]).sql
            sql = f"SELECT count(*) FROM {self.source} WHERE COALESCE({number}, 0) = 0"
        elif "id" in self.raw:
            pairs = f"SELECT id, lag(id) OVER () AS before FROM {self.source}"
            sql = f"SELECT count(*) FROM ({pairs}) WHERE id IS DISTINCT FROM before"
        else:
            return rows, rows
        return rows, int(str(self.all(sql)[0][0]))

    def columns(self, ask: str) -> dict[str, Type]:
        """The columns that are there for an ask, with what each must hold."""
        declared = {**around(self.question), **facts_of(self.question), **params_of(self.question, ask)}
        return {name: kind for name, kind in declared.items() if name in self.raw}

    def typed(self, ask: str) -> dict[str, Column]:
        """The columns of the view of an ask, as counting takes them."""
        found = {
            name: Column(self.cast(name, kind).type, full=self._full[name])
            for name, kind in self.columns(ask).items()
        }
        return {**found, "at": Column(SQL_TYPES["timestamp"], full=True)}

    @cached_property
    def _full(self) -> dict[str, bool]:
        """Which columns hold no NULL anywhere, as the files themselves say; what they don't say is no."""
        full = dict.fromkeys(self.raw, True)
        for file in self.files:
            rows = self.all(
                "SELECT path_in_schema, bool_and(COALESCE(stats_null_count, 1) = 0) "
                f"FROM parquet_metadata({text(file)}) GROUP BY 1"
            )
            said = {str(name): bool(known) for name, known in rows}
            full = {name: known and said.get(name, False) for name, known in full.items()}
        return full

    def view(self, ask: str) -> str:
        """The rows of an ask as SQL: place, segment, month, and each column of its declared type.

        What is unknown is NULL. The values must have been checked.
        """
        if ask in self.prepared:
            return f"SELECT * FROM read_parquet({text(self.prepared[ask])})"
        parts = [f'{self._id} AS "id"', f'{self.at} AS "at"', f'{self.position} AS "{PLACE}"']
        parts += [f'{self._segment} AS "{SEGMENT}"', f'{self._month} AS "{MONTH}"']
        for name, kind in self.columns(ask).items():
            if name not in {"id", "at"}:
                found = self.cast(name, kind)
                parts.append(quoted(name) if found.as_is else f"{found.sql} AS {quoted(name)}")
        return f"SELECT {', '.join(parts)} FROM {self.source} WHERE {self.ask} = {text(ask)}"

    def prepare(self, folder: Path) -> None:
        """Where many values have to be cast, write them down once, not for each use of them.

        The values must have been checked.
        """
        for number, (ask, rows) in enumerate(self.asks.items()):
            kinds = self.columns(ask)
            if rows > self.question.few and not all(
                self.cast(name, kind).as_is for name, kind in kinds.items() if name != "id"
            ):
                file = str(folder / f"ask{number}.parquet")
                self.connection.execute(f"COPY ({self.view(ask)}) TO {text(file)} (FORMAT parquet)")
                self.prepared[ask] = file

    @property
    def _segment(self) -> str:
        by = self.question.by
        if by is None or by not in self.raw:
            return "CAST(NULL AS VARCHAR)"
        return f"CAST({self.cast(by, facts_of(self.question)[by]).sql} AS VARCHAR)"

    @cached_property
    def months(self) -> list[str]:
        """The months that the cases lie in, and those between."""
        span = f"SELECT epoch_us(min({self.at})), epoch_us(max({self.at})) FROM {self.source}"
        ((first, last),) = self.all(span)
        if first is None or last is None:
            return []
        begin, end = (Timestamp(cast("int", each) * MICROSECOND) for each in (first, last))
        return months(begin, end, self.question.new.zone)

    @property
    def _month(self) -> str:
        return number_of_month(self.at, self.months, self.question.new.zone)

    @property
    def _id(self) -> str:
        return "CAST(id AS VARCHAR)" if "id" in self.raw else f"CAST({self.position} + 1 AS VARCHAR)"

    @property
    def at(self) -> str:
        """When a row was decided, as SQL."""
        at = self.question.at
        stand_in = f"make_timestamptz({at.nanoseconds // MICROSECOND})" if at else "NULL"
        if "at" not in self.raw:
            if at is None:
                raise CasesNotRead(
                    "the cases have no column `at`", "add when each was decided, or give one time with --at"
                )
            return stand_in
        read = self.cast("at", around(self.question)["at"]).sql
        return f"COALESCE({read}, {stand_in})" if at else read

    def cast(self, name: str, kind: Type) -> Cast:
        """A column as what it must hold; raises CasesNotRead where it can't."""
        found = cast_column(quoted(name), self.raw[name], kind)
        if found is None:
            remedy = None
            if self.raw[name].startswith("TIMESTAMP"):
                remedy = (
                    "nobody could say when that was: store moments with an offset (TIMESTAMP WITH TIME ZONE)"
                )
            raise CasesNotRead(
                f"column `{name}`: expected {expected(kind)}, it holds {self.raw[name]}", remedy
            )
        if name in NEVER_NEGATIVE:
            return found._replace(wrong=f"({found.wrong or 'false'}) OR {found.sql} < 0")
        return found

    def found(self, positions: Collection[int]) -> str:
        """Where the rows at some positions are; only the parts of files that hold them are read."""
        files: dict[int, list[str]] = {}
        for position in positions:
            file, row = divmod(position, ROWS_OF_A_FILE)
            files.setdefault(file, []).append(str(row))
        return any_of(
            f"file_index = {file} AND file_row_number IN ({', '.join(rows)})" for file, rows in files.items()
        )

    def all(self, sql: str) -> list[tuple[object, ...]]:
        """What a query gives."""
        return self.connection.execute(sql).fetchall()
