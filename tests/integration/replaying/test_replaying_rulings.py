"""The desk's own rulings, replayed by another book."""

from datetime import timedelta

import pytest

from doable.desk import books, deciding
from doable.desk.models import Ruling
from doable.desk.replaying import rows_of_rulings
from doable.workbench.replaying.opening import replay_lines
from doable.workbench.replaying.question import Question
from tests.company import NOW, asked

pytestmark = pytest.mark.usefixtures("company")
HIRSCH = "hirsch@mail.example"


def test_the_last_ruling_of_each_case_is_replayed_and_comes_out_the_same() -> None:
    case = asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    deciding.decide(case, because="asked again", by=None, now=NOW)
    contents = books.in_force().contents
    question = Question(contents, contents)

    for engine in ("python", "duckdb"):
        report = replay_lines(question, rows_of_rulings(NOW, contents), engine)

        assert (report.cases, report.total.changed) == (1, 0)
        assert [kind.new for kind in report.kinds] == [answer["verdict"] for answer in last_answers()]


def last_answers() -> list[dict[str, str]]:
    ruling = Ruling.objects.latest("pk")
    return ruling.decision["asks"]  # type: ignore[return-value]  # as it is written


def test_rulings_after_the_moment_asked_for_are_left_out() -> None:
    asked("refund", of=HIRSCH, facts={"order.number": "CC-48219"})
    contents = books.in_force().contents

    assert list(rows_of_rulings(NOW - timedelta(days=1), contents)) == []
    assert rows_of_rulings(NOW + timedelta(days=1), contents).count() == 1


def test_what_a_book_cannot_read_any_more_counts_as_unknown() -> None:
    asked("refund", of=HIRSCH, facts={"order.number": "CC-48219", "item.opened": False})
    contents = books.in_force().contents
    ruling = Ruling.objects.latest("pk")
    given = ruling.given
    given["facts"]["item.opened"] = "half"  # type: ignore[index]  # as it is written
    ruling.input = deciding.as_text(given)
    ruling.save()

    ((_, line),) = rows_of_rulings(NOW, contents)

    assert "item.opened" not in line["facts"]  # type: ignore[operator]
    assert "order.number" in line["facts"]  # type: ignore[operator]
