"""The texts that DNS has under a name: the one place where reading mail may touch the network."""

from __future__ import annotations

from dns.exception import DNSException
from dns.resolver import NXDOMAIN, NoAnswer, Resolver

SECONDS = 5.0  # all tries together


def texts_at(name: str) -> tuple[str, ...]:
    """Every text (TXT record) under a name, none if there is none; an OSError if nobody answers."""
    try:
        answer = Resolver().resolve(name, "TXT", lifetime=SECONDS)
    except (NXDOMAIN, NoAnswer):
        return ()
    except DNSException as error:
        raise OSError(f"DNS did not answer about `{name}`: {error}") from error
    return tuple(b"".join(record.strings).decode("utf-8", errors="replace") for record in answer)
