"""Promises held against how the ask stands: allowed, refused, open, and several at once."""

import pytest

from tests.unit.reply.checking.drafted import found, marked, occasion

WISH = "You'd like your money back. "
PAID = WISH + "Accounting pays 40 EUR by 21 October. "
REFUSED = {
    "verdict": "declined",
    "granted": {},
    "reasons": [{"ground": "policy", "because": "the lid was opened"}],
    "alternatives": [{"ask": "credit", "params": {"kind": "spare lid"}, "text": "a new lid at half price"}],
    "consulted": True,
}
STEP = {"what": "choose", "who": "customer", "by": "2026-10-21"}
NO = WISH + "We can't, since the lid was opened. A new lid at half price is possible; choose by 21 October. "


def blocking(draft, held_against=None):
    return {one.check: one.message for one in found(draft, held_against) if one.severity == "blocking"}


@pytest.mark.parametrize(
    "more",
    [
        "Besides, we are sending a bag of beans.",
        "We will also polish your machine.",
        "Our technician will overhaul the grinder.",
        "The repair won't cost you a cent.",
        "Shipping is for free next time.",
        "I guarantee that this will never happen again.",
        "It probably arrives even before that.",
    ],
)
def test_more_than_was_granted_is_promised_too_much(more) -> None:
    assert blocking(PAID + more).keys() == {"overpromise"}


@pytest.mark.parametrize(
    "fine",
    [
        "You will also get a confirmation.",
        "We will repair nothing.",
        "We also pay the 40 EUR for the lid.",
        "If you like, we will overhaul it.",
        "It will not be there any earlier.",
        "Thank you also for your patience.",
    ],
)
def test_what_comes_with_it_or_is_denied_is_none(fine) -> None:
    assert not blocking(PAID + fine), fine


def test_nothing_begins_before_the_charge_is_agreed_to() -> None:
    charge = {
        "verdict": "billable",
        "granted": {"amount": 40},
        "charge": {"amount": 40, "preauthorised": False},
    }
    held_against = occasion(charge, message="Please mend it.")
    draft = "You'd like it mended. It costs 40 EUR, please agree by 21 October. "

    assert "overpromise" in blocking(draft + "We have booked the workshop.", held_against)
    assert "overpromise" in blocking(draft + "The collection is at no cost.", held_against)
    assert not blocking(draft + "We have booked it once you agree.", held_against)
    assert not blocking(draft + "It is what you have booked.", held_against)
    assert not blocking(draft, held_against)


@pytest.mark.parametrize(
    ("said", "check"),
    [
        ("We'll make an exception for you.", "overpromise"),
        ("Our driver will swing by with a bag of beans.", "overpromise"),
        ("Done! You have your money back.", "contradicts_decision"),
        ("Alternatively you could rent a grinder.", "unverified_alternative"),
    ],
)
def test_a_refusal_is_not_taken_back(said, check) -> None:
    assert check in blocking(NO + said, occasion(REFUSED, step=STEP)), said


@pytest.mark.parametrize(
    "said",
    [
        "We can't make an exception.",
        "I'm sorry that this is bad news for you.",
        "You may choose it until 21 October, it is yours then.",
        "We'll call you if anything is unclear.",
        "There is a new lid on the shelf.",
        "They get it.",
        "“Please pay me back.” was your wish.",
    ],
)
def test_what_belongs_to_the_refusal_is_none(said) -> None:
    assert not blocking(NO + said, occasion(REFUSED, step=STEP)), said


def test_what_is_promised_beside_a_refusal_without_alternatives_is_to_be_left_out() -> None:
    held_against = occasion({**REFUSED, "alternatives": []}, step=STEP)
    promise = next(
        one
        for one in found(
            WISH + "We can't, the lid was opened. Reply by 21 October. We will send you a grinder.",
            held_against,
        )
        if one.check == "overpromise"
    )

    assert promise.suggestion == "leave it out; the decision offers nothing else"


def test_the_nearest_yes_may_be_offered() -> None:
    near = {**REFUSED, "ask": "extend_payment", "nearest": [{"param": "days", "value": 14}]}
    held_against = occasion(near, step=STEP, message="Give me 60 days.")

    assert not blocking(
        "You'd like 60 days. We can't, since the lid was opened. "
        "You could have 14 days, or a new lid at half price; "
        "choose by 21 October.",
        held_against,
    )


def test_how_to_do_what_is_forbidden_is_a_yes() -> None:
    held_against = occasion({**REFUSED, "verdict": "forbidden"}, step=STEP)

    assert "contradicts_decision" in blocking(NO + "If you press both buttons, it opens.", held_against)


OPEN = {"verdict": "needs_approval", "approval": {"grade": "senior", "obtained": False}}
PENDING = WISH + "A colleague decides by 21 October. "


@pytest.mark.parametrize(
    "said",
    [
        "It's a mere formality.",
        "You have it.",
        "We pay you 40 EUR.",
        "The new grinder leaves us on 20 October.",
        "You get your money.",
        "We'll add a voucher.",
    ],
)
def test_what_is_open_is_not_promised(said) -> None:
    assert "overpromise" in blocking(
        PENDING + said, occasion(OPEN, message="I want my money back, please.")
    ), said


@pytest.mark.parametrize(
    "said",
    [
        "We'll tell you at once.",
        "I'm sorry about the wait.",
        "You get nothing before that.",
        "She has a file.",
    ],
)
def test_who_decides_and_when_may_be_said(said) -> None:
    assert not blocking(PENDING + said, occasion(OPEN)), said


def test_a_no_to_what_is_open_comes_too_soon() -> None:
    assert "contradicts_decision" in blocking(PENDING + "We can't pay it.", occasion(OPEN))
    assert not blocking(PENDING + "There is no rule for it.", occasion(OPEN))


def test_of_several_asks_each_is_held_against_its_own_answer() -> None:
    fee = {**REFUSED, "ask": "waive_postage", "alternatives": []}
    held_against = occasion(None, fee, message="I want my money back. And drop the postage.")
    draft = "You'd like your money back and no postage. Accounting pays 40 EUR by 21 October. "

    assert not blocking(draft + "The postage stays, since the lid was opened.", held_against)
    assert not blocking(draft + "That isn't possible.", held_against)
    assert "contradicts_decision" in blocking(draft + "We can't pay your money back.", held_against)
    assert "overpromise" in blocking(draft + "For the postage we can make an exception.", held_against)
    assert "overpromise" in blocking(draft + "With your money back comes a voucher.", held_against)


def test_a_hint_about_one_that_is_open_beside_one_that_is_granted() -> None:
    fee = {"ask": "waive_postage", "verdict": "refer", "granted": {}}
    held_against = occasion(None, fee, message="I want my money back. And drop the postage.")
    draft = "You'd like your money back and no postage. Accounting pays 40 EUR by 21 October. "

    assert "overpromise" in blocking(draft + "The postage is a mere formality.", held_against)
    assert not blocking(draft + "A colleague looks at the postage.", held_against)


def test_one_option_in_two_clauses_of_a_sentence_is_one_finding() -> None:
    draft = NO + "Or bring it to a friend of ours, they will swap it for you."

    held = [one for one in found(draft, occasion(REFUSED, step=STEP)) if one.severity == "blocking"]

    assert [one.check for one in held] == ["unverified_alternative"]


def test_it_may_point_back_to_what_was_offered_but_not_from_afar() -> None:
    held_against, given = occasion(REFUSED, step=STEP), "We will lend it to you."

    assert not blocking(NO + "It was green. " + given, held_against)
    assert "overpromise" in blocking(NO + "It was green. " * 8 + given, held_against)


def test_another_language_than_the_decision_s_is_blocked_only_by_what_was_asked_for() -> None:
    held_against = occasion(REFUSED, step=STEP, message="Bitte zahlen Sie mir die 55 Euro zurück.")
    draft = "Guten Tag,\nSie möchten Ihr Geld zurück. Das ist leider nicht möglich. "

    assert not blocking(draft + "Wir schicken Ihnen die Unterlagen bis zum 21. Oktober.", held_against)
    assert marked(draft + "Wir zahlen Ihnen die 55 Euro gern.", held_against)["contradicts_decision"]


def test_more_is_found_in_german_too() -> None:
    held_against = occasion(message="Bitte zahlen Sie mir die 40 Euro zurück.")
    draft = (
        "Guten Tag,\nSie möchten Ihr Geld zurück. Die Buchhaltung zahlt Ihnen 40 Euro bis zum 21. Oktober. "
    )

    assert not blocking(draft, held_against)
    assert "overpromise" in blocking(draft + "Dazu schicken wir Ihnen einen Gutschein.", held_against)


def of_two(sentence):
    """The findings of a sentence where the refund of 12 is granted and the fee of 8 is not waived."""
    reasons = [{"ground": "policy", "because": "the buyer pays postage"}]
    fee = {"ask": "waive_fee", "verdict": "declined", "granted": {}, "reasons": reasons, "consulted": True}
    held_against = occasion(
        {"granted": {"amount": 12}}, fee, message="Refund the 12 for the cup. And waive the 8 postage."
    )
    return {
        one.check for one in found(f"You'd like the 12 EUR back and no postage. {sentence}", held_against)
    }


@pytest.mark.parametrize(
    "yes",
    [
        "We gladly waive the postage.",
        "The postage is dropped.",
        "I've cancelled the postage too.",
        "You won't be charged postage.",
    ],
)
def test_a_yes_to_one_ask_of_two_that_is_refused_is_found(yes) -> None:
    assert "contradicts_decision" in of_two(yes)


@pytest.mark.parametrize(
    "sentence",
    [
        "We can't waive the postage.",
        "We pay the 12 EUR for the cup, postage apart.",
        "We take it that the buyer pays the postage.",
        "Once it is decided, the postage is dropped.",
    ],
)
def test_the_rest_is_no_yes_to_it(sentence) -> None:
    assert "contradicts_decision" not in of_two(sentence)


def test_what_is_done_already_is_promised_where_it_was_refused() -> None:
    held_against = occasion({"verdict": "declined", "granted": {}, "consulted": True})
    draft = "You'd like your money back. We can't do that. "

    assert "overpromise" in marked(draft + "Still, I've sent a courier, he is there today.", held_against)
