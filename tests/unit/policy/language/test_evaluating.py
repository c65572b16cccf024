"""The plain reading: unknown, fault and value, whatever stands in the expression."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from doable.policy.language.evaluating import evaluate, resolve
from doable.policy.language.parsing import parse
from doable.policy.language.values import Fault, Timestamp, Unknown
from tests.unit.policy.language.expressions import FACTS, NAMES, anything

VIENNA = ZoneInfo("Europe/Vienna")


def value_of(source, **facts):
    node = resolve(parse(source), facts)
    return evaluate(node, lambda name: facts.get(name, Fault(f"no `{name}`")), zone=VIENNA)


def test_unknown_names_are_united():
    unknown = Unknown(frozenset({"a"})), Unknown(frozenset({"b"}))
    assert value_of("a + b > 3", a=unknown[0], b=unknown[1]) == Unknown(frozenset({"a", "b"}))


def test_an_unknown_goes_before_a_fault():
    assert value_of("1 / 0 > 0 && a", a=Unknown(frozenset({"a"}))) == Unknown(frozenset({"a"}))


def test_the_first_fault_is_reported_with_its_place():
    fault = value_of("1 / 0 > 0 && 2 % 0 > 0")
    assert (fault.message, fault.at.start, fault.at.end) == ("division by zero", 0, 5)


def test_a_fault_says_what_was_tried():
    assert value_of('1 + "a"').message == "no `+` for a whole number and text"


def test_the_date_of_a_moment_is_the_one_at_home():
    assert value_of('date(timestamp("2026-10-14T23:00:00Z"))') == date(2026, 10, 15)


def test_the_first_and_last_moments_have_a_date_or_a_fault():
    assert value_of('date(timestamp("0001-01-01T00:00:00Z"))') == date(1, 1, 1)
    assert (
        value_of('date(timestamp("9999-12-31T23:59:59Z"))').message
        == "the date lies outside the years 1 to 9999"
    )


def test_rounding_goes_away_from_zero_at_the_half():
    assert value_of("round(total / 8, 2)", total=Decimal(1)) == Decimal("0.13")
    assert value_of("round(-total / 8, 2)", total=Decimal(1)) == Decimal("-0.13")


def test_rounding_reaches_into_both_ways_of_a_choice():
    assert value_of("round(a ? 7 / 2 : 1, 1)", a=True) == Decimal("3.5")
    assert isinstance(value_of("round(a ? 1 : 2, 1)", a=Unknown(frozenset({"a"}))), Unknown)
    assert isinstance(value_of("round(a ? 1 : 2, 1)", a=Fault("so")), Fault)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("round(1.5, 2)", "`round` takes exact numbers, not a number with a point"),
        ("round(true, 2)", "`round` takes exact numbers, not yes or no"),
        ("round(1, 7)", "`round` takes 0 to 6 places"),
        ("round(1, true)", "`round` takes 0 to 6 places"),
        ("round(1)", "no function `round`"),
        ("round(1 / 0, 2)", "division by zero"),
        ("round(m * 1000000000000000000, 0)", "the number has more than 18 digits before the point"),
        ("m * 1000000000000000000", "the number has more than 18 digits before the point"),
        ("m * small", "the number has more than 6 digits after the point"),
        ("m / 2", "decimals are divided only inside `round(..., places)`"),
        ("m + 1.5", "no `+` for a decimal number and a number with a point"),
        ("m < 1.5", "no `<` between a decimal and a double, which is not exact"),
        ("m == 1.5", "no `==` between a decimal and a double, which is not exact"),
        ("nan + m", "a fact holds a decimal that is no number"),
        ("snan + m", "the number has too many digits"),
        ("nan < m", "a fact holds a decimal that is no number"),
        ("snan == m", "a fact holds a decimal that is no number"),
        ("round(nan, 2)", "a fact holds a decimal that is no number"),
        ("odd == 1", "a fact holds a value that conditions do not know"),
        ("1 in 2", "`in` needs a list on its right, not a whole number"),
        ("[1][1.5]", "the place in a list is a whole number"),
        ("[1][3]", "the list has 1 items, none at place 3"),
        ("m.startsWith(m)", "no `startsWith` for a decimal number and a decimal number"),
        ("timestamp()", "no `timestamp` for nothing"),
        ("today.field", "no field `field`: only facts have names with points"),
        ('"\\ud7ff".matches(half)', "a text holds half a character"),
        ('half.matches("a")', "a text holds half a character"),
        ("true ? 1 : [1].all(x, 2)", None),
        ("[1].all(x, 2)", "yes or no is needed here, not a whole number"),
    ],
)
def test_a_fault_is_in_plain_words(source, message):
    facts = {
        "m": Decimal("1.50"),
        "small": Decimal("0.000001"),
        "nan": Decimal("NaN"),
        "snan": Decimal("sNaN"),
    }
    facts |= {"odd": datetime(2026, 1, 1), "half": "\ud800", "today": date(2026, 1, 1)}
    value = value_of(source, **facts)
    if message is None:
        assert value == 1
    else:
        assert value.message.startswith(message)


def test_trailing_zeros_do_not_count_as_digits():
    assert str(value_of("m * m", m=Decimal("0.50000"))) == "0.250000"


@pytest.fixture
def few_rounds(monkeypatch):
    monkeypatch.setattr("doable.policy.language.evaluating.MOST_ROUNDS", 1_000)


@pytest.mark.usefixtures("few_rounds")
def test_quantifiers_inside_others_have_a_limit():
    source = "big.all(a, big.all(b, big.all(c, true)))"
    assert value_of(source, big=tuple(range(40))).message == "more than 1,000 rounds"


@pytest.mark.usefixtures("few_rounds")
def test_a_long_list_alone_has_none():
    assert value_of("big.all(a, a >= 0)", big=tuple(range(1_001))) is True


def test_a_variable_hides_a_fact_and_gives_it_back():
    assert value_of("[2].all(x, [3].all(x, x == 3) && x == 2) && x == 1", x=1) is True


def test_a_point_before_a_name_reaches_past_variables():
    assert value_of("[2].all(x, .x == 1)", x=1) is True


def test_the_longest_known_name_wins():
    assert value_of("a.b.c", **{"a.b": 1, "a.b.c": 2}) == 2


def test_a_variable_has_no_fields():
    assert isinstance(value_of("[1].all(a, a.b == 1)", **{"a.b": 1}), Fault)


def test_a_sum_of_a_thousand_needs_no_recursion():
    assert value_of("1" + " + 1" * 900) == 901


def test_moments_are_kept_to_the_nanosecond():
    assert value_of('timestamp("1970-01-01T00:00:00.000000001Z")') == Timestamp(1)


def test_a_date_may_lie_behind_a_whole_number_of_days():
    assert value_of("3 + today - 1", today=date(2026, 1, 1)) == date(2026, 1, 3)


@given(anything, FACTS)
@settings(max_examples=15)
def test_evaluating_never_raises_and_is_the_same_again(source, facts):
    node = resolve(parse(source), NAMES)

    def lookup(name):
        return facts[name] if name in facts else Unknown(frozenset({name}))

    first = evaluate(node, lookup, zone=VIENNA)
    assert evaluate(node, lookup, zone=VIENNA) == first
