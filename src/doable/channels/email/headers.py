"""The header of a mail or of one of its parts: split, unfolded, read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from doable.channels.decoding import decode_text, decode_words
from doable.channels.email.limits import HEADER, HEADER_AREA, HEADERS, PARAMETERS

if TYPE_CHECKING:
    from doable.channels.email.limits import Cut

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:")
_BLANK = re.compile(rb"\r?\n\r?\n")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_ESCAPED = re.compile(r"\\(.)")
_NUMBERED = re.compile(r"([^*]+)(?:\*(\d{1,3}))?(\*)?")
_LONG = "part of the mail's header (it is longer than we read)"


@dataclass(frozen=True)
class Headers:
    """The fields of one header in their order, names in lower case, values unfolded but not decoded.

    `whole` is false where something of it was too long to be read.
    """

    fields: tuple[tuple[str, str], ...] = ()
    whole: bool = True
    _named: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the fields by name, once."""
        for name, value in self.fields:
            self._named.setdefault(name, []).append(value)

    def all(self, name: str) -> list[str]:
        """Every value under a name, topmost first."""
        return self._named.get(name, [])

    def first(self, name: str) -> str:
        """The topmost value under a name, or an empty text."""
        return next(iter(self.all(name)), "")

    def text(self, name: str) -> str:
        """The topmost value under a name as a person reads it, in one line."""
        return decode_words(self.first(name))

    @cached_property
    def media_type(self) -> str:
        """The declared type of the content, `text/plain` where none is declared that makes sense."""
        declared = re.match(r"\s*([\w.+-]{1,80}/[\w.+-]{1,80})", self.first("content-type"), re.ASCII)
        return declared[1].lower() if declared else "text/plain"

    @cached_property
    def parameters(self) -> dict[str, str]:
        """What stands behind the declared type, such as `charset` and `boundary`."""
        return read_parameters(self.first("content-type"))

    @cached_property
    def disposition(self) -> str:
        """`attachment`, `inline`, or empty where the header does not say."""
        said = re.match(r"\s*([a-z]+)", self.first("content-disposition").lower())
        return said[1] if said else ""

    @cached_property
    def file_name(self) -> str:
        """The name the sender gave the file, as given, or an empty text."""
        shown = read_parameters(self.first("content-disposition"))
        return shown.get("filename") or self.parameters.get("name") or ""


def read_parameters(value: str) -> dict[str, str]:
    """The `key=value` pairs of a header: quoted, continued, in a charset (RFC 2231), as words (RFC 2047)."""
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for found in _PARAMETER.finditer(value[:PARAMETERS]):
        text = found[2].strip()
        if text.startswith('"'):
            text = _ESCAPED.sub(r"\1", text[1:-1] if text.endswith('"') and len(text) > 1 else text[1:])
        split = _NUMBERED.fullmatch(found[1].lower())
        name, number, marked = (split[1], split[2], split[3]) if split else (found[1].lower(), None, None)
        pieces.setdefault(name, {}).setdefault(int(number or 0), (text, bool(marked)))
    return {name: _joined(numbered) for name, numbered in pieces.items()}


def _joined(numbered: dict[int, tuple[str, bool]]) -> str:
    """The pieces of one parameter put together and read in their charset."""
    ordered = [numbered[number] for number in sorted(numbered)]
    if not ordered[0][1]:
        return decode_words("".join(text for text, _ in ordered))
    charset, mark, first = ordered[0][0].partition("'")
    first = first.partition("'")[2] if mark else charset
    content = b"".join(
        unquote_to_bytes(text) if marked else text.encode("utf-8", errors="replace")
        for text, marked in [(first, True), *ordered[1:]]
    )
    return decode_text(content, charset if mark else None)


def read_headers(raw: bytes, cut: Cut) -> tuple[Headers, bytes]:
    """Split off the header; what follows a line that can be no header is the body."""
    fields: list[tuple[str, list[bytes]]] = []
    position, whole = 0, True
    while position < len(raw):
        end = raw.find(b"\n", position) + 1 or len(raw)
        line = raw[position:end].rstrip(b"\r\n")
        if not line:
            position = end
            break
        if position > HEADER_AREA or len(fields) > HEADERS:
            whole = False
            blank = _BLANK.search(raw, position)
            position = blank.end() if blank else len(raw)
            break
        if not _take(line, fields, position):
            break
        position = end
    values = [(name, decode_text(b" ".join(lines), None)) for name, lines in fields]
    whole &= all(len(value) <= HEADER for _, value in values)
    if not whole:
        cut.say(_LONG)
    return Headers(tuple((name, value[:HEADER]) for name, value in values), whole), raw[position:]


def _take(line: bytes, fields: list[tuple[str, list[bytes]]], position: int) -> bool:
    """Add a line to the fields; false where it can't belong to a header."""
    found = _FIELD.match(line)
    if line[:1] in b" \t" and fields:
        fields[-1][1].append(line.strip())
    elif found:
        fields.append((found[1].decode("ascii").lower(), [line[found.end() :].strip()]))
    else:
        return position == 0 and line.startswith((b"From ", b">From "))
    return True
