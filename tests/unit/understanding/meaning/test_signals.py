"""What a message shows besides what it asks."""

from datetime import date

import pytest

from doable.understanding.days.dates import dates
from doable.understanding.meaning.signals import signals
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import SIGNALS, Earlier, Message
from tests.unit.understanding.small_book import WEDNESDAY


def shown(text: str, *history: Earlier, received: date | None = WEDNESDAY) -> tuple[str, ...]:
    message = Message(text, received, history=history)
    return signals(message, clauses(text), dates(text, received))


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("accusation", "Why do you sell machines that break?"),
        ("accusation", "How do you justify that?"),
        ("accusation", "Pourquoi encaissez-vous mon argent ?"),
        ("accusation", "Warum ruft mich niemand zurück?"),
        ("threat_review", "I'll post a bad review about you"),
        ("threat_review", "I will go to the press."),
        ("threat_legal", "my lawyer will write to you"),
        ("threat_legal", "Sonst gehe ich zum Anwalt"),
        ("threat_legal", "I'll file for a chargeback"),
        ("repeated", "For the second time: stop it"),
        ("repeated", "I have already written to you"),
        ("repeated", "Zum dritten Mal: bitte melden"),
        ("repeated", "The visit was cancelled by you. The next one was moved, too"),
        ("repeated", "Ya les escribí y nadie contesta"),
        ("transferred", "I was passed around between desks"),
        ("transferred", "I've been on hold for 40 minutes"),
        ("transferred", "The shop says ask the hotline, the hotline says ask the shop"),
        ("repeated", "My letter of May lies unanswered"),
        ("repeated", "Me again, once more from the top."),
        ("accusation", "What sort of swindle is this?"),
        ("hardship", "My husband passed away in August"),
        ("hardship", "Ich habe meinen Job verloren"),
        ("abusive", "you idiots"),
        ("abusive", "Are you stupid?"),
        ("deadline", "It must be here by Friday"),
        ("deadline", "I need it before 6 pm"),
        ("deadline", "We have guests on the 29th"),
        ("deadline", "send it, latest tomorrow"),
    ],
)
def test_a_signal_is_known_by_its_words(signal: str, text: str) -> None:
    assert signal in shown(text)


@pytest.mark.parametrize(
    "text",
    [
        "Could you explain how the app works?",
        "Do you think you could help?",
        "I ordered it by accident",
        "Last time I ordered three",
        "My card was declined",
        "The parcel was sent on Monday and handed over to the carrier",
        "Did it get lost? Please shut it off",
        "Can I pay by invoice? I can't pay it by card",
        "The visit is on Friday",
        "Please pay it by Friday",
        "It was due by 2 October",
        "Deliver on Saturday, no hurry",
        "Happy with the machine!",
    ],
)
def test_plain_messages_show_none(text: str) -> None:
    assert shown(text) == ()


def test_a_day_of_a_threat_is_no_deadline() -> None:
    assert shown("I open a chargeback by Friday") == ("threat_legal",)


def test_signals_stand_in_their_order() -> None:
    found = shown("You idiots! For the third time: why do you never answer? My lawyer needs it by Friday.")

    assert list(found) == [name for name in SIGNALS if name in found]


ASKED = Earlier("customer", "30% off?")


@pytest.mark.parametrize(
    ("history", "again"),
    [
        ((ASKED, Earlier("company", "Sorry, no.")), True),
        ((ASKED,), True),
        ((ASKED, Earlier("company", "Which order is it?")), False),
        ((Earlier("company", "Your order is on its way."),), False),
        ((), False),
    ],
)
def test_who_was_answered_before_asks_again(history: tuple[Earlier, ...], again: bool) -> None:
    assert ("repeated" in shown("thirty then", *history)) is again


def test_without_the_day_of_reception_a_full_date_may_be_a_deadline() -> None:
    assert shown("It must be here by 2020-01-01", received=None) == ("deadline",)
