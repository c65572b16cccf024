"""Findings put in order."""

from doable.reply.checking.finding import finding
from doable.reply.checking.tidying import tidied


def test_a_graver_finding_leaves_the_lesser_one_of_the_same_words_unsaid() -> None:
    leak, promise = finding("leaked_internal", (10, 30), "a"), finding("overpromise", (12, 14), "b")
    elsewhere = finding("overpromise", (40, 50), "c")

    assert tidied([elsewhere, promise, leak]) == (leak, elsewhere)


def test_of_two_promises_in_the_same_words_one_is_said() -> None:
    whole, part = finding("overpromise", (0, 20), "a"), finding("overpromise", (5, 9), "b")

    assert tidied([part, whole, whole]) == (whole,)


def test_other_findings_stand_beside_each_other() -> None:
    blame, rude = finding("blame", (0, 20), "a"), finding("unprofessional", (5, 9), "b")

    assert tidied([rude, blame]) == (blame, rude)


def test_stretches_that_touch_cover_together() -> None:
    leaks = [finding("leaked_internal", (0, 10), "a"), finding("placeholder", (8, 20), "b")]
    word = finding("jargon", (15, 18), "c")

    assert word not in tidied([*leaks, word])


def test_an_absence_is_never_covered() -> None:
    absent = finding("missing_answer", (5, 5), "a")

    assert absent in tidied([absent, finding("leaked_internal", (0, 10), "b")])
