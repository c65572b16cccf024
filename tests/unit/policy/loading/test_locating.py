"""Where the characters of a value stand in the file, however it is written there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doable.policy.findings import Place
from doable.policy.loading.locating import place_of
from doable.policy.loading.marked import Mapping, Scalar, parse_yaml


def scalar(text: str) -> Scalar:
    node, _ = parse_yaml(text, "f")
    assert isinstance(node, Mapping)
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("text", "character", "place"),
    [
        ("k: a X", "X", "f:1:6"),
        ("k: 'a X'", "X", "f:1:7"),
        ("k: 'it''s X'", "X", "f:1:11"),
        ('k: "a\\n\\u00e4\\" X"', "X", "f:1:17"),
        ('k: "a\\  X"', "X", "f:1:9"),
        ("k: a\n  b\n\n  X c", "X", "f:4:3"),
        ("k: >-\n  a\n  X", "X", "f:3:3"),
        ("k: |2\n    a\n   X", "X", "f:3:4"),
        ("k: 'a\n\n  X'", "X", "f:3:3"),
        ('k: "a \\\n  X"', "X", "f:2:3"),
        ("k: 😀 X", "X", "f:1:6"),
    ],
)
def test_a_character_is_found_where_it_is_written(text: str, character: str, place: str) -> None:
    value = scalar(text)

    assert str(place_of(value, value.text.index(character))) == place


@pytest.mark.parametrize(
    ("text", "place"), [("k: a", "f:1:5"), ("k: 'a'", "f:1:6"), ("k: |\n  a\n", "f:2:4")]
)
def test_the_end_is_after_the_last_character(text: str, place: str) -> None:
    value = scalar(text)

    assert str(place_of(value, len(value.text))) == place


def test_a_value_of_nothing_but_space_is_where_it_begins() -> None:
    assert place_of(scalar("k: '  '"), 2) == Place("f", 1, 4)


@given(st.text(st.sampled_from("ab \"'\\\n\t:#"), min_size=1, max_size=30).filter(str.strip))
def test_every_character_of_a_quoted_value_is_found(text: str) -> None:
    written = (
        'k: "'
        + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        + '"'
    )
    value = scalar(written)

    assert value.text == text
    for offset, character in enumerate(text):
        if character not in ' \n\t\\"':
            assert written[place_of(value, offset).column - 1] == character
