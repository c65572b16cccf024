import pytest

from doable.understanding.meaning.causing import around, told
from doable.understanding.meaning.feeling import clues
from doable.understanding.meaning.heads import head
from doable.understanding.meaning.hinting import hints
from doable.understanding.text.phrases import phrases
from doable.understanding.understood import CAUSES, EMOTIONS


def test_the_weights_of_moods_fit_their_clues():
    row = clues("hello", phrases("feelings").count("hello"), hints(["hello"]))
    assert head("feeling")["weights"].shape == (len(row), len(EMOTIONS))


def test_the_weights_of_causes_fit_their_clues():
    trained = head("causing")
    row = told(phrases("causes").count("hello"), hints(["hello"]))
    read = around([str(name) for name in trained["asks"]], (), emotion="calm", signals=())
    assert trained["weights"].shape == (len(row) + len(read), len(CAUSES))


def test_a_head_is_read_once():
    assert head("feeling") is head("feeling")


def test_a_head_that_is_not_there_is_an_error():
    with pytest.raises(FileNotFoundError):
        head("nothing")
