"""How effects join where the stories don't go: odd values, and very many rules."""

import pytest

from tests.unit.policy.books import Data, written

LARGEST = "999999999999999999"


def answer(*rules: Data, facts: Data | None = None, declared: Data | None = None, **more: object) -> Data:
    """The answer where all the rules are in force, or their facts are as given."""
    kinds = declared or {name: {"type": "bool"} for name in facts or {}}
    book = written(*rules, otherwise={"then": "refer"}, facts=kinds, **more)
    case = {"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish"}], "facts": facts or {}}
    return book.as_json(book.decide(case))["asks"][0]


def giving(*values: str, declared: Data | None = None, facts: Data | None = None) -> Data:
    """The answer where several rules give something under one name."""
    rules = [
        {"id": f"r{number}", "when": "true", "then": "grant", "gives": {"it": value}}
        for number, value in enumerate(values)
    ]
    return answer(*rules, facts=facts, declared=declared)


@pytest.mark.parametrize(
    ("values", "granted"),
    [
        (("5", "3"), 3),
        (("today + 5", "today + 9"), "2026-01-10"),
        (('timestamp("2026-01-02T00:00:00Z")', 'timestamp("2026-01-01T00:00:00Z")'), "2026-01-02T00:00:00Z"),
        (('duration("1h")', 'duration("2h")'), "7200s"),
        (('"blue"', '"blue"'), "blue"),
        (("true", "true"), True),
    ],
)
def test_of_two_values_under_one_name_the_lesser_is_promised(
    values: tuple[str, str], granted: object
) -> None:
    assert giving(*values)["granted"] == {"it": granted}


@pytest.mark.parametrize("values", [('"blue"', '"red"'), ("true", "false")])
def test_values_that_contradict_each_other_are_an_error(values: tuple[str, str]) -> None:
    assert giving(*values)["errors"] == ["two rules give different values for `it`"]


def test_a_value_that_nobody_knows_next_to_one_that_is_known() -> None:
    found = giving("5", "n", declared={"n": {"type": "int"}})

    assert [each["fact"] for each in found["missing"]] == ["n"]


def test_two_values_that_nobody_knows() -> None:
    found = giving("m", "n", declared={"m": {"type": "int"}, "n": {"type": "int"}})

    assert [each["fact"] for each in found["missing"]] == ["m", "n"]


@pytest.mark.parametrize("values", [("5", "5 / n"), ("5 / n", "m")])
def test_a_value_that_fails_is_an_error_next_to_any_other(values: tuple[str, str]) -> None:
    found = giving(*values, declared={"m": {"type": "int"}, "n": {"type": "int"}}, facts={"n": 0})

    assert found["errors"] == ["division by zero"]


def billing(*amounts: str, declared: Data | None = None, facts: Data | None = None) -> Data:
    """The answer where several rules bill."""
    rules = [
        {"id": f"r{number}", "when": "true", "then": "bill", "amount": amount, "for": "it"}
        for number, amount in enumerate(amounts)
    ]
    return answer(*rules, facts=facts, declared=declared)


def test_two_charges_that_nobody_knows() -> None:
    found = billing("m", "n", declared={"m": {"type": "money"}, "n": {"type": "money"}})

    assert [each["fact"] for each in found["missing"]] == ["m", "n"]


def test_a_charge_that_fails_next_to_one_that_does_not() -> None:
    found = billing("5", "5 / n", declared={"n": {"type": "int"}}, facts={"n": 0})

    assert found["errors"] == ["division by zero"]


def test_charges_with_too_many_digits_together_are_an_error() -> None:
    assert billing(LARGEST, LARGEST)["errors"] == ["the number has more than 18 digits before the point"]


def test_very_many_open_exceptions_are_asked_about() -> None:
    names = [f"x{number}" for number in range(40)]
    rule = {
        "id": "r",
        "when": "true",
        "then": "decline",
        "ground": "policy",
        "because": "No.",
        "unless": [{"when": name, "then": "grant"} for name in names],
    }

    found = answer(rule, declared={name: {"type": "bool"} for name in names})

    assert (found["verdict"], len(found["missing"])) == ("clarify", len(names))


@pytest.mark.parametrize("asks", [1, 2])
def test_ways_beyond_counting_are_referred(asks: int) -> None:
    names = [f"x{number}" for number in range(12)]
    rules = [
        {"id": name, "when": name, "then": "bill", "amount": str(2**number), "for": "it"}
        for number, name in enumerate(names)
    ]
    book = written(*rules, facts={name: {"type": "bool"} for name in names})

    decision = book.decide({"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish"}] * asks})

    assert [found.verdict for found in decision.answers] == ["refer"] * asks
    assert "so many rules are open" in decision.answers[0].errors[0]


def test_ways_beyond_counting_under_one_rule_are_referred() -> None:
    names = [f"x{number}" for number in range(12)]
    exceptions = [
        {"when": name, "then": "bill", "amount": str(2**number), "for": "it"}
        for number, name in enumerate(names)
    ]
    rule = {"id": "r", "when": "true", "then": "grant", "unless": exceptions}

    found = answer(rule, declared={name: {"type": "bool"} for name in names})

    assert found["verdict"] == "refer"


def test_where_the_ways_are_beyond_counting_no_value_is_nearest() -> None:
    names = [f"x{number}" for number in range(12)]
    rules = [
        {
            "id": name,
            "when": f"{name} && ask.amount < 50",
            "then": "bill",
            "amount": str(2**number),
            "for": "it",
        }
        for number, name in enumerate(names)
    ]
    too_much = {
        "id": "much",
        "when": "ask.amount > 90",
        "then": "decline",
        "ground": "policy",
        "because": "Too much.",
    }
    facts = {name: {"type": "bool"} for name in names}
    book = written(*rules, too_much, facts=facts, params={"amount": {"type": "money"}})

    decision = book.decide(
        {"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish", "params": {"amount": 100}}]}
    )

    assert decision.answers[0].verdict == "declined"
    assert decision.answers[0].nearest == ()
