"""Addresses in the header of a mail: who wrote, to whom, and the token of a case in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.channels.cleaning import clean_line
from doable.channels.decoding import decode_words
from doable.channels.email.limits import RECIPIENTS

if TYPE_CHECKING:
    from doable.channels.email.headers import Headers
    from doable.channels.email.limits import Cut

_ADDRESS = re.compile(r"[^\s<>\"(),:;@\\\[\]]{1,64}@[^\s<>\"(),:;@\\\[\]]{1,253}")
_LABELS = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+")
_SENT_TO = ("to", "cc", "delivered-to", "x-original-to", "envelope-to")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address with the name that was given to it, as a person reads it.

    `odd` is a spelling that programs understand differently (comments, escapes, two addresses in one): it
    says who wrote only to a reader, never to a check.
    """

    address: str
    name: str = ""
    odd: bool = False

    @property
    def domain(self) -> str:
        """What stands behind the `@`."""
        return self.address.rpartition("@")[2]


class _Scanner:
    """Goes through an address header once, so that no spelling takes long or nests deep."""

    def __init__(self) -> None:
        self.found: list[Mailbox] = []
        self.quoted, self.depth = False, 0
        self.begin()

    def begin(self) -> None:
        """Start on the next mailbox."""
        self.name: list[str] = []
        self.remark: list[str] = []
        self.angle: list[str] | None = None
        self.open, self.odd, self.quotes = False, False, False

    def take(self, value: str) -> None:
        """Read a whole header value."""
        escaped = False
        for character in value:
            if escaped or (character == "\\" and (self.quoted or self.depth)):
                escaped = not escaped
                self.odd = True
                if not escaped:
                    self.keep(character)
            elif character == '"' and not self.depth:
                self.quoted = not self.quoted
                self.odd |= self.open
                self.quotes = True
            else:
                self.read(character)
        self.odd |= self.quoted or self.depth > 0 or self.open
        self.finish()

    def read(self, character: str) -> None:
        """Read one character outside of an escape."""
        if self.quoted:
            self.keep(character)
        elif character == "(" or self.depth:
            self.depth += {"(": 1, ")": -1}.get(character, 0)
            self.odd = True
            self.remark.append(character if self.depth and character not in "()" else " ")
        elif character == "<":
            self.odd |= self.angle is not None
            self.angle, self.open = [], True
        elif character == ">":
            self.odd |= not self.open
            self.open = False
        elif character in ",;" and not self.open:
            self.finish()
        elif character == ":" and not self.open:
            self.begin()
            self.odd = True
        else:
            self.keep(character)

    def keep(self, character: str) -> None:
        """Add a character to what is open: the address, a remark, or the name."""
        if self.open and self.angle is not None and not self.quoted:
            self.angle.append(character)
        else:
            (self.remark if self.depth else self.name).append(character)

    def finish(self) -> None:
        """Make a mailbox of what was read since the last one."""
        name, remark = "".join(self.name).strip(), "".join(self.remark).strip()
        given = "".join(self.angle).strip() if self.angle is not None else name
        found = _ADDRESS.search(given)
        if found:
            shown = name if self.angle is not None else remark
            unclear = self.quotes if self.angle is None else False
            odd = self.odd or unclear or found[0] != given or "=?" in given
            self.found.append(Mailbox(_folded(found[0]), decode_words(shown or remark), odd))
        self.begin()


def _folded(address: str) -> str:
    """An address as it is compared."""
    return clean_line(address).lower().rstrip(".")


def read_addresses(value: str) -> tuple[Mailbox, ...]:
    """The mailboxes of an address header, in their order; text that holds no address is passed over."""
    scanner = _Scanner()
    scanner.take(value)
    return tuple(scanner.found)


def addresses_in(text: str) -> set[str]:
    """Every address that stands anywhere in a text."""
    return {_folded(found) for found in _ADDRESS.findall(text)}


def is_domain(name: str) -> bool:
    """Whether a name is a domain as DNS knows it: letters, digits, hyphens, at least two labels."""
    return len(name) <= 253 and _LABELS.fullmatch(name) is not None


def senders(headers: Headers) -> tuple[Mailbox, ...]:
    """Who is said to have written: everybody in every From header, else whoever is said to have sent it."""
    written = tuple(one for value in headers.all("from") for one in read_addresses(value))
    if written or headers.first("from").strip():
        return written
    return read_addresses(headers.first("sender")) or read_addresses(headers.first("return-path"))


def recipients(headers: Headers, cut: Cut) -> tuple[str, ...]:
    """Whom the mail went to, each once, in the order of the header."""
    values = (value for name in _SENT_TO for value in headers.all(name))
    found = tuple(dict.fromkeys(one.address for value in values for one in read_addresses(value)))
    if len(found) > RECIPIENTS:
        cut.say(f"recipients beyond the first {RECIPIENTS}")
    return found[:RECIPIENTS]


def token_in(sent_to: tuple[str, ...], address: str) -> str | None:
    """The token of the case that the mail was sent to: `help+c-TOKEN@...` for `help@...`."""
    local, _, domain = address.lower().partition("@")
    pattern = re.compile(rf"{re.escape(local)}\+c-([a-z0-9]{{20,32}})@{re.escape(domain)}")
    return next((found[1] for one in sent_to if (found := pattern.fullmatch(one))), None)
