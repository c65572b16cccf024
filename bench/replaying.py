"""Past cases counted in SQL, beside the same rules as a CASE written by hand, in the same run.

Ten million cases are made up by DuckDB from a seed, as a Parquet file in a temporary folder. Each way counts
in a process of its own, so that its peak memory is its own.

python -m bench.replaying [MILLIONS]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.refunds import RULES, TRUTHS, VERDICT, WORDS, book
from doable.workbench.counting.query import Refused, query_of
from doable.workbench.replaying.in_duckdb import InDuckdb, table_of_files
from doable.workbench.replaying.opening import replay_files
from doable.workbench.replaying.question import Question

if TYPE_CHECKING:
    from doable.policy.book import Contents

MILLIONS = 10
ROUNDS = 3
_WAYS = {
    "hand": "hand-written CASE, two-valued",
    "verdicts": "the book's verdicts in SQL, all known",
    "alone": "doable book replay, all known",
    "hand holes": "hand-written CASE, NULL as false",
    "verdicts holes": "the book's verdicts in SQL, 20 % unknown",
    "holes": "doable book replay, 20 % unknown",
    "against": "doable book replay --against, all known",
}


def measure(millions: int = MILLIONS) -> None:
    """Every way on the same cases: rows a second, beside the hand-written CASE, and peak memory."""
    print(f"\nReplay: 21 rules, 16 facts, {millions:,} million cases in Parquet")
    with TemporaryDirectory(prefix="doable-bench-") as folder:
        make(Path(folder), millions)
        taken: dict[str, float] = {}
        for way, called in _WAYS.items():
            told = _apart(way, folder)
            taken[way] = told["seconds"]
            ratio = taken[way] / taken["hand holes" if "holes" in way else "hand"]
            speed, memory = millions / taken[way], told["megabytes"]
            print(f"  {called:<44}{speed:>7.1f} million/s   x{ratio:.2f}   {memory:>4.0f} MB", flush=True)


def make(folder: Path, millions: int) -> None:
    """The cases, whole and with holes."""
    import duckdb

    whole = {"order_age": 40, "days_since_delivery": 30, "prior_refunds": 2}
    parts = [
        "'C' || range AS id",
        "'refund' AS ask",
        "make_timestamptz(1767225600000000 + range * 3000000) AS at",
    ]
    parts += [f"CAST(-ln(1 - random()) * {mean} AS INTEGER) AS {name}" for name, mean in whole.items()]
    parts += [
        "CAST(exp(5 + random() * 6) AS INTEGER) AS amount",
        "CAST(exp(6 + random() * 6) AS INTEGER) AS order_total",
    ]
    parts += ["CAST(1 + floor(random() * 4) AS INTEGER) AS grade"]
    parts += ["CAST(pow(random(), 3) AS DECIMAL(9,4)) AS fraud"]
    parts += [
        f"{words!r}[1 + CAST(floor(random() * {len(words)}) AS INTEGER)] AS {name}"
        for name, words in WORDS.items()
    ]
    shares = dict(zip(TRUTHS, (0.02, 0.85, 0.15, 0.5, 0.2), strict=True))
    parts += [f"random() < {share} AS {name}" for name, share in shares.items()]
    facts = [*whole, "amount", "order_total", "grade", "fraud", *WORDS, *TRUTHS]
    holes = ", ".join(f"CASE WHEN random() < 0.2 THEN NULL ELSE {name} END AS {name}" for name in facts)
    connection = duckdb.connect()
    connection.execute("SET threads = 1; SELECT setseed(0.5)")  # one thread, so that a seed makes one file
    rows = f"SELECT {', '.join(parts)} FROM range({millions * 1_000_000})"
    connection.execute(f"COPY ({rows}) TO '{folder}/whole.parquet' (FORMAT parquet)")
    with_holes = f"SELECT id, ask, \"at\", {holes} FROM '{folder}/whole.parquet'"
    connection.execute(f"COPY ({with_holes}) TO '{folder}/holes.parquet' (FORMAT parquet)")


def by_hand() -> str:
    """The rules as a CASE; the first that holds decides."""
    cases = " ".join(f"WHEN {_sql(when)} THEN '{VERDICT[effect]}'" for _, effect, when in RULES)
    return f"CASE {cases} ELSE 'declined' END"


def _sql(condition: str) -> str:
    for cel, sql in (
        ("&&", "AND"),
        ("||", "OR"),
        ("==", "="),
        ("!=", "<>"),
        ('"', "'"),
        ("[", "("),
        ("]", ")"),
    ):
        condition = condition.replace(cel, sql)
    return condition.replace("!", "NOT ")


def _apart(way: str, folder: str) -> dict[str, float]:
    words = [sys.executable, "-m", "bench.replaying", "--way", way, folder]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]  # what _one prints


def _one(way: str, folder: str) -> None:
    """One way in this process: the best of some runs, and the peak of its memory."""
    file = Path(folder, "holes.parquet" if "holes" in way else "whole.parquet")
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        _count(way, file)
        best = min(best, time.perf_counter() - start)
    print(json.dumps({"seconds": best, "megabytes": _peak()}))


def _peak() -> float:
    """The most memory this process has had, in megabytes."""
    # Linux counts in `ru_maxrss` what the process that started this one had.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return (own[0] if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / 1024


def _count(way: str, file: Path) -> None:
    if way.startswith("hand"):
        import duckdb

        duckdb.connect().execute(
            f"SELECT {by_hand()} AS verdict, count(*), sum(amount) FROM '{file}' GROUP BY 1"
        ).fetchall()
        return
    contents = book().contents
    if way.startswith("verdicts"):
        _count_verdicts(contents, file)
        return
    replay_files(Question(contents, contents if way == "against" else None), [file])


def _count_verdicts(contents: Contents, file: Path) -> None:
    """What the hand-written CASE does, by the book: each verdict with how many, and the amounts asked for."""
    with table_of_files(Question(contents), [file]) as table:
        query = query_of(contents, "refund", table.typed("refund"))
        if isinstance(query, Refused):
            sys.exit(str(query))
        database = InDuckdb(table.connection)
        rows = query.over(database.source(table, "refund"), "@")
        sql = f'SELECT "@verdict", count(*), sum(amount) FROM ({rows}) AS decided GROUP BY 1'
        database.rows(sql, lambda _share: None)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        _one(sys.argv[2], sys.argv[3])
    else:
        measure(*map(int, sys.argv[1:]))
