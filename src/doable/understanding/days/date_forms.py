"""The forms in which days are written, each from the sign or word that it begins with."""

from __future__ import annotations

import re

from doable.understanding.text import calendar_words as words


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_TH = r"(?:st|nd|rd|th|er|º|\.)?"
_AND = r"(?:-|–|to|and|or|,|bis|und|oder|auf den|auf)"
_YEAR = r"(?:\.?,?\s(?P<y>\d{4})(?!\d))?"
# What may be the beginning of a day: figures and words.
BEGINNING = re.compile(r"(?<![\w.,/-])\d{1,4}|[^\W\d_]{2,}")
ISO = _form(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?![\w-])")
NUMERIC = _form(
    r"(?P<d>\d{1,2})"
    r"(?:(?P<sign>[./-])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4}|\d\d)(?![\w/-])"
    r"|/(?P<m2>\d{1,2})(?![\w/%]|[.,]\d)"
    r"|\.(?P<m3>0?[1-9]|1[0-2])(?P<point>\.)?(?![\w%]|\.?\d))"
)
# 20 October, 20th of Oct. 2026, 14 and 15 October, 20. auf den 27. Oktober
NAMED = _form(
    rf"(?:(?P<first>\d{{1,2}}){_TH}\s?{_AND}\s?(?:the\s)?)?"
    rf"(?P<d>\d{{1,2}}){_TH}\s?(?:of\s|de\s|di\s)?(?P<m>{words.MONTH})(?!\w){_YEAR}"
)
MONTH_FIRST = _form(
    rf"(?P<m>{words.MONTH})\.?\s(?:the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?![\w%:/]|[.,]\d){_YEAR}"
)
# The 31st, by 15th; with a point only behind one of the words that lead to days.
DAY_ONLY = _form(r"(?P<d>\d{1,2})(?:(?:st|nd|rd|th)(?!\w)|(?P<point>\.)(?![\w.]))")
LEADS_TO_ORDINALS = frozenset("the by on before until till for from since of after".split())
LEADS_TO_POINTS = frozenset("am den dem zum vom bis ab seit".split())
WEEKDAY = _form(rf"(?P<w>{words.WEEKDAY})(?![\w-]|['’](?!s(?!\w)))")
WEEKDAY_WITH_DAY = _form(
    rf"(?P<w>{words.WEEKDAY})\.?,?\s(?:the\s|den\s|le\s)?"
    r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?(?![\w:/%]|[.,]\d|\s?[ap]\.?m)"
    rf"(?!\s(?:of\s|de\s|di\s)?(?:{words.MONTH})(?!\w))"
)
WEEKDAY_BEFORE = _form(rf"(?<!\w)(?:{words.WEEKDAY})\.?,?\s(?:the\s|den\s|dem\s|le\s)?$")
SHORT_WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
LEADS_TO_SHORT = frozenset("on by until till before since from".split())
LEADS_AMONG_DAYS = frozenset("not or and to for coming after of is".split())
RELATIVE_DAYS = {"two_ago": -2, "one_ago": -1, "same": 0, "one_on": 1, "two_on": 2}
RELATIVE = _form(
    "(?:"
    + "|".join(f"(?P<{name}>{words.RELATIVE[days]})" for name, days in RELATIVE_DAYS.items())
    + r")(?![\w-])"
)
MONTH_END = _form(
    rf"(?:(?P<month>{words.THIS_MONTH})|(?P<year>{words.THIS_YEAR})"
    rf"|(?:{words.ENDS})\s(?P<m>{words.MONTH})(?!\w)(?!\.?\s\d{{1,2}}(?!\d))(?:\s(?P<y>\d{{4}}))?)(?!\w)"
)
CLOCK_LED = frozenset("at um rang called phoned".split())


BEGINS_RELATIVE = frozenset(
    found[0]
    for said in words.RELATIVE.values()
    for one in said.split("|")
    if (found := re.match(r"[^\W\d_]+", one))
)
BEGINS_MONTH_END = frozenset(
    "the end by ende fin finales fine eind einde zum bis monatsende month year jahresende".split()
)
# `You may 20 times` names no day in May.
DOES = frozenset("i you we they he she it one".split())
