import numpy as np

from doable.understanding.meaning.hinting import hints
from doable.understanding.text.phrases import phrases


def hinted_feelings(*clauses):
    """How sure the surest clause is of each mood."""
    groups = phrases("feelings").groups
    return dict(zip(groups, hints(clauses).feelings, strict=False))


def test_a_phrase_that_no_list_has_hints_by_its_likeness_to_those_that_have_it():
    sure = hinted_feelings("we have found ourselves another firm")
    assert max(sure, key=sure.get) == "leaving"


def test_the_surest_clause_counts_beside_plain_ones():
    alone = hinted_feelings("my heart sank")
    beside = hinted_feelings("the order is 4711", "my heart sank")
    assert beside["disappointed"] >= alone["disappointed"]


def test_there_are_two_numbers_for_each_group():
    found = hints(["hello"])
    assert len(found.feelings) == 2 * len(phrases("feelings").groups)
    assert len(found.causes) == 2 * len(phrases("causes").groups)


def test_nothing_said_hints_without_an_error():
    assert np.isfinite(hints([]).feelings).all()


def test_more_clauses_than_are_read_change_nothing():
    many = ["it is broken"] * 60
    assert np.allclose(hints(many).causes, hints([*many, "never again"]).causes)
