"""What may be asked of past cases."""

import pytest

from doable.workbench.replaying.cases import CasesNotRead
from doable.workbench.replaying.lines import Lines
from doable.workbench.replaying.question import Question
from tests.unit.policy.books import Data, written

CONTENTS = written(
    otherwise={"then": "grant"},
    facts={"customer.segment": {"type": "string"}, "paid": {"type": "money"}},
    params={"amount": {"type": "money"}},
).contents
CASE: Data = {"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish"}]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"ask": "wisch"}, "no book has an ask `wisch` (did you mean `wish`?)"),
        ({"segment": "payd"}, "no book has a fact `payd` (did you mean `paid`?)"),
        ({"segment": "paid"}, "`paid` is money: cases can't be told apart by it"),
    ],
)
def test_a_question_that_no_book_can_answer_is_refused(words: dict[str, str], said: str) -> None:
    with pytest.raises(CasesNotRead) as refused:
        Question(CONTENTS, **words)  # type: ignore[arg-type]

    assert said in str(refused.value)


def test_cases_are_told_apart_by_the_customers_segment_where_a_book_has_it() -> None:
    assert Question(CONTENTS).by == "customer.segment"
    assert Question(written(otherwise={"then": "grant"}).contents).by is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({**CASE, "at": None}, "line 2: `at` is missing"),
        ({**CASE, "facts": {"paid": "much"}}, "line 2: `facts.paid`: expected an amount"),
        ({**CASE, "as": "king"}, "line 2: `as`: the book has no grade `king`"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: Data, said: str) -> None:
    with pytest.raises(CasesNotRead) as refused:
        Lines(Question(CONTENTS), [(1, CASE), (2, line)]).check()

    assert said in str(refused.value)


def test_names_that_no_book_has_are_told_once() -> None:
    strange: Data = {
        **CASE,
        "facts": {"colour": 1},
        "asks": [{"ask": "wish", "params": {"size": 1}}, {"ask": "moon"}],
    }

    lines = Lines(Question(CONTENTS), [(1, strange), (2, strange)]).check()

    assert lines.unread == ("ask moon", "ask.size", "colour")
    assert lines.count() == (4, 2)
