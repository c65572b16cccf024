import numpy as np
import pytest

from doable.understanding.meaning.learning import chances, fitted

CLASSES = np.array([0, 1, 2] * 4)
WIDE = np.eye(3, 20, dtype=np.float32)[CLASSES]


@pytest.mark.parametrize("vectors", [WIDE, WIDE[:, :3]], ids=["fewer examples", "fewer columns"])
def test_classes_that_differ_are_told_apart(vectors):
    weights = fitted(vectors, CLASSES, ridge=0.1, rounds=20)
    assert ((vectors @ weights).argmax(axis=1) == CLASSES).all()


def test_both_ways_of_working_agree():
    narrow = fitted(WIDE[:, :3], CLASSES, ridge=0.1, rounds=20)
    assert np.allclose(fitted(WIDE, CLASSES, ridge=0.1, rounds=20)[:3], narrow, atol=1e-3)


def test_chances_of_a_row_add_up_to_one():
    assert np.allclose(chances(np.array([[1000.0, 0.0], [2.0, 2.0]], np.float32)).sum(axis=1), 1)


def test_as_many_columns_as_a_book_has_are_learned_from():
    many = np.tile(np.eye(3, 300, dtype=np.float32), (101, 1))
    classes = np.array([0, 1, 2] * 101)
    weights = fitted(many, classes, ridge=0.1, rounds=20)
    assert ((many @ weights).argmax(axis=1) == classes).all()
