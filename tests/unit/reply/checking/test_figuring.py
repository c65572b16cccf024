"""Figures of a draft held against those of the record."""

from dataclasses import replace

import pytest

from doable.reply.checking.checking import check
from doable.reply.occasion import BLOCKING
from tests.unit.reply.checking.drafted import book, found, marked, occasion

WISH = "You'd like your money back: "


def messages(draft, held_against=None):
    return [one.message for one in found(draft, held_against) if one.severity == "blocking"]


def test_a_slip_says_what_is_said_and_what_the_decision_has() -> None:
    draft = WISH + "accounting pays 04.00 EUR by 21 October."

    assert messages(draft) == ["says 04.00 EUR; the decision has 40.00 EUR"]
    assert marked(draft)["wrong_amount"] == "04.00 EUR"


def test_what_was_asked_for_in_place_of_what_was_granted_is_promised_too_much() -> None:
    held_against = occasion(message="Please pay me back the 55 EUR.")

    assert messages(WISH + "accounting pays 55 EUR by 21 October.", held_against) == [
        "promises 55 EUR; the decision grants 40.00 EUR"
    ]


def test_less_than_was_granted_because_it_was_named_is_a_slip() -> None:
    held_against = occasion(message="Please pay me back the 15 EUR.")

    assert "wrong_amount" in marked(WISH + "accounting pays 15 EUR by 21 October.", held_against)


def test_what_was_asked_for_may_be_named_beside_what_was_granted() -> None:
    held_against = occasion(message="Please pay me back the 55 EUR.")

    assert not messages("Of the 55 EUR accounting pays 40 EUR by 21 October.", held_against)
    assert not messages("You asked for 55 EUR. Accounting pays 40 EUR by 21 October.", held_against)


def test_a_figure_of_a_reason_may_be_told_with_it() -> None:
    because = "refunds above 60 EUR are paid by the head office in Graz"
    held_against = occasion({"reasons": [{"ground": "policy", "because": because}]})

    assert not messages(
        WISH + "refunds above 60 EUR the head office in Graz pays, by 21 October.", held_against
    )
    assert not messages(f"Accounting, as {because}, by 21 October.", held_against)


def test_sums_differences_and_so_many_times_follow_from_the_record() -> None:
    held_against = occasion(message="I paid 100 EUR for two baskets.")

    assert not messages(WISH + "100 EUR less 40 EUR, so 60 EUR are left, by 21 October.", held_against)
    assert not messages(
        WISH + "accounting pays 2 x 20 EUR by 21 October, 40 EUR in all.", occasion(message="20 each")
    )
    assert not messages("Accounting pays 40 EUR by 21 October, 80 EUR for 2 orders.")


def test_another_currency_is_another_sum() -> None:
    assert messages(WISH + "accounting pays 40 USD by 21 October.") == [
        "says 40 USD; the decision counts in EUR"
    ]
    assert not messages(
        "You paid 44 USD. Accounting pays 40 EUR by 21 October.", occasion(message="I paid 44 USD")
    )


def test_a_weekday_has_to_fit_its_day() -> None:
    assert messages(WISH + "accounting pays 40 EUR by Tuesday, 21 October.") == [
        "21 October 2026 is a Wednesday, not a Tuesday"
    ]
    wrong = next(
        one for one in found(WISH + "40 EUR by Tuesday the 20th of October.") if one.check == "wrong_amount"
    )
    assert wrong.suggestion == "write 21 October 2026"


def test_a_day_with_its_weekday_inside_is_held_too() -> None:
    assert not messages(WISH + "accounting pays 40 EUR by Wed 21 October.")
    assert messages(WISH + "accounting pays 40 EUR by Thursday 21 October 2026.")


def test_figures_of_what_was_quoted_are_held_too() -> None:
    assert messages("> 77 EUR") == []


def test_a_time_of_day_is_held_against_the_one_agreed() -> None:
    step = {"what": "technician comes at 14:30", "who": "field service", "by": "2026-10-21"}
    held_against = occasion({"ask": "visit", "granted": {"date": "2026-10-21"}}, step=step)

    assert not messages("Our technician is with you on 21 October, 2:30 p.m.", held_against)
    assert messages("Our technician is with you on 21 October at 15:30.", held_against) == [
        "says 15:30; the decision has 14:30"
    ]


def test_a_stretch_of_time_may_be_said_as_its_last_day() -> None:
    held_against = occasion({"ask": "extend_payment", "granted": {"days": 30}}, step={})

    assert not messages("Please pay by 13 November.", held_against)
    assert not messages(
        "You have 28 days.",
        occasion({"ask": "x", "granted": {"date": "2026-11-11"}}, step={"what": "pay", "who": "you"}),
    )
    assert messages("Please pay by 15 November. You have 30 days.", held_against) == []


def test_longer_than_granted_or_sooner_is_promised_too_much() -> None:
    held_against = occasion({"ask": "extend_payment", "granted": {"days": 30}}, step={})

    assert messages("You have 30 days, and we give you 45 days.", held_against) == [
        "45 days is in no part of the decision"
    ]
    assert messages("Accounting pays 40 EUR by 21 October, you get it on 19 October.") == [
        "19 October is in no part of the decision"
    ]
    assert not messages("Accounting pays 40 EUR by 21 October. I'll ring you on 19 October.")


def test_a_sum_from_nowhere_is_promised_too_much_unless_it_is_near_one_that_is_known() -> None:
    held_against = occasion(message="I paid 123.45 EUR.")

    assert messages("Accounting pays 40 EUR by 21 October. The rest is 77 EUR.", held_against) == [
        "77 EUR is in no part of the decision"
    ]
    for slip in ("132.45", "123.46", "123.5", "1123.45"):
        draft = f"You paid {slip} EUR. Accounting pays 40 EUR by 21 October."
        assert messages(draft, held_against) == [f"says {slip} EUR; the decision has 123.45 EUR"]


def test_what_the_wish_is_told_back_with_needs_no_ground() -> None:
    assert not messages("You asked for 77 EUR. Accounting pays 40 EUR by 21 October.")


@pytest.mark.parametrize(("usual", "checks"), [(2, []), (1, ["wrong_amount"])])
def test_the_time_in_which_the_company_answers_may_be_promised(usual: int, checks: list[str]) -> None:
    held_against = occasion({"granted": {"days": 30}})
    contents = replace(book(), answer_within=usual)
    draft = "You may pay later. You'll hear from us within two days."

    findings = check(contents, held_against, draft)

    assert [one.check for one in findings if one.severity == BLOCKING] == checks
