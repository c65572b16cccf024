"""Decisions back from their JSON, also where another program wrote it."""

from datetime import date
from decimal import Decimal

import pytest

from doable import Book, InputError
from doable.policy.deciding.decision import Offer, Referred
from doable.policy.deciding.reading_decisions import read_decision
from doable.policy.language.times import timestamp_from_text
from tests.unit.policy.books import Data, written

AT = timestamp_from_text("2026-10-14T09:00:00Z")


def book() -> Book:
    return written(otherwise={"then": "grant"}, params={"amount": {"type": "money"}})


def told(**answer: object) -> Data:
    """A decision of one answer, some keys of it given."""
    return {"at": "2026-10-14T09:00:00Z", "asks": [{"ask": "wish", "verdict": "doable", **answer}]}


def test_what_is_left_out_counts_as_null() -> None:
    decision = read_decision(book().contents, {"asks": [{"ask": "wish", "verdict": "doable"}]}, AT)

    answer = decision.answers[0]
    assert (decision.at, decision.asker, decision.next, decision.company_at_fault) == (AT, None, None, None)
    assert (answer.granted, answer.charge, answer.phase, answer.consult, answer.consulted) == (
        (),
        None,
        None,
        None,
        False,
    )


def test_an_ask_the_book_lacks_is_read_by_what_its_values_look_like() -> None:
    granted = {
        "amount": 5,
        "days": 30,
        "date": "2026-10-20",
        "percent": Decimal("7.5"),
        "x": "y",
        "now": True,
    }

    decision = read_decision(
        book().contents, {"asks": [{"ask": "new", "verdict": "doable", "granted": granted}]}, AT
    )

    read = {typed.name: (typed.type.name, typed.value) for typed in decision.answers[0].granted}
    assert read == {
        "amount": ("money", Decimal(5)),
        "days": ("int", 30),
        "date": ("date", date(2026, 10, 20)),
        "percent": ("decimal", Decimal("7.5")),
        "x": ("string", "y"),
        "now": ("bool", True),
    }


def test_a_single_approval_stands_for_a_list_of_one() -> None:
    decision = read_decision(book().contents, told(approval={"grade": "sales_manager", "obtained": True}))

    (approval,) = decision.answers[0].approvals
    assert (approval.grade, approval.function, approval.obtained) == ("sales_manager", "any", True)


def test_offers_and_referrals_are_told_apart() -> None:
    offer = {"ask": "wish", "params": {"amount": 3}, "text": "three"}
    referral = {"referral": "shop", "text": "the shop", "contact": {"phone": "555"}}

    decision = read_decision(book().contents, told(verdict="declined", alternatives=[offer, referral]))

    first, second = decision.answers[0].alternatives
    assert isinstance(first, Offer)
    assert (first.verdict, first.params[0].value) == ("doable", Decimal(3))
    assert isinstance(second, Referred)
    assert second.contact == (("phone", "555"),)


def test_the_next_step_of_each_ask_is_the_books() -> None:
    decision = read_decision(book().contents, told(verdict="billable", charge={"amount": "5.00"}))

    answer = decision.answers[0]
    assert answer.next is not None
    assert (answer.next.what, answer.next.who) == ("agree to the charge", "customer")
    assert answer.charge is not None
    assert (answer.charge.currency, answer.charge.reasons) == ("EUR", ())


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (5, "`the line`: expected an object"),
        ({"answers": []}, "`answers`: unknown key"),
        ({"asks": [{}]}, "`at`: is missing"),
        ({"at": "soon", "asks": []}, "`at`: "),
        ({"at": "2026-10-14T09:00:00Z"}, "`asks`: holds no answer"),
        (told(ask=None), "`asks[0].ask`: expected text"),
        (told(verdict="fine"), "`asks[0].verdict`: `fine` is no verdict"),
        (told(granted=[1]), "`asks[0].granted`: expected an object"),
        (told(granted={"amount": "much"}), "`asks[0].granted.amount`: expected an amount"),
        (told(reasons={}), "`asks[0].reasons`: expected a list"),
        (told(reasons=[{"rule": 5}]), "`asks[0].reasons[0].rule`: expected text"),
        (told(consulted="yes"), "`asks[0].consulted`: expected true or false"),
        (told(consult={"neded": True}), "`asks[0].consult.neded`: unknown key (did you mean `needed`?)"),
        (
            told(phase=[{"terms": "old", "orders": "two"}]),
            "`asks[0].phase[0].orders`: expected a whole number",
        ),
        (told(missing=[{}]), "`asks[0].missing[0].fact`: expected text"),
        (
            told(alternatives=[{"referral": "r", "text": "t", "contact": 5}]),
            "`asks[0].alternatives[0].contact`: expected an object",
        ),
        (told(nearest=[{"param": "amount", "value": "x"}]), "`asks[0].nearest[0].value`: expected an amount"),
        ({**told(), "next_step": {"who": "me"}}, "`next_step.what`: expected text"),
        ({**told(), "as": "king"}, "`as`: the book has no grade `king`"),
    ],
)
def test_what_is_no_decision_is_named_by_its_key(raw: object, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_decision(book().contents, raw)

    assert str(caught.value).startswith(said)


def test_the_key_is_named_where_it_stands() -> None:
    with pytest.raises(InputError, match=r"`decision\.at`: is missing"):
        read_decision(book().contents, {"asks": [{"ask": "wish"}]}, path="decision")


def test_plan_consultation_and_nearest_value_are_read() -> None:
    step = {"terms": "as before", "orders": 2, "until": "2026-12-01"}
    consult = {"needed": True, "grade": "supervisor"}

    decision = read_decision(
        book().contents,
        told(phase=[step], consult=consult, nearest=[{"param": "amount", "value": "4"}], advise="Hot."),
    )

    answer = decision.answers[0]
    assert answer.phase is not None
    assert (answer.phase[0].orders, answer.phase[0].until) == (2, date(2026, 12, 1))
    assert answer.consult is not None
    assert (answer.consult.needed, answer.consult.grade) == (True, "supervisor")
    assert (answer.nearest[0].param.value, str(answer.advise[0])) == (Decimal(4), "Hot.")
