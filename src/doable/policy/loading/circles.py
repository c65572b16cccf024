"""What names with expressions are worked out from: circles, and chains too long to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.language.tree import children

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.expression import Expression
    from doable.policy.language.tree import Node

Reads = dict[str, tuple[str, ...]]


def reads_among(computed: Mapping[str, Expression], prefix: str = "") -> Reads:
    """Which of these names each one reads; expressions read a name behind `prefix`."""
    return {
        name: tuple(sorted(_within(computed, expression, prefix))) for name, expression in computed.items()
    }


def _within(computed: Mapping[str, Expression], expression: Expression, prefix: str) -> Iterator[str]:
    plain = (read.removeprefix(prefix) for read in expression.reads if read.startswith(prefix))
    return (name for name in plain if name in computed)


def circles(reads: Reads) -> list[tuple[str, ...]]:
    """The circles, each beginning with its first name by the alphabet; every name is looked at once."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in reads:
        for circle in _circles_from(start, reads, done):
            first = circle.index(min(circle))
            found.add(circle[first:] + circle[:first])
    return sorted(found)


def _circles_from(start: str, reads: Reads, done: set[str]) -> Iterator[tuple[str, ...]]:
    way = [(start, iter(reads[start]))] if start not in done else []
    steps = {start: 0}
    while way:
        name, following = way[-1]
        read = next((read for read in following if read not in done), None)
        if read is None:
            done.add(name)
            del steps[name]
            way.pop()
        elif read in steps:
            yield tuple(step for step, _ in way[steps[read] :])
        else:
            steps[read] = len(way)
            way.append((read, iter(reads[read])))


def depths(reads: Reads, own: Mapping[str, int]) -> dict[str, int]:
    """How deep each name is nested at the most, with all that it is worked out from; only without circles."""
    found: dict[str, int] = {}
    pending = list(reads)
    while pending:
        name = pending[-1]
        missing = [read for read in reads[name] if read not in found]
        if missing and name not in found:
            pending += missing
        else:
            found[pending.pop()] = own[name] + max((found[read] for read in reads[name]), default=0)
    return found


def nesting(node: Node) -> int:
    """How deep an expression is nested."""
    deepest, pending = 0, [(node, 1)]
    while pending:
        current, depth = pending.pop()
        deepest = max(deepest, depth)
        pending += [(child, depth + 1) for child in children(current)]
    return deepest
