"""Text in the characters that the fonts of every PDF reader have (cp1252: Western Europe, the euro sign)."""

from __future__ import annotations

import unicodedata

ENCODING = "cp1252"
_INSTEAD = {
    "\u2009": " ",
    "\u202f": "\u00a0",
    "\u2010": "-",
    "\u2011": "-",
    "\u2192": "->",
    "\u2190": "<-",
    "\u2212": "-",
    "\u2248": "about",
    "\u2260": "not equal to",
    "\u2264": "at most",
    "\u2265": "at least",
    "\u2713": "yes",
    "\u2717": "no",
    "\u0111": "d",
    "\u0131": "i",
    "\u0142": "l",
    "\u0141": "L",
    "\u1e9e": "SS",
}


def folded(text: str) -> str:
    """The text, where a character is missing another way to write it, else its name in brackets."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(_folded(character) for character in composed)


def has_names(text: str) -> bool:
    """Whether some of its characters can only be named."""
    return any(_plainly(character) is None for character in unicodedata.normalize("NFC", text))


def _folded(character: str) -> str:
    plain = _plainly(character)
    if plain is not None:
        return plain
    name = unicodedata.name(character, "character").lower()
    return f"[{name.rpartition(' letter ')[2]}]"


def _plainly(character: str) -> str | None:
    """The character, or what stands in for it without being its name."""
    if _is_there(character):
        return character
    if character in _INSTEAD:
        return _INSTEAD[character]
    if unicodedata.category(character) in {"Mn", "Cf", "Cc"}:
        return ""
    parts = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    return bare if bare and all(_is_there(part) for part in bare) else None


def _is_there(character: str) -> bool:
    try:
        character.encode(ENCODING)
    except UnicodeEncodeError:
        return False
    return character.isprintable() or character in "\n\u00a0"
