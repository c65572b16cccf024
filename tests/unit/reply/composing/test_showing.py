"""Showing: values as the customer reads them."""

from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from doable.policy.deciding.decision import Typed
from doable.policy.language.declarations import BOOL, DURATION, MONEY, STRING, TIMESTAMP, Type
from doable.policy.language.values import Duration
from doable.reply.composing.languages.english import English
from doable.reply.composing.showing import Named, Nothing, Shown, has_numbers
from doable.reply.playbooks import STRICT
from tests.unit.reply.composing.letters import AT, typed

SHOWN = Shown(English(), "EUR", ZoneInfo("Europe/Berlin"), date(2026, 10, 14))


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("40.00", "40 EUR"),
        ("42.9", "42.90 EUR"),
        ("12500", "12,500 EUR"),
        ("0.004", "0.004 EUR"),
        ("0", "0 EUR"),
    ],
)
def test_money_has_decimals_only_where_it_needs_them(amount: str, text: str) -> None:
    assert SHOWN.money(Decimal(amount), "EUR") == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (typed(amount=Decimal(40))[0], "40 EUR"),
        (typed(date=date(2026, 10, 16))[0], "Friday, 16 October"),
        (typed(days=1)[0], "1 day"),
        (typed(order="CC-1")[0], "CC-1"),
        (Typed("open", True, BOOL), True),
        (Typed("at", AT, TIMESTAMP), "Wednesday, 14 October"),
        (Typed("wait", Duration(3600 * 10**9), DURATION), "1 hour"),
        (Typed("wait", Duration(90 * 10**9), DURATION), "90s"),
        (Typed("bags", Decimal("3.0"), Type("decimal")), "3"),
        (Typed("parts", ("lid", "tray"), Type("list", STRING)), "lid and tray"),
        (Typed("fees", (Decimal(5), Decimal("7.5")), Type("list", MONEY)), "5 EUR and 7.50 EUR"),
    ],
)
def test_each_type_is_shown_in_its_way(value: Typed, text: object) -> None:
    assert SHOWN.value(value) == text


def test_figures_are_amounts_and_counts_but_not_names() -> None:
    values = typed(amount=Decimal(40), order="CC-1", days=3, date=date(2026, 10, 16))

    assert SHOWN.figures((*values, Typed("open", True, BOOL))) == ["40 EUR", "3 days"]


def test_a_text_says_a_figure_already_in_digits_or_in_words() -> None:
    assert SHOWN.says("ten percent off", "10 percent")
    assert SHOWN.says("for 40 EUR", "40 EUR")
    assert not SHOWN.says("a credit", "40 EUR")


def test_what_a_decision_lacks_is_nothing_in_a_text_and_false_in_a_condition() -> None:
    text = "{{ ask.amount }}{{ charge }}{{ charge.amount }}{% if charge %}yes{% else %}no{% endif %}"

    assert STRICT.template(text).render({"ask": Named(), "charge": Nothing()}) == "no"


def test_numbers_are_found() -> None:
    assert has_numbers("in 2 days")
    assert not has_numbers("in two days")
