"""How sure it is who wrote a mail, and why, in words for whoever reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.channels.email.addresses import Mailbox, addresses_in, is_domain, senders
from doable.channels.email.results import Result, read_results
from doable.channels.email.signing import Policy, Resolver, aligned, policy_of, signed_by
from doable.desk.incoming import CLAIMED, FORGED, PROVEN

if TYPE_CHECKING:
    from doable.channels.email.headers import Headers

_HARSH = re.compile(r"\b(?:p|policy|dis|policy\.dmarc)\s?=\s?(?:reject|quarantine)\b")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whom we believe about a mail, and which addresses are ours.

    `authserv_ids` are the names under which our own mail server writes Authentication-Results, `results` how
    many such headers it puts on a mail: only that many, counted from the top, are read, since what stands
    below came with the mail. `resolver` looks up DNS texts to check signatures ourselves, None looks up
    nothing. `address` is where customers write to.
    """

    address: str
    authserv_ids: frozenset[str] = frozenset()
    resolver: Resolver | None = None
    own_addresses: frozenset[str] = frozenset()
    own_domains: frozenset[str] = frozenset()
    results: int = 1

    def is_own(self, address: str) -> bool:
        """Whether mail goes out under this address: ours, or the address of one of our cases."""
        local, _, domain = address.partition("@")
        bare = f"{local.partition('+')[0]}@{domain}"
        ours = {self.address.lower(), *(one.lower() for one in self.own_addresses)}
        return address in ours or bare in ours


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is known about a sender's domain: is it proven, is it refused, could it be asked at all."""

    proven: str = ""
    refused: bool = False
    asked: bool = True


def prove(headers: Headers, raw: bytes, trust: Trust) -> tuple[str, str]:
    """PROVEN, CLAIMED or FORGED, and why.

    Proven takes one plain From address whose domain our mail server, or our own look at the signatures,
    confirms. Everything that two programs could read differently is at best claimed.
    """
    written = senders(headers)
    if len(written) > 1 or len(headers.all("from")) > 1:
        return FORGED, "The mail names more than one sender, so that nobody can say who wrote it."
    if not written:
        return CLAIMED, "The mail names no sender."
    (sender,) = written
    doubt = _doubt(sender, headers)
    seen = _Seen() if doubt else _see(sender.domain, headers, raw, trust)
    if seen.proven:
        return PROVEN, seen.proven
    if trust.is_own(sender.address) or _is_under(sender.domain, trust.own_domains):
        return FORGED, "The mail gives one of our own addresses as its sender, but nothing confirms that."
    if seen.refused:
        return FORGED, f"`{sender.domain}` asks to refuse mail like this one: it did not come from there."
    if doubt:
        return CLAIMED, doubt
    if not seen.asked:
        return (
            CLAIMED,
            "The sender's domain could not be asked just now, so we can't be sure who wrote this mail.",
        )
    return CLAIMED, "The sender's domain did not sign this mail, so we can't be sure who wrote it."


def _doubt(sender: Mailbox, headers: Headers) -> str:
    """What makes a single sender unfit as a proof, if anything."""
    if not headers.first("from").strip():
        return "The mail does not say who wrote it, only who passed it on."
    if addresses_in(sender.name) - {sender.address}:
        return "The sender's name contains a different address, so we can't be sure who wrote this mail."
    if not headers.whole:
        return "The mail's header is longer than we read, so we can't be sure who wrote this mail."
    if sender.odd or not is_domain(sender.domain):
        return "The sender's address is written in an unusual way, so we can't be sure who wrote this mail."
    return ""


def _is_under(domain: str, owned: frozenset[str]) -> bool:
    """Whether a domain is one of ours, or below one."""
    return any(domain == one.lower() or domain.endswith(f".{one.lower()}") for one in owned)


def _see(domain: str, headers: Headers, raw: bytes, trust: Trust) -> _Seen:
    """What our mail server says about a domain; where it says nothing, what we see ourselves."""
    results = _trusted(headers, trust)
    stated = next((one for one in results if one.method == "dmarc"), None)
    about = stated.about.get("header.from", "") if stated else ""
    if stated and stated.value == "pass":
        confirmed = f"Our mail server confirmed that this mail comes from `{domain}`."
        return _Seen(confirmed if about == domain else "")
    signers = {
        one.about.get("header.d", "") for one in results if one.method == "dkim" and one.value == "pass"
    }
    if not stated and domain in signers:
        return _Seen(f"`{domain}` signed this mail, as our mail server confirmed.")
    failed = stated is not None and stated.value == "fail" and about in {domain, ""}
    if failed and stated and _is_harsh(stated):
        return _Seen(refused=True)
    if trust.resolver is None:
        return _Seen()
    try:
        return _look(domain, raw, results, trust.resolver)
    except OSError:
        return _Seen(asked=False)


def _trusted(headers: Headers, trust: Trust) -> list[Result]:
    """What our own mail server wrote: only in the topmost headers of its kind."""
    ours = {one.lower() for one in trust.authserv_ids}
    read = [read_results(value) for value in headers.all("authentication-results")[: trust.results]]
    return [result for one in read if one and one[0] in ours for result in one[1]]


def _is_harsh(result: Result) -> bool:
    """Whether a check comes with the domain's wish to refuse such mail."""
    about = " ".join(f"{name}={value}" for name, value in result.about.items())
    return _HARSH.search(f"{about} {result.remark}") is not None


def _look(domain: str, raw: bytes, results: list[Result], resolver: Resolver) -> _Seen:
    """Check the signatures and the domain's wishes ourselves.

    A mail is refused only where our mail server looked at the sending address (SPF) and said that it failed:
    without that, an unsigned mail may still be a rightful one.
    """
    policy = policy_of(domain, resolver)
    wanted = policy or Policy("none", strict_signature=True)
    signers = sorted(signed_by(raw, resolver))
    signed = [one for one in signers if aligned(one, domain, strict=wanted.strict_signature)]
    if signed:
        return _Seen(f"`{signed[0]}` signed this mail, and the signature holds.")
    sent = next((one for one in results if one.method == "spf"), None)
    sent_from = (
        sent.about.get("smtp.mailfrom", "").rpartition("@")[2] if sent and sent.value == "pass" else ""
    )
    if policy and is_domain(sent_from) and aligned(sent_from, domain, strict=policy.strict_sender):
        return _Seen(f"A mail server of `{sent_from}` sent this mail, as our mail server confirmed.")
    return _Seen(refused=sent is not None and wanted.asks in {"reject", "quarantine"})
