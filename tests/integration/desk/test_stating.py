"""Facts and asks put right by a colleague."""

import pytest

from doable import InputError
from doable.desk import asking, books, drafting, stating, taking
from doable.desk.authorising import NotAllowed
from doable.desk.models import Case
from tests.company import NOW, Company, asked


@pytest.fixture
def case(company: Company) -> Case:
    return asked("refund", of="hirsch@mail.example", facts={"order.number": "CC-48219", "item.opened": True})


def facts(case: Case) -> dict[str, dict[str, object]]:
    ruling = drafting.latest_ruling(case)
    assert ruling is not None
    return ruling.given["facts"]  # type: ignore[return-value]  # as it is written


@pytest.mark.parametrize(
    ("name", "value", "source", "told"),
    [
        ("item.opened", "perhaps", "colleague", "`item.opened`: expected true or false, not `perhaps`"),
        ("item.colour", "red", "colleague", "`item.colour`: the book has no such fact"),
        ("order.status", "lost", "colleague", "`order.status`: expected one of `placed`, `packed`"),
        ("order.total", "20.00", "colleague", "the word of a colleague (it comes from record or document)"),
        ("customer.overdue_invoices", 0, "colleague", "it comes from record"),
        ("order.total", "20 euros", "document", "write digits with a point, without currency or spaces"),
        ("item.opened", None, "colleague", "expected true or false, not null"),
        ("item.opened", [], "colleague", "expected true or false"),
        ("item.opened", True, "record", "does not count on the word of a record"),
    ],
)  # fmt: skip
def test_what_can_not_be_stated_is_named_with_what_to_do(
    case: Case, company: Company, name: str, value: object, source: str, told: str
) -> None:
    with pytest.raises(InputError) as wrong:
        stating.state(case, name, value, source=source, by=company.agent, now=NOW)
    assert told in str(wrong.value)
    assert not case.statements.exists()


def test_a_statement_counts_until_it_is_taken_back(case: Case, company: Company) -> None:
    before = facts(case)
    stating.state(
        case, "item.opened", False, source="colleague", because="I saw it", by=company.agent, now=NOW
    )
    assert facts(case)["item.opened"] == {"value": False, "source": "colleague"}
    stating.take_back(case, "item.opened", by=company.agent, now=NOW)
    assert facts(case) == before


def test_the_latest_of_two_statements_counts_and_one_take_back_takes_both(
    case: Case, company: Company
) -> None:
    for value in (False, True, False):
        stating.state(case, "item.faulty", value, source="colleague", by=company.agent, now=NOW)
    assert facts(case)["item.faulty"]["value"] is False
    stating.take_back(case, "item.faulty", by=company.agent, now=NOW)
    assert "item.faulty" not in facts(case)


def test_only_whose_case_it_is_states_facts(case: Case, company: Company) -> None:
    taking.take_over(case, by=company.agent, now=NOW)
    with pytest.raises(NotAllowed):
        stating.state(case, "item.opened", False, source="colleague", by=company.colleague, now=NOW)


@pytest.mark.usefixtures("company")
def test_no_colleague_can_vouch_for_what_only_records_say() -> None:
    """Of every fact of the book, the ways in which it can be stated are among its own sources."""
    for fact in books.in_force().contents.facts.values():
        assert set(stating.sources_for(fact)) <= set(fact.sources)
        assert "record" not in stating.sources_for(fact)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"amount": "much"}, "`amount`: expected an amount"),
        ({"colour": "red"}, "`colour`: `refund` has no such param (it has amount, order)"),
        ({"amount": []}, "`amount`: expected an amount"),
    ],
)
def test_a_param_that_can_not_be_is_named(
    case: Case, company: Company, params: dict[str, object], told: str
) -> None:
    with pytest.raises(InputError) as wrong:
        asking.change(case.asks.get(), params, by=company.agent, now=NOW)
    assert told in str(wrong.value)
    assert case.asks.standing().get().params == {}


def test_an_ask_that_the_book_does_not_have_can_not_be_added(case: Case, company: Company) -> None:
    with pytest.raises(InputError, match="the book has no ask `holiday`"):
        asking.add(case, "holiday", {}, by=company.agent, now=NOW)


def test_what_a_colleague_put_right_outlives_the_next_message(case: Case, company: Company) -> None:
    asking.change(case.asks.get(), {"amount": "20"}, by=company.agent, now=NOW)
    asked("refund", {"amount": "500.00"}, of="hirsch@mail.example", token=case.token)
    assert case.asks.standing().get().params == {"amount": "20.00"}


def test_another_message_adds_to_what_is_asked(case: Case) -> None:
    asked("refund", {"amount": "10.00"}, of="hirsch@mail.example", token=case.token)
    asked("exchange", of="hirsch@mail.example", token=case.token)
    assert [(ask.ask, ask.params) for ask in case.asks.standing()] == [
        ("refund", {"amount": "10.00"}),
        ("exchange", {}),
    ]
