"""A mail to the tree of its parts, within limits.

The standard library's parser goes as deep as a mail nests and keeps every boundary open on the way, so that
a small mail can keep it busy for minutes or end in a RecursionError; this one stops at a depth and a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from doable.channels.decoding import decode_transfer
from doable.channels.email.headers import Headers, read_headers
from doable.channels.email.limits import DEPTH, PARTS

if TYPE_CHECKING:
    from doable.channels.email.limits import Cut

_TEXTS = ("text/", "message/")
_DAMAGED = "part of {} (its encoding is damaged)"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a mail: its header, its decoded content, the parts in it.

    A part with parts has no content of its own, except a message in the message, which keeps its bytes.
    """

    headers: Headers
    media_type: str
    content: bytes = b""
    parts: tuple[Part, ...] = ()


class _Splitting:
    """One mail being split: how many parts there were so far."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self.count = 0

    def part(self, raw: bytes, depth: int, assumed: str = "text/plain") -> Part:
        """Read one part and those in it."""
        self.count += 1
        headers, body = read_headers(raw, self.cut)
        media_type = headers.media_type if headers.first("content-type") else assumed
        return self.inside(headers, media_type, body, depth)

    def inside(self, headers: Headers, media_type: str, body: bytes, depth: int) -> Part:
        """Read what a part holds, as its type says; a container that holds nothing is plain text."""
        if media_type.startswith("multipart/"):
            pieces = _pieces(body, headers.parameters.get("boundary", ""))
            if pieces and depth < DEPTH:
                return Part(headers, media_type, parts=self.several(pieces, media_type, depth))
            if pieces:
                self.cut.say("parts nested deeper than we read, kept as text")
            media_type = "text/plain"
        text = media_type.startswith(_TEXTS)
        content, whole = decode_transfer(body, headers.first("content-transfer-encoding"), text=text)
        if not whole:
            self.cut.say(_DAMAGED.format("the text" if text else "a file"))
        if media_type in {"message/rfc822", "message/global"} and depth < DEPTH and self.count < PARTS:
            return Part(headers, media_type, content, (self.part(content.lstrip(b"\r\n"), depth + 1),))
        return Part(headers, media_type, content)

    def several(self, pieces: list[bytes], media_type: str, depth: int) -> tuple[Part, ...]:
        """Read the parts of a container as far as the number allows; the rest becomes one part of text."""
        assumed = "message/rfc822" if media_type == "multipart/digest" else "text/plain"
        parts: list[Part] = []
        for number, piece in enumerate(pieces):
            if self.count >= PARTS:
                self.cut.say(f"parts beyond the first {PARTS}, kept as text")
                rest = b"\n".join(pieces[number:])
                return (*parts, Part(Headers(), "text/plain", rest))
            parts.append(self.part(piece, depth + 1, assumed))
        return tuple(parts)


def split(raw: bytes, cut: Cut) -> Part:
    """The tree of a mail's parts; whatever is beyond a limit stays as text and is noted in `cut`."""
    return _Splitting(cut).part(raw.lstrip(b"\r\n"), 0)


def _pieces(body: bytes, boundary: str) -> list[bytes]:
    """What stands between the boundary's lines, and around them where it is more than the usual notice."""
    if not boundary.strip():
        return []
    mark = re.escape(boundary.rstrip().encode("utf-8", errors="replace"))
    found = re.finditer(rb"^--" + mark + rb"(--)?[ \t]{0,100}\r?$", body, re.MULTILINE)
    lines = list(islice(found, PARTS + 2))
    if not lines:
        return []
    pieces = _beside(body[: lines[0].start()])
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        piece = body[line.end() + 1 : following.start() if following else len(body)]
        if line[1]:
            pieces += _beside(piece)
        else:
            pieces.append(_without_last_break(piece) if following else piece)
    return pieces


def _beside(text: bytes) -> list[bytes]:
    """Text before the first or after the last part, as a part of its own.

    Mail programs show none of it; all that is dropped here is the notice to those that know no MIME.
    """
    return [b"\n" + text] if text.strip() and b"mime" not in text.lower() else []


def _without_last_break(piece: bytes) -> bytes:
    """The break before a boundary belongs to the boundary."""
    return piece[:-2] if piece.endswith(b"\r\n") else piece.removesuffix(b"\n")
