"""Laying out: the order of things, as each channel has them."""

from doable.reply.composing.laying_out import Letter, Part, joined, lay_out

ONE = Part("Wish. Answer.", "Options.", "Elsewhere.", "Next.")
LETTER = Letter("Dear you,", "I see.", "", (ONE,), "Bye")


def test_a_letter_has_a_paragraph_for_each_part() -> None:
    assert lay_out(LETTER, "email") == (
        "Dear you,\n\nI see.\n\nWish. Answer.\n\nOptions.\n\nElsewhere.\n\nNext.\n\nBye"
    )


def test_a_chat_has_lines_and_no_close() -> None:
    assert lay_out(LETTER, "chat") == "Dear you, I see.\nWish. Answer.\nOptions.\nElsewhere.\nNext."


def test_on_the_phone_all_is_said_in_one_go_without_greeting_and_close() -> None:
    assert lay_out(LETTER, "phone") == "I see. Wish. Answer. Options. Elsewhere. Next."


def test_nothing_is_said_twice() -> None:
    letter = Letter("", "", "", (ONE, Part("Other answer.", "Options.", "", "Next.")), "")

    assert lay_out(letter, None) == "Wish. Answer.\n\nOptions.\n\nElsewhere.\n\nOther answer.\n\nNext."


def test_three_answers_are_numbered_where_the_wishes_were_listed() -> None:
    parts = tuple(Part(f"Answer {name}.", "", "", "") for name in "abc")

    assert lay_out(Letter("", "", "Three things.", (*parts, Part("", "", "", "")), ""), None) == (
        "Three things.\n\n1. Answer a.\n\n2. Answer b.\n\n3. Answer c."
    )


def test_what_is_empty_leaves_no_gap() -> None:
    assert joined(["", "a", "", "b"]) == "a b"
