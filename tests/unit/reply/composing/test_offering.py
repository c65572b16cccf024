"""Offering: what is there in place of a no."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from doable.policy.book import Text
from doable.policy.deciding.decision import Offer, Referred
from doable.reply.composing.languages.english import English
from doable.reply.composing.offering import options, referrals
from doable.reply.composing.showing import Shown
from tests.unit.reply.composing.letters import answer, book, offer, typed

SHOWN = Shown(English(), "EUR", ZoneInfo("Europe/Berlin"), date(2026, 10, 14))
MEANT = Offer("credit", (), "doable", (), book().asks["credit"].means)


def offered(*others: Offer | Referred, public: bool = False, worded: str = "") -> list[str]:
    refused = answer("declined", alternatives=others)
    return options(book(), refused, SHOWN, worded=lambda _: worded, public=public)


def test_an_offer_says_its_figures_unless_its_text_does() -> None:
    credit = offer("A credit.", amount=Decimal(40), order="CC-1")

    assert offered(credit, offer("A credit of 40 EUR.", amount=Decimal(40)), offer("Berlin")) == [
        *("a credit (40 EUR)", "a credit of 40 EUR", "Berlin")
    ]


def test_an_offer_without_words_of_its_own_takes_those_of_the_playbooks() -> None:
    assert offered(MEANT, worded="a voucher") == ["a voucher"]


def test_and_else_what_the_ask_means() -> None:
    assert offered(MEANT) == ["to know why there is no credit"]


def test_the_same_offer_is_made_once() -> None:
    assert offered(offer("A credit."), offer("A credit.")) == ["a credit"]


def test_an_ask_that_the_book_lacks_is_offered_in_the_words_given() -> None:
    assert offered(offer("Photos.", ask="photos"), worded="nothing") == ["Photos"]


def test_in_public_nothing_with_numbers_is_offered() -> None:
    assert offered(offer("A credit.", amount=Decimal(40)), offer("A call."), public=True) == ["a call"]


def test_those_outside_come_with_their_name_and_how_to_reach_them() -> None:
    shop = Referred("shop", Text((("en", "old machines"),)), (("address", "Weg 3"), ("phone", "+49 30 1")))
    stranger = Referred("other_shop", Text((("en", "new ones"),)), ())

    found = referrals(book(), answer("declined", alternatives=(shop, stranger)), "en")

    assert [(each["name"], each["helps_with"], each["reach"], each["phone"]) for each in found] == [
        ("Corner Shop", "old machines", "+49 30 1, Weg 3", "+49 30 1"),
        ("other shop", "new ones", None, None),
    ]
    assert typed() == ()
