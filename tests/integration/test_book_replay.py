"""`doable book replay` as a person or a program meets it."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner, Result

from doable.cli.app import app

BOOK = """\
name: Small shop
version: {version}
language_version: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
grades: [self_service, agent]
functions: [support]
"""
FACTS = """\
opened: {type: bool, means: whether it was opened, ask: "Was it opened?"}
customer.segment: {type: enum, values: [shop, home], means: who buys}
"""
REFUND = """\
ask: refund
means: The customer wants money back.
purpose: to be out of pocket no longer
examples: [I want my money back.]
params:
  amount: {{type: money, means: how much}}
rules:
  - id: small
    when: ask.amount <= {bound} && !opened
    then: grant
otherwise: {{then: decline, ground: policy, because: "No."}}
"""
AT = "2026-02-01T00:30:00+01:00"
CELLS = (
    f"SELECT 'C1' AS id, 'refund' AS ask, TIMESTAMPTZ '{AT}' AS at, 60.00 AS \"ask.amount\", false AS opened"
)
CSV = f"id,ask,at,ask.amount,opened\nC1,refund,{AT},60.00,false\n"
LINE = {
    "id": "C1",
    "at": AT,
    "asks": [{"ask": "refund", "params": {"amount": "60.00"}}],
    "facts": {"opened": False},
}


def replay(*words: str) -> Result:
    """Run the command on a wide, colourless terminal, in the folder with the books."""
    command = ["book", "replay", "--book", "new", *words]
    return CliRunner().invoke(app, command, env={"COLUMNS": "300", "NO_COLOR": "1"})


def counted(*words: str) -> Any:
    """What the command writes for programs."""
    run = replay("--against", "old", "--json", *words)
    assert run.exit_code == 0, run.output
    return json.loads(run.stdout)


@pytest.fixture(autouse=True)
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder to be in, with an old book and a new one that grants more."""
    monkeypatch.chdir(tmp_path)
    for name, version, bound in (("old", "1.0.0", 50), ("new", "1.1.0", 80)):
        Path(name, "asks").mkdir(parents=True)
        Path(name, "book.yaml").write_text(BOOK.format(version=version))
        Path(name, "facts.yaml").write_text(FACTS)
        Path(name, "asks/refund.yaml").write_text(REFUND.format(bound=bound))


def test_parquet_csv_and_lines_come_to_the_same() -> None:
    duckdb.connect().execute(f"COPY ({CELLS}) TO 'cases.parquet' (FORMAT parquet)")
    Path("cases.csv").write_text(CSV)
    Path("cases.jsonl").write_text(json.dumps(LINE) + "\n")

    reports = [counted(f"cases.{kind}") for kind in ("parquet", "csv", "jsonl")]

    assert reports[0] == reports[1] == reports[2]
    assert reports[0]["money"] == {"old": "0.00", "new": "60.00"}


def test_thousands_of_lines_are_counted_in_sql_and_come_to_what_python_finds() -> None:
    amounts = [
        {**LINE, "id": f"C{n}", "asks": [{"ask": "refund", "params": {"amount": n}}]} for n in range(700)
    ]
    Path("cases.jsonl").write_text("".join(json.dumps(line) + "\n" for line in amounts))

    by_sql, by_python = counted("cases.jsonl"), counted("cases.jsonl", "--engine", "python")

    assert (by_sql.pop("engine"), by_python.pop("engine")) == ("duckdb", "python")
    assert (by_sql.pop("one_by_one"), by_python.pop("one_by_one")) == ([], [])
    assert by_sql == by_python
    assert (by_sql["asks"], by_sql["changed"]) == (700, 30)


def test_a_person_reads_what_changes_for_whom_and_by_which_rule() -> None:
    Path("cases.csv").write_text(CSV)

    shown = replay("--against", "old", "cases.csv").stdout

    assert "1 asks in 1 cases, decided by Small shop 1.1.0" in shown
    assert "1 come out otherwise (100.0%) than by Small shop 1.0.0" in shown
    assert "granted 0.00 → 60.00 EUR  (+60.00)" in shown
    assert "C1 refund: - declined → ✓ doable" in shown
    assert "now: small" in shown


def test_without_another_book_the_verdicts_are_counted() -> None:
    Path("cases.csv").write_text(CSV)

    shown = replay("cases.csv").stdout

    assert "come out otherwise" not in shown
    assert "✓ doable" in shown


def test_what_is_open_is_told_with_its_question() -> None:
    Path("cases.csv").write_text(CSV.replace(",false", ","))

    shown = replay("cases.csv").stdout

    assert "1 asks are open" in shown
    assert "Was it opened?" in shown


def test_all_changed_cases_are_written_as_csv_and_as_parquet() -> None:
    Path("cases.csv").write_text(CSV)

    assert (
        replay("--against", "old", "cases.csv", "--csv", "all.csv", "--parquet", "all.parquet").exit_code == 0
    )

    found = duckdb.connect().execute("SELECT id, old, new, money_new FROM 'all.parquet'").fetchall()
    assert [(*words, str(money)) for *words, money in found] == [("C1", "declined", "doable", "60.000000")]
    assert Path("all.csv").read_text().splitlines()[1].startswith("C1,refund,,2026-02,declined,doable,0,60")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            CSV.replace("60.00", "sixty"),
            "cases.csv, row 1: column `ask.amount` holds `sixty`, expected an amount",
        ),
        (CSV.replace(",at,", ",when,"), "the cases have no column `at`"),
        (CSV.replace("+01:00", ""), "column `at` holds"),
    ],
)
def test_a_value_that_cannot_be_read_ends_it_with_two(cells: str, told: str) -> None:
    Path("cases.csv").write_text(cells)

    run = replay("cases.csv")

    assert run.exit_code == 2
    assert told in run.stderr.replace("\n", " ")


def test_a_column_that_no_book_knows_is_told() -> None:
    Path("cases.csv").write_text(CSV.replace("opened", "open"))

    assert "No book has a name for: open" in replay("cases.csv").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nowhere.csv"], "there are no cases in `nowhere.csv`"),
        (["cases.csv", "--ask", "refnd"], "no book has an ask `refnd`"),
        (["cases.csv", "--segment", "customer.sgment"], "no book has a fact `customer.sgment`"),
        (["cases.csv", "--engine", "duck"], "there is no engine `duck`"),
        (["cases.csv", "--at", "yesterday"], "--at"),
        (["cases.csv", "--engine", "postgres"], "which PostgreSQL?"),
    ],
)
def test_wrong_use_is_told_and_ends_with_two(words: list[str], told: str) -> None:
    Path("cases.csv").write_text(CSV)

    run = replay(*words)

    assert run.exit_code == 2
    assert told in run.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("cases.csv").write_text(CSV)
    monkeypatch.setitem(sys.modules, "duckdb", None)

    run = replay("cases.csv")

    assert run.exit_code == 2
    assert "install doable[replay]" in run.stderr
