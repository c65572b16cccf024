"""The fast verdict where it can't say, and hands over to the whole reading."""

from decimal import Decimal

import pytest

from tests.unit.policy.books import Data, written

BOOL = {"type": "bool"}
NO: Data = {"then": "decline", "ground": "policy", "because": "No."}


def verdict(rule: Data, facts: Data, **more: object) -> tuple[str, tuple[str, ...]]:
    """The fast verdict of an ask with one rule."""
    declared = {"x": BOOL, "y": BOOL, "n": {"type": "int"}, "price": {"type": "money"}}
    return written({"id": "r", **rule}, facts=declared, **more).verdict("wish", facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"x": True, "n": 0}, ("refer", ())),
        ({"x": True, "n": 5}, ("doable", ("r",))),
        ({"n": 0}, ("clarify", ())),
        ({"n": 10}, ("declined", ("wish.otherwise",))),
        ({"x": False, "n": 0}, ("declined", ("wish.otherwise",))),
        ({}, ("clarify", ())),
    ],
)
def test_a_condition_that_may_fail(facts: Data, expected: tuple[str, tuple[str, ...]]) -> None:
    assert verdict({"when": "x && 10 / n > 1", "then": "grant"}, facts) == expected


def test_a_fault_that_matters_next_to_what_is_unknown() -> None:
    book = written(
        {"id": "fails", "when": "10 / n > 1", "then": "decline", "ground": "law", "because": "No."},
        {"id": "open", "when": "x", "then": "grant"},
        otherwise={"then": "refer"},
        facts={"x": BOOL, "n": {"type": "int"}},
    )

    assert book.verdict("wish", {"n": 0}) == ("refer", ())


def test_the_clock_may_be_unknown_like_any_fact() -> None:
    rule = {"when": 'today > date("2026-01-01")', "then": "grant", "gives": {"by": "today + 5"}}

    assert verdict(rule, {}) == ("clarify", ())


def test_amounts_are_left_to_the_whole_reading() -> None:
    rule = {"when": "x", "then": "bill", "amount": "price", "for": "it"}

    found = [verdict(rule, {"x": True, "price": Decimal(price)})[0] for price in ("5", "0")]

    assert found == ["billable", "doable"]


def test_an_exception_that_is_open_is_left_to_the_whole_reading() -> None:
    rule = {"when": "x", **NO, "unless": [{"id": "e", "when": "y", "then": "grant"}]}

    found = [verdict(rule, facts) for facts in ({"x": True}, {"x": True, "y": True}, {"x": False})]

    assert found == [("clarify", ()), ("doable", ("e",)), ("declined", ("wish.otherwise",))]


@pytest.mark.parametrize("negated", ["!(true)", "!(false)", "!(!(x))"])
def test_conditions_that_are_settled_by_themselves(negated: str) -> None:
    expected = {"!(true)": "declined", "!(false)": "doable", "!(!(x))": "doable"}[negated]

    assert verdict({"when": negated, "then": "grant"}, {"x": True})[0] == expected
