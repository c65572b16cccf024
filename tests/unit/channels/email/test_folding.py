"""What was written now is told from what is quoted and from a signature, and no line falls between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doable.channels.email.folding import Folded, fold

QUOTES = {
    "en": "On Mon, 2 Mar 2026 at 09:12, Copperline <help@copperline.example> wrote:\n\n> Hello",
    "two lines": "On Mon, 2 Mar 2026 at 09:12, Copperline\n<help@copperline.example> wrote:\n> Hello",
    "unmarked": "On 2 March 2026 at 09:12, Copperline wrote:\n\nHello Ada,\nwhich order is it?",
    "de": "Am 02.03.26 um 09:12 schrieb Copperline:\n> Hallo",
    "fr": "Le lun. 2 mars 2026 à 09:12, Copperline <help@copperline.example> a écrit :\n> Bonjour",
    "es": "El lun, 2 mar 2026 a las 9:12, Copperline (<help@copperline.example>) escribió:\n> Hola",
    "nl": "Op ma 2 mrt 2026 om 09:12 schreef Copperline <help@copperline.example>:\n> Hallo",
    "outlook": "From: Copperline <help@c.example>\nSent: Monday, 2 March\nTo: Ada\nSubject: A\n\nHello",
    "outlook de": "_______________\nVon: Copperline\nGesendet: Montag\nAn: Ada\nBetreff: Mühle\n\nHallo",
    "original": "-----Original Message-----\nHello Ada",
    "forwarded": "---------- Forwarded message ---------\nFrom: Bo <bo@x.example>\n\nHello",
}


@pytest.mark.parametrize("quote", QUOTES.values(), ids=QUOTES)
def test_a_quote_is_folded_away(quote: str) -> None:
    folded = fold(f"It is order 4711.\nIt broke.\n\n{quote}\n")

    assert folded == Folded("It is order 4711.\nIt broke.", quote, "")


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAda Ward\nCEO",
        "--\nAda",
        "Best regards,\nAda Ward",
        "Mit freundlichen Grüßen\n\nAda Ward",
        "Thanks,\nAda",
        "Sent from my iPhone",
        "Cordialement,\nAda",
        "Kind regards, Ada",
        "/Ada",
        "_____\nlist@x.example",
    ],
)
def test_a_signature_is_folded_away(signature: str) -> None:
    assert fold(f"It broke.\n\n{signature}\n") == Folded("It broke.", "", signature)


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\nThanks, that helped.\nBut I still want a refund.",
        "Hello\n\nThanks\nplease send me a new one",
        "It broke.\nRegards the invoice: when do I have to pay it?",
        "It broke.\n\nThank you\nAda\nPS: I want my money back",
        "It broke.\n\nSent from my desk, since the other address is dead.",
        "I want:\n- a refund\n- a new lid",
        "On the phone your colleague wrote:\nyou get a refund\nI want that.",
        "Warning: the machine is outside in the rain.\nMail me.",
        "From: Berlin\nI want to send it back.",
        "Take it back please",
    ],
)
def test_a_persons_own_words_stay(text: str) -> None:
    assert fold(text) == Folded(text)


def test_answers_between_the_quotes_are_what_was_written() -> None:
    folded = fold("On 2.3.2026 Bo wrote:\n> which order?\n4711\n> how many?\ntwo\n")

    assert folded == Folded("4711\ntwo", "On 2.3.2026 Bo wrote:\n> which order?\n> how many?")


def test_the_sentence_above_a_quote_does_not_go_with_it() -> None:
    folded = fold("Call me at 10:30\nOn Dec 8, 2025 Bo <bo@x.example> wrote:\n> hello")

    assert folded.text == "Call me at 10:30"


def test_a_mail_that_is_all_quote_is_text() -> None:
    assert fold("> one\n> two") == Folded("> one\n> two")


def test_a_signature_over_a_quote_leaves_no_text() -> None:
    assert fold("-- \nAda\n\nOn 2.3.2026 Bo wrote:\n> hello") == Folded(
        "", "On 2.3.2026 Bo wrote:\n> hello", "-- \nAda"
    )


def test_a_mail_servers_banner_is_not_the_senders() -> None:
    banner = "CAUTION: This email originated from outside of the company."

    assert fold(f"{banner}\n\nIt broke.") == Folded("It broke.", "", banner)


LINES = st.sampled_from(
    [
        *"\n".join(QUOTES.values()).split("\n"),
        "It broke.",
        "",
        "Thanks,",
        "Ada",
        "-- ",
        "_____",
        "> x",
        "Sent from my iPad",
    ]
)


@given(st.lists(LINES | st.text(st.characters(exclude_characters="\n"), max_size=20)))
def test_every_line_lands_in_exactly_one_pile(lines: list[str]) -> None:
    folded = fold("\n".join(lines))

    piles = "\n".join([folded.text, folded.quoted, folded.signature]).split("\n")
    assert sorted(line for line in piles if line.strip()) == sorted(line for line in lines if line.strip())
