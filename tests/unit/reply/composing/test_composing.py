"""Composing: letters as they are sent, word for word where the words matter."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from doable.policy.book import Text
from doable.policy.deciding.decision import (
    Answer,
    Approval,
    Charge,
    Missing,
    Nearest,
    Next,
    PlanStep,
    Referred,
)
from doable.reply.composing.composing import compose
from doable.reply.playbooks import PlaybookError
from tests.unit.reply.composing.letters import MONEY_BACK, answer, book, letter, occasion, offer, step, typed

SHOP = Referred("shop", Text((("en", "old machines"),)), (("phone", "+49 30 1"), ("address", "Weg 3")))
CLOSE = "\n\nKind regards,\nBean & Co"


def en(text: str) -> Text:
    return Text((("en", text),))


def test_a_yes_restates_answers_and_says_what_comes_next() -> None:
    granted = answer(granted=MONEY_BACK, next=step("pay the refund"), because="It was faulty.")

    assert letter(granted, customer_name="Ms Quill", order_number="48213") == (
        "Dear Ms Quill,\n\n"
        "You'd like money back for your order (order 48213). Yes, we'll gladly do that. That means 40 EUR. "
        "It was faulty.\n\n"
        "Our accounting team will pay the refund by Monday, 19 October." + CLOSE
    )


def test_a_no_has_its_reason_a_choice_and_somebody_outside() -> None:
    refused = answer(
        "declined",
        because="It was used.",
        alternatives=(offer("a credit", amount=Decimal(40)), offer("a repair", ask="repair"), SHOP),
    )

    assert letter(refused, emotion="disappointed") == (
        "Hello,\n\nI understand that you're disappointed.\n\n"
        "You'd like money back for your order. I'm afraid that isn't possible. It was used.\n\n"
        "There are other ways, and the choice is yours:\n- a credit (40 EUR)\n- a repair\n\n"
        "Outside our company, Corner Shop can help with old machines: +49 30 1, Weg 3.\n\n"
        "Tell us which you'd like, and we'll get back to you within two days." + CLOSE
    )


def test_a_no_that_was_not_talked_over_is_not_said() -> None:
    held = answer("declined", because="It was used.", consulted=False, alternatives=(offer("a credit"),))
    asking = replace(held, next=Next("talk over: money back", "senior", date(2026, 10, 16)))

    assert letter(asking) == (
        "Hello,\n\nYou'd like money back for your order. "
        "Before I give you an answer, I'd like to talk this over with a senior colleague.\n\n"
        "You'll hear from us by Friday, 16 October." + CLOSE
    )


def test_a_held_answer_is_hidden_even_from_texts_that_would_tell_it() -> None:
    said = "{{ because }}{{ options | join: ' ' }}{{ nearest | join: ' ' }}"
    telling = book(holding=f"## reason\n{said}", review=f"## answer\n{said}")
    held = answer("declined", because="It was used.", consulted=False, alternatives=(offer("a credit"),))

    for channel in ("email", "review"):
        text = letter(held, contents=telling, channel=channel)
        assert "used" not in text
        assert "credit" not in text


def test_self_service_says_that_a_person_will_look_at_it() -> None:
    text = letter(answer("declined", consulted=False), asker="self_service")

    assert "A colleague will look at this personally before you get an answer." in text
    assert "You'll hear from us by Friday, 16 October." in text


def test_without_a_day_the_holding_line_says_so() -> None:
    endless = replace(book(), answer_within=None)

    assert "I can't name a day yet" in letter(answer("declined", consulted=False), contents=endless)


def test_an_approval_that_is_pending_hints_at_nothing() -> None:
    pending = answer(
        "needs_approval",
        granted=MONEY_BACK,
        approvals=(Approval("manager", "finance", obtained=False),),
        next=Next("approve: money back", "finance manager", date(2026, 10, 16)),
    )

    assert letter(pending) == (
        "Hello,\n\nYou'd like money back for your order. "
        "I can't decide this on my own, so I'm putting it to our finance manager.\n\n"
        "I can't say yet how it will turn out. "
        "You'll hear from us by Friday, 16 October, whichever way it goes." + CLOSE
    )


def test_several_questions_are_numbered_and_colleagues_are_asked_by_us() -> None:
    unclear = answer(
        "clarify",
        missing=(
            Missing("a", en("When did it arrive?"), "customer"),
            Missing("b", en("Is it sealed?"), "customer"),
            Missing("c", en("Is he on the list?"), "colleague"),
        ),
        possible=(offer("a credit"),),
    )

    assert letter(unclear) == (
        "Hello,\n\nYou'd like money back for your order. "
        "Before we can give you an answer, we need to know a few things.\n"
        "1. When did it arrive?\n2. Is it sealed?\nA colleague is checking the rest for you.\n\n"
        "Once we have that, you'll hear from us within two days." + CLOSE
    )


def test_a_charge_is_agreed_before_anything_starts() -> None:
    charge = Charge(Decimal(38), "EUR", (en("the courier"),), preauthorised=False)
    priced = answer("billable", charge=charge, next=Next("agree to the charge", "customer", None))

    assert letter(priced) == (
        "Hello,\n\nYou'd like money back for your order. "
        "We can do that, and it costs 38 EUR for the courier.\n\n"
        "Nothing starts, and nothing is charged, before you've agreed. "
        "A short reply is enough, and you'll hear from us within two days." + CLOSE
    )


def test_a_plan_asks_whether_it_leaves_enough_time() -> None:
    plan = (
        PlanStep(en("the old terms"), 2, None, None),
        PlanStep(en("The standard terms."), None, None, None),
    )
    phased = answer("phased", phase=plan, because="Everybody has the same terms.")

    assert letter(phased) == (
        "Hello,\n\nYou'd like money back for your order. "
        "You matter to us, so we'd like to get there step by step. "
        "Everybody has the same terms. This is the plan we'd like to agree with you:\n"
        "1. For your next two orders: the old terms\n2. After that: the standard terms\n\n"
        "Does that leave you enough time? If so, a short reply that you accept the plan is all we need. "
        "We'll confirm it within two days of your reply." + CLOSE
    )


def test_a_risk_is_named_and_asked_to_be_seen() -> None:
    text = letter(answer(advise=(en("Pull the plug first."),)))

    assert "One important point: Pull the plug first. Please let us know that you've seen this." in text


def test_the_nearest_yes_is_named_unless_an_offer_says_it() -> None:
    near = (Nearest(typed(days=30)[0]),)

    alone = letter(answer("declined", nearest=near))
    offered = letter(answer("declined", nearest=near, alternatives=(offer("30 days more"),)))

    assert "The closest we can do is 30 days." in alone
    assert "closest" not in offered


def test_two_wishes_are_told_at_once_and_answered_in_turn() -> None:
    own = book(grant="## answer: refund\nYou get it back.\n## answer: credit\nThere will be one.")
    credit = replace(answer(next=step("send it", "support")), ask="credit")

    text = letter(answer(next=step("pay it")), credit, contents=own, fault=True, emotion="frustrated")

    assert text == (
        "Hello,\n\nI understand how frustrating this is. We got this wrong, and I'm sorry.\n\n"
        "You'd like two things: money back for your order, and to know why there is no credit.\n\n"
        "You get it back.\n\nThere will be one.\n\n"
        "Our accounting team will pay it by Monday, 19 October. "
        "Our support team will send it by Monday, 19 October." + CLOSE
    )


def test_the_same_wish_twice_is_told_once() -> None:
    own = book(general="## noun: refund\na refund")

    text = letter(answer("refer"), answer("clarify"), contents=own)

    assert text.count("You'd like money back for your order.") == 1
    assert "A colleague has to decide about a refund" in text


def test_wishes_whose_answers_do_not_say_what_they_are_about_stand_before_them() -> None:
    text = letter(answer(), replace(answer("billable"), ask="credit"))

    assert "You'd like money back for your order. Yes, we'll gladly do that." in text
    assert "You'd also like to know why there is no credit. We can do that" in text


def test_long_wishes_stand_with_their_answers() -> None:
    long = book(general="## wish: refund\n" + "money " * 50 + "\n## noun: refund\na refund")

    text = letter(answer("refer"), answer("clarify"), contents=long)

    assert text.count("money money") > 1


def test_an_ask_that_the_book_lacks_is_answered_all_the_same() -> None:
    text = letter(replace(answer("refer"), ask="loan"))

    assert "Thank you for writing to us about this." in text
    assert "A colleague has to decide this, and will look at it personally." in text


def test_a_chat_is_short() -> None:
    text = letter(answer(next=step("pay it")), channel="chat", customer_name="Ms Quill")

    assert text == (
        "Hello Ms Quill. You'd like money back for your order. Yes, we'll gladly do that.\n"
        "Our accounting team will pay it by Monday, 19 October."
    )


def test_on_the_phone_a_yes_takes_two_sentences() -> None:
    special = book(grant="## answer: refund\nYou'll have {{ granted.amount }} back.")
    granted = answer(granted=MONEY_BACK, because="It was faulty.", next=step("pay it"))

    assert letter(granted, contents=special, channel="phone") == (
        "You'll have 40 EUR back. Our accounting team will pay it by Monday, 19 October."
    )


def test_on_the_phone_a_no_needs_no_restatement_and_offers_two_ways_at_most() -> None:
    own = book(general="## noun: refund\na refund\n## trouble\nWhat a pity.")
    ways = tuple(offer(text) for text in ("a credit", "a repair", "a call"))

    text = letter(
        answer("declined", because="It was used.", alternatives=ways), contents=own, channel="phone"
    )

    assert text == (
        "I'm afraid a refund isn't possible. It was used. "
        "There is something we can do for you: a credit, or a repair. "
        "Tell us which you'd like, and we'll get back to you within two days."
    )


def test_on_the_phone_one_says_that_the_answer_is_still_the_same() -> None:
    own = book(general="## noun: refund\na refund")

    text = letter(answer("declined"), contents=own, channel="phone", signals=("repeated",))

    assert "our answer is still the same. I'm afraid a refund isn't possible." in text


def test_on_the_phone_the_customers_own_words_are_told_back() -> None:
    own = book(general="## noun: refund\na refund\n## wish: refund\nmoney for {{ ask.order }}")

    text = letter(answer("refer", params=typed(order="the blue kettle")), contents=own, channel="phone")

    assert text.startswith("You'd like money for the blue kettle. A colleague")


def test_what_is_the_same_for_all_wishes_is_said_once() -> None:
    held = answer("declined", consulted=False)
    own = book(general="## noun: refund\na refund\n## noun: credit\na credit")

    text = letter(held, replace(held, ask="credit"), contents=own)

    assert text.count("Before I give you an answer, I'd like to talk this over") == 1
    assert text.count("You'll hear from us by") == 1


def test_the_trouble_is_not_named_where_somebody_has_just_taken_over() -> None:
    own = book(general="## trouble\nWhat a pity.")

    assert "pity" in letter(answer(), contents=own)
    assert "pity" not in letter(answer(), contents=own, situation="after_escalation")


def test_on_the_phone_one_excuses_oneself_for_a_moment() -> None:
    assert "Would you excuse me for a moment?" in letter(answer("declined", consulted=False), channel="phone")


def test_a_public_answer_says_nothing_of_the_customer() -> None:
    granted = answer(
        params=typed(order="48213"), granted=MONEY_BACK, because="Paid on 3 May.", next=step("pay 40 EUR")
    )

    assert letter(granted, channel="review", customer_name="Ms Quill", order_number="48213") == (
        "Hello,\n\nThank you for taking the time to write this review.\n\n"
        "You'd like money back for your order. Yes, we'll gladly do that. "
        "The reason lies in the details, so we'll explain it to you in private.\n\n"
        "You'll hear from us by Monday, 19 October.\n\n"
        "Please write to us in a private message: there we can go into the details." + CLOSE
    )


def test_anger_gets_one_owner_and_abuse_a_boundary() -> None:
    angry, abusive = (letter(answer(), emotion="angry", signals=signals) for signals in ((), ("abusive",)))

    assert "I'm keeping this in my own hands until it's settled" in angry
    assert "I ask that we speak to each other with respect" in abusive


def test_asked_again_the_answer_is_the_same() -> None:
    text = letter(answer("declined", because="It was used."), signals=("repeated",))

    assert "You've asked us again: you'd like money back for your order." in text
    assert "our answer is still the same. I'm afraid that isn't possible. It was used." in text


def test_the_books_own_words_come_first() -> None:
    own = book(
        grant="## answer: refund\nYou get {{ granted.amount }}{% if ask.colour %}!{% endif %}.",
        general="## noun: refund\na refund\n## answer\n-\n"
        "## offer: credit\na voucher of {{ granted.amount }}",
    )
    meant = replace(offer("", amount=Decimal(5)), text=own.asks["credit"].means)

    granted = letter(answer(granted=MONEY_BACK), contents=own)
    refused = letter(answer("declined", alternatives=(meant,)), contents=own)

    assert "You get 40 EUR." in granted
    assert "I'm afraid a refund isn't possible." in refused
    assert "There is something we can do for you: a voucher of 5 EUR." in refused


def test_a_playbook_without_headings_is_the_whole_letter() -> None:
    own = book(grant="Dear {{ customer.name }}, {{ because }} {{ wishes | join: ' ' }} {{ next.says }}\n")

    text = letter(answer(because="It was faulty.", next=step("pay")), contents=own, customer_name="Ada")

    assert text == (
        "Dear Ada, It was faulty. money back for your order "
        "Our accounting team will pay by Monday, 19 October."
    )


def test_a_whole_letter_for_one_answer_is_not_taken_for_two() -> None:
    own = book(grant="Dear {{ customer.name }}")

    assert letter(answer(), answer("refer"), contents=own).startswith("Hello,")


def test_a_name_that_no_decision_has_is_a_mistake_in_the_playbook() -> None:
    with pytest.raises(PlaybookError, match=r"playbooks/grant.md:5:4: there is no value `custmer`"):
        letter(answer(), contents=book(grant="## answer\n{{ custmer.name }}"))


@pytest.mark.parametrize(
    ("known", "language"),
    [({}, "en"), ({"language": "de"}, "de"), ({"language": "fr"}, "en"), ({"signals": ()}, "en")],
)
def test_the_customers_language_is_spoken_where_there_are_texts_in_it(
    known: dict[str, object], language: str
) -> None:
    german = book(general_in_de="## greeting\nGuten Tag,\n## restate\n{{ ask.means }}")

    draft = compose(german, occasion(answer(granted=typed(by=date(2026, 10, 19))), **known))  # type: ignore[arg-type]  # as named there

    assert draft.language == language
    assert ("Guten Tag,\n\nDer Kunde möchte Geld zurück." in draft.text) is (language == "de")
    assert ("Montag, 19. Oktober" in draft.text) is (language == "de")


def test_a_draft_says_for_which_situations_it_was_made() -> None:
    draft = compose(book(), occasion(answer("declined"), answer(), emotion="angry"))

    assert draft.situations == ("anger", "decline", "grant")


def test_a_decision_without_answers_makes_a_letter_too() -> None:
    assert letter(emotion="angry").startswith("Hello,\n\nI understand that you're angry")


def test_the_same_occasion_makes_the_same_letter() -> None:
    made: list[Answer] = [answer("declined", because="It was used.", alternatives=(SHOP,))]

    assert letter(*made) == letter(*made)
