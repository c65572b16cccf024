import pytest

from doable.web.cases.cards import AskCard, Asking, Face
from doable.web.cases.composer import Found, found_in, holding, obstacles
from doable.web.cases.replying import with_sentence


def finding(
    check: str, start: int, end: int, suggestion: str, severity: str = "blocking"
) -> dict[str, object]:
    return {
        "check": check,
        "severity": severity,
        "start": start,
        "end": end,
        "message": "is wrong",
        "suggestion": suggestion,
    }


def one(text: str, *told: object) -> Found:
    return found_in(text, [finding(*told)])[0]  # type: ignore[arg-type]  # a finding's parts


def test_words_that_a_suggestion_names_replace_those_it_is_about() -> None:
    found = one("pay 29.10 EUR", "wrong_amount", 4, 13, "write 21.90 EUR")
    assert (found.instead, found.apply) == ("21.90 EUR", "Apply")


def test_what_is_to_be_left_out_goes_with_the_space_after_it() -> None:
    found = one(
        "It is only a formality. Bye", "overpromise", 0, 23, "leave it out; a no that may turn is none"
    )
    assert (found.instead, found.end, found.apply) == ("", 24, "Take out")


def test_a_reason_that_is_missing_is_put_in() -> None:
    assert one("No.", "missing_reason", 3, 3, "say why: It was opened").instead == "It was opened.\n"


@pytest.mark.parametrize(
    ("check", "suggestion"),
    [
        ("overpromise", "say who decides and by when"),
        ("wrong_amount", "write the sum in EUR"),
        ("missing_apology", "say sorry for what went wrong"),
        ("jargon", "say it in everyday words"),
    ],
)
def test_advice_only_a_person_can_follow_is_shown_and_not_applied(check: str, suggestion: str) -> None:
    found = one("some words here", check, 0, 4, suggestion)
    assert (found.instead, found.apply) == (None, "Show")


def test_the_companys_own_word_replaces_jargon() -> None:
    assert one("the ticket", "jargon", 4, 10, "say “case”").instead == "case"


def test_places_are_counted_as_browsers_count_them() -> None:
    found = one("😀 bad", "jargon", 2, 5, "say it in everyday words")
    assert (found.start, found.end) == (3, 6)


def test_what_blocks_comes_first() -> None:
    told = [finding("jargon", 0, 1, "", "advice"), finding("overpromise", 5, 6, "")]
    assert [found.blocks for found in found_in("some words", told)] == [True, False]


def card(state: Asking | None) -> AskCard:
    return AskCard("refund", "Refund", "", "declined", "", consultation=state)


def test_each_obstacle_says_what_to_do_about_it() -> None:
    early = found_in("We can't.", [finding("no_before_consulting", 0, 8, "")])
    open_ = Asking("consultation", "senior", Face(1, "Imke"))
    waiting = Asking("consultation", "senior", Face(1, "Imke"), id=3)
    assert obstacles((), [], text="Hello", addressed=True) == ()
    assert obstacles((), [], text=" ", addressed=True)[0].says == "There is nothing in the reply yet."
    assert obstacles((), [], text="Hello", addressed=False)[0].says == "There is no address to answer to."
    asked = obstacles(early, [card(open_)], text="We can't.", addressed=True)[0]
    assert (asked.act, asked.ask, asked.says) == (
        "consult",
        "refund",
        "This no is talked over with Imke before it is said.",
    )
    assert obstacles(early, [card(waiting)], text="We can't.", addressed=True)[0].act == "hold"
    assert obstacles(early, [], text="We can't.", addressed=True)[0].act == ""
    wrong = found_in("29.10", [finding("wrong_amount", 0, 5, "")])
    assert obstacles(wrong, [], text="29.10", addressed=True)[0].says.startswith("One thing in the text")


def test_while_a_colleague_is_asked_the_reply_holds() -> None:
    waiting = Asking("consultation", "senior", Face(1, "Imke"), id=3)
    assert "Imke was asked about refund" in holding([card(waiting)])
    assert holding([card(Asking("consultation", "senior"))]) == ""


def test_a_sentence_stands_before_the_sign_off_and_only_once() -> None:
    letter = "Dear Ms Hirsch,\n\nno.\n\nKind regards,\nCopperline"
    with_cup = with_sentence(letter, "A cup?", "Kind regards")
    assert with_cup == "Dear Ms Hirsch,\n\nno.\n\nA cup?\n\nKind regards,\nCopperline"
    assert with_sentence(with_cup, "A cup?", "Kind regards") == with_cup
    assert with_sentence("no.", "A cup?", "") == "no.\n\nA cup?\n"
    assert with_sentence("", "A cup?", "Kind regards") == "A cup?\n"
    assert with_sentence("no.", "", "") == "no."
