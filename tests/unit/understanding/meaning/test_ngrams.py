import numpy as np

from doable.understanding.meaning.ngrams import Spelling

TEXTS = ["refund my order please", "repair the machine please", "where is my order please"]


def test_a_text_is_a_vector_of_unit_length():
    assert np.allclose(np.linalg.norm(Spelling.learned(TEXTS).vectors(TEXTS), axis=1), 1)


def test_a_slip_of_the_pen_stays_near():
    right, slip, other = Spelling.learned(TEXTS).vectors(
        ["refund my order", "refnd my order", "repair the machine"]
    )
    assert right @ slip > right @ other


def test_what_is_rare_counts_more_than_what_all_say():
    rare, common, text = Spelling.learned(TEXTS).vectors(["refund", "please", "refund please"])
    assert rare @ text > common @ text


def test_a_text_does_not_depend_on_those_beside_it():
    spelling = Spelling.learned(TEXTS)
    assert np.array_equal(spelling.vectors(TEXTS)[1], spelling.vectors([TEXTS[1]])[0])


def test_every_number_is_spelled_alike():
    one, other = Spelling.learned(TEXTS).vectors(["order 1042", "order 7"])
    assert np.allclose(one, other)


def test_an_empty_text_is_nothing():
    assert not Spelling.learned(TEXTS).vectors([""]).any()


def test_no_texts_give_no_vectors():
    assert Spelling.learned([], width=64).vectors([]).shape == (0, 64)
