"""Words a customer would not use, and sentences too hard to follow."""

from doable.reply.checking.readability import school_grade
from tests.unit.reply.checking.drafted import found, marked, occasion

BODY = "You'd like your money back: accounting pays 40 EUR by 21 October. "


def test_words_of_the_trade_and_unknown_short_forms_are_marked_from_first_to_last() -> None:
    assert marked(BODY + "The SSR and the PID loop were checked.")["jargon"] == "SSR and the PID loop"


def test_the_customer_s_own_words_and_everyday_short_forms_are_fine() -> None:
    held_against = occasion(message="The backlog in the ERP is wrong.")

    assert "jargon" not in marked(BODY + "The backlog in your ERP, sent as PDF, is corrected.", held_against)


def test_the_company_says_it_in_its_own_words() -> None:
    jargon = next(one for one in found(BODY + "It is a Goodwill Gesture.") if one.check == "jargon")

    assert jargon.suggestion == "say “gesture”"
    assert "jargon" not in marked(BODY + "The rma was late.".replace("rma", "drama"))


def test_shouting_is_not_a_short_form() -> None:
    assert "jargon" not in marked(BODY + "READ THIS MAIL AGAIN PLEASE")


def test_a_sentence_is_hard_when_it_is_long_or_of_long_words() -> None:
    assert "hard_to_read" in marked(BODY + "and so on " * 15)
    assert "hard_to_read" in marked(
        BODY + "Notwithstanding administrative considerations, documentation " * 6
    )
    assert "hard_to_read" not in marked(BODY + "and so on " * 7)


def test_the_grade_grows_with_words_and_syllables() -> None:
    easy = "the cat sat on the mat".split()

    assert school_grade(easy) < school_grade(easy * 5) < school_grade(["administration"] * 30)
