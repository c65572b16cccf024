import pytest

from doable.understanding.meaning.wordpiece import WordPieces
from doable.understanding.text.spans import folded

PIECES = WordPieces(["un", "##want", "##ed", "run", "##ning", ",", "cafe", "_"])


def cut(text):
    vocabulary = ["un", "##want", "##ed", "run", "##ning", ",", "cafe", "_"]
    return [vocabulary[row] for row in PIECES.cut(text)]


def test_a_word_is_cut_into_the_longest_pieces():
    assert cut("UNwanted, running") == ["un", "##want", "##ed", ",", "run", "##ning"]


def test_a_word_with_a_missing_part_is_left_out():
    assert cut("unknown run") == ["run"]


def test_accents_and_case_make_no_difference():
    assert cut("Café") == ["cafe"]


def test_an_underscore_stands_alone():
    assert cut("run_run") == ["run", "_", "run"]


def test_a_word_without_end_is_left_out():
    assert cut("un" * 60) == []


def test_the_size_is_that_of_the_vocabulary():
    assert len(PIECES) == 8


@pytest.mark.parametrize(("text", "plain"), [("ABC", "abc"), ("Straße Ünï", "straße uni"), ("", "")])
def test_folding_keeps_letters_and_drops_accents(text, plain):
    assert folded(text) == plain


def test_a_full_memory_still_cuts(monkeypatch):
    monkeypatch.setattr("doable.understanding.meaning.wordpiece._LARGEST_MEMORY", 0)
    assert WordPieces(["run"]).cut("run run") == [0, 0]
