"""What a reply is for, and what was found in it, as JSON."""

from datetime import date

import pytest

from doable import InputError
from doable.reply.notation import read_occasion, show_findings, show_occasion
from doable.reply.occasion import ADVICE, BLOCKING, DraftFinding
from tests.unit.policy.books import Data, written

CONTENTS = written(otherwise={"then": "grant"}).contents
DECIDED: Data = {"id": "d", "at": "2026-10-14T23:30:00Z", "asks": [{"ask": "wish", "verdict": "doable"}]}


def test_a_decision_alone_is_enough_and_its_day_counts_in_the_books_time_zone() -> None:
    occasion = read_occasion(CONTENTS, DECIDED)

    assert (occasion.id, occasion.message, occasion.received) == ("d", "", date(2026, 10, 15))


def test_a_decision_without_a_time_was_made_when_the_message_came() -> None:
    line = {"decision": {"asks": DECIDED["asks"]}, "received": "2026-10-14", "message": "Hello"}

    occasion = read_occasion(CONTENTS, line)

    assert (occasion.received, occasion.decision.at.nanoseconds % 10**9, occasion.message) == (
        date(2026, 10, 14),
        0,
        "Hello",
    )


def test_what_was_written_is_read_again() -> None:
    case: Data = {"customer_name": "Ms A", "emotion": "angry", "channel": "chat", "situation": "review"}
    occasion = read_occasion(CONTENTS, {"id": "x", "decision": DECIDED, "case": case})

    shown = show_occasion(CONTENTS, occasion, "Hello")

    assert shown.pop("draft") == "Hello"
    assert shown["case"] == case
    assert read_occasion(CONTENTS, shown) == occasion


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"message": "Hello"}, "`decision`: is missing"),
        ({"decision": DECIDED, "text": ""}, "`text`: unknown key"),
        ({"decision": DECIDED, "case": {"name": "x"}}, "`case.name`: unknown key"),
        ({"decision": DECIDED, "case": {"emotion": "cross"}}, "`case.emotion`: `cross` is no emotion"),
        ({"decision": DECIDED, "case": {"order_number": 5}}, "`case.order_number`: expected text"),
        ({"decision": DECIDED, "received": "soon"}, "`received`: "),
        ({"decision": {"asks": DECIDED["asks"]}}, "`decision.at`: is missing"),
    ],
)
def test_what_is_wrong_is_named_by_its_key(line: Data, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_occasion(CONTENTS, line)

    assert str(caught.value).startswith(said)


def test_advice_alone_does_not_hold_a_reply_back() -> None:
    advice = DraftFinding("jargon", ADVICE, 0, 3, "a word", "another")
    blocking = DraftFinding("placeholder", BLOCKING, 4, 5, "a hole")

    assert show_findings("x", [advice]) == {
        "id": "x",
        "findings": [
            {
                "check": "jargon",
                "severity": "advice",
                "start": 0,
                "end": 3,
                "message": "a word",
                "suggestion": "another",
            }
        ],
        "may_be_sent": True,
    }
    assert show_findings("x", [advice, blocking])["may_be_sent"] is False
