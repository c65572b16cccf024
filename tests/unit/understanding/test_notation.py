"""Messages and their understanding as JSON."""

from datetime import date
from decimal import Decimal

import pytest

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.decision import Typed
from doable.policy.language.declarations import MONEY
from doable.understanding.notation import as_json, message_from
from doable.understanding.understood import Earlier, Message, ReadAsk, ReadFact, Span, Understanding


def test_a_message_is_read_from_its_json() -> None:
    data = {
        "id": "m-1",
        "text": "hi",
        "channel": "chat",
        "received": "2026-10-14",
        "history": [{"from": "customer", "text": "hello"}],
    }

    expected = Message("hi", date(2026, 10, 14), "chat", (Earlier("customer", "hello"),), "m-1")
    assert message_from(data) == expected


def test_only_the_text_is_needed() -> None:
    assert message_from({"text": "hi"}) == Message("hi")
    assert message_from(
        {"text": "hi", "id": None, "channel": None, "history": None, "received": None}
    ) == Message("hi")


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({}, "text"),
        ({"text": 5}, "text"),
        ({"text": "hi", "txt": "ho"}, "txt"),
        ({"text": "hi", "received": "yesterday"}, "received"),
        ({"text": "hi", "channel": 5}, "channel"),
        ({"text": "hi", "history": "hello"}, "history"),
        ({"text": "hi", "history": [{"from": "nobody", "text": "ho"}]}, "history[0].from"),
        ({"text": "hi", "history": [{"from": "customer"}]}, "history[0].text"),
        ({"text": "hi", "history": [{"from": "customer", "text": "", "at": 1}]}, "history[0].at"),
    ],
)
def test_what_is_wrong_is_told_with_its_key(data: dict[str, object], path: str) -> None:
    with pytest.raises(InputError) as raised:
        message_from(data)

    assert raised.value.path == path


UNDERSTANDING = Understanding(
    message=Message("Refund 85 € and 20 €, order 51750", id="m-1"),
    language="en",
    asks=(ReadAsk("refund", (Typed("amount", Decimal(85), MONEY),), 0.87654, Span(0, 11)),),
    emotion="calm",
    cause="none",
    signals=("repeated",),
    facts={
        "amount": ReadFact((Decimal(85), Decimal(20)), (Span(7, 11), Span(16, 20))),
        "order.number": ReadFact(("51750",), (Span(28, 33),)),
    },
    doubts=("a doubt",),
)


def test_an_understanding_is_written_as_json() -> None:
    assert as_json(UNDERSTANDING, "EUR") == {
        "id": "m-1",
        "language": "en",
        "asks": [
            {"ask": "refund", "params": {"amount": "85.00"}, "confidence": 0.877, "quote": "Refund 85 €"}
        ],
        "emotion": "calm",
        "cause": "none",
        "signals": ["repeated"],
        "facts": {
            "amount": {"value": ["85", "20"], "quote": ["85 €", "20 €"]},
            "order.number": {"value": "51750", "quote": "51750"},
        },
        "doubts": ["a doubt"],
    }


def test_without_a_currency_sums_are_written_as_they_are() -> None:
    asks = as_json(UNDERSTANDING)["asks"]

    assert asks[0]["params"] == {"amount": "85"}  # type: ignore[index]  # a list of asks
