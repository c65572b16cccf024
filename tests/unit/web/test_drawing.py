from xml.etree import ElementTree

import pytest

from doable.policy.vocabulary import VERDICTS
from doable.web import drawing, navigation


@pytest.mark.parametrize("name", drawing.NAMES)
def test_every_drawing_is_whole(name: str) -> None:
    assert list(ElementTree.fromstring(drawing.icon(name)))


def test_each_verdict_has_a_shape_of_its_own() -> None:
    assert len({drawing.icon(verdict) for verdict in VERDICTS}) == len(VERDICTS)


def test_each_place_has_a_drawing() -> None:
    assert {place.name for place in navigation.PLACES} <= set(drawing.NAMES)


def test_no_two_places_have_the_same_key() -> None:
    assert len({place.key for place in navigation.PLACES}) == len(navigation.PLACES)


def test_a_ladder_is_filled_up_to_its_step() -> None:
    bars = [bar.get("class") for bar in ElementTree.fromstring(drawing.ladder(2))]
    assert bars == ["on", "on", "off", "off", "off"]
