"""What a clause draws on: whether decision and message speak of what it says, or it brings something new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.draft.stems import stems
from doable.reply.checking.draft.words import word_list

if TYPE_CHECKING:
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Option

NEGATED = re.compile(
    r"\b(?:not|never|nobody|(?<!for )nothing|cannot|none|neither|nor)\b|n['’]t\b"
    r"|\b(?:no|without)\b(?! (?:[\w-]+ ){0,2}"
    r"(?:costs?|charge|charging|fees?|expense|bill|invoice|postage|questions|strings)\b)",
    re.IGNORECASE,
)
# How many clauses back `it` may point.
FARTHEST = 6
_FEW = 1
_WORD = re.compile(r"\w+")
_PARTIES = frozenset("you your we our us the".split())
_REFERRING = re.compile(r"\b(?:it|this|that|them|then|there|so|these|those|which)\b", re.IGNORECASE)
# What is sent along with any answer and is worth nothing by itself.
PAPERS = stems(" ".join(word_list("papers")))


def hit(compared: Compared, name: str, number: int) -> str | None:
    """The words of a clause that have a wording of a class about promising."""
    found = compared.said.within(f"promising.{name}").get(number)
    return compared.said.text[found.start : found.end] if found else None


def span(compared: Compared, number: int) -> tuple[int, int]:
    """Where a clause stands."""
    clause = compared.said.clauses[number]
    return clause.start, clause.end


def is_negated(compared: Compared, number: int) -> bool:
    """Whether a clause says that something is not so."""
    return NEGATED.search(compared.said.clauses[number].text) is not None


def hint(compared: Compared, number: int) -> str | None:
    """A hint that it may work out; `we can't make an exception` is none."""
    words = hit(compared, "hint", number)
    if words is None or number in compared.roles.refusing or number in compared.roles.restating:
        return None
    clause = compared.said.clauses[number].text
    before = clause[: clause.find(words)]
    return None if NEGATED.search(before) else words


def gives(compared: Compared, number: int) -> bool:
    """Whether a clause has somebody get something, or says yes."""
    return any(hit(compared, name, number) for name in ("giving", "yes", "done"))


def is_accounted(compared: Compared, number: int) -> bool:
    """Whether the clause tells of an alternative, a reason, the next step, or goes on about one."""
    for before in range(number, max(-1, number - FARTHEST), -1):
        told = _tells(compared, before)
        if told is not None:
            return told
    return False


def tells_of_offer(compared: Compared, number: int) -> bool:
    """Whether a clause by its own words tells of an alternative or the next step."""
    if any(draws_on(compared, number, option) for option in compared.offered):
        return not compared.asks_again(number)
    return number in compared.quoted


def _tells(compared: Compared, number: int) -> bool | None:
    """Whether a clause by itself is accounted for; None where it goes on about the one before."""
    clause = compared.said.clauses[number]
    if compared.asks_again(number):
        return False
    if any(draws_on(compared, number, option) for option in compared.offered):
        return True
    if clause.stems & (compared.reasons - compared.wanted):
        return True
    new = clause.stems - compared.reasons - compared.options - compared.known.step - PAPERS
    if number and not new and not clause.stems & compared.wanted and not hit(compared, "yes", number):
        return True
    goes_on = number and len(new) <= 1 and _REFERRING.search(clause.text)
    return None if goes_on else False


def draws_on(compared: Compared, number: int, option: Option) -> bool:
    """By words of its own, or by a figure of its own unless the clause speaks of the refused thing itself."""
    clause = compared.said.clauses[number]
    if clause.stems & (option.stems - compared.wanted):
        return True
    if not any(figure in option.figures for figure in compared.plain(number)):
        return False
    new = clause.stems - compared.options - compared.known.step - PAPERS
    return (
        not option.stems
        or bool(clause.stems & option.stems)
        or (len(new) <= _FEW and not clause.stems & compared.wanted)
    )


def is_backed(compared: Compared, number: int) -> bool:
    """Whether the clause tells what was granted, what comes next, or what may be offered."""
    if compared.has_backed_figure(number):
        return True
    points = compared.known.points
    told = frozenset[str]().union(*(stems(words) for point in points for _, words in point.granted_words))
    told |= compared.known.step | compared.options
    return bool(compared.said.clauses[number].stems & (told - PAPERS))


def is_asked(compared: Compared, number: int) -> bool:
    """Whether the clause speaks of what another of several asks was about."""
    points = compared.known.points
    wanted = frozenset[str]().union(*(point.wanted for point in points)) if len(points) > 1 else frozenset()
    return bool(compared.said.clauses[number].stems & wanted)


def is_new(compared: Compared, words: str) -> bool:
    """Whether nothing in message and decision speaks of what these words give."""
    names = frozenset[str]().union(*(point.about for point in compared.known.points))
    telling = stems(words)
    if not telling:  # `take you off` has but everyday words: the decision may have the same ones
        return not set(_plain_words(words)) <= set(_plain_words(compared.known.decided))
    return not telling & (names | compared.known.recorded)


def _plain_words(text: str) -> list[str]:
    """The words of a text but those for the customer and for us."""
    return [word for word in _WORD.findall(text.casefold()) if word not in _PARTIES]
