"""Cases opened with the engine that is to count them, wherever they come from."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.deciding_each import OneByOne
from doable.workbench.replaying.lines import Lines
from doable.workbench.replaying.replaying import replay, unwatched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from doable.workbench.replaying.cases import Cases
    from doable.workbench.replaying.counting_in_sql import Database
    from doable.workbench.replaying.deciding_each import Change
    from doable.workbench.replaying.fetching import CaseTable
    from doable.workbench.replaying.question import Question
    from doable.workbench.replaying.replaying import Engine, Progress
    from doable.workbench.replaying.report import Report
    from doable.workbench.replaying.table import Table

    NumberedLines = Iterable[tuple[int, Mapping[str, object]]]

ENGINES = ("duckdb", "spark", "postgres", "python")


def replay_files(
    question: Question,
    files: Sequence[Path],
    engine: str = "duckdb",
    *,
    url: str | None = None,
    on_progress: Progress = unwatched,
    keep: Callable[[Iterable[Change]], None] | None = None,
) -> Report:
    """The report over cases in Parquet or CSV files; raises CasesNotRead."""
    with _files(question, files, engine, url) as (cases, counting):
        return replay(question, cases, counting, on_progress=on_progress, keep=keep)


def replay_lines(
    question: Question,
    lines: NumberedLines,
    engine: str = "duckdb",
    *,
    url: str | None = None,
    on_progress: Progress = unwatched,
    keep: Callable[[Iterable[Change]], None] | None = None,
) -> Report:
    """The report over numbered lines for `doable decide`, which are gone through several times.

    Raises CasesNotRead.
    """
    with _lines(question, lines, engine, url) as (cases, counting):
        return replay(question, cases, counting, on_progress=on_progress, keep=keep)


@contextmanager
def _files(
    question: Question, files: Sequence[Path], engine: str, url: str | None
) -> Iterator[tuple[Cases, Engine]]:
    from doable.workbench.replaying.in_duckdb import table_of_files  # noqa: PLC0415  # loads an extra

    with ExitStack() as stack:
        table = stack.enter_context(table_of_files(question, files))
        if engine == "python":
            yield table, OneByOne(question)
        else:
            yield table, _in_sql(question, table, engine, url, stack)


@contextmanager
def _lines(
    question: Question, lines: NumberedLines, engine: str, url: str | None
) -> Iterator[tuple[Cases, Engine]]:
    read = Lines(question, lines).check()
    if engine == "python" or max(read.asks.values(), default=0) <= question.few:
        yield read, OneByOne(question, engine)
        return
    from doable.workbench.replaying.in_duckdb import table_of_lines  # noqa: PLC0415  # loads an extra

    with ExitStack() as stack:
        table = stack.enter_context(table_of_lines(read))
        yield table, _in_sql(question, table, engine, url, stack)


def _in_sql(question: Question, table: CaseTable, engine: str, url: str | None, stack: ExitStack) -> Engine:
    from doable.workbench.replaying.counting_in_sql import InSql  # noqa: PLC0415  # loads an extra

    return InSql(question, table, _database(table, engine, url, stack))


def _database(table: Table, engine: str, url: str | None, stack: ExitStack) -> Database:
    # Each is an extra of its own, loaded only where it is asked for.
    match engine:
        case "duckdb":
            from doable.workbench.replaying.in_duckdb import InDuckdb  # noqa: PLC0415  # as above

            return InDuckdb(table.connection)
        case "spark":
            from doable.workbench.replaying.in_spark import in_spark  # noqa: PLC0415  # as above

            return stack.enter_context(in_spark())
        case "postgres":
            from doable.workbench.replaying.in_postgres import in_postgres  # noqa: PLC0415  # as above

            return stack.enter_context(in_postgres(url))
    raise CasesNotRead(f"there is no engine `{engine}`", f"use one of {', '.join(ENGINES)}")
