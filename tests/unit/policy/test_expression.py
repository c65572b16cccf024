"""An expression of the book in a situation."""

from zoneinfo import ZoneInfo

import pytest

from doable.policy import expression
from doable.policy.expression import Expression, Situation
from doable.policy.findings import Place
from doable.policy.language.checking import check
from doable.policy.language.declarations import BOOL, INT, Declaration
from doable.policy.language.parsing import parse
from doable.policy.language.values import Fault, Unknown


def made(text: str) -> Expression:
    """A condition over a bool `a` and an int `n`."""
    names = {"a": Declaration(BOOL), "n": Declaration(INT)}
    return Expression(text, check(parse(text), names), Place("asks/wish.yaml"))


def test_what_stands_too_deep_is_a_fault_and_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(expression, "evaluate", deep)
    value = made("a").value(Situation({}, ZoneInfo("UTC")))
    assert value == Fault("the condition is nested too deep, or stands on too many computed facts")


def test_a_missing_fact_is_named() -> None:
    assert made("a && n > 1").value(Situation({"a": True}, ZoneInfo("UTC"))) == Unknown(frozenset({"n"}))


def test_a_computed_fact_that_reads_what_changed_is_worked_out_anew() -> None:
    base = Situation({"n": 1}, ZoneInfo("UTC"), {"a": made("n > 1")})

    assert base.lookup("a") is False
    assert base.replaced({"n": 2}).lookup("a") is True
    assert base.without("n", Unknown(frozenset({"m"}))).lookup("a") == Unknown(frozenset({"m"}))


def test_a_computed_fact_that_reads_nothing_of_what_changed_is_kept() -> None:
    base = Situation({"n": 1}, ZoneInfo("UTC"), {"a": made("n > 1")})
    base.lookup("a")

    assert base.replaced({"m": 2}).known["a"] is False
