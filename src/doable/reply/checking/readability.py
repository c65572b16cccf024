"""Words a customer would not use, and sentences too long or too hard to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.draft.words import word_list
from doable.reply.checking.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.draft.said import Said
    from doable.reply.checking.record.known import Known
    from doable.reply.occasion import DraftFinding

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-Z][A-Z0-9&]{1,5}s?(?![\w@-]|\.\w)")
_EVERYDAY = word_list("everyday")
_VOWELS = re.compile(r"[aeiouyäöü]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGEST_SENTENCE = 40
_LONG_SENTENCE = 24
_LEVEL = 16
_ABOVE = 6  # one sentence may be that much harder than the text as a whole
_WORDS_PER_SENTENCE, _SYLLABLES_PER_WORD, _OFFSET = 0.39, 11.8, 15.59


def jargon(said: Said, known: Known) -> Iterator[DraftFinding]:
    """Words of the trade, words the company's style replaces, short forms nobody explained."""
    seen: dict[int, tuple[int, int]] = {}
    lowered = known.record.casefold()
    for hit in said.marks["jargon.jargon"]:
        if said.text[hit.start : hit.end].casefold() not in lowered:
            _extend(seen, said, hit.start, hit.end)
    for found in _ACRONYM.finditer(said.text):
        if (
            found[0].rstrip("s") not in _EVERYDAY
            and found[0] not in known.record
            and not _is_shouted(said, found)
        ):
            _extend(seen, said, *found.span())
    for start, end in seen.values():
        yield finding(
            "jargon",
            (start, end),
            f"“{said.text[start:end]}” is not how a customer would say it",
            "say it in everyday words",
        )
    yield from _instead(said, known)


def _extend(seen: dict[int, tuple[int, int]], said: Said, start: int, end: int) -> None:
    """One finding a clause, from its first such word to its last."""
    number = said.number(start)
    first, last = seen.get(number, (start, end))
    seen[number] = min(first, start), max(last, end)


def _is_shouted(said: Said, found: re.Match[str]) -> bool:
    """Whether other words beside it are in capitals as well."""
    around = said.text[max(0, found.start() - 20) : found.end() + 20]
    return len(re.findall(r"(?<!\w)[A-Z]{2,}(?!\w)", around)) > 2


def _instead(said: Said, known: Known) -> Iterator[DraftFinding]:
    for word, better in known.instead:
        flags = re.NOFLAG if word.isupper() else re.IGNORECASE  # `WO` is not `wo`
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", said.text, flags):
            yield finding("jargon", found.span(), f"the company does not say “{found[0]}”", f"say “{better}”")


def hard_sentences(said: Said, known: Known) -> Iterator[DraftFinding]:
    """Sentences that are too long, or long and of long words; the longest part is marked."""
    level = max(_LEVEL, (known.reading_level or 0) + _ABOVE)
    for start, end in _sentences(said):
        text = said.text[start:end]
        words = _WORD.findall(text)
        if len(words) < _LONG_SENTENCE:
            continue
        grade = school_grade(words) if said.language == "en" else 0
        if len(words) > _LONGEST_SENTENCE or grade > level:
            yield finding(
                "hard_to_read",
                (start, end),
                f"{len(words)} words in one sentence are hard to follow",
                "make two or three sentences of it, with short words",
            )


def _sentences(said: Said) -> list[tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for clause in said.clauses:
        start, _ = found.get(clause.sentence, (clause.start, 0))
        found[clause.sentence] = start, clause.end
    return list(found.values())


def school_grade(words: list[str]) -> float:
    """The years of school that one sentence of these words asks for (Flesch and Kincaid, 1975)."""
    syllables = sum(_syllables(word) for word in words)
    return _WORDS_PER_SENTENCE * len(words) + _SYLLABLES_PER_WORD * syllables / len(words) - _OFFSET


def _syllables(word: str) -> int:
    """Groups of vowels, a silent `e` at the end left out."""
    plain = word.lower().rstrip("'’s")
    count = len(_VOWELS.findall(plain))
    return max(1, count - 1 if plain.endswith("e") and not plain.endswith("le") and count > 1 else count)
