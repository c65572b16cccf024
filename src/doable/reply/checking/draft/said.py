"""A draft as read: its clauses, the wordings found in it, its figures and days."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.reply.checking.draft.spelled import Spelled, spell
from doable.reply.checking.draft.stems import stems
from doable.reply.checking.draft.wordings import wording
from doable.understanding.text.clauses import clauses
from doable.understanding.understood import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doable.reply.checking.draft.wordings import Hit

_STOP = re.compile(r"[.!?…][\"'”»)\]]*$")
_PARTS = {
    "roles": "restating echoing conditional courtesy",
    "refusing": "no other",
    "promising": (
        "hint done additive costless worth free gratis giving yes settled relief absolute sooner instructing"
    ),
    "offering": "frame",
    "feeling": "apology no_apology acknowledgement unfeeling",
    "tone": "blame dismissive defensive unprofessional",
    "steps": "vague concrete party",
    "leaking": "internal",
    "jargon": "jargon",
}
CLASSES = tuple(f"{topic}.{part}" for topic, parts in _PARTS.items() for part in parts.split())


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing said, with its place in the draft, the number of its sentence, and what it is about."""

    start: int
    end: int
    sentence: int
    text: str
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """A draft as read; `marks` are the wordings found, by class, `firsts` the first of each clause."""

    text: str
    language: str
    clauses: tuple[Clause, ...]
    spelled: Spelled
    marks: Mapping[str, tuple[Hit, ...]]
    firsts: Mapping[str, Mapping[int, Hit]]

    def number(self, place: int) -> int:
        """The number of the clause that a place in the text belongs to."""
        return _number(self.clauses, place)

    def within(self, name: str) -> Mapping[int, Hit]:
        """The clauses with a wording of a class, each with the first place where it stands."""
        return self.firsts[name]

    def has(self, name: str) -> bool:
        """Whether any wording of a class stands in the draft."""
        return bool(self.marks[name])

    def stems(self) -> frozenset[str]:
        """What the whole draft is about."""
        return frozenset[str]().union(*(clause.stems for clause in self.clauses))


def read_draft(text: str, language: str) -> Said:
    """The draft taken apart, with the wordings of its language."""
    parts = tuple(_clauses(text))
    spelled = spell(text, _sentences(parts))
    marks = {name: _hits(name, language, spelled) for name in CLASSES}
    firsts = {name: _firsts(parts, hits) for name, hits in marks.items()}
    return Said(text, language, parts, spelled, marks, firsts)


def _number(parts: tuple[Clause, ...], place: int) -> int:
    return max(0, bisect_right(parts, place, key=lambda clause: clause.start) - 1)


def _firsts(parts: tuple[Clause, ...], hits: tuple[Hit, ...]) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    for hit in hits:
        found.setdefault(_number(parts, hit.start), hit)
    return found


def _hits(name: str, language: str, spelled: Spelled) -> tuple[Hit, ...]:
    found = wording(name, language)
    return tuple(found.hits(spelled)) if found else ()


# A reply goes on about somebody else after these, where a message would go on about the same.
_GOES_ON = re.compile(
    r",? (?=(?:and|but|or|so|yet|though|while)\s(?:we|i|you|he|she|they|it|our|your|please|accounting|"
    r"support|"
    r"sales|field service|that|this|there)(?:['’]\w+)?\s)|(?<=n['’]t)\.\s(?=[A-Z])"
    r"|, (?=(?:our|the|a|we|i|it|this|that|since|as|because)\s)",
    re.IGNORECASE,
)


def _finer(text: str) -> Iterable[Span]:
    """The clauses of a draft, parted also where its sentence goes on about another subject."""
    for span in clauses(text):
        start = span.start
        for found in _GOES_ON.finditer(text, span.start, span.end):
            if text.count(" ", start, found.start()) >= 2:
                yield Span(start, found.start())
                start = found.end()
        yield Span(start, span.end)


def _clauses(text: str) -> Iterable[Clause]:
    sentence, last = 0, 0
    for span in _finer(text):
        before = text[last : span.start]
        if last and ("\n" in before or _STOP.search(text[max(0, last - 3) : last])):
            sentence += 1
        part = text[span.start : span.end]
        yield Clause(span.start, span.end, sentence, part, stems(part))
        last = span.end


def _sentences(parts: tuple[Clause, ...]) -> list[Span]:
    """The stretches of the sentences, each from its first clause to the end of its last."""
    found: dict[int, Span] = {}
    for part in parts:
        begun = found.get(part.sentence)
        found[part.sentence] = Span(begun.start if begun else part.start, part.end)
    return list(found.values())
