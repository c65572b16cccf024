"""Each operator and function comes to the same in DuckDB as in the reference reading."""

import math
from zoneinfo import ZoneInfo

import pytest

from doable.policy.language.cel import decoded
from doable.policy.language.checking import check
from doable.policy.language.declarations import Declaration, Type
from doable.policy.language.evaluating import evaluate
from doable.policy.language.operations import kind
from doable.policy.language.parsing import parse
from doable.policy.language.values import Fault, Unknown
from doable.workbench.counting.evaluating import SUSPECT, evaluate_in_sql
from doable.workbench.counting.terms import NotExpressible

VALUES = {
    "t": ["bool", True], "f": ["bool", False], "seven": ["int", 7], "minus": ["int", -7],
    "zero": ["int", 0], "large": ["int", 9223372036854775807], "least": ["int", -9223372036854775808],
    "fee": ["money", "12.345"], "low": ["money", "-2.5"], "huge": ["money", "999999999999999999"],
    "tiny": ["decimal", "0.000001"], "word": ["string", "Grüße ☃"], "day": ["date", "2024-02-29"],
    "at": ["timestamp", "2026-03-29T00:59:59.5Z"], "before": ["timestamp", "1969-12-31T23:59:59Z"],
    "hour": ["duration", "90m"], "long": ["duration", "-100h1.5s"],
}  # fmt: skip
SOURCES = [
    "seven + 1", "seven - minus", "seven * minus", "seven / 2", "minus / 2", "minus % 2", "-minus",
    "-least", "large + 1", "least - 1", "large * 2", "seven / zero", "seven % zero", "least / -1",
    "large / 2", "fee + 1", "fee - low", "fee * 2", "fee * 0.15", "tiny * tiny", "huge + huge", "huge * 2",
    "-fee", "tiny * 0.1", "round(fee, 2)", "round(low, 0)", "round(fee / 3, 2)", "round(low / seven, 4)",
    "round(1 / zero, 2)", "round(fee * 2 / (seven + 1), 3)", "round(seven / 2, 0)", "round(minus / 2, 0)",
    "round(-fee / 3, 6)", "fee > 12", "fee == 12.345", "fee < 7.5", "low <= seven", "seven >= 7",
    "fee != low", "seven in [1, 7]", "fee in [12.345]", "seven in []", "t && f", "t || f", "!t",
    "t ? seven : minus", "f ? 1 : fee", "f && 1 / zero > 1", "t || 1 / zero > 1", "t && 1 / zero > 1",
    "f ? 1 / zero : 2", "t == f", "f < t", "word.startsWith('Gr')", "word.endsWith('☃')",
    "word.contains('üß')", "word.matches('^G.*☃$')", "size(word)", "word + '!'", "word < 'H'",
    "word >= 'Grüße'", "word == 'x'", "word.contains(\"'\")", "word in ['a', 'b']", "day + 1", "day - 60",
    "days(day, day + 30)", "day > date('2024-02-28')", "day + 4000000", "string(seven)", "at + hour",
    "at - hour", "at - before", "hour + long", "hour - long", "at > before", "hour > long",
    "at.getFullYear()", "at.getMonth()", "at.getDate()", "at.getDayOfMonth()", "at.getDayOfWeek()",
    "int(at)", "at.getHours()", "at.getMinutes()", "at.getSeconds()", "at.getMilliseconds()",
    "at.getDayOfYear()", "before.getHours()", "before.getFullYear()", "before.getDayOfWeek()",
    "before.getSeconds()", "int(before)", "at.getHours('Europe/Vienna')",
    "(at + hour).getHours('Europe/Vienna')", "at.getHours('-02:30')", "at.getDate('America/New_York')",
    "at.getDayOfWeek('+05:45')", "date(at)", "date(before) == date('1969-12-31')", "hour.getHours()",
    "long.getHours()", "long.getMinutes()", "long.getSeconds()", "long.getMilliseconds()", "int(fee)",
    "int(low)", "double(seven) / 2.0 == 3.5", "timestamp(seven) < at", "string(t)", "timestamp(large)",
    "[1, 2, 3].exists(n, n > seven)", "[1, 9].all(n, n < seven)", "[1, 7, 9].exists_one(n, n >= seven)",
    "[1, 0].exists(n, seven / n > 1)", "[0, 9].all(n, seven / n > 1)", "[seven, 1] == [7, 1]",
    "size([1, seven])", "[1, seven][1]", "bool('true')", "int('12')", "int('x')", "duration('1h') == hour",
    "0.1 + 0.2 == 0.3", "at.getHours('Nowhere/None') == 1", "timestamp('2026-03-29T00:59:59.5Z') == at",
    "'a' + 'b' == 'ab'",
]  # fmt: skip


def reference(source: str) -> object:
    values = {name: decoded(typed) for name, typed in VALUES.items()}
    names = {name: Declaration(Type(kind(value))) for name, value in values.items()}
    checked = check(parse(source), names)
    return evaluate(checked.node, lambda name: values[name], zone=ZoneInfo("UTC"))


@pytest.mark.parametrize("source", SOURCES)
def test_an_expression_in_sql(source: str) -> None:
    expected = reference(source)
    try:
        found = evaluate_in_sql(source, {name: decoded(typed) for name, typed in VALUES.items()})
    except NotExpressible:
        assert "Nowhere" in source
        return
    if found == SUSPECT:
        assert isinstance(expected, Fault) or source in CAREFUL
        return
    assert type(found) is type(expected)
    assert found == expected or (isinstance(found, float) and math.isnan(found))


# Suspects that are none: beyond the bounds that arithmetic is kept within.
CAREFUL = {"large / 2", "at - before", "tiny * tiny"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("u && false", False),
        ("u || true", True),
        ("u && true", None),
        ("!u", None),
        ("u ? 1 : 1", None),
        ("u == u", None),
    ],
)
def test_what_is_unknown_stays_unknown(source: str, expected: object) -> None:
    found = evaluate_in_sql(source, {"u": Unknown(frozenset("u"))})
    assert isinstance(found, Unknown) if expected is None else found is expected


@pytest.mark.parametrize("source", ["string(fee)", "word.matches(word)", "[t][seven]", "at.getHours(word)"])
def test_what_sql_cannot_say_is_named(source: str) -> None:
    with pytest.raises(NotExpressible, match="can't be counted in SQL"):
        evaluate_in_sql(source, {name: decoded(typed) for name, typed in VALUES.items()})
