"""`doable book replay`: past cases decided by another book, counted side by side."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from doable.cli.book.past_cases import DESK, LinesOfFiles, are_lines, files_of
from doable.cli.book.replayed import print_report
from doable.cli.books import load_book
from doable.cli.console import errors
from doable.cli.lines import print_json, wrong_use
from doable.policy.deciding.cases import InputError
from doable.policy.deciding.notation import read_value
from doable.policy.language.declarations import TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from doable.policy.language.values import Timestamp
    from doable.workbench.replaying.deciding_each import Change
    from doable.workbench.replaying.question import Question
    from doable.workbench.replaying.report import Report

_COLUMNS = "id ask segment month old new money_old money_new charge_old charge_new".split()


def replay(  # noqa: PLR0913  # one parameter an option
    cases: Annotated[
        str, typer.Argument(help="Parquet, CSV or JSON lines: a file, folder or pattern; or `desk`.")
    ],
    book: Annotated[Path, typer.Option("--book", help="The book to decide by.", show_default=False)],
    *,
    against: Annotated[
        Path | None, typer.Option("--against", help="The book to compare with.", show_default=False)
    ] = None,
    ask: Annotated[str | None, typer.Option("--ask", help="Only this ask.")] = None,
    segment: Annotated[
        str | None, typer.Option("--segment", help="Tell apart by this fact; `customer.segment` if none.")
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="When cases are decided that don't say it themselves.")
    ] = None,
    examples: Annotated[int, typer.Option("--examples", min=0, help="So many changed cases.")] = 10,
    engine: Annotated[
        str, typer.Option("--engine", help="What counts: duckdb, spark, postgres or python.")
    ] = "duckdb",
    url: Annotated[str | None, typer.Option("--url", help="The database, for postgres.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the report as JSON, for programs.")] = False,
    changed: Annotated[
        Path | None,
        typer.Option("--csv", help="Write all changed cases into a CSV file.", show_default=False),
    ] = None,
    parquet: Annotated[
        Path | None,
        typer.Option("--parquet", help="Write all changed cases into a Parquet file.", show_default=False),
    ] = None,
) -> None:
    """Count how past cases would come out under a book, and what would change.

    Example:

      doable book replay --book examples/airline examples/airline/demo/cases.jsonl

    Exit codes: 0 counted, 2 a book or the cases can't be used.
    """
    from doable.workbench.replaying.cases import CasesNotRead
    from doable.workbench.replaying.question import Question

    try:
        question = Question(
            load_book(book).contents,
            load_book(against).contents if against else None,
            ask=ask,
            segment=segment,
            at=_moment(at),
            examples=examples,
        )
        report = _replayed(question, cases, engine, url, _keeping(changed, parquet))
    except CasesNotRead as wrong:
        wrong_use(wrong.message, wrong.help)
    if json:
        print_json(report.as_json())
    else:
        print_report(report)


def _moment(text: str | None) -> Timestamp | None:
    if text is None:
        return None
    try:
        return cast("Timestamp", read_value(text, TIMESTAMP, "--at"))
    except InputError as wrong:
        wrong_use(str(wrong))


def _replayed(
    question: Question,
    cases: str,
    engine: str,
    url: str | None,
    keep: Callable[[Iterable[Change]], None] | None,
) -> Report:
    from doable.workbench.replaying.opening import replay_files, replay_lines

    files = () if cases == DESK else files_of(cases)
    with _progress() as on_progress:
        if files and not are_lines(files):
            return replay_files(question, files, engine, url=url, on_progress=on_progress, keep=keep)
        lines = LinesOfFiles(files) if files else _rulings(question)
        return replay_lines(question, lines, engine, url=url, on_progress=on_progress, keep=keep)


def _rulings(question: Question) -> Iterable[tuple[int, dict[str, object]]]:
    from doable.cli.installation import set_up

    set_up()
    from doable.desk.replaying import rows_of_rulings

    return rows_of_rulings(datetime.now(UTC), *question.books)


@contextmanager
def _progress() -> Iterator[Callable[[float], None]]:
    """A bar on standard error where somebody watches."""
    if not errors.is_terminal:
        yield lambda _done: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True) as progress:
        task = progress.add_task("counting", total=1.0)
        yield lambda done: progress.update(task, completed=done)


def _keeping(text: Path | None, parquet: Path | None) -> Callable[[Iterable[Change]], None] | None:
    """What writes the changed cases down, as CSV, as Parquet, or both."""
    if text is None and parquet is None:
        return None

    def keep(changes: Iterable[Change]) -> None:
        from doable.workbench.replaying.in_duckdb import csv_as_parquet

        plain = text or cast("Path", parquet).with_suffix(".csv.part")
        with plain.open("w", encoding="utf-8", newline="") as file:
            written = csv.writer(file)
            written.writerow(_COLUMNS)
            written.writerows(_row(change) for change in changes)
        if parquet is not None:
            csv_as_parquet(plain, parquet)
        if text is None:
            plain.unlink()

    return keep


def _row(change: Change) -> list[object]:
    kind, sums = change.kind, change.sums
    told = [change.id, kind.ask, kind.segment, kind.month, kind.old, kind.new]
    return [*told, sums.money_old, sums.money_new, sums.charge_old, sums.charge_new]
