"""Conditions as Python code: never another value than the plain reading gives."""

import ast
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from doable.policy.language.checking import check
from doable.policy.language.compiling.python import (
    UNKNOWN,
    Frame,
    compile_three,
    compile_two,
    expression,
    kleene,
)
from doable.policy.language.declarations import ANY, BOOL, INT, Declaration, Type
from doable.policy.language.evaluating import evaluate
from doable.policy.language.parsing import parse
from doable.policy.language.values import Fault, Timestamp, Unknown
from tests.unit.policy.language.expressions import ALL_FACTS, FACTS, NAMES, anything

ZONE = ZoneInfo("Europe/Vienna")
# What callers catch before they ask the plain reading.
FAILURES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
LOOSE = NAMES | {"any": Declaration(ANY), "other": Declaration(ANY), "flag": Declaration(BOOL, optional=True)}


def checked(source, names=NAMES):
    return check(parse(source), names)


def plain(found, facts):
    """The plain reading of a checked expression."""

    def lookup(name):
        return facts[name] if name in facts else Unknown(frozenset({name}))

    return evaluate(found.node, lookup, zone=ZONE)


def code_of(source, reading=expression):
    return ast.unparse(reading(checked(source), lambda name: ast.Name(name.replace(".", "_")), Frame()))


def agree(source, facts, names=LOOSE):
    """Whether both compiled readings agree with the plain one; True in the pair where they gave a value."""
    found = checked(source, names)
    expected = plain(found, facts)
    gave = []
    for compiled in (compile_two(found, zone=ZONE), compile_three(found, zone=ZONE)):
        try:
            value = compiled(facts)
        except FAILURES:
            gave.append(False)
            continue
        gave.append(True)
        if value is UNKNOWN:
            assert isinstance(expected, Unknown), source
        else:
            assert not isinstance(expected, Unknown | Fault), source
            assert (value, isinstance(value, bool)) == (expected, isinstance(expected, bool)), source
    return gave


def test_a_known_condition_is_what_one_would_write_by_hand():
    assert code_of(
        'order.note in ["EU", "UK"] && item.opened && order.days <= 14 && customer.tier != "gold"'
    ) == ("order_note in ('EU', 'UK') and item_opened and (order_days <= 14) and (customer_tier != 'gold')")


def test_a_condition_with_unknowns_tests_each_name_once():
    assert code_of("order.days <= 14 && item.opened", kleene) == (
        "False if (t1 := (c0 if (t2 := order_days) is c0 else t2 <= 14)) is False "
        "or (t3 := item_opened) is False else c0 if t1 is c0 or t3 is c0 else True"
    )


def test_long_lists_of_words_become_sets():
    frame = Frame()
    expression(checked('order.note in ["a", "b", "c", "d"]'), ast.Name, frame)
    assert frozenset("abcd") in frame.globals.values()


def test_a_missing_fact_raises_where_all_should_be_known():
    with pytest.raises(KeyError):
        compile_two(checked("order.days > 1"))({})


def test_a_missing_fact_is_unknown_where_it_may_be_missing():
    assert compile_three(checked("order.days > 1 || item.opened"))({"item.opened": False}) is UNKNOWN


def test_a_missing_fact_does_not_matter_once_settled():
    assert compile_three(checked("order.days > 1 || item.opened"))({"item.opened": True}) is True


def test_unknown_is_neither_true_nor_false():
    with pytest.raises(TypeError):
        bool(UNKNOWN)
    assert repr(UNKNOWN) == "UNKNOWN"


def test_a_date_of_a_moment_needs_a_zone():
    source = "date(now) == order.on"
    facts = {"now": Timestamp(0), "order.on": date(1970, 1, 1)}
    assert compile_two(checked(source), zone=ZONE)(facts) is True
    with pytest.raises(FAILURES):
        compile_two(checked(source))(facts)


FACTS_OF_ALL = {
    "order.total": Decimal("49.90"),
    "order.days": 7,
    "order.count": None,
    "item.opened": True,
    "item.faulty": None,
    "order.note": "a12",
    "customer.tier": "gold",
    "order.tags": ("a", "b"),
    "order.prices": (Decimal("1.50"),),
    "order.on": date(2026, 2, 27),
    "now": Timestamp(10**18),
    "any": (1, 2.5, "a"),
    "other": 2.5,
    "flag": None,
}


@pytest.mark.parametrize(
    "source",
    [
        "order.days * 3 - 1 == 20 && order.days / 2 == 3 && -order.days % 4 == -3",
        "order.total * 2 + 0.2 == 100 && -order.total < 0 && order.total - 1 > 1",
        "order.total <= 50 && 50 >= order.total && order.total == 49.9",
        "round(order.total / 3, 2) == 16.63",
        "round(item.opened ? order.total / 3 : 1, 2) == 16.63",
        "round(-(order.total) / 3 + 1 * 2 - 1, 2) == -15.63",
        "1.5 * 2.0 - 0.5 + -(1.0) > 1.0 / 2.0",
        '1.5 in [1.5, 2.5] && 1.5 == 1.5 && "a" + "b" == "ab"',
        'order.tags + ["c"] == ["a", "b", "c"] && [1.5] == [1.5] && [[1]] == [[1]]',
        "has(order.count) || order.count == null || null != order.count",
        "order.count == 3 || order.note != null",
        'order.tags[1] == "b" && size(order.tags) == 2 && order.note.size() == 3',
        'order.note.startsWith("a") && order.note.endsWith("2") && order.note.contains("1")',
        'order.note.matches("[0-9]+$") && matches(order.note, "^a")',
        'order.on + 2 == date("2026-03-01") && days(order.on, order.on + 1) == 1 && order.on - 1 < order.on',
        'now.getFullYear() == 2001 && now.getHours("+01:00") == 2',
        'now - duration("1s") < now && string(order.total) == "49.90" && int(order.total) == 49',
        "item.opened ? order.days == 7 : order.count > 3",
        "(item.opened ? 3 : order.count) == 3",
        'order.tags.all(t, t < "c") && order.tags.exists(t, t == "b") && order.tags.exists_one(t, t != "a")',
        "order.prices.exists(p, p == 1.5)",
        "any[1] == other && other in any && size(any) == 3 && !(any == any[0])",
        "any[0] + 1 == 2 && -other < 0.0 && (other > 1.0 || false)",
        'any.exists(x, x == "a") && [].all(x, x)',
        'customer.tier == "gold" && customer.tier in ["silver", "gold"]',
        "(order.days > 3) == item.opened && !(order.days < 3)",
        "has(order.note) && [order.days, 8] == [7, 8]",
        'customer.tier.startsWith("g") && customer.tier.endsWith("d") && customer.tier.contains("ol")',
        "null == null && [null] == [null] && null in [null]",
        '(item.opened ? true : item.faulty) && string(item.opened ? 3 : order.count) == "3"',
        "[] == [] && 2 in [] == false",
    ],
)
def test_what_is_known_comes_out_the_same_in_all_readings(source):
    assert agree(source, FACTS_OF_ALL) == [True, True]


@pytest.mark.parametrize(
    "source",
    [
        "9223372036854775807 + order.days > 0",
        "-9223372036854775807 - order.days < 0",
        "order.days / 0 == 1",
        "order.days % 0 == 1",
        "-(-9223372036854775807 - 1) == 1",
        "order.total * 1000000000000000000 > 0",
        "order.total * 0.000001 > 0",
        "round(order.total / 0, 2) > 0",
        "order.count > 3",
        "order.count + 1 > 3",
        "!item.faulty",
        "item.faulty && true",
        "item.faulty || false",
        "item.faulty ? true : false",
        'order.tags[5] == "a"',
        'order.tags[-1] == "a"',
        "other.all(x, true)",
        "other && true",
        "any < other",
        "null < null",
        "any.nosuch() || order.days > 100",
        'contains(order.note, "a")',
        'order.note.matches("[") || false',
        'customer.tier.matches("[") || false',
        "order.nosuch.field == 1",
        "[1].all(a, [1].all(b, true))",
        "[1].all(other, .other == 2.5)",
        "order.days / 2.5 > 1",
        '"a" in order.note',
        'order.note < "b" && order.tags < order.tags',
        'size(order.count) == 1 || string(order.count) == ""',
        "1" + " + 1" * 101 + " == 102",
        "round(1" + " + 1" * 101 + ", 0) == 102",
        "any.all(x, x > 0)",
        "order.prices.exists(p, p / 2 > 1)",
        "date(order.on, 1) == order.on",
        "-order.note == 1",
        "round(order.total) == 1",
        "date() == order.on",
    ],
)
def test_what_fails_or_is_too_rare_is_left_to_the_plain_reading(source):
    assert agree(source, FACTS_OF_ALL) == [False, False]


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("item.opened && order.days > 3", ["item.opened"]),
        ("order.days > 100 && item.opened", ["item.opened"]),
        ("!item.opened || order.days > 3", ["item.opened"]),
        ("item.opened ? order.days : 3", ["item.opened"]),
        ("order.days > 3 ? item.opened : true", ["item.opened"]),
        ("(item.opened ? order.days : 3) > 2", ["item.opened"]),
        ("(item.opened && true) == (order.days > 3)", ["item.opened"]),
        ("order.total + order.days * 2 > 3", ["order.days"]),
        ("round(order.total / order.days, 2) > 1", ["order.days"]),
        ("round(item.opened ? order.total : -(order.days), 2) > 1", ["item.opened"]),
        ("round(order.days > 3 ? order.total / 2 : 1, 2) > 1", ["order.total"]),
        ("round(true ? order.total / 2 : 1, 2) > 1", ["order.total"]),
        ("has(order.note)", ["order.note"]),
        ("[order.days, 1] == [7, 1]", ["order.days"]),
        ("order.tags.all(t, t == order.note)", ["order.note"]),
        ('order.tags.exists(t, t == order.note || t == "a")', ["order.note"]),
        ("order.tags.exists(t, t == order.note)", ["order.tags"]),
        ('order.tags.exists(t, t == order.note || t == "b")', ["order.note"]),
        ('order.tags.all(t, t != order.note || t == "a")', ["order.days"]),
        ('order.tags.all(t, t == "a" || t == order.note)', ["order.note"]),
        ('order.tags.all(t, t == order.note && t == "b")', ["order.note"]),
        ("order.tags.exists_one(t, t == order.note)", ["order.note"]),
        ('order.tags.exists_one(t, order.note == "a12" && t == "a")', []),
        ('order.tags.exists(t, t == "a")', ["order.tags"]),
        ("(order.tags.exists(t, t == order.note)) == true", ["order.note"]),
        ('(order.tags.exists(t, t == "b")) == item.opened', ["item.opened"]),
        ("order.days / 0 > 1 && item.opened", ["item.opened"]),
        ("flag && item.opened", ["flag"]),
        ("any && item.opened", ["any"]),
        ("order.days > 3 && (true || item.opened)", ["item.opened"]),
        ("true && order.days > 3", ["order.days"]),
        ("false || order.days > 3", ["order.days"]),
    ],
)
def test_what_is_unknown_comes_out_the_same(source, missing):
    facts = {name: value for name, value in FACTS_OF_ALL.items() if name not in missing}
    agree(source, facts)


def test_a_name_that_a_variable_hides_is_left_to_the_plain_reading_when_unknown():
    agree("[1].all(other, .other == 2.5)", {})


def test_conditions_of_any_depth_compile():
    deep = "!(" * 95 + "item.opened" + ")" * 95
    assert compile_three(checked(deep))({"item.opened": True}) is False


def test_names_may_begin_anew():
    frame = Frame()
    first = frame.fresh()
    frame.reuse()
    assert frame.fresh() == first


def test_several_conditions_share_one_frame():
    frame = Frame()
    parts = [expression(checked(source), ast.Name, frame) for source in ("1 + 1", "2 + 2")]
    assert ast.unparse(ast.Tuple(parts)).count("t1") == 2


def test_a_list_of_whole_numbers_is_looked_through_as_it_is():
    names = {"xs": Declaration(Type("list", INT))}
    assert compile_two(checked("3 in xs && xs == [1, 3]", names))({"xs": (1, 3)}) is True


@given(anything, FACTS)
@settings(max_examples=25)
def test_with_holes_the_compiled_readings_agree_with_the_plain_one(source, facts):
    agree(source, facts)


@given(anything, ALL_FACTS)
@settings(max_examples=25)
def test_with_all_known_the_compiled_readings_agree_with_the_plain_one(source, facts):
    agree(source, facts)
