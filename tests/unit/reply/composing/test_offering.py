"""Offering: what is there in place of a no."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from doable.policy.book import Text
from doable.policy.deciding.decision import Nearest, Offer, Referred
from doable.reply.composing.languages.english import English
from doable.reply.composing.offering import nearest, options, referrals
from doable.reply.composing.showing import Shown
from tests.unit.reply.composing.letters import answer, book, offer, typed

SHOWN = Shown(English(), "EUR", ZoneInfo("Europe/Berlin"), date(2026, 10, 14))
SHOP = Referred("shop", Text((("en", "old machines"),)), ())
MEANT = Offer("credit", (), "doable", (), book().asks["credit"].means)


def offered(*others: Offer | Referred, public: bool = False, worded: str = "") -> list[str]:
    refused = answer("declined", alternatives=others)
    return options(book(), refused, SHOWN, worded=lambda _: worded, public=public)


def test_an_offer_says_its_figures_unless_its_text_does() -> None:
    credit = offer("A credit.", amount=Decimal(40), order="CC-1")

    assert offered(credit, offer("A credit of 40 EUR.", amount=Decimal(40)), offer("Berlin")) == [
        *("a credit (40 EUR)", "a credit of 40 EUR", "Berlin")
    ]


def test_another_day_for_the_same_ask_is_named_but_not_in_public() -> None:
    later, elsewhere = (offer("a later day", ask=ask, date=date(2026, 11, 3)) for ask in ("refund", "repair"))

    assert offered(later) == ["a later day (Tuesday, 3 November)"]
    assert offered(later, public=True) == ["a later day"]
    assert offered(elsewhere) == ["a later day"]


def test_the_nearest_yes_is_left_out_where_an_offer_grants_it() -> None:
    near = Nearest(typed(days=30)[0])
    alone, same = answer("declined", nearest=(near,)), offer("more time", ask="refund", days=30)

    assert nearest(alone) == [near.param]
    assert nearest(replace(alone, alternatives=(same,))) == []
    assert nearest(replace(alone, alternatives=(replace(same, ask="repair"), SHOP))) == [near.param]


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
