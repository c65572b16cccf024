"""Reading expressions: what is accepted, what is refused by name, and what the error says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doable.policy.language.parsing import LanguageError, NotParsed, Refused, parse, position
from doable.policy.language.tree import Call, ListOf, Literal, Name, Quantified, Select, Span, chain


def error_of(source: str) -> NotParsed:
    with pytest.raises(NotParsed) as caught:
        parse(source)
    return caught.value


def refusal_of(source: str) -> Refused:
    with pytest.raises(Refused) as caught:
        parse(source)
    return caught.value


def test_a_chain_of_conditions_is_flat():
    node = parse("a && (b && c) && d")
    assert isinstance(node, Call)
    assert (node.function, len(node.args)) == ("_&&_", 4)


def test_and_binds_tighter_than_or():
    node = parse("a || b && c")
    assert isinstance(node, Call)
    assert node.function == "_||_"


def test_operators_of_one_level_go_from_left_to_right():
    first, links = chain(parse("8 - 4 * 2 - 1"))
    assert (first, [link.function for link in links]) == (Literal(8, "int", Span(0, 1)), ["_-_", "_-_"])


@pytest.mark.parametrize(
    ("source", "signs"), [("!!a", 0), ("!!!a", 1), ("--a", 0), ("---a", 1), ("!" * 32 + "a", 0)]
)
def test_signs_in_a_row_cancel_out(source, signs):
    node = parse(source)
    assert isinstance(node, Call) == bool(signs)


def test_a_minus_belongs_to_the_number_after_it():
    assert parse("-9223372036854775808") == Literal(-(2**63), "int", Span(0, 20))


def test_not_may_stand_before_a_negative_number():
    assert parse("!-5").args[0] == Literal(-5, "int", Span(1, 3))


def test_a_number_keeps_its_digits():
    assert parse("0.10").text == "0.10"


def test_hexadecimal_numbers_count():
    assert parse("0xFF").value == 255


def test_a_method_has_its_receiver_first():
    node = parse('name.startsWith("a")')
    assert (node.method, node.args[0]) == (True, Name("name", Span(0, 4)))


def test_dots_are_fields_until_resolved():
    assert parse("a.b") == Select(Name("a", Span(0, 1)), "b", Span(0, 3))


def test_a_field_in_backticks_may_hold_other_signs():
    assert parse("a.`b-c`").field == "b-c"


def test_a_quantifier_has_a_variable_and_a_condition():
    node = parse("items.exists_one(x, x > 1)")
    assert isinstance(node, Quantified)
    assert (node.quantifier, node.variable) == ("exists_one", "x")


def test_only_a_list_may_end_in_a_comma():
    assert isinstance(parse("[1, 2,]"), ListOf)
    assert error_of("f(1,)").column == 5


def test_parentheses_belong_to_the_span():
    assert parse("(a + b) * c").args[0].at == Span(0, 7)


def test_comments_and_line_breaks_are_skipped():
    assert parse("a // why\n  && b").at == Span(0, 15)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (r"'it\'s'", "it's"),
        (r'"\a\b\f\n\r\t\v\\\?\`"', "\a\b\f\n\r\t\v\\?`"),
        (r'"\x41\u00e9\U0001F600\101"', "Aé😀A"),
        (r'r"\d\"', "\\d\\"),
        ("'''a\r\nb\rc'''", "a\nb\nc"),
        ('"""say "hi" now"""', 'say "hi" now'),
    ],
)
def test_texts_are_unescaped(source, value):
    assert parse(source).value == value


@pytest.mark.parametrize(
    ("source", "construct"),
    [
        ("{}", "maps"),
        ("1 in {'a': 1}", "maps"),
        ("Point{x: 1}", "messages"),
        ("a.b.Point{}", "messages"),
        ("b'abc'", "bytes"),
        ("rb'abc'", "bytes"),
        ("1u", "uint"),
        ("0x1U", "uint"),
        ("uint(1)", "uint"),
        ("bytes('a')", "bytes"),
        ("dyn(1)", "dyn"),
        ("type(1)", "type"),
        ("items.map(x, x)", "macro map"),
        ("items.filter(x, x > 1)", "macro filter"),
    ],
)
def test_what_conditions_do_not_have_is_refused_by_name(source, construct):
    assert refusal_of(source).construct == construct


def test_a_refusal_tells_the_place():
    refusal = refusal_of("a &&\n  {}")
    assert (refusal.line, refusal.column, refusal.offset) == (2, 3, 7)


@pytest.mark.parametrize(
    ("source", "column", "help_"),
    [
        ("a = 1", 3, "to compare, write `==`"),
        ("a and b", 3, "write `&&` instead"),
        ("not a", 5, "remove or correct `a`"),
        ("“gold”", 1, 'use straight quotes: `"`'),
        ("€ 5", 1, "write the amount alone: the currency is the book's"),
        ("1 +", 4, "complete it"),
        ("(a", 3, "complete it"),
        ("[1 2]", 4, "remove or correct `2`"),
        ("a.", 3, "complete it"),
        ("a.in", 3, "remove or correct `in`"),
        ("a.5", 2, "remove or correct `.5`"),
        (". 5", 1, "remove or correct `.`"),
        ('"abc', 1, 'close it with `"`'),
        (r'"\q"', 2, 'write `\\\\` for a backslash, or put `r` before the text: `r"..."`'),
        (r'"\ud800"', 2, None),
        ('"\ud800"', 1, "write the character itself"),
        ("\ud800", 1, None),
        ("\x00", 1, None),
        ("9223372036854775808", 1, "whole numbers go up to 9223372036854775807"),
        ("a ? b", 6, "complete it"),
        ("if", 1, "choose another name"),
        ("items.all(x)", 7, "for example `items.all(x, x > 0)`"),
        ("items.all(a.b, true)", 7, "for example `items.all(x, x > 0)`"),
        ("items.all(.x, true)", 7, "for example `items.all(x, x > 0)`"),
        ("has(1)", 1, "for example `has(order.note)`"),
        ("!-a", 3, "remove or correct `a`"),
        (".true", 1, "remove or correct `.`"),
    ],
)
def test_an_error_tells_the_place_and_what_to_do(source, column, help_):
    error = error_of(source)
    assert (error.line, error.column, error.help) == (1, column, help_)


def test_errors_have_one_ancestor():
    assert issubclass(NotParsed, LanguageError)
    assert issubclass(Refused, LanguageError)


def test_four_thousand_characters_are_the_limit():
    assert parse("a" * 4000)
    assert "4,001 characters" in error_of("a" * 4001).message


@pytest.mark.parametrize("sign", ["&&", "||", "+", "-", "*"])
def test_a_chain_may_be_as_long_as_an_expression(sign):
    assert parse(sign.join("a" * 1300))


@pytest.mark.parametrize(
    "source",
    [
        "(" * 101 + "a" + ")" * 101,
        "a" + "[0]" * 101,
        "a" + ".b" * 101,
        "a" + " ? a : a" * 101,
        "a" + " < a" * 101,
        "[" * 101 + "]" * 101,
        "-(" * 101 + "a" + ")" * 101,
    ],
)
def test_nesting_beyond_a_hundred_is_refused(source):
    assert error_of(source).message == "this is nested more than 100 deep"


@pytest.mark.parametrize("source", ["(" * 99 + "a" + ")" * 99, "a" + "[0]" * 99, "!(" * 98 + "a" + ")" * 98])
def test_nesting_up_to_a_hundred_is_read(source):
    assert parse(source)


def test_lines_and_columns_count_from_one():
    assert (position("ab\ncd", 0), position("ab\ncd", 4)) == ((1, 1), (2, 2))


PIECES = [*"ab1.,()[]{}?:!-+*/%<>=&|\"'\\rbu \n", " in ", "has(", ".all(", "1e", "0x"]


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=40)
def test_any_text_is_read_or_refused(pieces):
    source = "".join(pieces)
    try:
        parse(source)
    except LanguageError as error:
        assert 0 <= error.offset <= len(source)
