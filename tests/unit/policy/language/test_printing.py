"""Printing trees: the text reads back as the tree it came from."""

from dataclasses import is_dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings

from doable.policy.language.parsing import parse
from doable.policy.language.printing import unparse
from doable.policy.language.tree import Literal, Name, Span
from tests.unit.policy.language.expressions import anything

NOWHERE = Span(0, 0)


def bare(value):
    """A tree without places."""
    if isinstance(value, Span):
        return None
    if is_dataclass(value):
        return type(value), [bare(getattr(value, name)) for name in type(value).__slots__ if name != "text"]
    return [bare(item) for item in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("a&&(b||c)", "a && (b || c)"),
        ("(a && b) || c", "a && b || c"),
        ("(a+b)*c - (d-e)", "(a + b) * c - (d - e)"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a ? b : c) ? d : (e ? f : g)", "(a ? b : c) ? d : e ? f : g"),
        ("-(1)", "-(1)"),
        ("-(-1)", "-(-1)"),
        ("-(1.e3)", "-(1.e3)"),
        ("(-1).size()", "(-1).size()"),
        ("!(!a)", "!(!a)"),
        ("!(a == b)", "!(a == b)"),
        ("(a < b) < (c < d)", "a < b < (c < d)"),
        ("(a + b)[0].c", "(a + b)[0].c"),
        ("x in [1,2,]", "x in [1, 2]"),
        ("has( a.b )", "has(a.b)"),
        ("a.`b-c`.d", "a.`b-c`.d"),
        ("_in_(a, b)", "_in_(a, b)"),
        (".a", ".a"),
        ("a.all( x , x>1 )", "a.all(x, x > 1)"),
        ("size('a')", 'size("a")'),
        ("'it\\'s \"x\"\\n'", '"it\'s \\"x\\"\\n"'),
        ("0x10", "16"),
        ("1e999", "1e999"),
        ("null == true", "null == true"),
    ],
)
def test_the_text_has_as_few_parentheses_as_it_needs(source, printed):
    assert unparse(parse(source)) == printed
    assert bare(parse(printed)) == bare(parse(source))


def test_resolved_names_keep_their_odd_parts_in_backticks():
    assert unparse(Name("a.b-c", NOWHERE)) == "a.`b-c`"


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [(1.5, "double", "1.5"), (Decimal(2), "decimal", "2.0"), (Decimal("0.000001"), "decimal", "0.000001")],
)
def test_numbers_that_nobody_wrote_print_with_a_point(value, kind, printed):
    assert unparse(Literal(value, kind, NOWHERE)) == printed


def test_a_long_sum_prints_without_recursion():
    source = " + ".join("a" * 1000)
    assert unparse(parse(source)) == source


@given(anything)
@settings(max_examples=15)
def test_parsing_and_printing_are_inverse(source):
    node = parse(source)
    assert bare(parse(unparse(node))) == bare(node)
