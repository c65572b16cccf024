"""Files that come with a mail: a name that is only a name, and a type that their content shows."""

from __future__ import annotations

import re
import unicodedata

from doable.channels.cleaning import clean_line, without_invisible
from doable.channels.decoding import decode_text

LONGEST_NAME = 120  # characters; a name of four-byte characters still fits into 500 bytes
ANY = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE_TYPES = {
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
}
_IN_ZIP = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
)
_OPEN_DOCUMENT = re.compile(rb"mimetypeapplication/vnd\.oasis\.opendocument\.(text|spreadsheet|presentation)")
# What a browser or a shell might run when it is handed out as text.
_SCRIPTY = re.compile(rb"<[!?a-z/]|^#!|^\s*(?:function|var|let|const|import|javascript:)\b", re.IGNORECASE)
_PLAIN_TYPES = {"text/plain", "text/csv", "text/calendar", "text/vcard", "text/x-vcard", ANY, ""}
_FORBIDDEN = re.compile(r'[/\\:*?"<>|]')


def clean_name(name: str, number: int) -> str:
    """A file name that is no path, hides nothing and shows its true ending; `file-3` where nothing is left.

    Normalised before anything is looked at, so that no full-width slash or dot slips through.
    """
    shown = without_invisible(unicodedata.normalize("NFC", clean_line(name)))
    for character in shown:
        # A look-alike of a separator or a dot (full-width, small form) becomes what it looks like.
        if not character.isascii() and (plain := unicodedata.normalize("NFKC", character)) in {
            ".",
            "/",
            "\\",
            ":",
        }:
            shown = shown.replace(character, plain)
    shown = _FORBIDDEN.sub("_", re.split(r"[/\\]", shown)[-1]).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > LONGEST_NAME:
        ending = ending[:12] if dot else ""
        shown = (stem or shown)[: LONGEST_NAME - len(ending) - 1].strip(" .") + dot + ending
    return shown or f"file-{number}"


def sniff(content: bytes, declared: str, name: str) -> str:
    """The type that the content shows, from a short list; whatever could run somewhere is just bytes."""
    for magic, media_type in _MAGIC:
        if content.startswith(magic):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(_OLD_OFFICE):
        return _OLD_OFFICE_TYPES.get(name[-4:].lower(), ANY)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if declared.partition(";")[0].strip().lower() in _PLAIN_TYPES and _is_text(content):
        return "text/plain"
    return ANY


def _zipped(content: bytes) -> str:
    """What an archive is, by what stands in it: an office document (just bytes with macros), an archive."""
    opened = _OPEN_DOCUMENT.match(content, 30)
    if opened:
        return "application/vnd.oasis.opendocument." + opened[1].decode("ascii")
    if b"vbaProject.bin" in content:
        return ANY
    if b"[Content_Types].xml" in content:
        return next((kind for mark, kind in _IN_ZIP if mark in content), "application/zip")
    return "application/zip"


def _is_text(content: bytes) -> bool:
    """Whether content is text that nothing would run."""
    start = content[:65_536]
    if b"\0" in start or _SCRIPTY.search(start):
        return False
    text = decode_text(start, "utf-8")
    return bool(text.strip()) and all(one.isprintable() or one in "\n\r\t\f" for one in text[:4_096])
