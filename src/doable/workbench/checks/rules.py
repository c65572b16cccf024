"""Rules that can't apply, exceptions that say yes where nobody may have meant it, noes without a way on."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from doable.policy.book import ALLOWING, NO_EFFECTS
from doable.policy.loading.formulas import BUILT_IN
from doable.workbench.checks.findings import exceptions, warning
from doable.workbench.contradicting import never_holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
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


def referrals_nobody_offers(contents: Contents) -> Iterator[Finding]:
    """A referral that stands under no ask."""
    offered = {other.referral for ask in contents.asks.values() for other in ask.alternatives}
    for name, referral in contents.referrals.items():
        if name not in offered:
            message = f"no ask offers the referral `{name}`"
            remedy = f"add `referral.{name}` to the `alternatives:` of an ask, or remove it"
            yield warning("alternative", referral.place, message, remedy)


def rules_that_never_apply(contents: Contents) -> Iterator[Finding]:
    """A condition that contradicts itself, or an exception that contradicts its rule."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            if never_holds(rule.when.node):
                message = f"`{rule.id}` can never apply: its condition contradicts itself"
                yield warning(
                    "unreachable", rule.when.place, message, "correct the condition, or remove the rule"
                )
        for rule, exception in exceptions(ask.rules):
            alone = never_holds(exception.when.node) or never_holds(rule.when.node)
            if not alone and never_holds(rule.when.node, exception.when.node):
                message = f"`{exception.id}` can never apply: its condition contradicts that of `{rule.id}`"
                yield warning(
                    "unreachable", exception.when.place, message, "correct one of them, or remove it"
                )


def exceptions_beyond_otherwise(contents: Contents) -> Iterator[Finding]:
    """An exception that allows what `otherwise` would refuse, without looking at what the other rules do.

    It must carry all its limits itself. It does if it and its rule read all that some allowing rule reads.
    """
    for ask in contents.asks.values():
        if ask.otherwise.effect.then in NO_EFFECTS:
            yield from _beyond(ask)


def _beyond(ask: Ask) -> Iterator[Finding]:
    limits = [(rule.id, rule.when.reads) for rule in ask.rules if rule.effect.then in ALLOWING]
    for rule, exception in exceptions(ask.rules):
        if rule.effect.then not in NO_EFFECTS or exception.effect.then not in ALLOWING:
            continue
        seen = rule.when.reads | exception.when.reads | BUILT_IN.keys()
        overlooked = min(((sorted(reads - seen), name) for name, reads in limits), key=_number, default=None)
        if overlooked is None or overlooked[0]:
            yield _overlooking(exception, overlooked)


def _number(overlooked: tuple[list[str], str]) -> int:
    return len(overlooked[0])


def _overlooking(exception: Rule, overlooked: tuple[list[str], str] | None) -> Finding:
    message = f"`{exception.id}` allows what `otherwise` would refuse"
    remedy = "make sure that its condition carries every limit that shall hold"
    if overlooked:
        facts = ", ".join(f"`{name}`" for name in overlooked[0])
        message += f", whatever {facts} {'is' if len(overlooked[0]) == 1 else 'are'}"
        remedy = (
            f"`{overlooked[1]}` looks at {facts}: put the limits that shall hold into this condition, too"
        )
    return warning("exception", exception.place, message, remedy)


def misspelt_gifts(contents: Contents) -> Iterator[Finding]:
    """Something given under a name that is nearly a param's."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            for name, expression in rule.effect.gives or ():
                close = [] if name in ask.params else get_close_matches(name, ask.params, n=1, cutoff=0.8)
                if close:
                    message = f"`{name}` is given, and `{ask.name}` has no such param"
                    yield warning("given", expression.place, message, f"did you mean `{close[0]}`?")
