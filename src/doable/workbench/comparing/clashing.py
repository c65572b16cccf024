"""Where two books speak of the same name and don't mean the same: no case can be one of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.workbench.proving.leaves import leaves_of, may_be_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.book import Contents, Fact
    from doable.policy.expression import Expression
    from doable.policy.language.declarations import Type


def clashes_of(old: Contents, new: Contents, name: str) -> Iterator[str]:
    """Facts and params of an ask that are something else in the other book, each in a sentence."""
    one, other = old.asks[name], new.asks[name]
    read = leaves_of(old, one) | leaves_of(new, other)
    for fact in sorted(read & old.facts.keys() & new.facts.keys()):
        yield from _facts(old.facts[fact], new.facts[fact])
        if _is_worked_out(old, fact) != _is_worked_out(new, fact):
            yield f"`{fact}` is worked out in one of the books, and told in the other"
    for param in sorted(one.params.keys() & other.params.keys()):
        yield from _types(f"ask.{param}", one.params[param].type, other.params[param].type)


def _facts(one: Fact, other: Fact) -> Iterator[str]:
    yield from _types(one.name, one.type, other.type)
    if one.optional != other.optional:
        yield f"`{one.name}` may be absent in one of the books only"


def _types(name: str, one: Type, other: Type) -> Iterator[str]:
    if str(one) != str(other):
        yield f"`{name}` is {one} in the old book and {other} in the new one"


def _is_worked_out(contents: Contents, name: str) -> bool:
    return name in contents.computed and not may_be_told(contents, name)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What counts as something else where nobody says anything: facts and params by name.

    They are compared as if nobody had said any of them; `open` says what that leaves out.
    """

    facts: tuple[str, ...] = ()
    params: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def other_defaults(old: Contents, new: Contents, name: str) -> Defaults:
    """The defaults of an ask that are others in the other book."""
    one, other = old.asks[name], new.asks[name]
    read = leaves_of(old, one) & leaves_of(new, other) & old.facts.keys() & new.facts.keys()
    facts = {fact: (old.facts[fact].computed, new.facts[fact].computed) for fact in sorted(read)}
    both = sorted(one.params.keys() & other.params.keys())
    params = {param: (one.params[param].default, other.params[param].default) for param in both}
    changed = [{each: pair for each, pair in named.items() if _differ(*pair)} for named in (facts, params)]
    unsaid = {**changed[0], **{f"ask.{param}": pair for param, pair in changed[1].items()}}
    if _apart(unsaid):
        return Defaults(tuple(changed[0]), tuple(changed[1]))
    return Defaults(open=tuple(_told(each, *pair) for each, pair in unsaid.items()))


def _differ(one: Expression | None, other: Expression | None) -> bool:
    return (one and unparse(one.node)) != (other and unparse(other.node))


def _apart(unsaid: Mapping[str, tuple[Expression | None, Expression | None]]) -> bool:
    """Whether there is one default at most, in both books, so that said or unsaid are all the cases."""
    return len(unsaid) <= 1 and all(one and other for one, other in unsaid.values())


def _told(name: str, one: Expression | None, other: Expression | None) -> str:
    before, after = (f"`{unparse(each.node)}`" if each else "unknown" for each in (one, other))
    return f"`{name}` is taken as {after} where nobody says otherwise, before as {before}"
