"""PostgreSQL: counts rows that are handed over to it as temporary tables."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from doable.workbench.counting.dialects import POSTGRES
from doable.workbench.replaying.cases import INPUT, MONTH, PLACE, SEGMENT, CasesNotRead
from doable.workbench.replaying.fetching import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from doable.workbench.counting.table import Column
    from doable.workbench.replaying.table import Table

    Progress = Callable[[float], None]

# Counting is quick beside handing the rows over.
_TYPES = {
    "VARCHAR": "text",
    "TINYINT": "smallint",
    "DOUBLE": "double precision",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
}


@contextmanager
def in_postgres(url: str | None) -> Iterator[InPostgres]:
    """A session with a PostgreSQL server; the tables in it are gone at its end."""
    try:
        import psycopg  # noqa: PLC0415  # an extra: only who counts there needs it
    except ImportError:
        raise CasesNotRead("counting in PostgreSQL needs psycopg", "install doable[postgres]") from None
    if not url:
        raise CasesNotRead("which PostgreSQL?", "name it with --url postgresql://..")
    try:
        session = psycopg.connect(url, autocommit=True)
    except psycopg.Error as error:
        raise CasesNotRead(f"the database can't be reached: {str(error).splitlines()[0]}") from None
    with session:
        session.execute("SET TimeZone = 'UTC'")
        session.execute("SET jit = off")  # machine code for so long a query takes longer than the query
        yield InPostgres(session)


@dataclass(frozen=True, slots=True)
class InPostgres:
    """PostgreSQL as the database that counts."""

    session: Any
    name: str = "postgres"
    dialect: str = "postgres"
    in_order: str = "ORDER BY place"
    _tables: list[str] = field(default_factory=list)

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What the driver raises."""
        import psycopg  # noqa: PLC0415  # as above

        return (psycopg.Error,)

    def source(self, table: Table, ask: str) -> str:
        """The rows of an ask, handed over as a temporary table."""
        name = f"doable_cases_{len(self._tables)}"
        self._tables.append(name)
        result = table.connection.cursor().execute(f"SELECT * FROM ({table.view(ask)})")
        columns = [column for column, *_ in result.description or ()]
        kept = [number for number, column in enumerate(columns) if column != INPUT]
        types = table.typed(ask)
        declared = ", ".join(
            f"{POSTGRES.identifier(columns[number])} {_type_of(columns[number], types)}" for number in kept
        )
        self.session.execute(f"CREATE TEMPORARY TABLE {name} ({declared})")
        with self.session.cursor().copy(f"COPY {name} FROM STDIN") as copy:
            while rows := result.fetchmany(AT_ONCE):
                for row in rows:
                    copy.write_row([row[number] for number in kept])
        self.session.execute(f"ANALYZE {name}")
        return f"SELECT * FROM {name}"

    def kept(self, _sql: str) -> str:
        """Nothing: planning is quick beside reading the rows."""
        return ""

    def rows(self, sql: str, on_progress: Progress) -> list[tuple[object, ...]]:
        """What a query gives."""
        on_progress(0.5)
        return list(self.session.execute(sql).fetchall())

    def stream(self, sql: str) -> Iterator[tuple[object, ...]]:
        """What a query gives, piece by piece."""
        with self.session.transaction(), self.session.cursor(name="doable_replay") as cursor:
            cursor.itersize = AT_ONCE
            yield from cursor.execute(sql)


def _type_of(column: str, types: Mapping[str, Column]) -> str:
    own = {PLACE: "bigint", MONTH: "integer", SEGMENT: "text", "id": "text"}
    if column in own:
        return own[column]
    held = types[column].type
    inner = held.removesuffix("[]")
    return _TYPES.get(inner, inner) + held[len(inner) :]
