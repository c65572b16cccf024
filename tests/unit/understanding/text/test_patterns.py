"""Patterns in text files."""

import pytest

from doable.understanding.text.patterns import patterns


@pytest.mark.parametrize("name", ["signals", "conditions"])
def test_every_group_has_patterns_for_small_letters(name: str) -> None:
    groups = patterns(name)

    assert len(groups) >= 8
    assert not any(sign.isupper() for found in groups.values() for sign in found.pattern.replace("\\S", ""))


def test_a_pattern_is_found_as_whole_words() -> None:
    legal = patterns("signals")["threat_legal"]

    assert legal.search("i will sue")
    assert not legal.search("the suede case")
