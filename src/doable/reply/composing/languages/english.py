"""English: Monday, 19 October; 40 EUR; a, b and c; our accounting team will pay it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.composing.languages.english_steps import told_step
from doable.reply.composing.languages.english_words import (
    COLLEAGUES,
    FOREIGN,
    MONTHS,
    NUMBERS,
    OPENINGS,
    TEAMS,
    VERBS,
    WEEKDAYS,
    WORDS_FOR_PEOPLE,
)
from doable.reply.composing.languages.language import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_UNITS = {name: name.removesuffix("s") for name in ("days", "weeks", "months", "years", "hours", "minutes")}
_PERCENT = ("percent", "percentage")
_WANTS = re.compile(
    r"(?:(?:the|a) )?customer (?:wants|would like|asks for|needs|wishes for|asks) ([^,;]+)", re.IGNORECASE
)
_ASKED = ("why ", "what ", "when ", "where ", "how ", "who ", "whether ", "if ", "about ")
# What a reason says where somebody else may still agree or not.
_OPEN = re.compile(
    r"\b(?:may|might|can|could|agree\w*|approv\w+|decid\w+|decision|look at|case by case|possible"
    r"|depends?|needs?|ha(?:s|ve) to|only|more than|above)\b",
    re.IGNORECASE,
)
# A phrase has few words; one that does not begin as phrases do has fewer.
_MOST_WORDS, _FEW_WORDS = 8, 6
# What makes a sentence of words, or tells of somebody by a pronoun that would be somebody else in the letter.
_SENTENCE = re.compile(
    r"[.!?;:](?:\s|$)|\b(?:i|we|he|she|they|it|you|me|us|him|them|my|our|your|is|are|was|were|am|be|has|have|had"
    r"|do|does|did|can|could|may|might|will|would|shall|should|must|please|how|what|when|where|why|if)\b",
    re.IGNORECASE,
)
# Of the customer, who becomes the reader.
_YOU = (
    (r"\bthey are\b", "you are"),
    (r"\b(?:they|them|the customer)\b", "you"),
    (r"\b(?:their|the customer's)\b", "your"),
    (r"\bthemselves\b", "yourself"),
)


class English:
    """English as a letter needs it."""

    code = "en"

    def day(self, day: date, today: date) -> str:
        """A date such as Monday, 19 October."""
        year = f" {day.year}" if day.year != today.year else ""
        return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}{year}"

    def number(self, digits: str) -> str:
        """A number such as 12.5 or 12,500; four digits stand without a comma."""
        whole, point, rest = digits.partition(".")
        return (f"{int(whole):,}" if len(whole.lstrip("-")) > 4 else whole) + point + rest

    def measure(self, name: str, digits: str) -> str | None:
        """A number such as 10 percent or 1 day."""
        if name in _PERCENT:
            return f"{self.number(digits)} percent"
        if name in _UNITS:
            return f"{self.number(digits)} {_UNITS[name] if digits == '1' else name}"
        return None

    def counted(self, number: int) -> str:
        """A small number in words."""
        return NUMBERS[number] if number < len(NUMBERS) else str(number)

    def listed(self, items: Sequence[str]) -> str:
        """Items such as `a, b and c`; a comma before the last where one has a comma or is long."""
        if len(items) < 2:
            return "".join(items)
        comma = "," if any("," in item or item.count(" ") > 2 for item in items) else ""
        return f"{', '.join(items[:-1])}{comma} and {items[-1]}"

    def person(self, who: str) -> str:
        """Somebody such as `our finance manager` or `our accounting team`."""
        who = who.replace("_", " ").strip()
        known = WORDS_FOR_PEOPLE.get(who.lower())
        team, _, grade = who.rpartition(" ")
        if team and grade in COLLEAGUES:
            return f"{COLLEAGUES[grade]} in {team}"
        if known or who.lower().startswith(("a ", "an ", "the ", "our ", "my ")):
            return known or who
        return f"our {who} team" if who.lower() in TEAMS else f"our {who}"

    def step(self, what: str, who: str, by: str | None) -> str:
        """A step: `Our accounting team will pay 40 EUR by Monday, 19 October`."""
        return told_step(what, by, doer=None if who == "customer" else self.person(who))

    def wish(self, means: str) -> str | None:
        """From `The customer wants money back for an order.` to `money back for an order`."""
        found = _WANTS.match(means)
        if not found:
            return None
        wish = found[1].strip().removesuffix(".")
        for pattern, word in _YOU:
            wish = re.sub(pattern, word, wish)
        return f"to know {wish}" if wish.startswith(_ASKED) else wish

    def clause(self, text: str) -> str:
        """A sentence without its full stop, and without its capital where the first word is a plain one."""
        text = text.strip().removesuffix(".")
        first = text.split(" ", 1)[0].strip(",")
        return text[:1].lower() + text[1:] if first.lower() in OPENINGS else text

    def is_phrase(self, text: str) -> bool:
        """Whether somebody's words are a short noun or verb phrase, `raise the pressure`, and no sentence."""
        words = text.lower().split()
        if not words or len(words) > _MOST_WORDS or not text.isascii() or _SENTENCE.search(text):
            return False
        first = words[0]
        opens = first in OPENINGS or first in VERBS or first[0].isdigit() or first.endswith("ing")
        return (opens or len(words) <= _FEW_WORDS) and not FOREIGN.intersection(words)

    def leaves_open(self, reason: str) -> bool:
        """Whether the reason why somebody has to agree says so, and does not sound like a yes."""
        return _OPEN.search(reason) is not None

    def reasons(self, reasons: Sequence[str]) -> str:
        """Reasons as sentences; `only 100 were made` becomes `The reason: only 100 were made`."""
        said, opening = [], "The reason: "
        for reason in reasons:
            fragment = reason[:1].islower()
            said.append(sentence(f"{opening}{reason}" if fragment else reason))
            opening = "Also, " if fragment else opening
        return " ".join(said)
