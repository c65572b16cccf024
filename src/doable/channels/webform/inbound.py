"""What somebody typed into the web form, as an Incoming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.channels.enclosing import clean_name, sniff
from doable.desk.incoming import CLAIMED, Enclosed, Incoming
from doable.desk.receiving import receive

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from doable.desk.models import Message

CHANNEL = "webform"
# Anybody can type any address: what is typed here opens no record.
BECAUSE = "The address was typed into the web form; nobody has checked that it is theirs."


def take_in(
    *, key: str, name: str, email: str, text: str, files: Iterable[UploadedFile[bytes]], now: datetime
) -> Message | None:
    """Take in what the form holds; a form sent twice counts once."""
    enclosed = tuple(_enclosed(file, number) for number, file in enumerate(files, 1))
    incoming = Incoming(
        channel=CHANNEL,
        key=key,
        received_at=now,
        text=text,
        sender=email,
        sender_name=name,
        identity=CLAIMED,
        because=BECAUSE,
        enclosed=enclosed,
    )
    return receive(incoming, now=now)


def _enclosed(file: UploadedFile[bytes], number: int) -> Enclosed:
    content, name = file.read(), file.name or ""
    return Enclosed(clean_name(name, number), sniff(content, file.content_type or "", name), content)
