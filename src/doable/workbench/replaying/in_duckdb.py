"""DuckDB: counts where the files lie."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.casting import quoted, text
from doable.workbench.replaying.doubting import check
from doable.workbench.replaying.fetching import AT_ONCE, CaseTable
from doable.workbench.replaying.flattening import columns_of, flattened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import duckdb

    from doable.workbench.replaying.lines import Lines
    from doable.workbench.replaying.question import Question
    from doable.workbench.replaying.table import Table

    Progress = Callable[[float], None]

_LOOK_EVERY = 0.1
# Measured: with these, planning grows no faster than the query, and counting is as quick as with all of them.
_REWRITES = (
    "unused_columns",
    "statistics_propagation",
    "common_subexpressions",
    "common_aggregate",
    "column_lifetime",
    "reorder_filter",
    "expression_rewriter",
    "compressed_materialization",
)


@contextmanager
def opened(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that fetches nothing from elsewhere; what memory can't hold goes into a folder."""
    try:
        import duckdb  # noqa: PLC0415  # an extra: who never replays needs none of it
    except ImportError:
        raise CasesNotRead("counting past cases needs DuckDB", "install doable[replay]") from None
    settings = {
        "TimeZone": "UTC",
        "temp_directory": str(folder),
        "autoinstall_known_extensions": "false",
        "enable_progress_bar": "true",
        "enable_progress_bar_print": "false",
    }
    connection = duckdb.connect()
    try:
        for name, value in settings.items():
            connection.execute(f"SET {name} = {text(value)}")
        yield connection
    finally:
        connection.close()


@contextmanager
def table_of_files(question: Question, files: Sequence[Path]) -> Iterator[CaseTable]:
    """Cases in Parquet or CSV files; CSV is first written as Parquet."""
    with TemporaryDirectory(prefix="doable-replay-") as folder, opened(Path(folder)) as connection:
        read = []
        for number, file in enumerate(files):
            try:
                read.append(_as_parquet(connection, file, Path(folder, f"{number}.parquet")))
                connection.execute(f"SELECT * FROM read_parquet({text(read[-1])}) LIMIT 0")
            except failures() as error:
                raise CasesNotRead(f"`{file}` can't be read: {str(error).splitlines()[0]}") from None
        table = CaseTable(question, read, [str(file) for file in files], connection)
        check(table)
        table.prepare(Path(folder))
        yield table


def failures() -> tuple[type[Exception], ...]:
    """What DuckDB raises."""
    import duckdb  # noqa: PLC0415  # as above

    return (duckdb.Error,)


def _as_parquet(connection: duckdb.DuckDBPyConnection, file: Path, other: Path) -> str:
    if file.suffix.lower() == ".parquet":
        return str(file)
    rows = f"read_csv({text(str(file))}, all_varchar=true, header=true)"
    connection.execute(f"COPY (SELECT * FROM {rows}) TO {text(str(other))}")
    return str(other)


def csv_as_parquet(file: Path, other: Path) -> None:
    """Changed cases, written as Parquet."""
    amounts = "money_old money_new charge_old charge_new".split()
    texts = "id ask segment month old new".split()
    types = ", ".join(
        [f"'{name}': 'VARCHAR'" for name in texts] + [f"'{name}': 'DECIMAL(24,6)'" for name in amounts]
    )
    with TemporaryDirectory(prefix="doable-replay-") as folder, opened(Path(folder)) as connection:
        rows = f"read_csv({text(str(file))}, header=true, columns={{{types}}})"
        connection.execute(f"COPY (SELECT * FROM {rows}) TO {text(str(other))} (FORMAT parquet)")


@contextmanager
def table_of_lines(lines: Lines) -> Iterator[CaseTable]:
    """Cases in JSON lines, laid out as a table in a file that is gone afterwards."""
    with TemporaryDirectory(prefix="doable-replay-") as folder, opened(Path(folder)) as connection:
        plain, parquet = Path(folder, "rows.jsonl"), Path(folder, "rows.parquet")
        with plain.open("w", encoding="utf-8") as file:
            for cells in flattened(lines):
                file.write(json.dumps(cells, ensure_ascii=False) + "\n")
        names = ", ".join(f"{text(name)}: 'VARCHAR'" for name in columns_of(lines.question))
        columns = ", ".join(quoted(name) for name in columns_of(lines.question))
        connection.execute(
            f"COPY (SELECT {columns} FROM read_json({text(str(plain))}, format='newline_delimited', "
            f"columns={{{names}}}, maximum_object_size=134217728)) TO {text(str(parquet))} (FORMAT parquet)"
        )
        plain.unlink()
        table = CaseTable(lines.question, [str(parquet)], ["the cases"], connection)
        table.unread = lines.unread
        table.prepare(Path(folder))
        yield table


@dataclass(frozen=True, slots=True)
class InDuckdb:
    """DuckDB as the database that counts."""

    connection: duckdb.DuckDBPyConnection
    name: str = "duckdb"
    dialect: str = "duckdb"
    # DuckDB gives rows in the order of the files, and stops reading as soon as it has enough of them.
    in_order: str = ""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What DuckDB raises."""
        return failures()

    def source(self, table: Table, ask: str) -> str:
        """The rows of an ask, straight from the files."""
        return table.view(ask)

    def kept(self, _sql: str) -> str:
        """Nothing: planning is quick beside reading the rows."""
        return ""

    def rows(self, sql: str, on_progress: Progress) -> list[tuple[object, ...]]:
        """What a query gives; told how far it is about ten times a second."""
        with _few_rewrites(self.connection, "filter_pushdown"), ThreadPoolExecutor(1) as aside:
            running = aside.submit(lambda: self.connection.execute(sql).fetchall())
            while True:
                try:
                    return running.result(_LOOK_EVERY)
                except NotYet:
                    on_progress(max(0.0, self.connection.query_progress()) / 100)

    def stream(self, sql: str) -> Iterator[tuple[object, ...]]:
        """What a query gives, piece by piece."""
        with _few_rewrites(self.connection):
            result = self.connection.cursor().execute(sql)
            while found := result.fetchmany(AT_ONCE):
                yield from found


@contextmanager
def _few_rewrites(connection: duckdb.DuckDBPyConnection, *more: str) -> Iterator[None]:
    """Only rewrites that leave what a verdict is made of where it is written.

    Others put each column's making in place of its name, layer by layer, until planning takes minutes; and
    while DuckDB plans, nothing can stop it.
    """
    known = connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
    kept = {*_REWRITES, *more}
    unwanted = ",".join(name for (name,) in known if name not in kept)
    connection.execute(f"SET disabled_optimizers = {text(unwanted)}")
    try:
        yield
    finally:
        connection.execute("SET disabled_optimizers = ''")
