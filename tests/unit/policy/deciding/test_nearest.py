"""The nearest yes where the stories don't go: odd bounds and values at the edge."""

from tests.unit.policy.books import Data, written

DATE = {"type": "date"}
INT = {"type": "int"}
MONEY = {"type": "money"}


def nearest(condition: str, params: Data, given: Data, **facts: object) -> list[Data]:
    """What is nearest where an ask is granted on a condition and declined otherwise."""
    declared = {"limit": {"type": "int"}, "other": {"type": "money"}}
    book = written({"id": "r", "when": condition, "then": "grant"}, facts=declared, params=params)
    asks = [{"ask": "wish", "params": given}]
    decision = book.decide({"at": "2026-01-01T12:00:00Z", "asks": asks, "facts": facts})
    return book.as_json(decision)["asks"][0]["nearest"]


def test_a_bound_that_is_not_linear_is_left_alone() -> None:
    assert nearest("ask.n * ask.n <= 10", {"n": INT}, {"n": 5}) == []


def test_a_param_that_cancels_out_has_no_bound() -> None:
    assert nearest("ask.n - ask.n > 1", {"n": INT}, {"n": 5}) == []


def test_a_bound_nobody_knows_is_left_alone() -> None:
    assert nearest("false && ask.n <= limit", {"n": INT}, {"n": 5}) == []


def test_a_list_that_is_not_written_out_has_no_bounds() -> None:
    assert nearest("ask.n in (ask.n > 9 ? [1] : [2])", {"n": INT}, {"n": 5}) == []


def test_words_in_a_list_are_no_bounds() -> None:
    assert (
        nearest(
            "ask.n > 9 && ask.word in ['a']", {"n": INT, "word": {"type": "string"}}, {"n": 5, "word": "b"}
        )
        == []
    )


def test_conditions_without_comparison_have_no_bounds() -> None:
    condition = "[ask.n, limit].exists(each, each > 7)"

    assert nearest(condition, {"n": INT}, {"n": 5}, limit=0) == []


def test_the_calendar_begins_somewhere() -> None:
    found = nearest('ask.day < date("0001-01-02")', {"day": DATE}, {"day": "0001-01-05"})

    assert found == [{"param": "day", "value": "0001-01-01"}]


def test_bounds_are_not_looked_for_beyond_the_end_of_the_calendar() -> None:
    assert nearest('ask.day > date("9999-12-30")', {"day": DATE}, {"day": "9999-12-29"}) == []


def test_comparing_truths_gives_no_bound() -> None:
    assert nearest("(ask.n > 9) == (limit > 1)", {"n": INT}, {"n": 5}, limit=3) == [
        {"param": "n", "value": 10}
    ]


def test_amounts_end_somewhere() -> None:
    assert nearest("ask.sum >= 999999999999999999", {"sum": MONEY}, {"sum": "999999999999999990"}) == [
        {"param": "sum", "value": "999999999999999999.00"}
    ]


def test_no_amount_lies_beyond_the_largest() -> None:
    assert nearest("ask.sum * 0.5 > 600000000000000000", {"sum": MONEY}, {"sum": "5"}) == []


def test_negative_values_have_negative_neighbours() -> None:
    assert nearest("ask.n >= -3", {"n": INT}, {"n": -5}) == [{"param": "n", "value": -3}]


def test_where_a_bound_is_met_from_the_wrong_side_nothing_is_near() -> None:
    assert nearest("ask.sum <= 5 && other > 1", {"sum": MONEY}, {"sum": "9"}, other="0") == []
