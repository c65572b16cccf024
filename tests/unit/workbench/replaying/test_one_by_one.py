"""Rows decided one by one, without what goes round a no: the same answers as `doable decide`."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.deciding.deciding import answer_alone
from doable.workbench.replaying.cases import Row, case_of
from doable.workbench.replaying.one_by_one import outcome_of
from tests.unit.policy.books import Data, books, cases, loaded, written


@given(books(), cases())
@settings(max_examples=60)
def test_an_ask_alone_is_answered_as_in_the_whole_decision(files: Data, data: Data) -> None:
    book = loaded(files)
    case = book.read_case(data)

    for number, whole in enumerate(book.decide(case).answers):
        alone = answer_alone(book.contents, case, number)

        assert outcome_of(alone) == outcome_of(whole)
        assert (alone.reasons, alone.missing, alone.granted) == (whole.reasons, whole.missing, whole.granted)


def test_money_counts_where_the_verdict_allows_at_once() -> None:
    params = {"amount": {"type": "money"}}
    line = {"asks": [{"ask": "wish", "params": {"amount": "5"}}], "at": "2026-01-01T12:00:00Z"}
    granting = written(otherwise={"then": "grant"}, params=params)
    approving = written(otherwise={"then": "approve", "by": "manager"}, params=params)

    granted, pending = (outcome_of(book.decide(line).answers[0]) for book in (granting, approving))

    assert (granted.money, granted.approvals) == (Decimal(5), ())
    assert (pending.money, pending.approvals) == (Decimal(0), (("manager", "any"),))


@given(st.booleans())
def test_what_a_book_has_no_name_for_is_left_out(with_line: bool) -> None:
    book = written(otherwise={"then": "grant"}, facts={"a": {"type": "bool"}}, params={"n": {"type": "int"}})
    at = book.read_case({"asks": [{"ask": "wish"}], "at": "2026-01-01T12:00:00Z"}).at
    line: Data = {"asks": [{"ask": "wish", "params": {"n": 1, "m": 2}}], "facts": {"a": True, "b": 1}}
    values: Data = {"ask.n": 1, "ask.m": 2, "a": True, "b": 1}
    row = Row(0, "C1", "wish", at, input=line if with_line else None, values=None if with_line else values)

    case, number = case_of(book.contents, row)

    assert (set(case.facts), dict(case.wishes[number].params)) == ({"a"}, {"n": 1})
