"""Whether the words around a day speak of what has been or of what is to come."""

from __future__ import annotations

import re

PAST, FUTURE = -1, 1

# Right before the day these settle it.
_SINCE = frozenset("since seit depuis desde dal sinds last ago past".split())
_UNTIL = frozenset(
    "by until till before for from to bis ab für vor jusqu'à jusqu'au avant pour hasta para antes entro "
    "per tot voor "
    "not next this only".split()
)
# What happened; verbs that tell of a plan are not among them.
_HAPPENED = frozenset(
    "was were did didn't had hadn't got came went arrived ordered called rang wrote mailed emailed "
    "phoned spoke bought "
    "paid returned said told sent received asked applied missed failed delivered installed visited left "
    "broke happened "
    "stopped died started began never signed cancelled canceled reported shipped took gave stood waited "
    "tried talked "
    "rung written been picked dropped brought found noticed placed collected handed posted already ago "
    "yesterday due "
    "broken unwrapped unpacked opened used charged billed debited spilled crashed burst "
    "war waren hatte hatten habe haben hat wurde wurden kam kamen rief schrieb kaufte bestellt "
    "geliefert angerufen "
    "gekauft gekommen bekommen erhalten gewartet ai avons été était reçu commandé appelé acheté payé "
    "livré venu "
    "llegó llamé pedí compré pagué recibí fue era estaba ho ha ordinato comprato ricevuto arrivato was "
    "heb heeft "
    "besteld gekregen gebeld".split()
)
_TO_COME = frozenset(
    "will i'll we'll you'll he'll she'll it'll they'll would could can may should must shall need needs "
    "want wants "
    "please pls is are opens comes arrives starts ends closes flies leaves takes come have has expect "
    "hope hoping going get gets be let give "
    "bring send "
    "fits suits works do don't make deadline latest "
    "wird werden kann können könnte könnten muss müssen soll sollen möchte brauche bitte ist sind "
    "puis pouvez est sera doit peut voulez puede pueden será es può potete sarà è kan kunt moet wordt".split()
)
# A plan: past if the words after it say that it came to nothing.
_CAME_TO_NOTHING = re.compile(
    r"(?<!\w)(?:never|no[ -]show|didn['’]?t|did not|hasn['’]?t|has not|haven['’]?t|nobody|no one|no-one|"
    r"nothing|"
    r"passed|missed|not (?:shown|come|turned|arrived|happened)|in vain|rang|waited|stayed|"
    r"nicht gekommen|kam (?:nicht|niemand)|niemand|nie|pas venu|personne|nadie|nunca|nessuno|niemand)(?!\w)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[\w'’]+")
_CLAUSE_END = re.compile(r"[.!?;:,](?=\s)|[\n(]")
_SENTENCE_END = re.compile(r"[.!?;](?=\s|$)|\n")
_NEXT_SENTENCE = re.compile(
    r"[.!?][.!?\s]*+(?:nobody|no one|no-one|nothing|(?:he|she|they|it) never|(?:he|she|they|it) did(?:n't| "
    r"not)|niemand|"
    r"nichts|personne|nadie|nessuno)(?!\w)",
    re.IGNORECASE,
)
_ARTICLES = frozenset("the den dem der le el il".split())
_FAR = 120


def leaning(text: str, start: int, end: int) -> int | None:
    """PAST or FUTURE, as the words around text[start:end] say; None where nothing tells."""
    before = _WORDS.findall(_clause_before(text, start).casefold().replace("’", "'"))[::-1]
    while before and before[0] in _ARTICLES:
        del before[0]
    if _came_to_nothing(text, end) or (before and before[0] in _SINCE):
        return PAST
    if before and before[0] in _UNTIL:
        return FUTURE
    return _nearest(before) or _nearest(_WORDS.findall(_clause_after(text, end).casefold()))


def _came_to_nothing(text: str, end: int) -> bool:
    """Whether what follows, up to the head of the next sentence, says that it did not happen."""
    found = _SENTENCE_END.search(text, end, end + _FAR)
    stop = found.start() if found else min(len(text), end + _FAR)
    return (
        _CAME_TO_NOTHING.search(text, end, stop) is not None or _NEXT_SENTENCE.match(text, stop) is not None
    )


def _nearest(words: list[str]) -> int | None:
    for word in words:
        if word in _HAPPENED:
            return PAST
        if word in _TO_COME:
            return FUTURE
    return None


def _clause_before(text: str, start: int) -> str:
    stretch = text[max(0, start - _FAR) : start]
    last = max((found.end() for found in _CLAUSE_END.finditer(stretch)), default=0)
    return stretch[last:]


def _clause_after(text: str, end: int) -> str:
    found = _CLAUSE_END.search(text, end, end + _FAR)
    return text[end : found.start() if found else end + _FAR]
