"""Names and numbers held against those of the case."""

import pytest

from tests.unit.reply.checking.drafted import found, occasion

BODY = "\nyou'd like your money back: accounting pays 40 EUR by 21 October."
CASE = {"customer_name": "Ms Müller-Lang", "order_number": "60124"}


def slips(draft, **case):
    held_against = occasion(case={**CASE, **case})
    return [one.message for one in found(draft, held_against) if one.check == "wrong_amount"]


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Ms Muller-Lang,",
        "Hello Mrs Lang,",
        "Hi there,",
        "Dear customer,",
        "Dear Customer,",
        "Good morning,",
        "Sehr geehrte Frau Müller,",
    ],
)
def test_a_greeting_for_the_customer_or_for_nobody_by_name_is_right(greeting) -> None:
    assert not slips(greeting + BODY)


def test_a_greeting_for_somebody_else_is_wrong() -> None:
    assert slips("Dear Ms Miller," + BODY) == ["greets Ms Miller; the customer is Ms Müller-Lang"]
    assert slips("Dear Mr Lang," + BODY) == ["greets Mr Lang; the customer is Ms Müller-Lang"]
    assert slips("Hello Anna," + BODY, customer_name="Tom") == ["greets Anna; the customer is Tom"]


def test_no_greeting_and_no_name_are_no_mistake() -> None:
    assert not slips("Accounting, by 21 October, pays 40 EUR.")
    assert not slips("Dear Ms Miller," + BODY, customer_name=None)


def test_a_number_of_another_order_is_wrong() -> None:
    assert slips("Your order 61024:" + BODY) == ["order 61024 is no number of this case; it is about 60124"]
    assert slips("Invoice F-815:" + BODY, order_number=None) == ["Invoice F-815 is no number of this case"]
    assert not slips("Your order no. 60124:" + BODY)
    assert not slips("The order 40 EUR, " + BODY)


def test_a_sum_after_the_word_order_is_no_number_of_one() -> None:
    assert not any("no number" in slip for slip in slips("We pay for your order 400 EUR." + BODY))
