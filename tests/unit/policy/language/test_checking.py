"""Checking expressions: what a policy owner is told, and what becomes exact."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from doable.policy.language.checking import check
from doable.policy.language.declarations import (
    ANY,
    BOOL,
    DATE,
    DECIMAL,
    DURATION,
    INT,
    MONEY,
    STRING,
    TIMESTAMP,
    Declaration,
    Type,
)
from doable.policy.language.parsing import parse
from doable.policy.language.tree import Literal, walk
from tests.unit.policy.language.expressions import NAMES, TIER, anything

BOOK = NAMES | {
    "order.paid": Declaration(MONEY),
    "order.rate": Declaration(DECIMAL),
    "machine.kind": Declaration(Type("enum", values=("a", "b", "c", "d", "e"))),
    "order.days_list": Declaration(Type("list", INT)),
    "order.tiers": Declaration(Type("list", TIER)),
}


def checked(source, wanted=None):
    return check(parse(source), BOOK, wanted=wanted)


def problem_of(source, wanted=None):
    (problem,) = checked(source, wanted).problems
    return problem


def exact_literals(source, wanted=None):
    nodes = walk(checked(source, wanted).node)
    return [str(node.value) for node in nodes if isinstance(node, Literal) and node.kind == "decimal"]


@pytest.mark.parametrize(
    ("source", "type_"),
    [
        ("order.total > 49.90 && !item.opened", BOOL),
        ("order.total + order.days", MONEY),
        ("order.rate * 2", DECIMAL),
        ("order.rate * order.total", MONEY),
        ("order.days * 2 % 3", INT),
        ("round(order.total / 3, 2)", MONEY),
        ("round(order.total / order.paid, 2)", DECIMAL),
        ("round(order.days / 3, 2)", DECIMAL),
        ("round(-(7 / 2), 1)", DECIMAL),
        ("order.on + 3", DATE),
        ("3 + order.on - 1", DATE),
        ("now - order.wait", TIMESTAMP),
        ("now - now", DURATION),
        ('order.note + "a"', STRING),
        ("customer.tier", TIER),
        ('item.opened ? customer.tier : "gold"', STRING),
        ("item.opened ? customer.tier : machine.kind", Type("enum", values=(*TIER.values, *"abcde"))),
        ("item.opened ? order.days : order.total", MONEY),
        ("item.opened ? order.days : order.rate", DECIMAL),
        ("order.tags[0]", STRING),
        ("item.opened ? [] : order.tags", Type("list", STRING)),
        ("item.opened ? [1] : order.prices", Type("list", MONEY)),
        ("order.tags + []", Type("list", STRING)),
        ("[] + order.tags", Type("list", STRING)),
        ("[[1], []]", Type("list", Type("list", INT))),
        ("[order.days, 2.5, order.rate]", Type("list", DECIMAL)),
        ("order.tags.exists(t, t.contains(order.note))", BOOL),
        ("order.note.size()", INT),
        ('now.getHours("Europe/Vienna")', INT),
        ("date(now)", DATE),
        ('timestamp("2026-10-14T09:00:00Z")', TIMESTAMP),
        ("string(order.total)", STRING),
        ("1.5 + 2.5", Type("double")),
        ("-order.total", MONEY),
        ("order.count == null", BOOL),
        ("null != order.count", BOOL),
        ("has(order.total)", BOOL),
        ('customer.tier in ["gold", "silver"]', BOOL),
        ('"gold" in order.tiers', BOOL),
        ('order.tiers == ["gold"]', BOOL),
        ("order.note in order.tags", BOOL),
        ('order.note.matches("^[a-z]+$")', BOOL),
        ('"a" < order.note', BOOL),
    ],
)
def test_what_makes_sense_has_a_type(source, type_):
    found = checked(source)
    assert (found.problems, found.type) == ((), type_)


@pytest.mark.parametrize(
    ("source", "message", "help_"),
    [
        (
            'order.total == "gold"',
            '`order.total` is money and `"gold"` is text',
            "an amount such as 50 or 49.90",
        ),
        (
            '"gold" == order.total',
            '`order.total` is money and `"gold"` is text',
            "an amount such as 50 or 49.90",
        ),
        (
            "order.days < 1.5",
            "`order.days` is a whole number and `1.5` is a number with a point",
            "whole number",
        ),
        ("order.on == now", "`order.on` is a date and `now` is a moment", "a date such as `today`"),
        ("1 in order.tags", "`order.tags` is a list (of text) and `1` is a whole number", "text such as"),
        ("order.totl > 1", "there is no fact `order.totl`", "did you mean `order.total`?"),
        ("weather > 1", "there is no fact `weather`", "declare it among the facts, or correct the name"),
        ("customer.tier == gold", "there is no fact `gold`", 'put it in quotes: "gold"'),
        ("has(order.totl)", "there is no fact `order.totl`", "did you mean `order.total`?"),
        ("has(weather)", "there is no fact `weather`", None),
        ("size(order.tags).x == 1", "`size(order.tags).x` asks for a part of a value", "names with points"),
        ("order.tags.all(t, t.x == 1)", "`t.x` asks for a part of a value", "names with points"),
        ("order.tags.all(t, has(t))", "`has` asks about a fact, not `t`", "name a fact"),
        ('customer.tier == "glod"', '`"glod"` is no value of `customer.tier`', 'did you mean "gold"?'),
        ('"x" != customer.tier', '`"x"` is no value of `customer.tier`', "one of bronze, silver, gold"),
        ('customer.tier in ["gold", "x"]', '`"x"` is no value of `customer.tier`', "one of bronze"),
        ('"x" in order.tiers', '`"x"` is no value of `order.tiers`', "one of bronze"),
        ('(item.opened ? "x" : "gold") == customer.tier', '`"x"` is no value of `customer.tier`', "one of"),
        (
            'customer.tier < "gold"',
            "`customer.tier` is one of bronze, silver, gold, which has no order",
            "in [...]",
        ),
        ('"a" < machine.kind', "`machine.kind` is a choice, which has no order", "`machine.kind in [...]`"),
        ("item.opened < true", "`item.opened` is yes or no, which has no order", "use `==` or `!=`"),
        (
            "order.tags < order.tags",
            "`order.tags` is a list (of text), which has no order",
            "use `==` or `!=`",
        ),
        ("order.total == null", "`order.total` is never absent", "declare the fact `optional: true`"),
        ("order.note < null", "null is compared with facts only, by `==` or `!=`", "name an optional fact"),
        ("null == null", "null is compared with facts only, by `==` or `!=`", "name an optional fact"),
        ("!order.days", "`order.days` is a whole number, where yes or no is needed", "compare it"),
        ('"a" in order.note', "`in` needs a list, and `order.note` is text", "`order.note.contains(...)`"),
        ("1 in order.days", "`in` needs a list, and `order.days` is a whole number", "write a list, such as"),
        (
            "order.total * order.paid",
            "no `*` for `order.total`, money, and `order.paid`, money",
            "a plain number",
        ),
        ("order.total / 3", "no `/` for `order.total`, money, and `3`", "write `round(order.total / 3, 2)`"),
        ("round(3 / order.total, 2)", "no `/` for `3`, a whole number, and `order.total`, money", None),
        ("order.total % 3", "no `%` for `order.total`, money, and `3`, a whole number", None),
        ("now - order.on", "no `-` for `now`, a moment, and `order.on`, a date", None),
        ("order.on - order.on", "no `-` for `order.on`, a date", "write `days(order.on, order.on)`"),
        (
            "order.days * 1.5",
            "no `*` for `order.days`, a whole number",
            "keep the other one as a decimal fact",
        ),
        (
            "order.note + 1",
            "no `+` for `order.note`, text, and `1`",
            "turn the other into text with `string(...)`",
        ),
        ("-item.opened", "`item.opened` is yes or no, which has no minus", None),
        ("item.opened ? 1 : now", "`now` is a moment and `1` is a whole number", "give both the same type"),
        ("[1, now]", "`now` is a moment and `1` is a whole number", "put values of one type into a list"),
        (
            "order.total > 1.1234567",
            "`1.1234567`: the number has more than 6 digits after the point",
            "fewer",
        ),
        ("order.days[0]", "`order.days` is a whole number, not a list", None),
        (
            'order.tags["a"]',
            'the place in a list is a whole number, and `"a"` is text',
            "places count from 0",
        ),
        ("round(order.total)", "`round` takes a number and how many places", "write `round(x, 2)`"),
        (
            "round(order.note, 2)",
            "`round` takes money or another exact number, and `order.note` is text",
            None,
        ),
        (
            "round(order.total, 7)",
            "the places of `round` are a number from 0 to 6, not `7`",
            "write `round(x, 2)`",
        ),
        (
            "round(order.total, order.days)",
            "the places of `round` are a number from 0 to 6, not `order.days`",
            None,
        ),
        ("dayz(now)", "there is no function `dayz`", "did you mean `days`?"),
        ("qqq()", "there is no function `qqq`", None),
        (
            'contains(order.note, "a")',
            "`contains` is written another way",
            'write `order.note.contains("a")`',
        ),
        ("order.on.days(order.on)", "`days` is written another way", "write `days(order.on, order.on)`"),
        ("getHours()", "`getHours` is written another way", "write `x.getHours()`"),
        ("order.on.date()", "`date` is written another way", "write `date(order.on)`"),
        ("days(now, order.on)", "`days` is given a moment and a date", "it takes a date and a date"),
        ("date()", "`date` is given nothing", "it takes a date, or text, or a moment"),
        ('order.note.matches("[")', "`[` is not a valid pattern: missing ]: [", "patterns follow RE2"),
        (
            "order.note.matches(order.note)",
            "the pattern of `matches` can't come from `order.note`",
            "write the",
        ),
        ('date("2026-02-30")', "`2026-02-30` is not a date such as 2026-10-14", None),
        ('duration("1 day")', "`1 day` is not a length of time such as 36h or 1h30m", None),
        ('now.getHours("Mars")', "`Mars` is not a time zone such as Europe/Vienna or +02:00", None),
        ("order.tags.all(t, [1].all(u, t == t))", "one quantifier stands inside another", "as a fact"),
        ("order.days.all(t, true)", "`all` needs a list, and `order.days` is a whole number", None),
        ("order.tags.all(t, t)", "`t` is text, where yes or no is needed", "compare it with something"),
    ],
)
def test_a_problem_is_told_in_plain_words(source, message, help_):
    problem = problem_of(source)
    assert problem.message.startswith(message)
    assert (problem.help is None) if help_ is None and problem.help is None else (help_ or "") in problem.help


def test_a_variable_may_not_hide_a_fact():
    problems = check(
        parse("xs.all(x, x > 1)"), {"xs": Declaration(Type("list", INT)), "x": Declaration(INT)}
    ).problems
    assert [problem.message for problem in problems] == ["`x` is the name of a fact"]


def test_a_problem_has_its_place():
    problem = problem_of('item.opened && customer.tier == "glod"')
    assert (problem.at.start, problem.at.end) == (32, 38)


def test_a_long_part_is_cut_short():
    assert "..." in problem_of("!(order.days + " + "1 + " * 30 + "1)").message


def test_the_same_problem_is_told_once():
    assert len(checked("weather && weather").problems) == 2


@pytest.mark.parametrize(
    ("source", "wanted", "literals"),
    [
        ("order.total > 0.1", None, ["0.1"]),
        ("0.1 + 0.2 < order.total", None, ["0.1", "0.2"]),
        ("order.total in [1.50, 2]", None, ["1.50"]),
        ("(item.opened ? 0.1 : 5) == order.total", None, ["0.1"]),
        ("order.total > 1.5 * order.days", None, ["1.5"]),
        ("order.prices.exists(p, p > 1.5)", None, ["1.5"]),
        ("order.prices[0] == 1.5", None, ["1.5"]),
        ("round(order.days / 2, 1) > 1.5", None, ["1.5"]),
        ("round(order.days * 0.19, 2)", None, ["0.19"]),
        ("-(order.total) < 1.5", None, ["1.5"]),
        ("order.days > 1 && 1.5 < 2.5", None, []),
        ("string(1.5)", None, []),
        ("0.10", MONEY, ["0.10"]),
        ("50.5 * order.days", MONEY, ["50.5"]),
        ("[0.1, 2]", Type("list", MONEY), ["0.1"]),
        ("123456789012345678.123456", DECIMAL, ["123456789012345678.123456"]),
        ("1.5e2", DECIMAL, ["1.5E+2"]),
        ("1.5", None, []),
    ],
)
def test_a_number_with_a_point_is_exact_next_to_money(source, wanted, literals):
    assert exact_literals(source, wanted) == literals


def test_an_exact_number_keeps_its_digits():
    literal = checked("0.1", MONEY).node
    assert literal.value == Decimal("0.1")


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("order.days", MONEY),
        ("order.total", DECIMAL),
        ("order.days", DECIMAL),
        ('"gold"', TIER),
        ('item.opened ? "gold" : "silver"', TIER),
        ("customer.tier", STRING),
        ("item.opened", BOOL),
        ("[]", Type("list", STRING)),
    ],
)
def test_a_value_of_the_wanted_type_is_fine(source, wanted):
    assert checked(source, wanted).problems == ()


@pytest.mark.parametrize(
    ("source", "wanted", "message", "help_"),
    [
        (
            "order.days",
            BOOL,
            "`order.days` is a whole number, where yes or no is needed",
            "compare it with something",
        ),
        (
            "order.total",
            INT,
            "`order.total` is money, where a whole number is needed",
            "a whole number such as 14",
        ),
        ("order.note", MONEY, "`order.note` is text, where money is needed", "an amount such as 50 or 49.90"),
        ('"gld"', TIER, '`"gld"` is none of the choices', 'did you mean "gold"?'),
        (
            "order.note",
            TIER,
            "`order.note` may be any text, where one of bronze, silver, gold is needed",
            "write the",
        ),
        (
            "order.days",
            TIER,
            "`order.days` is a whole number, where one of bronze, silver, gold is needed",
            'such as "b',
        ),
        (
            "order.days",
            Type("list", INT),
            "`order.days` is a whole number, where a list (of whole number)",
            None,
        ),
    ],
)
def test_a_value_of_another_type_is_a_problem(source, wanted, message, help_):
    problem = problem_of(source, wanted)
    assert problem.message.startswith(message)
    assert (problem.help or "").startswith(help_ or "") or (help_ or "") in (problem.help or "")


def test_what_is_read_is_known():
    assert checked("order.total > 1 && order.tags.all(t, t == order.note)").reads == {
        "order.total",
        "order.tags",
        "order.note",
    }


@pytest.mark.parametrize(
    ("source", "unguarded"),
    [
        ('order.note == "x"', ("order.note",)),
        ('has(order.note) && order.note == "x"', ()),
        ('order.note == "x" && has(order.note)', ()),
        ('order.note != null && order.note == "x"', ()),
        ('null == order.note || order.note == "x"', ()),
        ('!has(order.note) || order.note == "x"', ()),
        ('has(order.note) || order.note == "x"', ("order.note",)),
        ('has(order.note) ? order.note == "x" : item.opened', ()),
        ('order.note == null ? order.note == "x" : order.note == "y"', ("order.note",)),
        ('!(has(order.note) && item.opened) || order.note == "x"', ()),
        ('!(order.note == null || item.opened) && order.note == "x"', ()),
        ("order.count + order.count > 1", ("order.count",)),
        ("has(order.note)", ()),
        ("item.opened", ()),
    ],
)
def test_optional_facts_should_be_guarded(source, unguarded):
    assert checked(source).unguarded == unguarded


def test_every_node_has_a_type():
    found = checked("order.total > 1.5 && has(order.note) || order.tags.all(t, t == order.note)")
    assert {found.types[id(node)] for node in walk(found.node)} >= {BOOL, MONEY, DECIMAL, STRING}


def test_without_declarations_everything_is_anything():
    assert check(parse("[x, 1][0]"), {"x": Declaration(ANY)}).type == ANY


def test_a_sum_of_a_thousand_is_checked_without_recursion():
    assert checked("order.total" + " + 1.5" * 500).type == MONEY


@given(anything)
@settings(max_examples=15)
def test_checking_never_raises_and_is_the_same_again(source):
    assert checked(source).problems == checked(source).problems
