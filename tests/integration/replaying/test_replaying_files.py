"""Past cases in files: counted where they lie; what can't be read is named with row and column."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from doable.policy.language.times import timestamp_from_text
from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.deciding_each import SO_FEW
from doable.workbench.replaying.opening import replay_files
from doable.workbench.replaying.question import Question
from tests.integration.replaying.conftest import book

if TYPE_CHECKING:
    from doable.workbench.replaying.deciding_each import Change

Write = Callable[[str], Path]
AT = "TIMESTAMPTZ '2026-01-31 23:30:00+00'"  # already February in Berlin
ROW = f"'C1' AS id, 'wish' AS ask, {AT} AS at, 60.00 AS \"ask.amount\", false AS opened"


def question(old: str | None = "50", **more: object) -> Question:
    return Question(book("80").contents, book(old).contents if old else None, **{"few": 0, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", ["duckdb", "python"])
def test_what_comes_out_otherwise_is_counted_with_its_money(parquet: Write, engine: str) -> None:
    file = parquet(
        f"SELECT {ROW}, 'shop' AS \"customer.segment\" UNION ALL SELECT {ROW.replace('60', '40')}, NULL"
    )

    report = replay_files(question(), [file], engine)

    assert report.as_json()["matrix"] == [
        {
            "old": "doable",
            "new": "doable",
            "asks": 1,
            "changed": 0,
            "money": {"old": "40.00", "new": "40.00"},
            "charge": {"old": "0.00", "new": "0.00"},
        },
        {
            "old": "declined",
            "new": "doable",
            "asks": 1,
            "changed": 1,
            "money": {"old": "0.00", "new": "60.00"},
            "charge": {"old": "0.00", "new": "0.00"},
        },
    ]
    assert [group["name"] for group in report.as_json()["by_month"]] == ["2026-02"]  # type: ignore[attr-defined]
    assert [group["name"] for group in report.as_json()["by_segment"]] == ["shop", None]  # type: ignore[attr-defined]
    (example,) = report.examples
    assert (example.rules_old, example.rules_new) == (("wish.otherwise",), ("small",))
    assert report.cases == 1  # two rows of one case, one after the other


def test_csv_gives_the_same_report_as_parquet(parquet: Write, tmp_path: Path) -> None:
    file = parquet(f"SELECT {ROW}")
    text = tmp_path / "cases.csv"
    text.write_text("id,ask,at,ask.amount,opened\nC1,wish,2026-02-01T00:30:00+01:00,60.00,false\n")

    assert replay_files(question(), [text]).as_json() == replay_files(question(), [file]).as_json()


def test_what_is_not_there_is_unknown_and_its_question_is_told(parquet: Write) -> None:
    file = parquet(f"SELECT {ROW.replace('false AS opened', 'NULL::BOOLEAN AS opened')}")

    report = replay_files(question(), [file])

    assert report.total.asks == 1
    assert report.open.asks == report.open.looked_at == 1
    assert [(each.fact, each.question) for each in report.open.lacking] == [("opened", "Was it opened?")]


def test_without_an_old_book_nothing_is_changed(parquet: Write) -> None:
    report = replay_files(question(old=None), [parquet(f"SELECT {ROW}")])

    assert (report.old, report.total.changed, report.examples) == (None, 0, ())
    assert report.as_json()["money"] == {"old": None, "new": "60.00"}


def test_columns_that_no_book_knows_are_told(parquet: Write) -> None:
    report = replay_files(question(), [parquet(f"SELECT {ROW}, 1 AS colour")])

    assert report.unread == ("colour",)


def test_all_changed_cases_can_be_kept(parquet: Write) -> None:
    kept: list[Change] = []

    replay_files(question(), [parquet(f"SELECT {ROW} FROM range(3)")], keep=kept.extend)

    assert [(change.id, change.kind.new, change.sums.money_new) for change in kept] == [
        ("C1", "doable", Decimal(60))
    ] * 3


def test_one_time_for_all_stands_in_for_the_column(parquet: Write) -> None:
    file = parquet(f"SELECT {ROW.replace(AT + ' AS at', '1 AS nothing')}")

    report = replay_files(question(at=timestamp_from_text("2026-03-01T12:00:00Z")), [file])

    assert [kind.month for kind in report.kinds] == ["2026-03"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ((f"{AT} AS at", "1 AS nothing"), "the cases have no column `at`"),
        (
            ("AS opened", "AS ready, 'perhaps' AS opened"),
            "row 1: column `opened` holds `perhaps`, expected true or false",
        ),
        (("60.00", "'60,00'"), "row 1: column `ask.amount` holds `60,00`, expected an amount such as 49.90"),
        (
            ("60.00", "60.1234567::DOUBLE"),
            "row 1: column `ask.amount` holds `60.1234567`, expected an amount",
        ),
        (("60.00", "true"), "column `ask.amount`: expected an amount such as 49.90"),
        (("TIMESTAMPTZ", "TIMESTAMP"), "column `at`: expected a moment with an offset"),
        (
            ("AS opened", "AS opened, 'club' AS \"customer.segment\""),
            "row 1: column `customer.segment` holds `club`",
        ),
        (("AS opened", 'AS opened, true AS "opened@absent"'), "this fact is never known to be absent"),
        (
            ("AS opened", "AS opened, 'king' AS as_grade"),
            "row 1: column `as_grade` holds `king`, expected one of",
        ),
    ],
)
def test_a_value_that_cannot_be_read_is_named_with_its_row_and_column(
    parquet: Write, changed: tuple[str, str], said: str
) -> None:
    file = parquet(f"SELECT {ROW.replace(*changed)}")

    with pytest.raises(CasesNotRead) as refused:
        replay_files(question(), [file])

    assert said in str(refused.value)


def test_a_segment_with_thousands_of_values_is_refused(parquet: Write) -> None:
    asked = Question(book("80", name={"type": "string"}).contents, segment="name")
    file = parquet(f"SELECT {ROW}, 'N' || range AS name FROM range(600)")

    with pytest.raises(CasesNotRead, match="more than 500 different values"):
        replay_files(asked, [file])


def test_an_ask_with_few_rows_is_decided_one_by_one_and_comes_to_the_same(parquet: Write) -> None:
    file = parquet(f"SELECT {ROW} FROM range(3)")

    few, many = (replay_files(question(few=bound), [file]) for bound in (3, 2))

    assert (few.one_by_one, many.one_by_one) == ({SO_FEW: 3}, {})
    assert (few.kinds, few.examples, few.total.changed) == (many.kinds, many.examples, 3)
