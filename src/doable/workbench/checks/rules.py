"""Exceptions that say yes where nobody may have meant it, and gifts under a name that is nearly a param's."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from doable.policy.loading.formulas import BUILT_IN
from doable.policy.vocabulary import ALLOWING, NO_EFFECTS
from doable.workbench.checks.findings import exceptions, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.findings import Finding


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


def lifts_of_nothing(contents: Contents) -> Iterator[Finding]:
    """A rule that lifts, and stands under no other."""
    for ask in contents.asks.values():
        for rule in ask.rules:
            if rule.effect.then == "lift":
                message = f"`{rule.id}` lifts nothing: it stands under no other rule"
                remedy = "move it under `unless:` of the rule that it should lift, or say what follows"
                yield warning("exception", rule.place, message, remedy)


def misspelt_gifts(contents: Contents) -> Iterator[Finding]:
    """Something given under a name that is nearly a param's."""
    for ask in contents.asks.values():
        for rule in ask.every_rule():
            for name, expression in rule.effect.gives or ():
                close = [] if name in ask.params else get_close_matches(name, ask.params, n=1, cutoff=0.8)
                if close:
                    message = f"`{name}` is given, and `{ask.name}` has no such param"
                    yield warning("given", expression.place, message, f"did you mean `{close[0]}`?")
