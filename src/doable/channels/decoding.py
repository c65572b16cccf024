"""Bytes of a mail to text, whatever they claim to be."""

from __future__ import annotations

import binascii
import codecs
import quopri
import re
import string

from doable.channels.cleaning import clean_line

# Names that mail programs write, and the wider set they mean by it.
_MEANT = {
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "x-mac-roman": "mac_roman",
    "x-macroman": "mac_roman",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
}
# Not charsets of mail: they take quadratic time, or read escapes into what nobody wrote.
_NEVER = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
_LOSSY = "�"
_NAME = re.compile(r"[a-z0-9][a-z0-9._:-]{0,39}")
_WORD = re.compile(
    r"=\?([A-Za-z0-9._:-]{1,40})(?:\*[A-Za-z-]{1,20})?\?([bBqQ])\?([^\s?]{0,2000}|[^?]{0,2000})\?="
)
_PIECES = 1_000
_BASE64 = (string.ascii_letters + string.digits + "+/").encode()
_NOT_BASE64 = bytes(byte for byte in range(256) if byte not in _BASE64)


def known_charset(name: str | None) -> str | None:
    """The codec meant by a charset's name, or None where there is none that mail may use."""
    found = _NAME.search((name or "").lower())
    if not found:
        return None
    try:
        codec = codecs.lookup(_MEANT.get(found[0], found[0])).name
    except LookupError:
        return None
    return codec if codec.replace("-", "_") not in _NEVER and _is_for_text(codec) else None


def _is_for_text(codec: str) -> bool:
    """Whether a codec makes text of bytes at all; Python has others under the same roof."""
    try:
        b"a".decode(codec)
    except LookupError:
        return False
    except UnicodeError:
        return True  # one letter is too short for it
    return True


def decode_text(content: bytes, charset: str | None) -> str:
    """Read text as its charset says; failing that as UTF-8, then Windows-1252, then with gaps (U+FFFD)."""
    declared = known_charset(charset)
    if content.startswith(codecs.BOM_UTF8):
        content, declared = content[3:], "utf-8"
    # Unlabelled or Western text that happens to be valid UTF-8 is UTF-8.
    western = declared in {None, "cp1252"}
    for codec in ("utf-8", declared) if western else (declared, "utf-8"):
        try:
            return content.decode(codec or "cp1252")
        except UnicodeError:
            continue
    text = content.decode(declared or "cp1252", errors="replace")
    # Text that has more gaps than characters beyond ASCII was never written in that charset.
    if western or text.count(_LOSSY) * 2 > sum(not one.isascii() for one in text):
        return "".join(_western(byte) for byte in content)
    return text


def has_gaps(text: str, content: bytes) -> bool:
    """Whether reading the bytes left marks for what could not be read, which were not in them before."""
    return _LOSSY in text and _LOSSY.encode() not in content


def _western(byte: int) -> str:
    """One byte as Windows-1252, with the five it does not define as Latin-1."""
    return bytes([byte]).decode("latin-1" if byte in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else "cp1252")


def decode_words(value: str) -> str:
    """Read the encoded words of a header (RFC 2047), tolerant of a charset that is wrong or unknown.

    Bytes of neighbouring words in one charset are put together first: some programs split a character.
    """
    said: list[str] = []
    waiting: tuple[str, bytes] | None = None
    end = 0
    for found in _WORD.finditer(value):
        between, end = value[end : found.start()], found.end()
        charset, content = found[1].lower(), _word(found[2], found[3])
        if waiting and waiting[0] == charset and not between.strip():
            waiting = charset, waiting[1] + content
            continue
        said += _finished(waiting)
        said += [between] if between.strip() or not waiting else []
        waiting = charset, content
    return clean_line("".join([*said, *_finished(waiting), value[end:]]))


def _finished(word: tuple[str, bytes] | None) -> list[str]:
    """The text of the words put together so far."""
    return [decode_text(word[1], word[0])] if word else []


def _word(encoding: str, text: str) -> bytes:
    """The bytes of one encoded word."""
    content = text.encode("utf-8", errors="replace")
    if encoding in "qQ":
        return quopri.decodestring(content.replace(b" ", b"_"), header=True)
    return _base64(content)


def _base64(content: bytes) -> bytes:
    """Read base64 as far as it goes, whatever stands between and however it is padded."""
    clean = content.translate(None, _NOT_BASE64)
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def decode_transfer(body: bytes, encoding: str, *, text: bool) -> tuple[bytes, bool]:
    """Undo a transfer encoding; the second value says whether it was whole.

    Text under a wrong label is kept as it stands, and so are lines that somebody put below encoded text.
    """
    named = re.search(r"[a-z0-9-]+", encoding.lower())
    name = named[0] if named else ""
    if name == "quoted-printable":
        return quopri.decodestring(body), True
    if name == "base64":
        return _decode_lines(body) if text else _decode_file(body)
    if name in {"x-uuencode", "uuencode", "x-uue"}:
        return _decode_uu(body)
    return body, True


def _decode_file(body: bytes) -> tuple[bytes, bool]:
    """Read a file's base64; what is no base64 is passed over and said to be missing."""
    strange = body.translate(None, _BASE64 + b"= \t\r\n")
    return _base64(body), not strange and len(body.translate(None, _NOT_BASE64)) % 4 != 1


def _decode_lines(body: bytes) -> tuple[bytes, bool]:
    """Read base64 of text line by line up to the first that is none, and keep the rest as it stands."""
    lines = body.splitlines(keepends=True)
    encoded = next((at for at, line in enumerate(lines) if not _is_encoded(line.strip())), len(lines))
    rest = b"".join(lines[encoded:])
    code = b"".join(lines[:encoded])
    first = _in_groups(code)
    return first + (b"\n" + rest if first and rest else rest), not code.translate(None, _BASE64 + b"= \t\r\n")


def _is_encoded(line: bytes) -> bool:
    """Whether a line is base64, give or take a character that was damaged on the way."""
    strange = line.translate(None, _BASE64 + b"=")
    return len(strange) * 20 <= len(line) and not strange.isspace() and b" " not in line


def _in_groups(encoded: bytes) -> bytes:
    """Read base64 that may have been made in several pieces, each with its own padding."""
    clean = encoded.translate(None, bytes(set(_NOT_BASE64) - set(b"=")))
    return b"".join(_base64(piece) for piece in re.split(rb"=+", clean, maxsplit=_PIECES))


def _decode_uu(body: bytes) -> tuple[bytes, bool]:
    """Read uuencoded lines; the frame around them goes, lines that are no such code stay."""
    found: list[bytes] = []
    whole = True
    for line in body.splitlines(keepends=True):
        if line.startswith(b"begin ") or line.strip() in {b"end", b"`", b""}:
            continue
        try:
            found.append(binascii.a2b_uu(line.rstrip(b"\r\n")))
        except binascii.Error:
            found.append(line)
            whole = False
    return b"".join(found), whole
