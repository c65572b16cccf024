"""The days a text states, in full, in part or counted from the day it was received."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from doable.understanding.days import date_forms as forms
from doable.understanding.days.nearest_days import (
    day_of,
    in_month,
    in_week,
    in_year,
    last_of_month,
    on_weekday,
)
from doable.understanding.days.tense import PAST, leaning
from doable.understanding.figures.money_words import FREE_SIGNS, FREE_WORDS, NOUNS, VERBS
from doable.understanding.text import calendar_words as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class DatedSpan:
    """A day and the words that state it."""

    value: date
    start: int
    end: int


_LAST_WORD = re.compile(r"([^\W\d_]+)[\s\"'“„(]{1,3}$")
_NEXT_WORD = re.compile(r"\s{1,2}([^\W\d_]+)")
_NEXT_WEEK = re.compile(r"\s(?:of\s)?(?:next week|nächster woche|nächste woche)(?!\w)", re.IGNORECASE)
_LAST_WEEK = re.compile(r"\s(?:of\s)?(?:last week|letzter woche|letzte woche)(?!\w)", re.IGNORECASE)
_WEEK_LED = re.compile(
    r"(?<!\w)(?:(?P<next>next|nächste)|last|letzte)\s(?:week|woche),?\s(?:on\s|am\s)?$", re.IGNORECASE
)
_GREETED = re.compile(r"(?<!\w)(?:hello|hi|hey|good|dear|greetings)(?!\w)[^.!?\n]{0,40}$", re.IGNORECASE)
_BEST = 5
_RATES = frozenset("rated rate rates rating give gives gave giving score stars bewertung note".split())
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (24, 7)})
_LEADS = frozenset(
    "on by until till since before from for am vom bis zum seit ab den dem der le el il".split()
)
_LOOK_BACK = 24


def dates(text: str, received: date | None) -> tuple[DatedSpan, ...]:
    """All days of a text in order; without `received` only those given with their year."""
    kept: list[DatedSpan] = []
    for beginning in forms.BEGINNING.finditer(text):
        if kept and beginning.start() < kept[-1].end:
            continue
        for one in _read_at(text, beginning, received):
            if kept and one.start <= kept[-1].start:
                kept.pop()
            kept.append(one)
    return tuple(kept)


def _read_at(text: str, beginning: re.Match[str], received: date | None) -> list[DatedSpan]:
    """What begins here, by the first form that fits."""
    for read in _READERS.get(_kind(beginning[0].casefold()), ()):
        if found := list(read(text, beginning.start(), received)):
            return found
    return []


def _kind(word: str) -> str:
    if word.isdigit():
        return "figures"
    if word in words.MONTHS:
        return "month"
    if word in words.WEEKDAYS:
        return "weekday"
    if word in forms.BEGINS_RELATIVE or word in forms.BEGINS_MONTH_END:
        return "counted"
    return ""


def _dated(value: date | None, start: int, end: int) -> Iterator[DatedSpan]:
    if value:
        yield DatedSpan(value, start, end)


def _word_before(text: str, place: int) -> str:
    found = _LAST_WORD.search(text, max(0, place - _LOOK_BACK), place)
    return found[1].casefold() if found else ""


def _with_weekday(text: str, start: int) -> int:
    """Where a day begins that has its weekday before it."""
    led = forms.WEEKDAY_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return led.start() if led else start


def _iso(text: str, start: int, _: date | None) -> Iterator[DatedSpan]:
    """2026-10-20."""
    if found := forms.ISO.match(text, start):
        yield from _dated(day_of(int(found["y"]), int(found["m"]), int(found["d"])), start, found.end())


def _named(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """20 October 2026, the 20th of Oct, 14 and 15 October."""
    found = forms.NAMED.match(text, start)
    if not found:
        return
    month, place = words.MONTHS[found["m"].casefold()], (start, found.end())
    begun = _with_weekday(text, start)
    if found["first"]:
        first = in_year(text, place, received, (found["y"], month, int(found["first"])))
        yield from _dated(first, begun, found.end("first"))
        begun = found.start("d")
    yield from _dated(
        in_year(text, place, received, (found["y"], month, int(found["d"]))), begun, found.end()
    )


def _month_first(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """October 20th, Oct 20, 2026."""
    found = forms.MONTH_FIRST.match(text, start)
    if found and not (found["m"].casefold() == "may" and _word_before(text, start) in forms.DOES):
        given = found["y"], words.MONTHS[found["m"].casefold()], int(found["d"])
        value = in_year(text, (start, found.end()), received, given)
        yield from _dated(value, _with_weekday(text, start), found.end())


def _numeric(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """20/10, 20.10., 30.09.2026; the day comes first unless it can't be one."""
    found = forms.NUMERIC.match(text, start)
    if not found:
        return
    day, month = int(found["d"]), int(found["m"] or found["m2"] or found["m3"])
    if month > 12 >= day:
        day, month = month, day
    begun = _with_weekday(text, start)
    if found["y"] or begun < start or _is_dated(text, found, (day, month)):
        value = in_year(text, (start, found.end()), received, (found["y"], month, day))
        yield from _dated(value, begun, found.end())


def _is_dated(text: str, found: re.Match[str], parts: tuple[int, int]) -> bool:
    """Whether two figures without a year are a day, not a time, a price or a part of something."""
    led = _word_before(text, found.start())
    if found["m2"]:
        return led in _LEADS or not (parts in _FRACTIONS or _is_a_rating(text, found, led))
    if led in forms.CLOCK_LED or led in VERBS or led in NOUNS:
        return False
    return found["point"] is not None or led in _LEADS


def _is_a_rating(text: str, found: re.Match[str], led: str) -> bool:
    """`2/5. Not again`, `rated 4/5`: so many points out of five."""
    first = not any(sign.isalnum() for sign in text[: found.start()])
    return found["m2"] == "5" and int(found["d"]) <= _BEST and (first or led in _RATES)


def _day_only(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """The 31st, by 15th, am 20."""
    found = forms.DAY_ONLY.match(text, start)
    leads = forms.LEADS_TO_POINTS if found and found["point"] else forms.LEADS_TO_ORDINALS
    if not (found and received) or _word_before(text, start) not in leads:
        return
    if _stands_for_a_day(text, found.end(), pointed=found["point"] is not None):
        value = in_month(text, (start, found.end()), received, int(found["d"]))
        yield from _dated(value, start, found.end())


def _stands_for_a_day(text: str, end: int, *, pointed: bool) -> bool:
    """Not `the 2nd time`: what follows is the end, a sign, a small word or a part of the day.

    After a point, as in `am 20. kommt`, it is anything but a noun, which German writes large.
    """
    word = _NEXT_WORD.match(text, end)
    if word is None:
        return FREE_SIGNS.match(text, end) is not None
    if pointed and word[1][0].islower():
        return True
    following = word[1].casefold()
    return following in FREE_WORDS or following in words.DAY_PARTS or following == "if"


def _weekday_with_day(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """Sunday the 18th, fri 23."""
    found = forms.WEEKDAY_WITH_DAY.match(text, start)
    if found and received:
        value = on_weekday(received, int(found["d"]), words.WEEKDAYS[found["w"].casefold()])
        yield from _dated(value, start, found.end())


def _weekday(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """Friday, last Friday: the one that has been or the one to come, as the words around say."""
    found = forms.WEEKDAY.match(text, start)
    if not (found and received) or text[start - 1 : start] == "-":
        return
    led = _word_before(text, start)
    if led in words.EVERY or _in_a_window(text, start, led) or not _is_weekday(found["w"], led):
        return
    weekday = words.WEEKDAYS[found["w"].casefold()]
    begun = start - len(led) - 1 if led in words.LAST or led in words.NEXT else start
    value = _of_a_week(text, found, weekday, received)
    days = _days_to(text, found, led, (weekday - received.weekday()) % 7)
    yield DatedSpan(value or received + timedelta(days), begun, found.end())


def _is_weekday(written: str, led: str) -> bool:
    """Short names such as `sat` or `mon` only where they can be nothing else."""
    name = written.casefold()
    if name not in forms.SHORT_WEEKDAYS or led in forms.LEADS_TO_SHORT:
        return True
    if led in words.LAST or led in words.NEXT:
        return True
    return name not in ("sat", "sun") and (written[0].isupper() or led in forms.LEADS_AMONG_DAYS)


def _in_a_window(text: str, start: int, led: str) -> bool:
    """`between Wednesday and Friday` names no day."""
    if led in ("between", "zwischen"):
        return True
    before = text[max(0, start - _LOOK_BACK) : start].casefold()
    return led in ("and", "und") and ("between" in before or "zwischen" in before)


def _days_to(text: str, found: re.Match[str], led: str, ahead: int) -> int:
    if led in words.LAST:
        return ahead - 7
    if led in words.NEXT:
        return ahead or (7 if led == "next" else 0)
    return ahead - 7 if leaning(text, found.start(), found.end()) == PAST else ahead


def _of_a_week(text: str, found: re.Match[str], weekday: int, received: date) -> date | None:
    """Monday of next week, last week on Tuesday."""
    led = _WEEK_LED.search(text, max(0, found.start() - _LOOK_BACK), found.start())
    if _NEXT_WEEK.match(text, found.end()) or (led and led["next"]):
        return in_week(received, weekday, 1)
    return in_week(received, weekday, -1) if led or _LAST_WEEK.match(text, found.end()) else None


def _relative(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """Today, tonight, tomorrow, yesterday."""
    found = forms.RELATIVE.match(text, start)
    if not (found and received) or text[start - 1 : start] == "-":
        return
    said = found[0].casefold()
    greeted = said == "this morning" and _GREETED.search(text, max(0, start - 60), start)
    if not greeted and _word_before(text, start) not in words.NOT_BEFORE.get(said, ()):
        yield DatedSpan(received + timedelta(forms.RELATIVE_DAYS[str(found.lastgroup)]), start, found.end())


def _month_end(text: str, start: int, received: date | None) -> Iterator[DatedSpan]:
    """End of November, zum Monatsende: the last day."""
    found = forms.MONTH_END.match(text, start)
    if not (found and received):
        return
    if not found["m"]:
        yield DatedSpan(last_of_month(received, 12 if found["year"] else received.month), start, found.end())
        return
    begun = received.replace(year=int(found["y"] or received.year), day=1)
    last = last_of_month(begun, words.MONTHS[found["m"].casefold()])
    place = start, found.end()
    yield from _dated(in_year(text, place, received, (found["y"], last.month, last.day)), *place)


_READERS: dict[str, tuple[Callable[[str, int, date | None], Iterator[DatedSpan]], ...]] = {
    "figures": (_iso, _named, _numeric, _day_only),
    "month": (_month_first,),
    "weekday": (_weekday_with_day, _weekday),
    "counted": (_month_end, _relative),
}
