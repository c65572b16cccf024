"""The kinds of findings: the name that each carries, and what it is about.

`docs/books/check.md` has a section for each; SARIF lists them as the rules of the tool.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of finding; an error keeps the book from being used, `level` is what it is by default."""

    level: str
    says: str
    why: str


_OF_BOOK = {
    "files": Kind(
        "error",
        "A file is missing, can't be read, or lies where nothing reads it.",
        "A book is a folder with files of fixed names.",
    ),
    "syntax": Kind(
        "error",
        "A file is not well-formed.",
        "Books are YAML or JSON without tags, anchors and duplicate keys, at most 2 MB and 50 deep.",
    ),
    "shape": Kind(
        "error",
        "A key is missing, unknown, or has a value of the wrong kind.",
        "Only what is known to the program can be decided by; the page `books/reference` lists every key.",
    ),
    "formula": Kind(
        "error",
        "A condition or value can't be read.",
        "Conditions are written in a small language; the page `books/language` shows all of it.",
    ),
    "unknown": Kind(
        "error",
        "Something is named that the book does not declare.",
        "A misspelt name would never be known, and its rule never hold.",
    ),
    "type": Kind(
        "error",
        "Values don't go together.",
        "An amount is no text and a day is no number: such a comparison would have no answer.",
    ),
    "circle": Kind(
        "error",
        "Values are worked out from each other in a circle, or in too many steps.",
        "A value that needs itself is never known.",
    ),
    "pressure": Kind(
        "error",
        "A rule looks at how hard somebody pushes.",
        "Emotion, threats and the number of messages decide nothing: asked harder, the answer is the same.",
    ),
    "language": Kind(
        "warning",
        "A text lacks one of the book's languages.",
        "Who writes in that language would read another one.",
    ),
}
_OF_RULES = {
    "unreachable": Kind(
        "warning",
        "A rule, a row or a guarantee can never count.",
        "Its condition contradicts itself, or what always wins over it holds wherever it does.",
    ),
    "exception": Kind(
        "warning",
        "An exception says yes where the rest of the ask would refuse, or stands where none may.",
        "An exception that allows is not held back by `otherwise`, so it carries all its limits itself.",
    ),
    "plan": Kind(
        "warning",
        "A plan in steps does not work out.",
        "Two plans in force at once contradict each other, and every step but the last comes to an end.",
    ),
    "charge": Kind("warning", "A charge charges nothing.", "A charge of 0 is no charge."),
    "given": Kind(
        "warning",
        "A rule gives something under a name that is nearly a param's.",
        "What is granted under another name is not held against the limits of authority.",
    ),
    "alternative": Kind(
        "warning",
        "A no comes without anything in its place, or with something that can't be had.",
        "A good no offers what serves the same purpose.",
    ),
    "absent": Kind(
        "warning",
        "A fact that may be absent is read as if it were there.",
        "Where it is absent, the condition has no answer and a person has to look at the case.",
    ),
}
_OF_PEOPLE = {
    "supply": Kind(
        "warning",
        "A fact that a condition reads can't be supplied by anybody.",
        "It stays unknown for ever, and what depends on it undecided.",
    ),
    "question": Kind(
        "warning",
        "A fact or param has no question, or is asked of somebody whose word does not count.",
        "When it is missing, nobody would know what to ask, or the answer would be thrown away.",
    ),
    "authority": Kind(
        "warning",
        "Something can be granted by nobody, or by programs without having been listed.",
        "What nobody may grant ends with a person who may not grant it either.",
    ),
    "splitting": Kind(
        "warning",
        "A limit looks at one ask's amount alone.",
        "Two asks of half the sum would both stay within it.",
    ),
    "examples": Kind(
        "warning",
        "Asks can't be told apart, or not be recognised, by their examples.",
        "Reading learns from the examples what customers mean.",
    ),
    "promise": Kind(
        "warning",
        "A playbook promises what no rule grants.",
        "The reply would have a gap there, or say too much.",
    ),
    "playbook": Kind(
        "warning",
        "A playbook can't be filled in, or has text that no letter uses.",
        "Errors in its markup keep every such letter from being written.",
    ),
}
KINDS: dict[str, Kind] = {**_OF_BOOK, **_OF_RULES, **_OF_PEOPLE}
