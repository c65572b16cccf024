"""Days in full, in part, and counted from the day of reception (a Wednesday)."""

from datetime import date

import pytest

from doable.understanding.days.dates import dates
from tests.unit.understanding.small_book import WEDNESDAY


def days(text: str, received: date | None = WEDNESDAY) -> list[str]:
    return [one.value.isoformat() for one in dates(text, received)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-20", ["2026-10-20"]),
        ("20/10", ["2026-10-20"]),
        ("2/5. Never again.", []),
        ("We rated 4/5", []),
        ("wants a technician on Friday", ["2026-10-16"]),
        ("this Friday's tour", ["2026-10-16"]),
        ("on 1/10", ["2026-10-01"]),
        ("10/20/2026", ["2026-10-20"]),
        ("20.10.26", ["2026-10-20"]),
        ("since 30.09. nobody", ["2026-09-30"]),
        ("am 7.10 war", ["2026-10-07"]),
        ("Dienstag, dem 27.10., um 9", ["2026-10-27"]),
        ("20 Oct", ["2026-10-20"]),
        ("October 20th", ["2026-10-20"]),
        ("the 3rd of November", ["2026-11-03"]),
        ("14 and 15 October", ["2026-10-14", "2026-10-15"]),
        ("vom 20. auf den 27. Oktober", ["2026-10-20", "2026-10-27"]),
        ("20 October 2027", ["2027-10-20"]),
        ("Tues 20 Oct", ["2026-10-20"]),
        ("le 3 octobre", ["2026-10-03"]),
        ("lunes 19 de octubre", ["2026-10-19"]),
    ],
)
def test_a_day_is_written_in_many_ways(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("confirm the 31st", ["2026-10-31"]),
        ("by the 5th please", ["2026-11-05"]),
        ("since the 25th", ["2026-09-25"]),
        ("delivery by 15th, and nothing", ["2026-10-15"]),
        ("the 29th if you can", ["2026-10-29"]),
        ("am 20. kommt er", ["2026-10-20"]),
        ("am 3. Tag", []),
        ("the 2nd time on the 3rd floor", []),
        ("Sunday the 18th", ["2026-10-18"]),
        ("fri 23 pls", ["2026-10-23"]),
        ("fri 22 pls", []),
        ("end of the month", ["2026-10-31"]),
        ("Jahresende", ["2026-12-31"]),
        ("by the end of November", ["2026-11-30"]),
        ("Ende Februar 2028", ["2028-02-29"]),
        ("early November, mid November, in October", []),
    ],
)
def test_a_day_of_the_month_is_the_nearest_in_sense(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("come on Saturday", ["2026-10-17"]),
        ("I got it on Monday", ["2026-10-12"]),
        ("by Friday", ["2026-10-16"]),
        ("since Monday night", ["2026-10-12"]),
        ("last Friday", ["2026-10-09"]),
        ("next Saturday", ["2026-10-17"]),
        ("this Wednesday", ["2026-10-14"]),
        ("next Wednesday", ["2026-10-21"]),
        ("Monday next week", ["2026-10-19"]),
        ("next week on Thursday", ["2026-10-22"]),
        ("Monday last week", ["2026-10-05"]),
        ("he was promised for Monday and never came", ["2026-10-12"]),
        ("he'd come on Tuesday. Nobody came.", ["2026-10-13"]),
        ("am Montag war keiner da", ["2026-10-12"]),
        ("the visit on Friday has to be moved", ["2026-10-16"]),
        ("the office, Monday", ["2026-10-19"]),
        ("between Monday and Wednesday", []),
        ("every Monday, Mondays, Wed-Fri", []),
        ("I sat and sat, the sun shone", []),
        ("on sat", ["2026-10-17"]),
        ("next sat, Fri, tue or wed", ["2026-10-17", "2026-10-16", "2026-10-14"]),
    ],
)
def test_a_weekday_is_the_one_that_the_words_around_it_mean(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today, tonight, by midnight", ["2026-10-14"] * 3),
        ("tomorrow noon", ["2026-10-15"]),
        ("the day after tomorrow", ["2026-10-16"]),
        ("day before yesterday, yesterday", ["2026-10-12", "2026-10-13"]),
        ("Guten Morgen, morgen bitte", ["2026-10-15"]),
        ("since this morning", ["2026-10-14"]),
        ("Hello, a letdown this morning", []),
        ("two weeks ago today", []),
        ("non-today", []),
        ("in two weeks, three days ago, next month", []),
    ],
)
def test_days_are_counted_from_the_day_of_reception(text: str, expected: list[str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "1/2 price",
        "rang 8.05.",
        "costs 12.10.",
        "31/02",
        "45/10",
        "31 February",
        "5.2.1",
        "you may 20 times",
    ],
)
def test_other_figures_are_no_days(text: str) -> None:
    assert days(text) == []


def test_the_year_left_out_is_the_nearest_and_follows_the_tense_where_that_is_far() -> None:
    assert days("I bought it on 3 March") == ["2026-03-03"]
    assert days("The warranty ends on 15 March") == ["2027-03-15"]
    assert days("until 1 December") == ["2026-12-01"]


def test_without_the_day_of_reception_only_full_dates_are_read() -> None:
    text = "2026-10-20, 20 Oct, the 31st, Friday, fri 23, today, end of October"

    assert days(text, None) == ["2026-10-20"]


def test_a_day_has_its_words() -> None:
    text = "Come on Tues 20 Oct, not last Friday"

    assert [text[one.start : one.end] for one in dates(text, WEDNESDAY)] == ["Tues 20 Oct", "last Friday"]
