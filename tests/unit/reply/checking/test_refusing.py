"""A no held against the decision."""

import pytest

from tests.unit.reply.checking.drafted import found, occasion

WISH = "You'd like your money back. "
BY = " Accounting, by 21 October."


def checks(draft, held_against=None):
    return {one.check for one in found(draft, held_against)}


@pytest.mark.parametrize(
    "no",
    [
        "We can't do that.",
        "Unfortunately that isn't possible.",
        "We have to decline.",
        "There is nothing we can do.",
        "So it stays.",
    ],
)
def test_a_no_where_the_decision_is_yes_contradicts_it(no) -> None:
    assert "contradicts_decision" in checks(WISH + no + BY)


@pytest.mark.parametrize(
    "other",
    [
        "We can't pay the whole sum.",
        "We can't say yet at what time.",
        "Please don't give it another thought.",
        "It took so long because the bank would not pay.",
        "You said that we can't pay.",
        "If we can't pay by then, we write.",
    ],
)
def test_a_no_to_something_else_does_not(other) -> None:
    assert "contradicts_decision" not in checks(WISH + other + BY)


def test_a_limit_of_somebody_else_leaves_it_open() -> None:
    held_against = occasion({"verdict": "clarify", "granted": {}})

    assert "contradicts_decision" not in checks(
        WISH + "The shop is closed, it is out of stock." + BY, held_against
    )
    assert "contradicts_decision" in checks(WISH + "We can't do that." + BY, held_against)


def test_a_question_may_be_answered_with_no() -> None:
    status = {"ask": "status", "granted": {"date": "2026-10-21"}}
    held_against = occasion(status, message="Will it be here on Friday?")

    assert "contradicts_decision" not in checks("Unfortunately not." + BY, held_against)
    assert "contradicts_decision" in checks("We refuse to tell you." + BY, held_against)


@pytest.mark.parametrize(
    ("consult", "named"),
    [(None, "a supervisor"), ({"needed": True, "grade": "senior"}, "a senior colleague")],
)
def test_a_no_is_talked_over_first(consult, named) -> None:
    held_against = occasion({"verdict": "declined", "granted": {}, "consult": consult})
    early = [
        one
        for one in found(WISH + "We can't do that." + BY, held_against)
        if one.check == "no_before_consulting"
    ]

    assert [one.message for one in early] == [
        f"says no to “Please pay me back.”, which nobody has talked over with {named} yet"
    ]


def test_a_no_that_needs_no_talk_or_had_it_may_be_said() -> None:
    for part in ({"consulted": True}, {"consult": {"needed": False, "grade": None}}):
        held_against = occasion({"verdict": "declined", "granted": {}, **part})
        assert "no_before_consulting" not in checks(WISH + "We can't do that." + BY, held_against)


def test_the_book_s_own_words_are_no_contradiction() -> None:
    held_against = occasion(
        {"reasons": [{"ground": "policy", "because": "The shop can't do that by itself."}]}
    )

    assert "contradicts_decision" not in checks(WISH + "The shop can't do that by itself." + BY, held_against)


def test_what_a_thing_will_not_do_is_no_refusal() -> None:
    assert "contradicts_decision" not in checks(WISH + "A leak that won't stop is tiresome." + BY)
