"""How a draft treats the customer."""

from tests.unit.reply.checking.drafted import found, marked, occasion

BODY = "You'd like your money back: accounting pays 40 EUR by 21 October. "


def test_the_whole_clause_is_marked_and_the_message_names_the_words() -> None:
    draft = BODY + "You failed to read the label."
    blame = next(one for one in found(draft) if one.check == "blame")

    assert draft[blame.start : blame.end] == "You failed to read the label."
    assert blame.message == "“You failed” puts the fault on the customer"
    assert blame.severity == "advice"


def test_shouting_in_capitals_signs_or_faces_is_unprofessional() -> None:
    assert marked(BODY + "PLEASE READ THIS!")["unprofessional"] == "PLEASE READ THIS!"
    assert marked(BODY + "Really?!?")["unprofessional"] == "?!?"
    assert marked(BODY + "Fine 🙄")["unprofessional"] == "🙄"


def test_capitals_of_the_customer_may_be_quoted() -> None:
    held_against = occasion(message="The display says NO WATER LEFT, pay me back.")

    assert "unprofessional" not in marked(BODY + "NO WATER LEFT means that the tank is empty.", held_against)


def test_the_words_of_the_decision_are_nobody_s_tone() -> None:
    held_against = occasion({"reasons": [{"ground": "policy", "because": "You failed to read the label."}]})

    assert "blame" not in marked(BODY + "You failed to read the label.", held_against)


def test_a_long_wording_is_shown_by_its_beginning() -> None:
    draft = BODY + "As I have already explained to you several times in my last mails, it is so."
    assert all(len(one.message) < 110 for one in found(draft))


def test_the_customer_s_own_words_belittle_nobody() -> None:
    held_against = occasion(message="It was tough luck. Please pay me back.")

    assert "dismissive" not in marked(BODY + "That was tough luck.", held_against)
    assert "dismissive" in marked(BODY + "That was tough luck.")
