"""What a decision takes from params, defaults and consultation where the stories don't go."""

import pytest

from doable.policy.deciding.deciding import answer_alone
from tests.unit.policy.books import Data, written

AT = "2026-01-01T12:00:00Z"
MONEY = {"type": "money"}


def test_of_two_defaults_only_the_one_that_is_not_named_is_used() -> None:
    params = {"one": {**MONEY, "default": "price"}, "other": {**MONEY, "default": "price"}}
    book = written(otherwise={"then": "grant"}, facts={"price": MONEY}, params=params)
    case = {"at": AT, "asks": [{"ask": "wish", "params": {"one": 5}}], "facts": {"price": 7}}

    granted = book.as_json(book.decide(case))["asks"][0]["granted"]

    assert granted == {"one": "5.00", "other": "7.00"}


def test_a_whole_number_that_is_given_as_money_goes_out_as_money() -> None:
    gives = {"amount": "x ? price : n"}
    facts = {"x": {"type": "bool"}, "price": MONEY, "n": {"type": "int"}}
    book = written(otherwise={"then": "grant", "gives": gives}, facts=facts, params={"amount": MONEY})
    case = {"at": AT, "asks": [{"ask": "wish"}], "facts": {"x": False, "price": 1, "n": 3}}

    assert book.as_json(book.decide(case))["asks"][0]["granted"] == {"amount": "3.00"}


def consult(params: Data, asked: Data) -> bool:
    """Whether a decline is to be talked over where amounts above 50 are."""
    referral = {"friend": {"name": "A friend", "helps_with": "that", "phone": "1"}}
    files: Data = {"referrals": referral}
    book = written(params=params, consult={"above": "50"}, alternatives=["referral.friend"], files=files)
    case = {"at": AT, "as": "agent", "asks": [{"ask": "wish", "params": asked}]}
    return book.as_json(book.decide(case))["asks"][0]["consult"]["needed"]


def test_params_that_are_no_money_are_not_above_an_amount() -> None:
    params = {"amount": MONEY, "pieces": {"type": "int"}}

    assert consult(params, {"amount": "50", "pieces": 500}) is False


@pytest.mark.parametrize(("why", "verdict"), [({"gives": {}}, "doable"), ({}, "clarify")])
def test_an_ask_that_gives_no_money_leaves_the_limits_of_the_others_alone(why: Data, verdict: str) -> None:
    other = {
        "ask": "why",
        "means": "The customer asks why.",
        "examples": ["why"],
        "purpose": "know",
        "params": {"amount": {"type": "money", "ask": "Which amount?"}},
        "otherwise": {"then": "grant", **why},
    }
    limit = {"grade": "agent", "ask": "any", "when": "case.granted <= 100"}
    book = written(
        otherwise={"then": "grant"},
        params={"amount": {"type": "money"}},
        files={"asks/why": other, "authority": [limit]},
    )

    asks = [{"ask": "wish", "params": {"amount": "40"}}, {"ask": "why"}]
    case = {"at": "2026-01-01T12:00:00Z", "as": "agent", "asks": asks}
    decision = book.decide(case)

    assert decision.answers[0].verdict == verdict


def test_where_several_open_exceptions_can_each_change_the_answer_all_are_asked_about() -> None:
    """None of them settles it alone: whichever way it comes out, another one still may forbid."""
    forbids = {"then": "forbid", "ground": "law", "because": "By law."}
    rules = [
        {
            "id": when,
            "when": when,
            "then": "refer",
            "unless": [{"id": f"{when}.{sub}", "when": sub, **forbids}],
        }
        for when, sub in (("a", "b"), ("c", "d"))
    ]
    facts = {name: {"type": "bool", "ask": f"Is it {name}?"} for name in "abcd"}
    book = written(*rules, otherwise={"then": "refer"}, facts=facts)

    [answer] = book.as_json(book.decide({"at": AT, "asks": [{"ask": "wish"}], "facts": {}}))["asks"]

    assert answer["verdict"] == "clarify"
    assert {missing["fact"] for missing in answer["missing"]} == {"a", "b", "c", "d"}


def test_an_ask_alone_that_the_book_does_not_know_is_referred() -> None:
    book = written(otherwise={"then": "grant"})
    case = book.read_case({"at": AT, "asks": [{"ask": "wish"}, {"ask": "moon"}]})

    assert answer_alone(book.contents, case, 1).verdict == "refer"
    assert answer_alone(book.contents, case, 0).verdict == "doable"
