"""Figures of texts and of values."""

from datetime import date
from decimal import Decimal

from doable.policy.deciding.decision import Typed
from doable.policy.language.declarations import BOOL, DATE, DECIMAL, INT, MONEY, STRING
from doable.reply.checking.record.figures import Figure, figures, figures_of, later, same_time

TODAY = date(2026, 10, 14)


def plain(text):
    return [(one.kind, one.value) for one in figures(text, TODAY)]


def test_sums_days_times_and_stretches_are_told_apart() -> None:
    assert plain("We pay 40 EUR on 21 October at 14:30, in two weeks.") == [
        ("amount", Decimal(40)),
        ("day", date(2026, 10, 21)),
        ("time", Decimal(870)),
        ("days", Decimal(14)),
    ]


def test_times_of_day_are_minutes_however_they_are_written() -> None:
    for text in ("2:30 p.m.", "14:30", "14.30 Uhr"):
        assert ("time", Decimal(870)) in plain(f"Come at {text}")
    assert ("time", Decimal(720)) in plain("Come at noon.")
    assert ("time", Decimal(0)) in plain("Come at 12 am.")
    assert ("time", Decimal(480)) in plain("Come on 21 October at 8.")


def test_values_of_a_decision_are_figures_by_type_and_name() -> None:
    assert [*figures_of(Typed("amount", Decimal(5), MONEY))] == [Figure("amount", Decimal(5))]
    assert [*figures_of(Typed("percent", 5, INT))] == [Figure("percent", Decimal(5))]
    assert [*figures_of(Typed("weeks", 2, INT))] == [Figure("days", Decimal(14))]
    assert [*figures_of(Typed("size", Decimal(-3), DECIMAL))] == [Figure("count", Decimal(3))]
    assert [*figures_of(Typed("by", TODAY, DATE))] == [Figure("day", TODAY)]
    assert [*figures_of(Typed("ok", True, BOOL))] == []
    assert [*figures_of(Typed("none", None, STRING))] == []


def test_what_is_counted_is_part_of_a_count() -> None:
    assert [one.unit for one in figures("It is 42 cm wide.", TODAY)] == ["cm"]


def test_the_same_time_may_count_to_twelve() -> None:
    assert same_time(Decimal(870), Decimal(150))


def test_days_beyond_the_calendar_are_none() -> None:
    assert later(TODAY, Decimal(10)) == date(2026, 10, 24)
    assert later(TODAY, Decimal(10) ** 12) is None
