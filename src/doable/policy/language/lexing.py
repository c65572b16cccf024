"""Cutting an expression into tokens, and the errors that reading an expression can end in."""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST = 4_000
RESERVED = frozenset(
    {"as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let", "loop"}
    | {"package", "namespace", "return", "var", "void", "while"}
)
_PATTERN = re.compile(
    r"""(?P<space>[\t\n\f\r ]+|//[^\n]*)
    |(?P<string>(?P<prefix>[rR][bB]|[bB][rR]|[rRbB])?(?P<quote>\"{3}|'{3}|"|'))
    |(?P<double>(?:[0-9]+\.[0-9]+|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+)
    |(?P<int>(?:0x[0-9a-fA-F]+|[0-9]+)(?P<unsigned>[uU])?)
    |(?P<name>[_a-zA-Z][_a-zA-Z0-9]*)
    |(?P<quoted>`[a-zA-Z0-9_.\-/ ]+`)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>?:.,()\[\]{}])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(
    r"""\\(?:(?P<letter>[abfnrtv"'\\?`])|[xX](?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})
    |U(?P<long>[0-9a-fA-F]{8})|(?P<octal>[0-3][0-7]{2})|(?P<wrong>.?))""",
    re.VERBOSE | re.DOTALL,
)
_LETTERS = dict(zip("abfnrtv\"'\\?`", "\a\b\f\n\r\t\v\"'\\?`", strict=True))
_HELP = {
    "=": "to compare, write `==`",
    "&": "write `&&` for and",
    "|": "write `||` for or",
    ";": "a condition is one expression: join several with `&&` or `||`",
    "“": 'use straight quotes: `"`',
    "”": 'use straight quotes: `"`',
    "„": 'use straight quotes: `"`',
    "\u2018": "use straight quotes: `'`",
    "\u2019": "use straight quotes: `'`",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "$": "write the amount alone: the currency is the book's",
    "€": "write the amount alone: the currency is the book's",
    "£": "write the amount alone: the currency is the book's",
}


class LanguageError(ValueError):
    """An expression that can't be read; line and column count from 1, `offset` from 0."""

    def __init__(self, message: str, line: int, column: int, offset: int, help: str | None = None) -> None:
        super().__init__(message)
        self.message, self.line, self.column, self.offset, self.help = message, line, column, offset, help


class NotParsed(LanguageError):
    """The text is not an expression."""


class Refused(LanguageError):
    """The text uses a construct that CEL has and conditions don't; `construct` names it."""

    def __init__(self, construct: str, line: int, column: int, offset: int) -> None:
        message = f"conditions have no {construct}"
        super().__init__(message, line, column, offset, "use single facts and lists of values instead")
        self.construct = construct


class Token(NamedTuple):
    """A piece of the text; `value` is what a number or string stands for."""

    kind: str
    text: str
    start: int
    end: int
    value: int | float | str | None = None


def position(source: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    return source.count("\n", 0, offset) + 1, offset - source.rfind("\n", 0, offset)


def not_parsed(source: str, offset: int, message: str, remedy: str | None = None) -> NotParsed:
    """The error for a place in the text."""
    return NotParsed(message, *position(source, offset), offset, remedy)


def refused(source: str, offset: int, construct: str) -> Refused:
    """The error for a construct at a place in the text."""
    return Refused(construct, *position(source, offset), offset)


def tokens(source: str) -> list[Token]:
    """All tokens of an expression, an `end` last; raises NotParsed or Refused."""
    if len(source) > LONGEST:
        message = f"the expression is {len(source):,} characters long, at most {LONGEST:,} are allowed"
        raise not_parsed(source, LONGEST, message, "split it, or compute part of it as a fact with `is:`")
    found: list[Token] = []
    start = 0
    while start < len(source):
        token = _token(source, start)
        if token.kind != "space":
            found.append(token)
        start = token.end
    return [*found, Token("end", "", len(source), len(source))]


def _token(source: str, start: int) -> Token:
    match = _PATTERN.match(source, start)
    if match is None:
        found = source[start]
        raise not_parsed(source, start, f"`{_shown(found)}` means nothing here", _HELP.get(found))
    kind, text = str(match.lastgroup), match.group()
    if match["quote"]:
        return _string(source, start, match["prefix"] or "", match["quote"])
    if match["int"]:
        return _integer(source, match)
    if match["quoted"]:
        return Token("quoted", text[1:-1], start, match.end())
    return Token(kind, text, start, match.end(), float(text) if kind == "double" else None)


def _integer(source: str, match: re.Match[str]) -> Token:
    text = match["int"]
    if match["unsigned"]:
        raise refused(source, match.start(), "uint")
    return Token("int", text, match.start(), match.end(), int(text, 16 if text.startswith("0x") else 10))


def _string(source: str, start: int, prefix: str, quote: str) -> Token:
    if "b" in prefix.lower():
        raise refused(source, start, "bytes")
    begin = start + len(prefix) + len(quote)
    inside = _inside(source, begin, quote, raw=bool(prefix))
    if inside is None:
        raise not_parsed(source, start, "this text has no end", f"close it with `{quote}`")
    text = re.sub(r"\r\n?", "\n", inside) if len(quote) > 1 else inside
    value = text if prefix else _ESCAPE.sub(lambda escape: _unescaped(source, begin, escape), text)
    if any("\ud800" <= character <= "\udfff" for character in inside):
        raise not_parsed(source, start, "this text holds half a character", "write the character itself")
    end = begin + len(inside) + len(quote)
    return Token("string", source[start:end], start, end, value)


def _inside(source: str, begin: int, quote: str, *, raw: bool) -> str | None:
    """What stands between the quotes, or None where the closing quote is missing."""
    character = r"[^\r\n]" if len(quote) == 1 else r"[\s\S]"
    unit = character if raw else rf"(?:\\{character}|(?!\\){character})"
    match = re.compile(rf"({unit}*?){quote}").match(source, begin)
    return match[1] if match else None


def _unescaped(source: str, begin: int, escape: re.Match[str]) -> str:
    if escape["letter"]:
        return _LETTERS[escape["letter"]]
    offset = begin + escape.start()
    if escape["wrong"] is not None:
        remedy = 'write `\\\\` for a backslash, or put `r` before the text: `r"..."`'
        raise not_parsed(source, offset, f"`{_shown(escape.group())}` stands for no character", remedy)
    octal = escape["octal"]
    number = int(octal, 8) if octal else int(escape["x"] or escape["u"] or escape["long"], 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise not_parsed(source, offset, f"`{escape.group()}` stands for no character")
    return chr(number)


def _shown(text: str) -> str:
    """Text as it can be printed anywhere."""
    return text if text.isprintable() and text else text.encode("unicode_escape").decode("ascii")
