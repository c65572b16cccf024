"""Values: what playbooks see of a decision and an occasion."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from doable.policy.book import Style, Text
from doable.policy.deciding.decision import Answer, Approval, Charge, Missing, PlanStep, Reason
from doable.reply.composing.languages.english import English
from doable.reply.composing.showing import Shown
from doable.reply.composing.values import ask_values, letter_values, quote_of
from tests.unit.reply.composing.letters import answer, book, occasion, step, typed

SHOWN = Shown(English(), "EUR", ZoneInfo("Europe/Berlin"), date(2026, 10, 14))


def en(text: str) -> Text:
    return Text((("en", text),))


def seen(each: Answer, name: str, *, public: bool = False) -> object:
    return ask_values(book(), each, SHOWN, public=public)[name]


def of_letter(name: str, channel: str | None = None, **known: object) -> object:
    return letter_values(book(), occasion(answer(), **known), SHOWN, channel)[name]  # type: ignore[arg-type]  # as named there


def test_an_order_number_comes_with_the_word_and_others_as_they_are() -> None:
    assert of_letter("reference", order_number="48213") == "order 48213"
    assert of_letter("reference", order_number="F-907") == "F-907"
    assert of_letter("reference") is None


def test_in_public_nothing_points_to_the_customer() -> None:
    assert of_letter("reference", "review", order_number="48213") is None
    assert of_letter("customer", "review", customer_name="Ms Quill") == {"name": None}


def test_a_sign_off_in_one_line_has_the_name_on_the_next() -> None:
    signed = replace(book(), style=Style(sign_off=en("Bye, Bean & Co")))
    on_lines = replace(book(), style=Style(sign_off=en("Bye, all\nBean & Co")))

    found = [letter_values(one, occasion(answer()), SHOWN, None)["sign_off"] for one in (signed, on_lines)]

    assert found == ["Bye,\nBean & Co", "Bye, all\nBean & Co"]


def test_the_time_for_an_answer_is_in_words() -> None:
    assert of_letter("answer_within") == "two days"
    assert (
        letter_values(replace(book(), answer_within=None), occasion(answer()), SHOWN, None)["answer_within"]
        is None
    )


def test_self_service_is_known_by_its_grade() -> None:
    assert [of_letter("self_service", asker=grade) for grade in ("self_service", "agent", None)] == [
        *(True, False, False)
    ]


def test_the_day_granted_is_left_to_the_next_step_where_that_says_it() -> None:
    granted = typed(by=date(2026, 10, 19), amount=Decimal(40))

    assert seen(answer(granted=granted), "by") == "Monday, 19 October"
    assert seen(answer(granted=granted, next=step("pay")), "by") is None
    assert seen(answer(granted=granted), "by", public=True) is None


@pytest.mark.parametrize(
    ("verdict", "rule", "because"),
    [
        ("doable", "refund.faulty", "It was faulty, so you get it."),
        ("needs_approval", "refund.faulty", None),
        ("needs_approval", "refund.large", "A manager has to agree."),
        ("doable", "refund.large", None),
        ("doable", "refund.liked", "We like you."),
        ("needs_approval", "refund.liked", None),
        ("clarify", "refund.large", None),
        ("needs_approval", None, "It was faulty, so you get it."),
    ],
)
def test_no_reason_sounds_like_a_yes_while_the_answer_is_open(
    verdict: str, rule: str | None, because: str | None
) -> None:
    texts = {"refund.large": "A manager has to agree.", "refund.liked": "We like you."}
    reason = Reason(rule, None, en(texts.get(rule or "", "It was faulty, so you get it.")), None)

    assert seen(answer(verdict, reasons=(reason,)), "because") == because


def test_an_ask_that_the_book_lacks_gives_its_reasons_too() -> None:
    strange = replace(answer("refer", because="no rule covers it"), ask="loan")

    assert seen(strange, "because") == "The reason: no rule covers it."


def test_in_public_a_reason_with_numbers_is_not_given() -> None:
    assert seen(answer("declined", because="Yours ended in 2024."), "because", public=True) is None


def test_the_same_reason_is_given_once_and_one_without_text_not_at_all() -> None:
    reasons = (
        *(Reason(None, None, en("It was used."), "4.2") for _ in range(2)),
        Reason("r", None, None, None),
    )

    assert seen(answer("declined", reasons=reasons), "because") == "It was used."
    assert seen(answer("declined", reasons=reasons), "clause") == "4.2"


def test_a_charge_says_how_much_and_what_for() -> None:
    charge = Charge(Decimal("38.50"), "EUR", (en("the courier"), en("the box")), preauthorised=False)

    assert seen(answer("billable", charge=charge), "charge") == {
        "amount": "38.50 EUR",
        "what": "the courier and the box",
        "preauthorised": False,
    }
    shown = ask_values(book(), answer("billable", charge=charge), SHOWN, public=True)["charge"]
    assert isinstance(shown, dict)
    assert shown["amount"] is None


def test_who_still_has_to_approve_is_named() -> None:
    approvals = (
        Approval("manager", "finance", obtained=False),
        Approval("manager", "any", obtained=False),
        Approval("senior", "any", obtained=True),
    )

    assert (
        seen(answer("needs_approval", approvals=approvals), "approver")
        == "our finance manager and our manager"
    )


def test_only_the_customers_questions_are_asked() -> None:
    missing = (
        Missing("a", en("When did it arrive?"), "customer"),
        Missing("b", en("Is he known?"), "colleague"),
        Missing("c", None, "customer"),
    )
    unclear = answer("clarify", missing=missing)

    assert seen(unclear, "questions") == ["When did it arrive?"]
    assert seen(unclear, "looking_up") is True


def test_a_plan_is_shown_step_by_step() -> None:
    plan = (
        PlanStep(en("The old terms."), 2, None, None),
        PlanStep(en("Half of it."), None, 1, None),
        PlanStep(en("More."), None, None, date(2026, 12, 1)),
    )

    found = seen(answer("phased", phase=plan), "plan")

    assert isinstance(found, list)
    assert [(each["terms"], each["orders"], each["days"], each["until"]) for each in found] == [
        ("the old terms", 2, None, None),
        ("Half of it", None, "1 day", None),
        ("more", None, None, "Tuesday, 1 December"),
    ]


def test_a_risk_is_a_sentence() -> None:
    assert seen(answer(advise=(en("pull the plug"), en("Wait."))), "advise") == "Pull the plug. Wait."


@pytest.mark.parametrize(
    ("message", "known", "quote"),
    [
        ("How wide is the Atelier", {}, None),
        ("and how wide is the Atelier?", {}, None),
        ("How wide is it?", {}, "“How wide is it?”"),
        ("Wide?", {}, None),
        ("word " * 17, {}, None),
        ("How WIDE is it??", {}, None),
        ("How wide is it?", {"emotion": "angry"}, None),
        ("How wide is it?", {"signals": ("abusive",)}, None),
    ],
)
def test_the_customer_is_quoted_where_the_words_are_few_and_calm(
    message: str, known: dict[str, object], quote: str | None
) -> None:
    asked = answer()

    assert quote_of(occasion(asked, message=message, **known), asked, "en") == quote  # type: ignore[arg-type]  # as named there


def test_words_in_another_language_than_the_letters_are_not_quoted() -> None:
    told = occasion(answer(), message="How wide is it?", signals=())

    assert quote_of(told, answer(), "en") is not None
    assert quote_of(told, answer(), "de") is None


def test_of_several_wishes_only_what_was_read_is_quoted() -> None:
    asked = answer()

    assert quote_of(occasion(asked, asked, message="How wide is it?"), asked, "en") is None


def test_what_makes_no_sense_in_a_sentence_is_not_told_back() -> None:
    params = typed(amount=Decimal(-2), days=0, order="could you send it to my aunt")

    assert seen(answer(params=params), "ask") == {}


def test_words_that_were_read_as_a_name_are_told_back_as_they_are() -> None:
    known = replace(book().asks["refund"].params["order"], reads="order.number")
    asks = {"refund": replace(book().asks["refund"], params={"order": known})}
    long = answer(params=typed(order="my order of the fourth of May"))

    shown = ask_values(replace(book(), asks=asks), long, SHOWN, public=False)["ask"]

    assert shown == {"order": "my order of the fourth of May"}


def test_numbers_of_the_book_are_no_secret_in_public() -> None:
    known = Text((("en", "Everything may come back within 30 days."),))
    rule = book().asks["refund"].otherwise
    told = replace(rule, effect=replace(rule.effect, because=known))
    contents = replace(book(), asks={"refund": replace(book().asks["refund"], otherwise=told)})
    refused = answer("declined", because=str(known))

    assert ask_values(contents, refused, SHOWN, public=True)["because"] == str(known)
    assert seen(refused, "because", public=True) is None
