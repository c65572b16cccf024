"""Cases as JSON has them: every key known, or named."""

import pytest

from doable import Book, InputError
from tests.unit.policy.books import Data, written

GIFT: Data = {"then": "grant"}
BY = {"grade": "senior", "function": "finance"}


def book() -> Book:
    """A book with one ask, a param and two facts."""
    facts = {
        "x": {"type": "bool"},
        "note": {"type": "string", "optional": True, "from": ["record", "customer"]},
    }
    return written(otherwise=GIFT, facts=facts, params={"amount": {"type": "money"}})


def case(**changed: object) -> Data:
    """A good case, some keys of it changed."""
    return {"at": "2026-01-01T12:00:00Z", "asks": [{"ask": "wish"}], **changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"whose": 1}, "`whose`: unknown key"),
        ({"asks": None}, "`asks`: names nothing that is asked"),
        ({"asks": "wish"}, "`asks`: names nothing that is asked"),
        ({"asks": ["wish"]}, "`asks[0]`: expected an object"),
        ({"asks": [{}]}, "`asks[0].ask`: is missing"),
        ({"asks": [{"ask": "wish", "parms": {}}]}, "`asks[0].parms`: unknown key (did you mean `params`?)"),
        ({"asks": [{"ask": "wish", "params": [1]}]}, "`asks[0].params`: expected an object"),
        (
            {"asks": [{"ask": "wish", "params": {"amont": 1}}]},
            "`asks[0].params.amont`: `wish` has no such param",
        ),
        (
            {"asks": [{"ask": "wish", "params": {"amount": "x"}}]},
            "`asks[0].params.amount`: expected an amount",
        ),
        ({"at": "today"}, "`at`: "),
        ({"as": 5}, "`as`: expected an object"),
        ({"as": {"grade": "king"}}, "`as.grade`: the book has no grade `king`"),
        ({"as": {"function": "support"}}, "`as.grade`: the book has no grade `None`"),
        ({"as": {"grade": "agent", "function": "law"}}, "`as.function`: the book has no function `law`"),
        ({"facts": [1]}, "`facts`: expected an object"),
        ({"facts": {"y": 1}}, "`facts.y`: the book has no such fact"),
        ({"facts": {"x": {"source": "record"}}}, "`facts.x`: has no value"),
        ({"facts": {"x": {"value": True, "from": "record"}}}, "`facts.x.from`: unknown key"),
        ({"facts": {"x": {"value": True, "source": "rumour"}}}, "`facts.x.source`: `rumour` is no source"),
        ({"facts": {"x": None}}, "`facts.x`: null says that it is known to be absent"),
        ({"evidence": {}}, "`evidence`: expected a list"),
        ({"evidence": [1]}, "`evidence[0]`: expected an object"),
        ({"evidence": [{"kind": "rumour"}]}, "`evidence[0].kind`: the book has no kind of evidence `rumour`"),
        (
            {"evidence": [{"kind": "approval", "answer": True}]},
            "`evidence[0].answer`: expected `yes` or `no`",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "wish", "answer": "yes"}]},
            "`evidence[0].by`: is missing",
        ),
        (
            {"evidence": [{"kind": "consultation", "ask": "wish", "answer": "no"}]},
            "`evidence[0].by`: is missing",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "wish", "answer": "yes", "by": "self_service"}]},
            "`evidence[0].by`: `self_service` is no person",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "wish", "answer": "no", "by": BY}]},
            "`evidence[0].because`: is missing",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "whish", "answer": "yes", "by": BY}]},
            "`evidence[0].ask`: the book has no ask `whish`",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "wish", "answer": "yes", "by": BY, "amount": "x"}]},
            "`evidence[0].amount`: ",
        ),
        (
            {"evidence": [{"kind": "approval", "ask": "wish", "answer": "yes", "by": BY, "at": "x"}]},
            "`evidence[0].at`: ",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_key(changed: Data, said: str) -> None:
    with pytest.raises(InputError) as refused:
        book().read_case(case(**changed))

    assert said in str(refused.value)


def test_a_case_needs_a_time_from_somewhere() -> None:
    with pytest.raises(InputError, match="`at`: is missing"):
        book().read_case({"asks": [{"ask": "wish"}]})


def test_facts_without_a_source_are_of_the_source_that_is_named() -> None:
    read = book().read_case(case(facts={"note": "hello", "x": {"value": True}}), source="customer")

    assert {name: given.source for name, given in read.facts.items()} == {"note": "customer", "x": "customer"}


def test_absence_has_a_source_like_any_value() -> None:
    read = book().read_case(case(facts={"note": {"value": None, "source": "customer"}}))

    assert (read.facts["note"].value, read.facts["note"].source) == (None, "customer")


@pytest.mark.parametrize(
    ("given", "grade", "function"),
    [
        ("agent", "agent", None),
        ({"grade": "agent"}, "agent", None),
        ({"grade": "agent", "function": "any"}, "agent", None),
        (BY, "senior", "finance"),
    ],
)
def test_somebody_is_a_grade_with_or_without_a_function(
    given: object, grade: str, function: str | None
) -> None:
    asker = book().read_case(case(**{"as": given})).asker

    assert asker is not None
    assert (asker.grade, asker.function) == (grade, function)


def test_a_param_that_is_null_was_not_named() -> None:
    read = book().read_case(case(asks=[{"ask": "wish", "params": {"amount": None}}]))

    assert read.wishes[0].params == {}


def test_an_ask_that_the_book_lacks_keeps_its_params_to_itself() -> None:
    read = book().read_case(case(asks=[{"ask": "pony", "params": {"colour": "white"}}]))

    assert (read.wishes[0].ask, read.wishes[0].params) == ("pony", {})


def test_what_the_customer_agreed_to_names_nobody() -> None:
    piece = {"kind": "preauthorisation", "ask": "wish", "answer": "yes", "amount": "5", "by": "customer"}

    read = book().read_case(case(evidence=[piece]))

    assert (read.evidence[0].by, str(read.evidence[0].amount)) == (None, "5")
