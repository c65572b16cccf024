"""Reads a folder of mails, however awkward, and says which were not taken in or lost words.

    python -m tests.corpus FOLDER

Mails are read as they are; any other text file is put into a mail first. What a mail says is worked out a
second time by the standard library, and each of its words has to be found again in what was read.
"""

from __future__ import annotations

import email
import re
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from doable.channels.email.headers import read_headers
from doable.channels.email.limits import Cut
from doable.channels.email.reading import Trust, read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from doable.desk.incoming import Incoming

TRUST = Trust(address="help@copperline.example", authserv_ids=frozenset({"mx.copperline.example"}))
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORD = re.compile(r"\w{2,}")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
HEADER = re.compile(rb"\s*(?:>?From |[!-9;-~]+:)")


def main(folder: Path) -> int:
    """Read every file below a folder; 1 if any was not taken in whole."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    faults = [f"{path}: {fault}" for path in files for fault in faults_of(path.read_bytes(), path.suffix)]
    for fault in faults:
        print(fault)
    print(f"{len(files)} files, {len(faults)} faults")
    return 1 if faults or not files else 0


def faults_of(content: bytes, suffix: str = ".eml") -> list[str]:
    """What went wrong in reading one file, as it is and as the body of a mail."""
    found = fault_of(content)
    if suffix == ".eml" or HEADER.match(content):
        return found
    kind = b"html" if suffix == ".html" else b"plain"
    whole = b"From: a@b.example\nContent-Type: text/" + kind + b"; charset=utf-8\n"
    return found + fault_of(whole + b"Content-Transfer-Encoding: 8bit\n\n" + content)


def fault_of(raw: bytes) -> list[str]:
    """What went wrong in reading one mail."""
    try:
        incoming = read_mail(raw, received_at=AT, trust=TRUST)
    except Exception as error:
        return [f"not taken in: {error!r}"]
    lost = sorted(lost_words(raw, incoming))
    return [f"lost {len(lost)} words: {' '.join(lost[:12])}"] if lost else []


def lost_words(raw: bytes, incoming: Incoming) -> set[str]:
    """Words of a mail's texts that are nowhere in what was read."""
    files = [one.content.decode("utf-8", errors="replace") for one in incoming.enclosed]
    files += [one.content.decode("cp1252", errors="replace") for one in incoming.enclosed]
    # Where the two differ on which line ends the header, its words are not lost either.
    fields = [part for field in read_headers(raw.lstrip(b"\r\n"), Cut())[0].fields for part in field]
    kept = [
        *fields,
        incoming.text,
        incoming.quoted,
        incoming.signature,
        *files,
        *(one.name for one in incoming.enclosed),
    ]
    # Control characters go, so that what stood on both sides of one may have become one word.
    found = set(WORD.findall("\n".join(kept)) + WORD.findall("\n".join(fields).title()))
    return {word for text in texts_of(raw) for word in WORD.findall(CONTROLS.sub("", text))} - found


def texts_of(raw: bytes) -> Iterator[str]:
    """The plain texts of a mail as the standard library reads them, where it can."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # uuencoded parts
        for part in email.message_from_bytes(raw.lstrip(b"\r\n")).walk():
            content = part.get_payload(decode=True)
            if part.get_content_type() == "text/plain" and isinstance(content, bytes):
                yield from _decoded(part, content)


def _decoded(part: Message, content: bytes) -> Iterator[str]:
    """A part's text, if it is what its charset says; what is valid UTF-8 hardly is Latin-1."""
    charset = str(part.get_content_charset() or "ascii")
    try:
        yield content.decode("utf-8" if charset in {"iso-8859-1", "windows-1252"} else charset)
    except (LookupError, ValueError):
        # Nobody can say what such bytes mean; what is ASCII in them still has to be there.
        yield re.sub(r"\w*[^\x00-\x7f]+\w*", " ", content.decode("latin-1"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
