from hypothesis import given
from hypothesis import strategies as st

from doable.web.cases.marking import Segment, marked

TEXT = "May I have 21.90 back, please?"


def read(*asks: tuple[str, int, int], facts: dict[str, list[list[int]]] | None = None) -> dict[str, object]:
    return {
        "asks": [{"ask": name, "span": [start, end]} for name, start, end in asks],
        "facts": {name: {"spans": spans} for name, spans in (facts or {}).items()},
    }


def test_the_words_of_an_ask_are_marked_with_its_name() -> None:
    assert marked(TEXT, read(("refund", 0, 21))) == (
        Segment(TEXT[:21], "Refund", "", begins=True),
        Segment(TEXT[21:]),
    )


def test_a_fact_within_an_ask_keeps_both() -> None:
    parts = marked(TEXT, read(("refund", 0, 21), facts={"amount": [[11, 16]]}))
    assert [(part.text, part.ask, part.fact, part.begins) for part in parts][:3] == [
        ("May I have ", "Refund", "", True),
        ("21.90", "Refund", "Amount", False),
        (" back", "Refund", "", False),
    ]


def test_a_message_not_read_is_one_piece() -> None:
    assert marked(TEXT, None) == (Segment(TEXT),)
    assert marked("", None) == ()


places = st.tuples(st.sampled_from(["refund", "exchange"]), st.integers(-5, 40), st.integers(-5, 40))


@given(st.text(max_size=30), st.lists(places, max_size=5))
def test_whatever_was_read_no_letter_is_lost(text: str, asks: list[tuple[str, int, int]]) -> None:
    assert "".join(part.text for part in marked(text, read(*asks))) == text
