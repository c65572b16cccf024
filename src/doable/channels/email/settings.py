"""What the mail channel is told by the installation: where the servers are, and in whose name it writes."""

from __future__ import annotations

import ipaddress
import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from doable.channels.email.asking_dns import texts_at
from doable.channels.email.proving import Trust
from doable.channels.email.writing import Letterhead
from doable.desk import books

_PORTS = {"imap": 143, "imaps": 993, "smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server as a URL names it; the password shows nowhere."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    marks_seen: bool = False

    @property
    def name(self) -> str:
        """How it is called in messages and records: without the password."""
        return f"{self.user}@{self.host}:{self.port}" if self.user else f"{self.host}:{self.port}"

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, so that nothing said to it goes over a network."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def server(url: str) -> Server:
    """The server that a URL of the settings names.

    `?seen=yes` behind a folder marks mail there as seen once it was taken in.
    """
    parts = urlsplit(url)
    return Server(
        scheme=parts.scheme,
        host=parts.hostname or "localhost",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        marks_seen=parse_qs(parts.query).get("seen") == ["yes"],
    )


def certificates() -> ssl.SSLContext:
    """How servers are believed: by the machine's authorities, or those that SSL_CERT_FILE names."""
    return ssl.create_default_context()


def letterhead() -> Letterhead:
    """In whose name mail goes out: the company as set, else as the book in force calls itself."""
    told = settings.DOABLE
    company = told.company
    if not company:
        book = books.in_force_version()
        company = book.name if book else ""
    return Letterhead(company=company, address=told.mail_address, base_url=told.base_url)


def trust() -> Trust:
    """Whom to believe about mail that comes in, and which addresses are ours."""
    told = settings.DOABLE
    return Trust(
        address=told.mail_address,
        authserv_ids=frozenset(told.authserv_ids),
        resolver=texts_at if told.mail_dns else None,
        own_domains=frozenset(told.mail_own_domains),
    )
