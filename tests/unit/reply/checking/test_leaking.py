"""What must not leave the house."""

import pytest

from tests.unit.reply.checking.drafted import found, marked, occasion

BODY = "You'd like your money back: accounting pays 40 EUR by 21 October. "


@pytest.mark.parametrize(
    "field",
    [
        "{{ name }}",
        "[amount]",
        "<first name>",
        "____ (date)",
        "XXX",
        "TBD",
        "%NAME%",
        "DD.MM.YYYY",
        "CUSTOMER_NAME",
        "X EUR",
    ],
)
def test_a_field_that_nobody_filled_in_is_marked(field) -> None:
    assert marked(BODY + f"It goes to {field}.")["placeholder"].startswith(field.split()[0])


def test_a_greeting_without_its_name_is_a_field_too() -> None:
    assert marked("Dear ,\n" + BODY)["placeholder"] == "Dear "
    assert "placeholder" not in marked("Guten Tag,\n" + BODY)


def test_what_the_customer_wrote_in_brackets_is_no_field() -> None:
    assert "placeholder" not in marked(
        BODY + "It was [the red one].", occasion(message="Where is [the red one]?")
    )


def test_the_whole_remark_is_marked_once() -> None:
    draft = BODY + "Our margin is 60 percent, and keep that to yourself."

    leaks = [one for one in found(draft) if one.check == "leaked_internal"]

    assert [draft[one.start : one.end] for one in leaks] == [
        "Our margin is 60 percent, and keep that to yourself."
    ]


@pytest.mark.parametrize(
    "remark",
    [
        "See StockBase for more.",
        "It is waive_fee.",
        "@Ida please look.",
        "Rule refund.loyal says so.",
        "Cheaper than arguing with them.",
    ],
)
def test_names_of_systems_of_the_book_and_of_colleagues_are_internal(remark) -> None:
    assert marked(BODY + remark)["leaked_internal"] == remark


def test_a_long_remark_is_shown_by_its_beginning() -> None:
    leak = next(
        one
        for one in found(BODY + "Internal note: " + "the customer writes a lot " * 4)
        if one.check == "leaked_internal"
    )

    assert leak.message.endswith("...” is for colleagues only")


def test_names_that_anybody_knows_or_the_customer_used_are_not_internal() -> None:
    held_against = occasion(message="I paid with PayPal in your BeanShop, see my_order.")

    assert "leaked_internal" not in marked(BODY + "PayPal and BeanShop know about my_order.", held_against)


def test_what_another_customer_pays_is_nobody_s_business() -> None:
    assert marked(BODY + "Hotel Krone pays far less for it.")["leaked_internal"]
    assert "leaked_internal" not in marked(
        BODY + "Mr Hall paid it.", occasion(case={"customer_name": "Mr Hall"})
    )


def test_the_name_inside_an_open_field_is_no_second_finding() -> None:
    checks = {one.check for one in found(BODY + "It goes to {{payment_method}}.")}

    assert checks == {"placeholder"}
