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


@pytest.mark.parametrize("failing", ["10 / n > 1", "share > 1", "[n].exists(each, 10 / each > 1)"])
def test_a_fault_that_matters_next_to_what_is_unknown(failing: str) -> None:
    book = written(
        {"id": "fails", "when": failing, **NO},
        {"id": "open", "when": "x", "then": "grant"},
        otherwise={"then": "refer"},
        facts={"x": BOOL, "n": {"type": "int"}, "share": {"type": "int", "is": "10 / n"}},
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


@pytest.mark.parametrize("kind", ["grant", "decline"])
def test_very_many_rules_with_nothing_in_common(kind: str) -> None:
    effect = NO if kind == "decline" else {"then": kind}
    names = [f"x{number}" for number in range(150)]
    rules = [{"id": name, "when": f"{name} && y", **effect} for name in names]
    facts = {"y": BOOL, **dict.fromkeys(names, BOOL)}
    book = written(*rules, otherwise={"then": "refer"}, facts=facts)

    found = [book.verdict("wish", {**dict.fromkeys(names, False), **given}) for given in ({}, {"x7": True})]

    assert found == [("refer", ("wish.otherwise",)), ("clarify", ())]
