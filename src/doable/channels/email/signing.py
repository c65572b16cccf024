"""Our own look at who signed a mail and what the sender's domain asks for (DKIM and DMARC).

SPF is not looked at here: it needs the address that delivered the mail, which only our mail server knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import dkim
from authheaders.dmarc_lookup import get_org_domain

from doable.channels.email.addresses import is_domain

# The texts (TXT records) that DNS has under a name; none found is empty, no answer is an OSError.
Resolver = Callable[[str], tuple[str, ...]]

SIGNATURES = 5  # a mail, as far as they are looked at
WORK = 50_000_000  # steps: canonicalising takes the square of each run of spaces
_SPACES = re.compile(rb"[ \t]+")
_TAG = re.compile(r"([a-z]{1,5})\s{0,9}=\s{0,9}([^;]*)")


@dataclass(frozen=True, slots=True)
class Policy:
    """What a domain asks for (DMARC): what to do with mail it did not send, and how near a name has to be."""

    asks: str
    strict_signature: bool = False
    strict_sender: bool = False


@lru_cache(maxsize=4096)
def organisation(domain: str) -> str:
    """The domain that an organisation registered: `shop.example.co.uk` belongs to `example.co.uk`."""
    return str(get_org_domain(domain) or domain).lower() if is_domain(domain) else domain


def aligned(domain: str, sender: str, *, strict: bool) -> bool:
    """Whether a domain speaks for a sender's domain: the same one, or one of the same organisation."""
    return domain == sender or (not strict and organisation(domain) == organisation(sender))


def policy_of(domain: str, resolver: Resolver) -> Policy | None:
    """What a domain has published, itself or for the organisation it belongs to; None if nothing."""
    for name in dict.fromkeys((domain, organisation(domain))):
        found = [text for text in resolver(f"_dmarc.{name}") if text.startswith("v=DMARC1")]
        if len(found) == 1:
            tags: dict[str, str] = dict(_TAG.findall(found[0].lower()))
            asks = tags.get("p", "none") if name == domain else tags.get("sp", tags.get("p", "none"))
            strict = (tags.get(key, "r").strip() == "s" for key in ("adkim", "aspf"))
            return Policy(asks.strip(), *strict)
    return None


def signed_by(raw: bytes, resolver: Resolver) -> frozenset[str]:
    """The domains whose signature over the whole of the mail holds.

    A signature over only the beginning (`l=`) does not count: anything may have been added below.
    """
    if sum(len(run) ** 2 for run in _SPACES.findall(raw)) > WORK:
        return frozenset()
    try:
        signatures = sum(name.lower() == b"dkim-signature" for name, _ in dkim.DKIM(raw).headers)
    except (dkim.DKIMException, IndexError):
        return frozenset()
    return frozenset(
        domain for index in range(min(signatures, SIGNATURES)) if (domain := _signer(raw, index, resolver))
    )


def _signer(raw: bytes, index: int, resolver: Resolver) -> str | None:
    """The domain of one signature, or None if it does not hold."""

    def look_up(name: bytes | str, timeout: int = 5) -> bytes | None:
        """What DNS has under a name, as the library wants it."""
        text = name.decode("ascii") if isinstance(name, bytes) else name
        return next((found.encode("utf-8") for found in resolver(text.rstrip("."))), None)

    message = dkim.DKIM(raw, minkey=1024)
    try:
        holds = message.verify(idx=index, dnsfunc=look_up)
    except OSError:
        raise
    except Exception:  # the library raises whatever a broken signature makes Python raise
        return None
    fields = message.signature_fields
    domain = fields.get(b"d", b"").decode("ascii", errors="replace").lower()
    return domain if holds and b"l" not in fields and is_domain(domain) else None
