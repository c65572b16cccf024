from functools import cache

import pytest

from doable import Book
from doable.web.cases.cards import AskCard, Asking, CaseView, Face, Stated
from doable.web.cases.showing import Around, Standing, show_case

AT = "2026-10-14T09:00:00+02:00"
USED = {
    "customer.reference": "K-10441",
    "customer.segment": "business",
    "customer.tier": "standard",
    "customer.granted_90d": "0.00",
    "customer.plan": "none",
    "order.total": "89.00",
    "order.kind": "grinder",
    "order.delivered_on": "2026-10-04",
    "item.opened": True,
    "item.faulty": False,
    "item.wrong": False,
}


@cache
def copperline() -> Book:
    return Book.load("examples/copperline")


def shown(
    facts: dict[str, object], *, ask: str = "refund", around: Around | None = None, **params: str
) -> CaseView:
    given: dict[str, object] = {
        "id": "",
        "as": "agent",
        "at": AT,
        "facts": facts,
        "asks": [{"ask": ask, "params": params}],
    }
    book = copperline()
    return show_case(book, given, book.as_json(book.decide(given)), around)


def card(facts: dict[str, object], **more: str) -> AskCard:
    return shown(facts, **more).cards[0]  # type: ignore[arg-type]  # params by name


def test_a_no_with_something_in_its_place_says_so_first() -> None:
    told = card(USED)
    assert told.sentence == "Not as a refund – but two things are possible."
    assert told.reasons[0].clause == "Terms 2.3"
    assert told.reasons[0].rule == "refund.opened"
    assert told.offers[0].text == "A credit for your next order"
    assert told.offers[0].detail.startswith("€\u00a071.20")


def test_what_goes_into_the_reply_is_a_sentence() -> None:
    credit, shop = card(USED).offers
    assert credit.insert == "What we can offer you: a credit for your next order."
    assert shop.insert.startswith("For selling and buying used coffee machines, you can turn to Second Cup")


def test_a_yes_says_what_is_granted_by_when() -> None:
    told = card({**USED, "item.opened": False, "customer.segment": "home"})
    assert told.sentence == "Yes – €\u00a089.00, by 28 October 2026."


def test_a_yes_beyond_ones_grade_names_who_agrees_and_what_one_can_promise_alone() -> None:
    told = card({**USED, "item.opened": False, "order.total": "129.00"})
    assert told.sentence == "Yes, once a senior agrees."
    assert told.nearest == ("€\u00a0100.00",)
    assert told.granted[0] == ("Amount", "€\u00a0129.00")


def test_what_is_missing_is_a_question_with_a_field_of_its_type() -> None:
    facts = {name: value for name, value in USED.items() if name != "item.faulty"}
    told = card(facts)
    assert told.verdict == "clarify"
    assert told.sentence == "Not decided yet – one thing is missing."
    question = told.questions[0]
    assert (question.name, question.for_customer) == ("item.faulty", True)
    assert question.field is not None
    assert [choice.label for choice in question.field.choices] == ["yes", "no", "not known"]


def test_chips_say_where_a_value_comes_from_and_only_what_a_colleague_can_vouch_for_has_a_field() -> None:
    facts: dict[str, object] = {**USED, "item.opened": {"value": True, "source": "customer"}}
    told = card(facts)
    chips = {chip.name: chip for chip in (*told.facts, *told.others)}
    assert chips["item.opened"].says == "the customer"
    assert chips["order.days_since_delivery"].says == "worked out"
    assert chips["customer.granted_90d"].field is None
    opened = chips["item.opened"].field
    assert opened is not None
    assert "record" not in [source.value for source in opened.sources]


def test_what_decided_stands_before_what_was_only_looked_at() -> None:
    told = card(USED)
    assert "item.opened" in [chip.name for chip in told.facts]
    assert "invoice.charged_in_error" in [chip.name for chip in told.others]
    assert not {chip.name for chip in told.facts} & {chip.name for chip in told.others}


def test_records_add_who_stated_a_fact_and_who_is_asked() -> None:
    stated = Stated(1, "Ayla", None, "saw it")  # type: ignore[arg-type]  # no time is shown
    asking = Asking("consultation", "senior", Face(9, "Imke"))
    around = Around(
        asks=[Standing("refund", 7, "my money back")],
        stated={"item.opened": stated},
        consultation=lambda _answer: asking,
    )
    told = shown(USED, around=around).cards[0]
    assert (told.row, told.quote, told.consultation) == (7, "my money back", asking)
    assert {chip.name: chip.stated for chip in told.facts}["item.opened"] == stated
    assert {field.name for field in told.params} == {"amount", "order"}


def test_an_ask_that_no_record_has_cannot_be_put_right() -> None:
    assert card(USED).params == ()


@pytest.mark.parametrize(
    ("state", "asking"),
    [
        ("open", Asking("approval", "senior")),
        ("waiting", Asking("approval", "senior", id=1)),
        ("answered", Asking("approval", "senior", id=1, answered_at=object())),  # type: ignore[arg-type]  # any time
    ],
)
def test_a_colleague_asked_is_open_waiting_or_has_answered(state: str, asking: Asking) -> None:
    assert asking.state == state


def test_the_key_for_facts_opens_an_open_question_first() -> None:
    facts = {name: value for name, value in USED.items() if name != "item.faulty"}
    assert shown(facts).first_fact == "item.faulty"
    assert shown(USED).first_fact in {chip.name for chip in card(USED).facts}
    assert CaseView().first_fact == ""
