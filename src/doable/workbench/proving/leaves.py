"""Which facts a decision on an ask can depend on, seen through computed facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.expression import Expression

_PEOPLE = frozenset({"document", "customer", "colleague"})


def read_by(contents: Contents, ask: Ask) -> frozenset[str]:
    """The names that the rules, values and limits of an ask read."""
    return frozenset(name for expression in _expressions(contents, ask) for name in expression.reads)


def leaves_of(contents: Contents, *asks: Ask) -> frozenset[str]:
    """The facts that the asks depend on in the end; computed ones are replaced by what they read."""
    return through(contents, (name for ask in asks for name in read_by(contents, ask)))


def through(contents: Contents, names: Iterable[str]) -> frozenset[str]:
    """What names come to when computed facts are replaced by what they read."""
    found, seen = set[str](), set[str]()
    pending = list(names)
    while pending:
        name = pending.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in contents.computed and not may_be_told(contents, name):
            pending += contents.computed[name].reads
        elif not name.startswith("ask."):
            found.add(name)
    return frozenset(found)


def may_be_told(contents: Contents, name: str) -> bool:
    """Whether a computed fact can be anything: it is only what counts until somebody says otherwise.

    So it is where people may tell it (`from`), and where its expression is a written value.
    """
    computed = contents.computed.get(name)
    return computed is not None and (
        not computed.reads or not _PEOPLE.isdisjoint(contents.facts[name].sources)
    )


def _expressions(contents: Contents, ask: Ask) -> Iterator[Expression]:
    for rule in ask.every_rule():
        yield from _of_rule(rule)
    for param in ask.params.values():
        if param.default:
            yield param.default
    for limit in contents.limits or ():
        if ask.name in limit.when:
            yield limit.when[ask.name]
    for other in ask.alternatives:
        yield from (value for _, value in other.params)


def _of_rule(rule: Rule) -> Iterator[Expression]:
    yield rule.when
    yield from (value for _, value in rule.effect.gives or ())
    if rule.effect.amount:
        yield rule.effect.amount
    yield from (step.until for step in rule.effect.steps if step.until)
