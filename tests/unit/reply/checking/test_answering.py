"""What a reply leaves out of its answer."""

from tests.unit.reply.checking.drafted import found, marked, occasion

NO = {
    "verdict": "declined",
    "granted": {},
    "reasons": [{"ground": "policy", "because": "the lid was opened"}],
}
OFFER = {"alternatives": [{"ask": "credit", "params": {"amount": 25}, "text": "a credit of 25 EUR"}]}
STEP = {"what": "choose", "who": "customer", "by": "2026-10-21"}


def absent(draft, held_against):
    return {one.check for one in found(draft, held_against)}


def test_a_no_held_back_until_it_was_talked_over_needs_nothing_else_yet() -> None:
    held_against = occasion({**NO, **OFFER, "consulted": False}, step=STEP)

    assert not absent(
        "You'd like your money back. I'm asking a colleague; you'll hear by 21 October.", held_against
    )


def test_a_no_wants_its_reason_and_what_is_offered_in_its_place() -> None:
    held_against = occasion({**NO, **OFFER, "consulted": True}, step=STEP)
    draft = "You'd like your money back. We can't do that. Please tell us by 21 October."

    assert {"missing_reason", "missing_alternative"} <= absent(draft, held_against)
    assert marked(draft, held_against)["missing_reason"] == "We can't do that."
    assert not absent(
        "You'd like your money back. We can't do that since the lid was opened. "
        "You may have a credit of 25 EUR; "
        "please tell us by 21 October.",
        held_against,
    )


def test_a_reason_may_be_told_by_its_figure() -> None:
    because = "refunds ended on 30 September"
    held_against = occasion(
        {**NO, "reasons": [{"ground": "policy", "because": because}], "consulted": True},
        step=STEP,
        message="I know refunds ended, but pay me.",
    )

    assert "missing_reason" not in absent(
        "You'd like your money back. Refunds: until 30 September. We can't do it; reply by 21 October.",
        held_against,
    )


def test_an_approval_needs_a_reason_only_if_the_decision_has_one_for_it() -> None:
    open_ = {"verdict": "needs_approval", "approval": {"grade": "senior", "obtained": False}}
    draft = "You'd like your money back. I've passed it on; you'll hear by 21 October."
    granted = {**open_, "reasons": [{"ground": "policy", "because": "the lid was broken"}]}
    limited = {**open_, "reasons": [{"ground": "authority", "because": "sums above 30 EUR are for Graz"}]}

    assert "missing_reason" not in absent(draft, occasion(granted))
    assert "missing_reason" in absent(draft, occasion(limited))
    assert "missing_reason" in absent(draft, occasion({**limited, "verdict": "clarify"}))


def test_an_answer_in_words_has_to_be_given() -> None:
    held_against = occasion({"ask": "information", "granted": {"answer": "the lid is 42 cm wide"}})

    assert "missing_answer" in absent("You ask for the lid: support writes by 21 October.", held_against)
    assert "missing_answer" not in absent(
        "You ask how wide the lid is: 42 cm. More by 21 October.", held_against
    )


def test_each_of_several_asks_needs_an_answer() -> None:
    other = {"ask": "waive_fee", "verdict": "doable", "granted": {"amount": 8}}
    held_against = occasion(None, other, message="Pay me back 40. And drop the postage.")
    answered = "You want your money back: accounting pays 40 EUR by 21 October."

    assert "missing_answer" in absent(answered, held_against)
    assert "missing_answer" not in absent(answered + " The postage is dropped.", held_against)
    assert "missing_answer" not in absent(answered + " And the 8 EUR, too.", held_against)


def test_a_second_ask_is_answered_by_its_reason_or_alternative() -> None:
    refused = {**NO, **OFFER, "ask": "waive_fee", "consulted": True}
    held_against = occasion(None, refused, message="Pay me back 40. And drop the postage.")
    answered = "You want your money back: accounting pays 40 EUR by 21 October."

    assert "missing_answer" not in absent(answered + " A credit of 25 EUR is possible.", held_against)
    assert "missing_answer" not in absent(answered + " We can't, since the lid was opened.", held_against)


def test_the_wish_may_be_told_back_in_passing_or_by_its_figure() -> None:
    held_against = occasion(message="The 40 for the lid, please.")

    assert "missing_restatement" in absent("Thanks for writing. Accounting acts by 21 October.", held_against)
    assert "missing_restatement" not in absent("Accounting pays the lid by 21 October.", held_against)
    assert "missing_restatement" not in absent("Accounting acts by 21 October, as you wished.", held_against)
    assert "missing_restatement" not in absent("Accounting pays 40 EUR by 21 October.", held_against)


def test_nothing_is_missed_in_a_language_nobody_wrote_lists_for() -> None:
    draft = "Bonjour, nous vous remboursons la somme de 40 € avant le 21 octobre. Merci de votre patience."

    assert not found(draft)


def test_an_empty_draft_lacks_the_wish_and_the_next_step() -> None:
    assert absent("", occasion()) == {"missing_restatement", "missing_next_step"}


def test_what_is_told_in_another_language_than_the_decision_is_not_looked_for() -> None:
    held_against = occasion(
        {**NO, **OFFER, "consulted": True}, step=STEP, message="Bitte zahlen Sie es mir zurück."
    )
    draft = (
        "Sie möchten Ihr Geld zurück. Das können wir leider nicht. Bitte melden Sie sich bis zum 21. Oktober."
    )

    assert not absent(draft, held_against)


def test_that_nobody_may_is_a_reason_in_any_words() -> None:
    reasons = [{"ground": "policy", "because": "nobody may sign such a sum"}]
    answer = {"verdict": "declined", "granted": {}, "reasons": reasons, "consulted": True}

    draft = (
        "You'd like your money back. We can't do that, none of us is allowed to. Accounting, by 21 October."
    )
    assert "missing_reason" not in {one.check for one in found(draft, occasion(answer))}
