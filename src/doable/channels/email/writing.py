"""A letter to a mail: headers that nothing can be smuggled into, plain text and the same as simple HTML."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from datetime import UTC
from email.headerregistry import Address, HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING

from doable.channels.cleaning import clean_line, clean_text
from doable.channels.email.writing_names import (
    IdField,
    case_address,
    one_id,
    split_address,
    thread,
)

if TYPE_CHECKING:
    from datetime import datetime

# Our own mails are known by it when they come back, whatever else a server in between changed.
LOOP = "X-Doable-Loop"
LONGEST_NAME = 60  # with its quotation marks on one line: the standard library unquotes what it folds
_ANSWERED = re.compile(r"(?:(?:re|aw|antw|sv|vs|rif|ref|odp)(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_IN_NAMES = str.maketrans(dict.fromkeys('"<>()[]:;@,\\', " "))
_BEHIND_A_LINK = ".,;:!?)'"

_FIELDS = HeaderRegistry()
for _name in ("Message-ID", "In-Reply-To", "References"):
    _FIELDS.map_to_type(_name, IdField)  # type: ignore[arg-type]  # it is made a header by the registry
# 76: the longest line of quoted-printable, and shorter than any header line has to be.
_POLICY = SMTP.clone(max_line_length=76, header_factory=_FIELDS)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """In whose name mail goes out: the company, the address customers write to, where its own pages are."""

    company: str
    address: str
    base_url: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is said to whom. `references` are the ids of the messages it answers, nearest first."""

    mail_id: str
    to: str
    text: str
    written_at: datetime
    to_name: str = ""
    subject: str = ""
    token: str = ""
    references: tuple[str, ...] = ()
    automatic: bool = False


def write_mail(letter: Letter, letterhead: Letterhead) -> EmailMessage:
    """The mail that says a letter, the same bytes each time; raises WrongAddress.

    It comes from the help address, and the case's own address stands in Reply-To: so customers see one
    sender that they know and may trust, and their address books keep the help address; with the case's
    address in From, a new matter next year would be written into the old case.
    """
    local, domain = split_address(letter.to)
    mail = EmailMessage(_POLICY if local.isascii() else _POLICY.clone(utf8=True))
    mail["From"] = _mailbox(letterhead.company, *split_address(letterhead.address))
    # A machine's answer may reach somebody who never wrote: it carries no word that a stranger chose.
    mail["To"] = _mailbox("" if letter.automatic else letter.to_name, local, domain)
    if letter.token:
        mail["Reply-To"] = _mailbox("", *split_address(case_address(letterhead.address, letter.token)))
    answered = _line(letter.subject) if letter.automatic else subject(letter.subject)
    mail["Subject"] = answered or _line(letterhead.company)
    mail["Date"] = letter.written_at.astimezone(UTC)
    mail["Message-ID"] = one_id(letter.mail_id)
    references = thread(letter.references)
    if references:
        mail["In-Reply-To"] = references[-1]
        mail["References"] = " ".join(references)
    _mark(mail, letter, letterhead)
    _fill(mail, letter, letterhead)
    return mail


def subject(text: str) -> str:
    """A subject that answers another: one `Re:`, however many there were; nothing for nothing."""
    bare = _ANSWERED.sub("", _line(text), count=1).strip()
    return f"Re: {bare}" if bare else ""


def _line(text: str) -> str:
    """One line; what looks like an encoded word is broken up, because the standard library decodes it."""
    line = clean_line(text)
    return line.replace("=?", "= ?")


def _mailbox(name: str, local: str, domain: str) -> Address:
    """An address with a name, which is left without the signs that an address is made of."""
    shown = clean_line(_line(name).translate(_IN_NAMES))[:LONGEST_NAME].strip()
    return Address(shown, username=local, domain=domain)


def _mark(mail: EmailMessage, letter: Letter, letterhead: Letterhead) -> None:
    """Say that it is ours, and where nobody wrote it, that no machine should answer."""
    mail[LOOP] = "@".join(split_address(letterhead.address))
    if letter.automatic:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
        mail["Precedence"] = "bulk"


def _fill(mail: EmailMessage, letter: Letter, letterhead: Letterhead) -> None:
    """Put the text in, twice; every line of it fits through servers of seven bits and short lines."""
    text = clean_text(letter.text).strip("\n") + "\n"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(as_html(text, letterhead.base_url), subtype="html", cte="quoted-printable")
    # By chance it would differ at the next attempt, and so would a signature over the mail.
    mail.set_boundary("=_" + hashlib.sha256(letter.mail_id.encode()).hexdigest()[:40])


def as_html(text: str, base_url: str) -> str:
    """The text as a small page: paragraphs, line breaks, and links to our own pages only."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    told = "\n".join(f"<p>{_lines(part, base_url)}</p>" for part in paragraphs)
    return f'<!doctype html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n{told}\n</body>\n</html>\n'


def _lines(paragraph: str, base_url: str) -> str:
    """A paragraph with its line breaks, own links made, all else escaped."""
    own = base_url.rstrip("/")
    pieces = [paragraph]
    if own.startswith(("http://", "https://")):
        # Behind our address only a path may follow: `https://desk.example.evil` begins with it, too.
        pieces = re.split(rf"({re.escape(own)}(?:[/?#][^\s<>\"]*|(?![\w.:@-])))", paragraph)
    written = [_link(piece) if number % 2 else html.escape(piece) for number, piece in enumerate(pieces)]
    return "".join(written).replace("\n", "<br>\n")


def _link(url: str) -> str:
    """A link that reads as where it leads; a full stop behind it is the sentence's."""
    target = url.rstrip(_BEHIND_A_LINK)
    return f'<a href="{html.escape(target)}">{html.escape(target)}</a>{html.escape(url[len(target) :])}'
