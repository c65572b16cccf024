"""Stepping: who does what by when, in words for the customer."""

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from doable.policy.deciding.decision import Answer, Next
from doable.reply.composing.languages.english import English
from doable.reply.composing.showing import Named, Shown
from doable.reply.composing.stepping import answer_day, step_values, with_steps
from tests.unit.reply.composing.letters import answer, book, occasion, step

TODAY = date(2026, 10, 14)
SHOWN = Shown(English(), "EUR", ZoneInfo("Europe/Berlin"), TODAY)


def values(each: Answer, *, said: str = "", public: bool = False) -> Named:
    return step_values(each, SHOWN, said=said, public=public)


def test_a_step_of_the_whole_decision_belongs_to_what_is_open_first() -> None:
    decision = occasion(answer(), answer("needs_approval")).decision

    answers = with_steps(replace(decision, next=step("decide")))

    assert [each.next for each in answers] == [None, step("decide")]


def test_steps_of_the_answers_stay_where_they_are() -> None:
    decision = occasion(answer(next=step("pay"))).decision

    assert with_steps(decision) == decision.answers


def test_a_day_that_the_answer_said_is_not_said_again() -> None:
    paying = answer(next=step("pay it"))

    assert values(paying)["says"] == "Our accounting team will pay it by Monday, 19 October."
    assert (
        values(paying, said="You have it by Monday, 19 October.")["says"]
        == "Our accounting team will pay it."
    )


def test_steps_inside_the_company_are_not_for_the_customer() -> None:
    inside = answer("needs_approval", next=Next("approve: money back", "finance manager", None))
    asked = answer("clarify", next=step("Is the customer known to us?", "colleague"))

    assert [values(each)["says"] for each in (inside, asked)] == [None, None]
    assert values(inside)["who"] == "our finance manager"


def test_what_the_customer_has_to_do_is_theirs() -> None:
    assert values(answer("clarify", next=step("send a photo", "customer")))["mine"] is True


def test_in_public_no_numbers_are_said() -> None:
    assert values(answer(next=step("pay 40 EUR")), public=True)["what"] is None


def test_a_person_answers_by_the_day_of_the_step_or_within_what_the_book_allows() -> None:
    assert answer_day(book(), step("decide"), TODAY) == date(2026, 10, 19)
    assert answer_day(book(), step("decide", by=None), TODAY) == date(2026, 10, 16)
    assert answer_day(replace(book(), answer_within=None), None, TODAY) is None
