"""Sentences that sound wrong, though no list has their wording and the record accounts for none of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.reply.checking.draft.sounding import KINDS, sounds
from doable.reply.checking.finding import finding
from doable.reply.checking.record.backing import NEGATED, is_backed
from doable.reply.checking.record.points import ALLOWED_STANCE
from doable.reply.checking.toning import TONES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Option
    from doable.reply.occasion import DraftFinding

# From here on it is taken to be so. What keeps a draft from being sent has to be surer.
_NOT_PLAIN, _TONE, _SURE = 0.6, 0.3, 0.66
_PARTY = re.compile(r"\b(?:i|we|us|our|my|you|yours?)\b", re.IGNORECASE)
_FEWEST_WORDS = 4
_OWN_WORDS = 2


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with its place and the numbers of its clauses."""

    start: int
    end: int
    clauses: tuple[int, ...]


def suspicions(compared: Compared, found: Iterable[DraftFinding]) -> Iterator[DraftFinding]:
    """What sentences sound like that tell nothing of the record and have no finding yet."""
    if compared.said.language != "en":
        return
    taken = [(one.start, one.end) for one in found if one.start < one.end]
    asked = [
        one
        for one in _sentences(compared)
        if not any(start < one.end and one.start < end for start, end in taken) and not _tells(compared, one)
    ]
    if not asked:
        return
    likely = sounds([compared.said.text[one.start : one.end] for one in asked]).tolist()
    for one, row in zip(asked, likely, strict=True):
        yield from _suspicion(compared, one, row)


def _sentences(compared: Compared) -> Iterator[_Sentence]:
    clauses = compared.said.clauses
    numbers: dict[int, list[int]] = {}
    for number, clause in enumerate(clauses):
        numbers.setdefault(clause.sentence, []).append(number)
    for own in numbers.values():
        start, end = clauses[own[0]].start, clauses[own[-1]].end
        if len(compared.said.text[start:end].split()) >= _FEWEST_WORDS:
            yield _Sentence(start, end, tuple(own))


def _tells(compared: Compared, one: _Sentence) -> bool:
    """Whether a sentence does what a reply is for: tells back, feels, says sorry, refuses, grants."""
    said, roles = compared.said, compared.roles
    felt = (said.within("feeling.apology"), said.within("feeling.acknowledgement"))
    return any(
        number in compared.quoted
        or number in roles.restating
        or number in roles.refusing
        or any(number in feeling for feeling in felt)
        or compared.has_backed_figure(number)
        or compared.tells_reason(number)
        or any(len(said.clauses[number].stems & option.stems) >= _OWN_WORDS for option in _options(compared))
        for number in one.clauses
    )


def _options(compared: Compared) -> Iterator[Option]:
    return (option for point in compared.known.points for option in point.options)


def _suspicion(compared: Compared, one: _Sentence, row: Sequence[float]) -> Iterator[DraftFinding]:
    """The gravest thing that a sentence is taken for."""
    likely = dict(zip(KINDS, row, strict=True))
    span = one.start, one.end
    tone = max((kind for kind in TONES if kind in likely), key=lambda kind: likely[kind])
    if likely["internal"] >= _SURE:
        message = "reads like a remark for colleagues only"
        yield finding("leaked_internal", span, message, "leave it out; write it as a note to the case")
    elif likely["promise"] >= _SURE and not _is_due(compared, one) and not _says_of_others(compared, one):
        message = "sounds like a promise that the decision does not make"
        yield finding("overpromise", span, message, "leave it out, or say only what was decided")
    elif likely["plain"] <= 1 - _NOT_PLAIN and likely[tone] >= _TONE and not _tells_back(compared, one):
        wrong, remedy = TONES[tone]
        yield finding(tone, span, f"this {wrong}", remedy)


def _tells_back(compared: Compared, one: _Sentence) -> bool:
    """Whether a sentence has so many of the customer's own words that it is about what they said."""
    said = frozenset[str]().union(*(compared.said.clauses[number].stems for number in one.clauses))
    return len(said & compared.known.asked) >= _OWN_WORDS


def _is_due(compared: Compared, one: _Sentence) -> bool:
    """Whether a sentence speaks of what was granted, offered or comes next."""
    if compared.known.stance == ALLOWED_STANCE:
        return any(is_backed(compared, number) for number in one.clauses)
    told = compared.known.step | compared.options
    said = [compared.said.clauses[number].stems for number in one.clauses]
    return not any(said) or any(len(stems & told) >= _OWN_WORDS for stems in said)


def _says_of_others(compared: Compared, one: _Sentence) -> bool:
    """Whether a no is said of people at large: `it won't ruin anybody` gives nothing to this customer."""
    text = compared.said.text[one.start : one.end]
    return NEGATED.search(text) is not None and not _PARTY.search(text)
