"""Taking a message apart into its sentences and clauses, each one thing said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.understanding.understood import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

# After these a point ends no sentence: a name follows, or a number. The others end one if a capital follows.
_BEFORE_NAMES = frozenset("mr mrs ms dr prof st fam fa hr fr mme mlle sr sra m sig".split())
_BEFORE_NUMBERS = frozenset("no nos nr inv tel art núm ref ext approx ca order-nr kd.nr".split())
_ABBREVIATIONS = frozenset(
    "vs e.g i.e eg ie incl excl max min str bzw z.b u.a d.h usw evtl ggf inkl zzgl best dept jr bv ecc etc "
    "jan feb mar apr jun jul aug sep sept oct nov dec okt dez mon tue tues wed thu thurs fri sat sun".split()
)
_MONTH = re.compile(
    r"\s*(?:jan|feb|m[aä]r|apr|ma[ij]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-z]*(?!\w)", re.IGNORECASE
)
_ORDINALS_FOLLOW = frozenset("der die das den dem am im zum beim vom ein eine einen bis ab seit".split())

# What may begin a clause of its own after a comma or a joining word: somebody who does something ...
_SUBJECTS = (
    "i|i'm|im|i've|ive|i'd|i'll|ill|we|we're|we've|we'd|we'll|you|you're|you've|u|he|she|they|they're|"
    "it|it's|"
    "there|there's|that's|thats|nobody|somebody|someone|ich|wir|sie|du|es|er|man|je|j'ai|nous|vous|yo|"
    "nosotros|ustedes|io|noi|voi|ik|wij|jullie"
)
# ... a question or a wish ...
_WISHES = (
    "could|can|can't|cannot|would|will|won't|may|might|must|shall|should|do|does|did|how|what|what's|"
    "whats|why|"
    "please|pls|plz|kindly|let|let's|any|asks|asked|wants|want|wanted|needs|need|demands|wishes|"
    "bitte|können|könnten|könnte|kann|würden|warum|wann|wie|ginge|möchte|"
    "pouvez|pourriez|puis|quand|pourquoi|combien|à|puede|pueden|podría|podrían|cuándo|cómo|quiero|"
    "può|potete|potrebbe|quando|perché|vorrei|kunt|kan|kunnen|wanneer|waarom|hoe|graag"
)
# ... or an order given.
_ORDERS = (
    "add|adjust|agree|answer|approve|arrange|ask|book|bring|build|bypass|call|cancel|change|check|"
    "collect|confirm|"
    "correct|credit|deduct|delete|deliver|disable|drop|exchange|explain|extend|fetch|fix|forget|get|"
    "give|grant|"
    "help|hold|honour|install|issue|keep|knock|look|make|match|mend|move|offer|pass|pay|pick|postpone|"
    "prolong|"
    "promise|provide|put|quote|raise|redirect|reduce|refund|reimburse|release|remove|repair|replace|"
    "reply|return|"
    "reverse|ring|say|schedule|see|sell|send|ship|show|stop|swap|switch|take|tell|transfer|try|turn|unlock|"
    "unsubscribe|update|upgrade|waive|write|"
    "schicken|senden|geben|nehmen|stornieren|erstatten|überweisen|ändern|liefern|rufen|melden|sagen|erklären|"
    "envoyez|remboursez|réparez|donnez|annulez|dites|appelez|"
    "envíen|envíenme|devuelvan|cancelen|díganme|manden|rimborsate|mandate|stuur|geef|annuleer|bel"
)
# These begin a clause only after a joining word; after a comma alone they tell more of what was said.
_AFTER_JOINS = (
    "that|these|those|is|are|was|were|have|has|when|where|where's|wheres|who|whether|order|charge|post|"
    "use|open|"
    "ist|sind|haben|gibt|wo|wer|was|où|quel|quelle|dónde|dove|quanto"
)
_JOINS = "and|plus|but|so|or|then|otherwise|und|aber|oder|sonst|sowie|et|ou|mais|y|o|pero|e|ma|en|maar|&"
# A sum wanted: "cancel it and 410 back", "a new one plus €500".
_SUM_WANTED = (
    r"[£$€]?\d[\d.,]{0,12}(?:\s?(?:€|euros?|eur))?\s(?:back|off|refund|credit|compensation|extra)|[£$€]\s?\d"
)
_END = r"(?![\w'’])"
_BREAK = re.compile(
    # the end of a sentence, with what closes a quote or a bracket
    r"(?P<stop>(?<![.!?…])[.!?…]++[\"'”»)\]]{0,3}(?=\s))"
    r"|(?P<line>\n\s*+)"
    # a point of a list within a line: (a) 2) 3.
    r"|(?P<point>(?<=\s)(?:\([a-h1-9]\)|(?<=[,;]\s)[1-9]\)|(?<=[:.;?!]\s)[1-9][.)])(?=[ \t]))"
    # marks that always part
    r"|(?P<mark>[;:](?=\s)|(?<=\s)(?<![–—-])[–—-]++(?=\s))"
    # a comma or a joining word where something new begins
    rf"|(?P<soft>,(?=\s(?:(?:{_JOINS}|also|auch)\s){{0,2}}(?:{_SUBJECTS}|{_WISHES}|{_ORDERS}){_END})"
    rf"|(?<=\s)(?:{_JOINS})(?=\s(?:(?:{_JOINS}|also|auch)\s)?"
    rf"(?:(?:{_SUBJECTS}|{_WISHES}|{_ORDERS}|{_AFTER_JOINS}){_END}|{_SUM_WANTED}))"
    rf"|(?<=\s)also(?=\s(?:{_SUBJECTS}|{_WISHES}){_END}))",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|„[^“”\n]{1,200}[“”]|«[^»\n]{1,200}»")
_LAST_WORD = re.compile(r"[\w.,/'’-]+$")
_TWO_WORDS = re.compile(r"(\w+)\s+[\w.,/-]+$")
# What another mail said before: lines with `>`, and the line that announces them.
_QUOTED_LINE = re.compile(
    r"^[ \t]{0,3}>.*$|^[^\n]{0,80}(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef) ?:[ \t]*$",
    re.MULTILINE,
)
_LIST_SIGN = re.compile(r"(?:[*•]+[ \t]+|\([a-h1-9]\)|[1-9][.)](?=\s))\s*")
_LONGEST_WORD = 40


def clauses(text: str) -> tuple[Span, ...]:
    """The clauses of a message in the order they stand; what is quoted from an earlier mail is left out."""
    found: list[Span] = []
    begun = 0
    for quoted in quoted_lines(text):
        found += _between(text, begun, quoted.start)
        begun = quoted.end
    found += _between(text, begun, len(text))
    return tuple(found)


def quoted_lines(text: str) -> tuple[Span, ...]:
    """The lines that repeat an earlier mail."""
    return tuple(Span(found.start(), found.end()) for found in _QUOTED_LINE.finditer(text))


def _between(text: str, begun: int, end: int) -> Iterator[Span]:
    for place in (*_breaks(text, begun, end), end):
        if span := _trimmed(text, begun, place):
            yield span
        begun = place


def _breaks(text: str, begun: int, end: int) -> Iterator[int]:
    """Where one clause ends and the next begins."""
    quotes = [(found.start(), found.end()) for found in _QUOTE.finditer(text, begun, end)]
    at, last = 0, begun
    for found in _BREAK.finditer(text, begun, end):
        while at < len(quotes) and quotes[at][1] <= found.start():
            at += 1
        within_a_quote = at < len(quotes) and quotes[at][0] < found.start()
        if not within_a_quote and _parts(text, found, last):
            last = found.start() if found.lastgroup in ("point", "soft") else found.end()
            yield last


def _parts(text: str, found: re.Match[str], last: int) -> bool:
    """Whether the sign or word that was found parts two clauses here."""
    match found.lastgroup:
        case "stop":
            return _ends_a_sentence(text, found)
        case "soft":
            return text.count(" ", last, found.start()) >= (1 if found[0] == "," else 2)
    return True


def _ends_a_sentence(text: str, found: re.Match[str]) -> bool:
    """A point does not if it belongs to an abbreviation, a date, or a number in order."""
    following = text[found.end() : found.end() + 3].strip()[:1]
    if not found[0].startswith(".") or found[0][1:2] == ".":
        return True
    before = _LAST_WORD.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
    word = before[0].casefold() if before else ""
    if word in _BEFORE_NAMES or (len(word) == 1 and word.isalpha()):
        return False
    if word in _BEFORE_NUMBERS:
        return not following.isdigit()
    if word in _ABBREVIATIONS:
        return following.isupper()
    return _ends_after_number(text, found, word) if word[:1].isdigit() else True


def _ends_after_number(text: str, found: re.Match[str], number: str) -> bool:
    """`30.09. has not`, `am 1. Oktober` and `der 2. Termin` go on."""
    lower = text[found.end() : found.end() + 2].strip()[:1].islower()
    if (lower and "." in number) or _MONTH.match(text, found.end()):
        return False
    led = _TWO_WORDS.search(text, max(0, found.start() - _LONGEST_WORD), found.start())
    return led is None or led[1].casefold() not in _ORDINALS_FOLLOW


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks, commas and list numbers around it; None if nothing is left."""
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:-–—"):
        end -= 1
    while start < end and (text[start].isspace() or text[start] in ",;:-–—"):
        start += 1
    led = _LIST_SIGN.match(text, start, end)
    if led and any(sign.isalpha() for sign in text[led.end() : end]):
        start = led.end()
    return Span(start, end) if any(sign.isalnum() for sign in text[start:end]) else None
