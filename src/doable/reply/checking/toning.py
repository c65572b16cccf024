"""How the draft treats the customer: blame, belittling, arguing, rudeness, shouting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.draft.said import Said
    from doable.reply.checking.record.known import Known
    from doable.reply.occasion import DraftFinding

# Each tone with what it does, and what to do about it.
TONES = {
    "blame": (
        "puts the fault on the customer",
        "say what happened and what happens now, without saying whose fault it was",
    ),
    "dismissive": (
        "belittles what the customer wants or feels",
        "leave it out, or say that you see why it matters to them",
    ),
    "defensive": (
        "argues instead of finding out",
        "leave it out; ask for what you need to look into it, such as a date, a product or the sum",
    ),
    "unprofessional": ("is rude or sarcastic", "leave it out"),
}
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITALS = re.compile(
    rf"(?<![\w.@/-])(?:I |"
    rf"A )?(?:{_CAPITAL}{{2,}}(?:['’]{_CAPITAL}+)?[,;:]? +){{2,}}{_CAPITAL}{{2,}}(?!\w)[!?]*"
)
_SIGNS = re.compile(r"!{2,}|\?{2,}|[!?]*(?:!\?|\?!)[!?]*")
_ROLLING_EYES = re.compile("[🙄🤦🤷😒😤🤡🖕💩😂🤣😴🥱🤬😏🙃👎]+")


def tones(said: Said, known: Known, quoted: frozenset[int]) -> Iterator[DraftFinding]:
    """The tone of what is said, clause by clause."""
    for check, (wrong, remedy) in TONES.items():
        for number, hit in said.within(f"tone.{check}").items():
            if number in quoted:
                continue
            words = said.text[hit.start : hit.end]
            if check == "dismissive" and words.casefold() in known.message.casefold():
                continue  # the customer's own words
            yield finding(check, _whole(said, number, hit.start), f"“{_short(words)}” {wrong}", remedy)
    yield from _loudness(said, known)


def _whole(said: Said, number: int, start: int) -> tuple[int, int]:
    """The clause in question: a few words of it taken out would leave no sentence."""
    clause = said.clauses[number]
    return min(clause.start, start), clause.end


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:57]}..."


def _loudness(said: Said, known: Known) -> Iterator[DraftFinding]:
    for found in _CAPITALS.finditer(said.text):
        if found[0].casefold() not in known.record.casefold():
            yield finding(
                "unprofessional",
                found.span(),
                "capital letters read as shouting",
                "write it in small letters",
            )
    for found in _SIGNS.finditer(said.text):
        yield finding("unprofessional", found.span(), "so many signs read as shouting", "one sign is enough")
    for found in _ROLLING_EYES.finditer(said.text):
        yield finding("unprofessional", found.span(), "reads as mockery or anger", "leave it out")
