"""The installation's settings as a table: what each means, what it is, and no secret in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, get_type_hints
from urllib.parse import urlsplit, urlunsplit

from doable.web.telling import word

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_GROUPS = {
    "Company": ("company", "book", "function", "webform", "undo_seconds", "second_factor"),
    "Mail": (
        "mail_address",
        "mail_own_domains",
        "imap_url",
        "imap_seconds",
        "smtp_url",
        "authserv_ids",
        "mail_dns",
        "mail_per_hour",
        "automatic_per_day",
    ),
}
_WRITTEN = (("imap", "IMAP"), ("smtp", "SMTP"), ("url", "URL"), ("dns", "DNS"))
_REST = "Installation"
_SECRET = ("secret", "password", "token")


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is told."""

    name: str
    label: str
    value: str
    says: str
    variable: str


def groups(configuration: DataclassInstance) -> list[tuple[str, list[Setting]]]:
    """All settings, those that belong together beside each other."""
    hints = get_type_hints(type(configuration), include_extras=True)
    told = {
        each.name: _setting(each.name, getattr(configuration, each.name), _says(hints[each.name]))
        for each in fields(configuration)
        if each.name != "demo"
    }
    grouped = [
        (label, [told.pop(name) for name in names if name in told]) for label, names in _GROUPS.items()
    ]
    return [*grouped, (_REST, list(told.values()))]


def shown(name: str, value: object) -> str:
    """A value for people, without what nobody may read."""
    if any(word in name for word in _SECRET):
        return "given" if value else "made by the desk"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return without_password(str(value)) if name.endswith("url") else str(value)


def without_password(url: str) -> str:
    """An address of a server without what stands before its host's name."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}:•••@{host}"))


def _label(name: str) -> str:
    """A setting's name in words, with the names of protocols as they are written."""
    label = word(name)
    for small, written in _WRITTEN:
        label = re.sub(rf"(?i)\b{small}\b", written, label)
    return label


def _says(hint: object) -> str:
    """The line that stands beside a setting's type."""
    return str(getattr(hint, "__metadata__", ("",))[0])


def _setting(name: str, value: object, says: str) -> Setting:
    return Setting(name, _label(name), shown(name, value), says, f"DOABLE_{name.upper()}")
