"""Apache Spark: counts rows that are handed over to it as Parquet files.

Spark takes seconds to plan what a book comes to, whatever the number of rows. So the rows of an ask are
worked out once, and all that is counted is counted over what was kept of them.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import TimeoutExpired
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any

from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.casting import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doable.workbench.replaying.table import Table

    Progress = Callable[[float], None]

# Planning that takes longer is given up: its rows are decided one by one.
MOST_SECONDS = 120.0
# Compiling what a book comes to takes longer than so many rows are worth.
WORTH_COMPILING = 200_000
_SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # Constraints are drawn from conditions at a cost that doubles with each of them.
    "spark.sql.constraintPropagation.enabled": "false",
}
_ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
}
# Whoever has set one of these has a Spark of their own.
_CONFIGURED = ("SPARK_HOME", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS")
_STDERR = 2
_MOST_SECONDS_TO_END = 30


class TakesTooLong(Exception):
    """Spark has not planned a query in the time it has for that."""


@contextmanager
def in_spark() -> Iterator[InSpark]:
    """A session with Spark: the one that is configured, else one on this machine."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415  # an extra: only who counts there needs it
    except ImportError:
        raise CasesNotRead("counting in Spark needs PySpark", "install doable[spark]") from None
    own = not any(name in os.environ for name in _CONFIGURED)
    maker: Any = SparkSession.builder.appName("doable book replay")
    for name, value in (_SETTINGS | (_ON_THIS_MACHINE if own else {})).items():
        maker = maker.config(name, value)
    with TemporaryDirectory(prefix="doable-spark-") as folder:
        try:
            with _saying_nothing(Path(folder, "log")):
                session = maker.getOrCreate()
        except Exception as error:  # whatever Java has to say
            raise CasesNotRead(
                f"Spark does not start: {str(error).splitlines()[0]}", "see that Java 17 or newer runs"
            ) from None
        try:
            yield InSpark(session, Path(folder))
        finally:
            _end(session)


@contextmanager
def _saying_nothing(log: Path) -> Iterator[None]:
    """What is started here writes to a file whatever it would tell on standard error."""
    before = os.dup(_STDERR)
    with log.open("wb") as file:
        os.dup2(file.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(before, _STDERR)
            os.close(before)


def _end(session: Any) -> None:
    """Stop the session, and Java with it, which would else run as long as this process."""
    from pyspark import SparkContext  # noqa: PLC0415  # as above

    names: Any = SparkContext
    gateway = names._gateway  # nothing else ends it
    session.stop()
    gateway.shutdown()
    names._gateway = names._jvm = None  # so that another session starts anew
    if process := getattr(gateway, "proc", None):
        process.stdin.close()
        try:
            process.wait(_MOST_SECONDS_TO_END)
        except TimeoutExpired:
            process.kill()
            process.wait()


@dataclass(frozen=True, slots=True)
class InSpark:
    """Spark as the database that counts."""

    session: Any
    folder: Path
    name: str = "spark"
    dialect: str = "spark"
    in_order: str = "ORDER BY place"
    _views: list[str] = field(default_factory=list)

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What Spark raises."""
        from py4j.protocol import (  # type: ignore[import-untyped]  # noqa: PLC0415  # has no types; as above
            Py4JError,
        )
        from pyspark.errors import PySparkException  # noqa: PLC0415  # as above

        return (PySparkException, Py4JError, TakesTooLong)

    def source(self, table: Table, ask: str) -> str:
        """The rows of an ask, handed over as a Parquet file and a view."""
        file = str(self.folder / f"{len(self._views)}.parquet")
        table.connection.execute(f"COPY ({table.view(ask)}) TO {text(file)} (FORMAT parquet)")
        compiled = table.asks[ask] >= WORTH_COMPILING
        self.session.conf.set("spark.sql.codegen.wholeStage", str(compiled).lower())
        self.session.conf.set("spark.sql.codegen.factoryMode", "FALLBACK" if compiled else "NO_CODEGEN")
        return self._view(self.session.read.parquet(file))

    def kept(self, sql: str) -> str:
        """The rows worked out once; raises TakesTooLong if Spark can't plan that."""
        return self._view(self._planned(sql).localCheckpoint())

    def _view(self, rows: Any) -> str:
        name = f"doable_rows_{len(self._views)}"
        self._views.append(name)
        rows.createOrReplaceTempView(name)
        return f"SELECT * FROM {name}"

    def _planned(self, sql: str) -> Any:
        """A query with its plan; nothing can stop Spark planning but the end of the session."""
        found: list[Any] = []
        failed: list[Exception] = []

        def plan() -> None:
            try:
                rows = self.session.sql(sql)
                rows._jdf.queryExecution().executedPlan()  # planned here, not when it runs
                found.append(rows)
            except Exception as error:  # raised where it is waited for
                failed.append(error)

        planning = Thread(target=plan, daemon=True)
        planning.start()
        planning.join(MOST_SECONDS)
        if failed:
            raise failed[0]
        if not found:
            raise TakesTooLong(f"planning took longer than {MOST_SECONDS:.0f} seconds")
        return found[0]

    def rows(self, sql: str, on_progress: Progress) -> list[tuple[object, ...]]:
        """What a query gives."""
        on_progress(0.5)
        return [tuple(row) for row in self.session.sql(sql).collect()]

    def stream(self, sql: str) -> Iterator[tuple[object, ...]]:
        """What a query gives, piece by piece."""
        return (tuple(row) for row in self.session.sql(sql).toLocalIterator())
