"""Writing: a section filled in becomes clean prose."""

from doable.reply.composing.writing import cleaned


def test_the_gaps_that_tags_leave_are_closed() -> None:
    assert (
        cleaned("answer", "\n\nyou get it\n\n  back .\n\nToday , that is.")
        == "You get it back. Today, that is."
    )


def test_the_items_of_a_list_stay_on_lines_of_their_own() -> None:
    assert cleaned("answer", "This:\n\n1. one\n\n2. two\nAnd so on.\nReally.") == (
        "This:\n1. one\n2. two\nAnd so on. Really."
    )


def test_a_phrase_stays_small_and_without_a_full_stop() -> None:
    assert cleaned("wish", "\nto have 40 EUR\nback.\n") == "to have 40 EUR back"


def test_greeting_and_close_keep_their_lines() -> None:
    assert cleaned("close", "\nTalk soon.\n\n\n\nBye,\n  Bean & Co\n") == "Talk soon.\n\nBye,\nBean & Co"
