from functools import cache

import pytest

from doable import Book, InputError
from doable.policy.book import Contents
from doable.policy.language.declarations import BOOL, DATE, DECIMAL, INT, MONEY, STRING, Type
from doable.web.cases.fields import fact_field, param_field, typed
from doable.web.cases.wording import fact_label, role, shown, title


@cache
def contents() -> Contents:
    return Book.load("examples/copperline").contents


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (MONEY, "74", "74.00"),
        (MONEY, "74,50", "74.50"),
        (MONEY, "1,420.00 EUR", "1420.00"),
        (MONEY, "1.420,50", "1420.50"),
        (DECIMAL, "12.5 %", "12.5"),
        (INT, " 9 ", 9),
        (BOOL, "true", True),
        (BOOL, "false", False),
        (DATE, "2026-10-14", "2026-10-14"),
        (STRING, "CC-48219", "CC-48219"),
        (Type("list", of=STRING), "a, b", ["a", "b"]),
        (MONEY, " ", None),
    ],
)
def test_what_is_typed_is_read_by_its_type(kind: Type, raw: str, value: object) -> None:
    assert typed(contents(), kind, raw, "order.total") == value


@pytest.mark.parametrize(
    ("kind", "raw"), [(INT, "soon"), (MONEY, "much"), (DATE, "14 October"), (BOOL, "perhaps")]
)
def test_what_cannot_be_is_refused(kind: Type, raw: str) -> None:
    with pytest.raises(InputError):
        typed(contents(), kind, raw, "order.total")


def test_a_field_has_the_sources_a_colleague_can_vouch_for() -> None:
    tier = fact_field(contents(), contents().facts["customer.tier"], "gold")
    assert tier is not None
    assert [source.value for source in tier.sources] == ["colleague"]
    assert [choice.value for choice in tier.choices if choice.chosen] == ["gold"]
    assert fact_field(contents(), contents().facts["customer.since"]) is None


def test_a_param_has_its_unit_and_its_value() -> None:
    amount = param_field(contents(), contents().asks["refund"].params["amount"], "21.90")
    assert (amount.kind, amount.unit, amount.value, amount.sources) == ("amount", "EUR", "21.90", ())


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("order.total", "Order total"),
        ("order.days_since_delivery", "Days since delivery"),
        ("customer.granted_90d", "Granted in the last 90 days"),
        ("customer.extensions_12m", "Extensions in the last 12 months"),
        ("ask.amount", "Amount"),
    ],
)
def test_a_fact_is_named_in_words(name: str, label: str) -> None:
    assert fact_label(name) == label


def test_names_and_values_are_told_as_people_say_them() -> None:
    assert title("keep_old_terms") == "Keep old terms"
    assert role("manager", "finance") == "manager in finance"
    assert role("manager", "any") == "manager"
    assert shown(True, BOOL, "EUR") == "yes"
    assert shown("2026-10-14", DATE, "EUR") == "14 October 2026"
    assert shown("1190.00", MONEY, "EUR") == "€\u00a01,190.00"
    assert shown(["a", "b"], Type("list", of=STRING), "EUR") == "a, b"
    assert shown(None, MONEY, "EUR") == "none"
