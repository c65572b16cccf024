"""What an installation can set: one TOML file, and the environment above it."""

from __future__ import annotations

import os
import tomllib
import types
import typing
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "DOABLE_"
FILE = "DOABLE_CONFIG"
STANDARD_FILE = Path("doable.toml")
FACTORS = ("approvers", "everyone", "nobody")


class WrongSetting(Exception):
    """A setting that can't be used: which, what is wrong, what to do."""

    def __init__(self, name: str, message: str, remedy: str) -> None:
        self.name, self.message, self.help = name, message, remedy
        super().__init__(f"setting `{name}`: {message}; {remedy}")


@dataclass(frozen=True, slots=True)
class Configuration:
    """Every setting with its default, and the line that the pages have on it."""

    data: Annotated[Path, "The folder for the database, attachments and the secret key."] = Path("data")
    book: Annotated[Path, "The folder of the policy book."] = Path("book")
    database_url: Annotated[
        str, "postgresql://user:password@host/name for PostgreSQL; empty for SQLite in the data folder."
    ] = ""
    secret_key: Annotated[str, "Signs sessions and links; empty: made once and kept in the data folder."] = ""
    base_url: Annotated[str, "Where people reach the desk, for links in mails."] = "http://127.0.0.1:8000"
    hosts: Annotated[tuple[str, ...], "Names under which the desk answers."] = ("127.0.0.1", "localhost")
    listen: Annotated[str, "Address and port to listen on."] = "127.0.0.1:8000"
    web_workers: Annotated[int, "Processes that answer pages."] = 1
    proxies: Annotated[
        tuple[str, ...], "Addresses of reverse proxies whose X-Forwarded headers are believed."
    ] = ()
    second_factor: Annotated[str, "Who signs in with a second factor: approvers, everyone or nobody."] = (
        "approvers"
    )
    undo_seconds: Annotated[int, "How long a sent reply can be called back."] = 10
    company: Annotated[str, "The name under which replies go out; empty: the book's name."] = ""
    function: Annotated[str, "The function that new cases go to; empty: the book's first."] = ""
    mail_address: Annotated[str, "The address that customers write to; empty: no mail."] = ""
    mail_own_domains: Annotated[tuple[str, ...], "Domains of the company's own people."] = ()
    imap_url: Annotated[str, "imaps://user:password@host/INBOX; empty: nothing is fetched."] = ""
    imap_seconds: Annotated[int, "How often mail is fetched where the server can't say that some came."] = 30
    smtp_url: Annotated[
        str, "smtp://, smtp+starttls:// or smtps://user:password@host:port; empty: nothing is sent."
    ] = ""
    authserv_ids: Annotated[
        tuple[str, ...], "Names under which your own mail server writes its Authentication-Results."
    ] = ()
    mail_dns: Annotated[bool, "Check DKIM and DMARC here as well, by DNS."] = False
    mail_per_hour: Annotated[int, "Most messages an hour from one address that are put to work."] = 20
    automatic_per_day: Annotated[int, "Most automatic replies a day to one address."] = 3
    acknowledge: Annotated[
        bool, "Whether whoever opens a case is told at once, automatically, that it arrived."
    ] = False
    webform: Annotated[bool, "Whether the page for new requests is open to everybody."] = True
    demo: Annotated[bool, "Set by `doable demo`; never in an installation."] = False


def configuration(environ: Mapping[str, str] | None = None) -> Configuration:
    """The settings in force: defaults, then the file, then the environment; raises WrongSetting."""
    environ = os.environ if environ is None else environ
    given: dict[str, object] = {**_from_file(environ), **_from_environment(environ)}
    known = {each.name: each for each in fields(Configuration)}
    for name in given:
        if name not in known:
            raise WrongSetting(name, "there is no such setting", "docs/running/settings has all of them")
    hints = typing.get_type_hints(Configuration)
    read = {name: _read(name, value, hints[name]) for name, value in given.items()}
    return _checked(Configuration(**read))  # type: ignore[arg-type]  # read to their types by name


def _from_file(environ: Mapping[str, str]) -> dict[str, object]:
    named = environ.get(FILE)
    path = STANDARD_FILE if named is None else Path(named)
    if named == "":
        return {}
    if not path.exists():
        if named:
            raise WrongSetting(FILE, f"there is no file `{path}`", "write one, or unset it")
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as broken:
        raise WrongSetting(str(path), f"can't be read: {broken}", "mend it; it is TOML") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, object]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environ.items()
        if name.startswith(PREFIX) and name != FILE
    }


def _read(name: str, value: object, type_: object) -> object:
    """A value as its setting's type; text, as the environment gives it, is read."""
    if isinstance(type_, types.GenericAlias):
        return _list(name, value)
    return _READ[type_](name, value)


def _yes_or_no(name: str, value: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if str(value).lower() not in words:
        raise WrongSetting(name, f"`{value}` is neither yes nor no", "write true or false")
    return words[str(value).lower()]


def _number(name: str, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise WrongSetting(name, f"`{value}` is no whole number", "write digits") from None


def _folder(name: str, value: object) -> Path:
    if not str(value).strip():
        raise WrongSetting(name, "is empty", "name a folder")
    return Path(str(value)).expanduser()


def _text(name: str, value: object) -> str:
    if isinstance(value, list | dict):
        raise WrongSetting(name, f"`{value}` is no text", 'write "text"')
    return str(value)


def _list(name: str, value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list):
        raise WrongSetting(name, f"`{value}` is no list", 'write ["a", "b"]')
    return tuple(str(part).strip() for part in parts if str(part).strip())


_READ: Mapping[object, Callable[[str, object], object]] = {
    bool: _yes_or_no,
    int: _number,
    Path: _folder,
    str: _text,
}
_LEAST = {"web_workers": 1, "imap_seconds": 1, "undo_seconds": 0, "mail_per_hour": 1, "automatic_per_day": 0}
_SCHEMES = {
    "database_url": ("postgresql", "postgres"),
    "base_url": ("http", "https"),
    "imap_url": ("imap", "imaps"),
    "smtp_url": ("smtp", "smtps", "smtp+starttls"),
}


def _checked(settings: Configuration) -> Configuration:
    """The settings as they are used; raises WrongSetting for what can't work."""
    if settings.second_factor not in FACTORS:
        raise WrongSetting(
            "second_factor", f"`{settings.second_factor}` is unknown", f"write one of {', '.join(FACTORS)}"
        )
    for name, least in _LEAST.items():
        if getattr(settings, name) < least:
            raise WrongSetting(name, "is too small", f"write {least} or more")
    for name, schemes in _SCHEMES.items():
        _see_url(name, getattr(settings, name), schemes)
    _see_mail(settings)
    host, colon, port = settings.listen.rpartition(":")
    if not (host and colon and port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise WrongSetting("listen", f"`{settings.listen}` is no address with a port", "write 127.0.0.1:8000")
    # Who opens the desk at its own address is let in, whatever else `hosts` names.
    base_url = settings.base_url.rstrip("/")
    own = urlsplit(base_url).hostname or ""
    hosts = settings.hosts if own in settings.hosts else (*settings.hosts, own)
    return replace(settings, base_url=base_url, hosts=hosts)


def _see_url(name: str, url: str, schemes: tuple[str, ...]) -> None:
    """Never tells the URL itself, which may hold a password."""
    if not url:
        if name == "base_url":
            raise WrongSetting(name, "is empty", "write https:// and the name of the desk")
        return
    if url.partition("://")[0] not in schemes:
        raise WrongSetting(name, "has an unknown beginning", f"begin it with {':// or '.join(schemes)}://")
    try:
        parts = urlsplit(url)
        is_whole = bool(parts.hostname or name == "database_url") and parts.port != 0 and not parts.fragment
    except ValueError:
        is_whole = False
    if not is_whole:
        raise WrongSetting(
            name,
            "can't be read as an address",
            "write scheme://user:password@host:port/name; in a password, write # as %23, / as %2F, "
            "@ as %40, : as %3A, % as %25",
        )


def _see_mail(settings: Configuration) -> None:
    address = settings.mail_address
    if (settings.imap_url or settings.smtp_url) and not address:
        raise WrongSetting("mail_address", "is missing", "name the address customers write to")
    name, at, domain = address.rpartition("@")
    if address and not (name and at and domain and address.isascii() and not set(address) & set(' <>,;"')):
        raise WrongSetting(
            "mail_address", f"`{address}` is no plain address", "write it like help@example.com"
        )
