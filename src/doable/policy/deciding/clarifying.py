"""What is still missing: the leaf facts that can change a decision, the most useful first."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doable.policy.deciding.authority import question_of
from doable.policy.deciding.combining import KINDS
from doable.policy.deciding.decision import Missing
from doable.policy.language.values import Fault, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doable.policy.book import Ask, Contents, Rule
    from doable.policy.deciding.combining import Rules
    from doable.policy.deciding.settling import Settled, Settling

_PRECEDENCE = ("customer", "colleague", "document", "record")


def pivotal(rules: Rules, settling: Settling) -> list[Rule]:
    """The unsettled rules whose condition can still change what the ask comes to."""
    return [rule for rule in rules.unsettled() if _matters(rule, rules, settling)]


def _matters(rule: Rule, rules: Rules, settling: Settling) -> bool:
    held, not_held = (
        {settling.settle(way) for way in rules.ways(rule, holds=holds)} for holds in (True, False)
    )
    return held != not_held


def errors_of(rules: Rules, decisive: Iterable[Rule]) -> tuple[str, ...]:
    """The faults among decisive rules, each with the rule it happened in."""
    statuses = ((rule.id, rules.statuses[id(rule)]) for rule in decisive)
    return tuple(
        sorted(f"{name}: {status.message}" for name, status in statuses if isinstance(status, Fault))
    )


def missing_facts(
    contents: Contents, ask: Ask, rules: Rules, decisive: Iterable[Rule], settled: Iterable[Settled]
) -> tuple[Missing, ...]:
    """The missing facts with their questions.

    Most useful first: a fact counts for each decisive condition that reads it, divided by how many
    facts that condition still lacks; at a tie the fact of a rule before those of its exceptions, then what
    could rather forbid or refuse, then the name.
    """
    weights: dict[str, Fraction] = {}
    ranks: dict[str, tuple[int, int]] = {}
    depths = {id(rule): depth for top in (*ask.rules, ask.otherwise) for rule, depth in _with_depth(top, 0)}
    open_names = [(final.open, (0, 0)) for final in settled]
    for rule in decisive:
        status = rules.statuses[id(rule)]
        if isinstance(status, Unknown):
            open_names.append((status.names, (depths[id(rule)], -_strictness(rule))))
    for names, rank in open_names:
        for name in names:
            weights[name] = weights.get(name, Fraction(0)) + Fraction(1, len(names))
            ranks[name] = min(ranks.get(name, rank), rank)
    ordered = sorted(weights, key=lambda name: (-weights[name], ranks[name], name))
    return tuple(_missing(contents, ask, name) for name in ordered)


def _with_depth(rule: Rule, depth: int) -> Iterator[tuple[Rule, int]]:
    yield rule, depth
    for exception in rule.exceptions:
        yield from _with_depth(exception, depth + 1)


def _strictness(rule: Rule) -> int:
    kinds: Mapping[str, str] = {"forbid": "forbid", "decline": "decline", "refer": "refer", "lift": "none"}
    return KINDS.index(kinds.get(rule.effect.then, "allow"))


def _missing(contents: Contents, ask: Ask, name: str) -> Missing:
    if name.startswith("ask."):
        param = ask.params.get(name.removeprefix("ask."))
        return Missing(name, param.question if param else None, param.of if param else "customer")
    fact = contents.facts.get(name)
    asking = question_of(contents, name)
    question = asking.question if asking else None
    if fact is None:
        return Missing(name, question, "record")
    likely = next(source for source in (*_PRECEDENCE, *fact.sources) if source in fact.sources)
    return Missing(name, question, fact.of or (asking and asking.of) or likely)
