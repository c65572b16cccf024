import pytest

from doable.desk import queueing
from doable.desk.queueing import Filters


def test_an_empty_address_asks_for_what_is_to_do() -> None:
    assert queueing.read({}) == (Filters(), ())


def test_filters_come_back_from_the_address_they_make() -> None:
    filters = Filters(owner="17", waiting="customer", verdict="billable", q="grinder & jug")
    told = dict(
        part.split("=")
        for part in filters.query().replace("%26", "&amp;").replace("+", " ").split("&")
        if "=" in part
    )
    assert told["owner"] == "17"
    assert (
        queueing.read({"owner": "17", "waiting": "customer", "verdict": "billable", "q": "grinder & jug"})[0]
        == filters
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("state", "lost"),
        ("waiting", "godot"),
        ("verdict", "perhaps"),
        ("owner", "-1"),
        ("owner", "9" * 30),
        ("emotion", "hangry"),
    ],
)
def test_a_wrong_value_is_left_out_and_named(name: str, value: str) -> None:
    filters, wrong = queueing.read({name: value})
    assert filters == Filters()
    assert len(wrong) == 1
    assert f"`{name}`" in wrong[0]


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-10-14T09:00:00_5", "2026-10-14T09:00:00+02:00_x", "2026-10-14T09:00:00+02:00_-1"],
)
def test_a_wrong_place_is_the_beginning(text: str) -> None:
    assert queueing.read_place(text) is None


def test_a_place_comes_back_from_its_text() -> None:
    place = queueing.read_place("2026-10-14T09:00:00+02:00_5")
    assert place is not None
    assert queueing.read_place(str(place)) == place


def test_widened_filters_keep_whose_and_whose_turn() -> None:
    assert queueing.widened(Filters(owner="me", verdict="refer", q="x")) == Filters(owner="me")
