"""Spark on this machine counts what deciding one by one counts, and never hangs."""

import importlib.util
import shutil
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from doable.workbench.replaying import in_spark
from doable.workbench.replaying.counting_in_sql import GAVE_UP
from tests.fuzz import replays

LACKING = [
    *([] if shutil.which("java") else ["Java (17 or newer)"]),
    *([] if importlib.util.find_spec("pyspark") else ["PySpark (doable[spark])"]),
]
# Two cores; Java compiles quickly rather than well, as nothing here runs for long.
SUBMIT = (
    "--master local[2] --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 "
    "--conf spark.sql.shuffle.partitions=2 --conf spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1 "
    "pyspark-shell"
)


@pytest.mark.skipif(bool(LACKING), reason=f"NOT TESTED ON SPARK: lacking {' and '.join(LACKING)}")
def test_spark_counts_what_deciding_one_by_one_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", SUBMIT)
    report = replays.counted(1, "spark")
    assert replays.figures(report) == replays.figures(replays.counted(1, "python"))
    assert report.engine == "spark"
    assert not any(GAVE_UP in why for why in report.one_by_one)


def test_planning_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(in_spark, "MOST_SECONDS", 0.01)
    ended = Event()

    class Endless:
        def sql(self, _sql: str) -> Any:
            ended.wait()
            raise AssertionError("nobody waits for this")

    try:
        with pytest.raises(in_spark.TakesTooLong, match="planning took longer"):
            in_spark.InSpark(Endless(), tmp_path).kept("SELECT 1")
    finally:
        ended.set()
