"""Noes without a way on, and alternatives that nobody can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.vocabulary import ALLOWING, NO_EFFECTS
from doable.workbench.checks.findings import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.findings import Finding


def noes_without_alternative(contents: Contents) -> Iterator[Finding]:
    """An ask that can be refused and offers nothing in its place."""
    for ask in contents.asks.values():
        no = next((rule for rule in ask.every_rule() if rule.effect.then in NO_EFFECTS), None)
        if no is not None and not ask.alternatives:
            message = f"`{no.id}` says no, and `{ask.name}` has no alternative or referral to offer"
            remedy = "add `alternatives:` that serve the purpose of the ask"
            yield warning("alternative", no.place, message, remedy)


def alternatives_to_itself(contents: Contents) -> Iterator[Finding]:
    """An ask that offers itself in its place, as it was asked."""
    for ask in contents.asks.values():
        for other in ask.alternatives:
            if other.ask == ask.name and not other.params:
                message = f"`{ask.name}` is offered in place of itself, with nothing changed"
                yield warning("alternative", other.place, message, "give it other `params:`, or remove it")


def alternatives_never_granted(contents: Contents) -> Iterator[Finding]:
    """An alternative that is an ask which no rule allows."""
    allowed = {
        ask.name
        for ask in contents.asks.values()
        if any(rule.effect.then in ALLOWING for rule in ask.every_rule())
    }
    for ask in contents.asks.values():
        for other in ask.alternatives:
            if other.ask is not None and other.ask not in allowed:
                message = f"`{other.ask}` can't be offered in place of `{ask.name}`: no rule ever grants it"
                remedy = f"add a rule to `{other.ask}` that grants it, or offer something else"
                yield warning("alternative", other.place, message, remedy)


def referrals_nobody_offers(contents: Contents) -> Iterator[Finding]:
    """A referral that stands under no ask."""
    offered = {other.referral for ask in contents.asks.values() for other in ask.alternatives}
    for name, referral in contents.referrals.items():
        if name not in offered:
            message = f"no ask offers the referral `{name}`"
            remedy = f"add `referral.{name}` to the `alternatives:` of an ask, or remove it"
            yield warning("alternative", referral.place, message, remedy)
