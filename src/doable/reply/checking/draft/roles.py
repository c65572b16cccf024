"""What each clause does in a reply: tells back the wish, refuses, sets a condition, or is a courtesy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doable.reply.checking.draft.said import Said
    from doable.reply.checking.draft.wordings import Hit


# `.. and get the money back` goes on about what the customer wants; `.. and we pay it` does not.
_SAME_SUBJECT = re.compile(
    r"(?:and|or|but|to)\s(?!(?:we|i|our|my|you|your|he|she|it|they|the|a|an|this|that|there|so|as|yes|"
    r"no|please|"
    r"accounting|support|sales|field|somebody|nobody|unfortunately|sadly|gladly|of|for|by|on|in)\b)",
    re.IGNORECASE,
)


# `a leak that won't stop` refuses nothing.
_OF_A_THING = re.compile(r"\b(?:an?|the|any|every)\s(?:[\w-]+\s){1,3}(?:that|which|who)\s*$", re.IGNORECASE)
# `Once that's done, it can't be changed` after telling that it is done: nothing is left open.
_MET = re.compile(
    r"(?:once|after|when|as soon as)\s(?:that|this)(?:['’]s|['’]ve|\s(?:is|are|has|have|was|were|happens))\b"
    r"|once\s(?:done|printed|packed|sent|shipped|booked|signed|paid|issued|started|begun)\b",
    re.IGNORECASE,
)
# `Must I really pay?` `No, you needn't`: a no to a burden is a yes.
_BARE = re.compile(r"no\W*", re.IGNORECASE)
# `You'd like two things: ..` goes on with them.
_LIST = re.compile(r"\b(?:things|wishes|points|questions|following)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Roles:
    """The numbers of the clauses in each role; a no comes with the words that say it."""

    restating: frozenset[int]
    conditional: frozenset[int]
    courtesy: frozenset[int]
    refusing: Mapping[int, Hit]


def roles_of(said: Said) -> Roles:
    """The roles of all clauses of a draft."""
    restating = _restating(said)
    return Roles(
        restating,
        frozenset(said.within("roles.conditional")),
        frozenset(
            number for number, hit in said.within("roles.courtesy").items() if _leads(said, number, hit)
        ),
        _refusing(said, restating),
    )


def _restating(said: Said) -> frozenset[int]:
    """The clauses that tell back the wish, and those that go on about it."""
    conditions = said.within("roles.conditional")
    found = set[int]()
    spared = said.within("promising.relief")  # `you needn't pay` is not what the customer needs
    for number, hit in said.within("roles.restating").items():
        if number in spared and spared[number].start <= hit.start:
            continue
        condition = conditions.get(number)
        if _leads(said, number, hit) and not (condition and condition.start <= hit.start):
            found.add(number)
    for number, clause in enumerate(said.clauses):
        before = said.clauses[number - 1] if number else clause
        same = number - 1 in found and before.sentence == clause.sentence
        if same and (_SAME_SUBJECT.match(clause.text) or _LIST.search(before.text)):
            found.add(number)
    return frozenset(found)


def _leads(said: Said, number: int, hit: Hit) -> bool:
    """Whether the words stand near the beginning of the clause, so that they rule it."""
    return len(said.text[said.clauses[number].start : hit.start].split()) <= 3


def _refusing(said: Said, restating: frozenset[int]) -> dict[int, Hit]:
    """The noes that are meant: not `can't say`, not what the customer said, not after an `if`."""
    found: dict[int, Hit] = {}
    others = said.marks["refusing.other"]
    conditions, hints = said.within("roles.conditional"), said.within("promising.hint")
    for hit in said.marks["refusing.no"]:
        number = said.number(hit.start)
        condition = conditions.get(number)
        if condition and _MET.match(said.text, condition.start):
            condition = None
        hint = hints.get(number)
        if number in restating or any(one and one.start <= hit.start for one in (condition, hint)):
            continue
        if _BARE.fullmatch(said.text, hit.start, hit.end) and _relieves(said, number):
            continue
        if _OF_A_THING.search(said.text[said.clauses[number].start : hit.start]):
            continue
        if not any(other.first < hit.last and hit.first < other.last for other in others):
            found.setdefault(number, hit)
    return found


def _relieves(said: Said, number: int) -> bool:
    """Whether the sentence of a clause, from it on, spares the customer something."""
    sentence = said.clauses[number].sentence
    spared = said.within("promising.relief")
    return any(said.clauses[other].sentence == sentence and other >= number for other in spared)
