"""What a mail is: somebody's words, a machine's answer, or the news that ours did not arrive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.channels.cleaning import clean_text
from doable.channels.decoding import decode_text
from doable.channels.email.addresses import senders
from doable.channels.email.limits import REFERENCES
from doable.desk.incoming import AUTOMATIC, BOUNCE, WRITTEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.channels.email.headers import Headers
    from doable.channels.email.proving import Trust
    from doable.channels.email.splitting import Part

LOOP = "x-doable-loop"  # what we mark our own mail with
# Headers that only machines write, whatever they say; and those that say it with one of a few words.
_MARKS = (
    "x-autoreply x-autorespond x-autoresponder x-auto-response-suppress list-id list-unsubscribe feedback-id"
    " x-mailing-list"
).split()
_BULK = re.compile(r"\s*(?:bulk|list|junk|auto_reply|auto-reply)\b", re.IGNORECASE)
_NO = re.compile(r"\s*(?:no|false|0|none)?\s*(?:;.*)?", re.IGNORECASE)
_MAILERS = {"mailer-daemon", "postmaster", "mail-daemon", "mdaemon"}
_ID = re.compile(r"<[!-;=?A-~]{1,250}@[!-;=?A-~]{1,250}>")
_NAMED_ID = re.compile(
    r"^[> \t]{0,9}Message-ID:\s{0,9}(<[!-;=?A-~]{1,250}@[!-;=?A-~]{1,250}>)", re.IGNORECASE | re.MULTILINE
)
_ACTION = re.compile(r"^Action:[ \t]{0,9}([a-z]{1,20})", re.IGNORECASE | re.MULTILINE)


def ids_in(value: str) -> tuple[str, ...]:
    """The well-formed message ids of a header, each as `<..@..>`."""
    return tuple(_ID.findall(value))


def references(headers: Headers) -> tuple[str, ...]:
    """The ids of the messages that this one answers, nearest first."""
    found = [one for value in headers.all("in-reply-to") for one in ids_in(value)]
    older = [one for value in headers.all("references") for one in ids_in(value)]
    return tuple(dict.fromkeys([*found, *reversed(older)]))[:REFERENCES]


def recognise(message: Part, trust: Trust) -> tuple[str, str | None]:
    """WRITTEN, AUTOMATIC or BOUNCE; for a bounce also the id of our message, where it says which."""
    headers = message.headers
    if _is_own(headers, trust):
        return AUTOMATIC, None
    returned = next(iter(_returned(message)), None)
    if _is_report(message):
        failed = any(action == "failed" for action in _actions(message))
        return (BOUNCE, returned) if failed else (AUTOMATIC, None)
    # A holiday notice may hold a copy of our mail too: only a mail server's own word says that it came back.
    if (_is_from_mailer(headers) and returned) or headers.all("x-failed-recipients"):
        return BOUNCE, returned
    return (AUTOMATIC, None) if _is_from_mailer(headers) or _is_automatic(headers) else (WRITTEN, None)


def _is_own(headers: Headers, trust: Trust) -> bool:
    """Whether a mail is our own, come back."""
    return bool(headers.all(LOOP)) or any(trust.is_own(one.address) for one in senders(headers))


def _is_automatic(headers: Headers) -> bool:
    """Whether a program says that it wrote the mail, that it went to many, or that no answer is wanted."""
    submitted = headers.all("auto-submitted")
    marked = any(not _NO.fullmatch(value) for name in _MARKS for value in headers.all(name))
    bulk = any(_BULK.match(value) for value in headers.all("precedence"))
    nowhere = any(value.strip() == "<>" for value in headers.all("return-path"))
    return marked or bulk or nowhere or any(not _NO.fullmatch(value) for value in submitted)


def _is_from_mailer(headers: Headers) -> bool:
    """Whether a mail server gives its own name as the sender."""
    return any(one.address.partition("@")[0] in _MAILERS for one in senders(headers))


def _is_report(message: Part) -> bool:
    """Whether a mail is a report on a delivery (RFC 3464)."""
    return any(
        part.media_type in {"message/delivery-status", "message/global-delivery-status"}
        for part in _leaves(message)
    )


def _actions(message: Part) -> Iterator[str]:
    """What a report says became of the mail, for each recipient."""
    for part in _leaves(message):
        if part.media_type.endswith("delivery-status"):
            yield from (found.lower() for found in _ACTION.findall(_readable(part)))


def _returned(message: Part) -> Iterator[str]:
    """The ids of the mail that came back: of its copy, of its header, of the words of a plain report."""
    for part in _leaves(message):
        if part.media_type == "text/rfc822-headers":
            yield from _NAMED_ID.findall(_readable(part))
    yield from (one for part in _nested(message) for one in ids_in(part.headers.first("message-id")))
    for part in _leaves(message):
        if part.media_type.startswith(("text/plain", "message/")):
            yield from _NAMED_ID.findall(_readable(part))


def _leaves(part: Part) -> Iterator[Part]:
    """The parts of a mail that hold content, without those of mails in the mail."""
    if not part.parts:
        yield part
    elif part.media_type.startswith("multipart/"):
        for one in part.parts:
            yield from _leaves(one)


def _nested(part: Part) -> Iterator[Part]:
    """The mails in a mail."""
    if part.media_type.startswith("multipart/"):
        for one in part.parts:
            yield from _nested(one)
    else:
        yield from part.parts


def _readable(part: Part) -> str:
    """The beginning of a part as text."""
    return clean_text(decode_text(part.content[:100_000], None))
