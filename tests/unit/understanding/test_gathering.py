"""Which of the customer's own records a message means, and what they say."""

from doable.understanding.gathering import gather
from doable.understanding.understood import Message, ReadFact, Span, Understanding
from tests.unit.policy.books import Data, written

FACTS: Data = {
    name: {"type": "string"}
    for name in ("customer.tier", "order.total", "order.state", "item.kind", "contract.plan", "machine.model")
}
FACTS["order.arrived_on"] = {"type": "date", "optional": True}
CONTENTS = written(otherwise={"then": "grant"}, facts=FACTS).contents
RECORDS: dict[str, list[Data]] = {
    "customer": [{"id": "ann", "tier": "gold", "email": "a@example.org"}, {"id": "bob", "tier": "plain"}],
    "order": [
        {"number": "CC-1", "customer": "ann", "total": "10", "contract": "SC-7"},
        {"number": "CC-2", "customer": "ann", "total": "20", "state": None, "arrived_on": None},
        {"number": "CC-3", "customer": "bob", "total": "30"},
    ],
    "item": [
        {"id": "i1", "customer": "ann", "order": "CC-1", "kind": "grinder"},
        {"id": "i2", "customer": "ann", "order": "CC-2", "kind": "basket"},
    ],
    "contract": [
        {"number": "SC-7", "customer": "ann", "plan": "basic"},
        {"number": "SC-8", "customer": "ann", "plan": "full"},
    ],
    "machine": [{"serial": "D2-77", "customer": "bob", "model": "Duo"}],
}


def said(**facts: str) -> Understanding:
    """A message that names these; `order_number` stands for `order.number`."""
    read = {name.replace("_", "."): ReadFact((value,), (Span(0, 0),)) for name, value in facts.items()}
    return Understanding(Message(""), "en", (), "calm", "none", facts=read)


def test_the_record_named_is_taken_and_with_it_what_belongs_to_it() -> None:
    found = gather(CONTENTS, said(order_number="1"), RECORDS, "ann")

    assert found.facts == {
        "customer.tier": "gold",
        "order.total": "10",
        "item.kind": "grinder",
        "contract.plan": "basic",
    }
    assert found.doubts == ()


def test_of_several_none_is_taken_unless_one_is_named() -> None:
    assert gather(CONTENTS, said(), RECORDS, "ann").facts == {"customer.tier": "gold"}


def test_the_only_one_is_taken() -> None:
    found = gather(CONTENTS, said(), RECORDS, "bob")

    assert found.facts == {"customer.tier": "plain", "order.total": "30", "machine.model": "Duo"}


def test_a_machine_is_known_by_its_serial_number() -> None:
    assert "machine" in gather(CONTENTS, said(serial_number="d2 77"), RECORDS, "bob").records


def test_somebody_elses_order_gives_nothing_and_is_doubted() -> None:
    found = gather(CONTENTS, said(order_number="CC-3"), RECORDS, "ann")

    assert found.facts == {"customer.tier": "gold"}
    assert found.doubts == ("no order of this customer is known as CC-3: ask, and tell nothing of it",)


def test_a_stranger_gets_nothing_of_any_record() -> None:
    found = gather(CONTENTS, said(order_number="CC-1"), RECORDS, None)

    assert (found.facts, found.records) == ({}, {})


def test_what_is_empty_is_known_to_be_absent_only_for_optional_facts() -> None:
    found = gather(CONTENTS, said(order_number="CC-2"), RECORDS, "ann")

    assert found.facts["order.arrived_on"] is None
    assert not {"order.state", "customer.email", "order.number"} & found.facts.keys()
