"""What the YAML reader says of a file it can't read, in plain words and at the place where to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from doable.policy.findings import Finding, Place

if TYPE_CHECKING:
    import yaml

_LINE_UP = "begin keys that belong together in the same column"
_QUOTE = "put quotes around a text or condition that has `: `, ` #`, `,`, `[`, `]`, `{` or `}` in it"
# A value that begins with a sign which YAML takes for its own, as far as the reader got.
_SIGN = re.compile(r"(?:^|[:,\-] |[\[{])[ \t]*([!&*@`%|>])(?=[^\n]*$)")


# What the reader says of a sign that it takes for its own, and of what follows a quote closed too late.
_SIGNS = ("start any token", "alphabetic", "comment or line", "whitespace", "URI")
_AFTER_A_QUOTE = ("expected key", "mapping values", "expected ','")


class _Spot(NamedTuple):
    """Where the reader stopped, what stands there, and where the part began that it was reading."""

    text: str
    stop: int
    begun: int

    @property
    def here(self) -> str:
        return self.text[self.stop : self.stop + 1]

    @property
    def line(self) -> str:
        """The line as far as the reader got."""
        return self.text[self.text.rfind("\n", 0, self.stop) + 1 : self.stop]

    @property
    def runaway(self) -> int:
        """Where a quote began that ends just before this, lines below; -1 if there is none."""
        before = self.text[: self.stop].rstrip(" ")
        if before[-1:] not in {'"', "'"}:
            return -1
        start = before.rfind(before[-1], 0, len(before) - 1)
        return start if start >= 0 and "\n" in before[start:] else -1

    @property
    def begun_line(self) -> int:
        return self.text.count("\n", 0, self.begun) + 1


Said = tuple[str, str, int]


def place_at(text: str, index: int, file: str) -> Place:
    """The place of a character of a file."""
    return Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def not_yaml(error: yaml.MarkedYAMLError, text: str, file: str) -> Finding:
    """The finding about a file that is not well-formed."""
    mark, began = error.problem_mark, error.context_mark
    index = mark.index if mark else 0
    spot = _Spot(text, index, began.index if began else index)
    message, remedy, at = _worded(error.problem or "", spot)
    return Finding("error", "syntax", message, place_at(text, at, file), remedy)


def _worded(problem: str, spot: _Spot) -> Said:
    if spot.here == "\t" or "tab character" in problem:
        return "here stands a tab", "indent with spaces", spot.stop
    if any(
        word in problem for word in ("start any token", "alphabetic", "comment or line", "whitespace", "URI")
    ):
        return _signed(spot)
    if (
        any(word in problem for word in ("expected key", "mapping values", "expected ','"))
        and spot.runaway >= 0
    ):
        return _quote(spot._replace(begun=spot.runaway))
    for fragment, word in _WORDED:
        if fragment in problem:
            return word(spot)
    return f"this is not well-formed YAML: {problem}", f"check quotes and indentation; {_QUOTE}", spot.stop


def unquoted(text: str, at: int) -> tuple[str, str]:
    """What to say of a value that begins with a sign which only quotes make ordinary."""
    line = text[at:].partition("\n")[0].rstrip()
    before = text[text.rfind("\n", 0, at) + 1 : at]
    whole = len(line) < 60 and "'" not in line and not re.search(r"[\[{]", before)
    remedy = f"write `'{line}'`" if whole else "put single quotes around all of it"
    return f"without quotes, a text or condition can't begin with `{line[:1]}`", remedy


def _signed(spot: _Spot) -> Said:
    start = spot.text.rfind("\n", 0, spot.stop) + 1
    sign = _SIGN.search(spot.text[start : spot.stop + 1])
    at = start + sign.start(1) if sign else spot.begun
    return *unquoted(spot.text, at), at


def _colon(spot: _Spot) -> Said:
    if ": " in spot.line:
        return "this `:` is the second one in an unquoted text", _QUOTE, spot.stop
    remedy = f"{_LINE_UP}, and give each its `:`"
    return "this key does not fit under the line above", remedy, spot.stop - len(spot.line.lstrip())


def _no_colon(spot: _Spot) -> Said:
    remedy = "write `key: value`; a text that goes on from the line above is indented"
    return "this line has no `:`", remedy, spot.begun


def _key(spot: _Spot) -> Said:
    if spot.here in {"]", "}"}:
        return f"this `{spot.here}` closes nothing", "remove it, or add what it should close", spot.stop
    if re.search(r"""["'].*["']""", spot.line):
        remedy = "put quotes of the other kind around all of it, or double a quote inside: `'it''s'`"
        return "the text has ended with the quote before this", remedy, spot.stop
    return "this line does not line up with those above", _LINE_UP, spot.stop


def _item(spot: _Spot) -> Said:
    return "this line does not line up with the list above", "begin it with `- `, or indent it", spot.stop


def _open(spot: _Spot) -> Said:
    sign = spot.text[spot.begun : spot.begun + 1]
    closing = "]" if sign == "[" else "}"
    if spot.here in {"]", "}"}:
        message = f"this `{spot.here}` closes nothing: what is open is the `{sign}` of line {spot.begun_line}"
        return message, f"write `{closing}` instead, or remove it", spot.stop
    if "\n" not in spot.text[spot.begun : spot.stop]:
        message = f"this can't follow what stands before it inside `{sign}`"
        return message, f"put a comma before it, or close with `{closing}`; {_QUOTE}", spot.stop
    at = spot.stop - len(spot.line.lstrip())
    return (
        f"the `{sign}` of line {spot.begun_line} is still open here",
        f"close it with `{closing}` before this",
        at,
    )


def _content(spot: _Spot) -> Said:
    if not spot.here.strip():
        return "the file ends too early", "close every `[` with `]` and every `{` with `}`", spot.stop
    return f"`{spot.here}` stands where a value is expected", f"write a value before it; {_QUOTE}", spot.stop


def _quote(spot: _Spot) -> Said:
    sign = spot.text[spot.begun : spot.begun + 1]
    return "this quote is never closed", f"add the closing `{sign}` where the text ends", spot.begun


def _escape(spot: _Spot) -> Said:
    at = spot.text.rfind("\\", 0, spot.stop + 1)
    shown = spot.text[at : at + 2]
    remedy = "write two of them, or put single quotes around the text"
    return f"`{shown}` means nothing between double quotes", remedy, at


def _dash(spot: _Spot) -> Said:
    remedy = "begin it in the next line, or write `[.., ..]`"
    return "a list can't begin in the line of its key", remedy, spot.stop


def _outside(spot: _Spot) -> Said:
    if spot.text.startswith("%"):
        return _header(spot._replace(begun=0))
    return "the text had ended before this", "remove it, or take it into the braces above", spot.stop


def _header(spot: _Spot) -> Said:
    return "books have no lines that begin with `%`", "remove the line", spot.begun


_WORDED = (
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _key),
    ("expected '-' indicator", _item),
    ("did not find expected ','", _open),
    ("expected node content", _content),
    ("unexpected end of stream", _quote),
    ("unexpected document indicator", _quote),
    ("mapping keys are not allowed", _signed),
    ("escape character", _escape),
    ("hexdecimal", _escape),
    ("escape code", _escape),
    ("sequence entries are not allowed", _dash),
    ("<document start>", _outside),
    ("irective", _header),
    ("incompatible YAML", _header),
)
