"""Names in the header of our mails: ids of messages, and addresses of cases.

The standard library folds a long id like any other text, encodes it on the way and so breaks the thread,
and it decodes what looks encoded, line breaks included. Ids are therefore checked here and never folded.
"""

from __future__ import annotations

import re
import unicodedata
from email._header_value_parser import TokenList
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from email.policy import Policy

_ID = re.compile(r"<?([!-;=?-~]{1,900})>?")
_LOCAL = re.compile(r"[^\x00-\x20\x7f-\xa0\"(),:;<>@\[\\\]\ud800-\udfff]{1,64}")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*"
)
MOST_REFERENCES = 20


class WrongAddress(ValueError):
    """An address that no mail can be sent to."""

    def __init__(self, address: str) -> None:
        """Name the address."""
        super().__init__(f"`{address}` is no mail address; write it as name@example.com")


class IdField:
    """A header field of message ids, one a line, exactly as they are."""

    max_count: ClassVar[Literal[1]] = 1
    name: str

    @classmethod
    def parse(cls, value: str, kwds: dict[str, object]) -> None:
        """Take the value as it stands."""
        kwds["parse_tree"], kwds["decoded"] = TokenList(), value

    def fold(self, *, policy: Policy) -> str:
        """The field as it goes out."""
        return f"{self.name}: " + f"{policy.linesep} ".join(str(self).split()) + policy.linesep


def one_id(text: str) -> str:
    """An id in its angle brackets, or an empty text where it is none."""
    found = _ID.fullmatch(text.strip())
    return f"<{found[1]}>" if found else ""


def thread(references: Iterable[str]) -> list[str]:
    """The ids of a conversation, oldest first, from ids given nearest first.

    A long one keeps its first message, by which programs gather the rest, and the nearest ones.
    """
    ids = list(dict.fromkeys(found for each in references if (found := one_id(each))))
    if len(ids) > MOST_REFERENCES:
        ids = [*ids[: MOST_REFERENCES - 1], ids[-1]]
    return ids[::-1]


def ascii_domain(domain: str) -> str:
    """A domain as DNS has it; other letters as IDNA 2008 writes them, which keeps `ß` apart from `ss`."""
    labels = unicodedata.normalize("NFC", domain.strip().rstrip(".").lower()).split(".")
    written = ".".join(
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in labels
    )
    if not _DOMAIN.fullmatch(written):
        raise WrongAddress(domain)
    return written


def split_address(address: str) -> tuple[str, str]:
    """The local part and the domain of an address as it goes over the wire; raises WrongAddress."""
    local, at, domain = address.strip().rpartition("@")
    if not at or not _LOCAL.fullmatch(local):
        raise WrongAddress(address)
    try:
        return local, ascii_domain(domain)
    except (WrongAddress, UnicodeError):
        raise WrongAddress(address) from None


def wire_address(address: str) -> str:
    """An address as it goes over the wire; raises WrongAddress."""
    return "@".join(split_address(address))


def case_address(address: str, token: str) -> str:
    """The address of one case: `help+c-TOKEN@example.com` for `help@example.com`."""
    local, domain = split_address(address)
    return f"{local}+c-{token}@{domain}"
