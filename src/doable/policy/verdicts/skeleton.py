"""The and/or/not of conditions over parts that are left whole, so that shared parts are worked out once.

A Skeleton is True, False, OPEN (unknown), or a part, a negation or a junction. Simplifying uses absorption
only (`false && x` is false), never `x || !x`: three-valued answers stay those of the plain reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from doable.policy.language.printing import unparse
from doable.policy.language.tree import Call, Literal, Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.expression import Expression
    from doable.policy.language.checking import Checked
    from doable.policy.language.tree import Node


@dataclass(frozen=True, slots=True)
class Open:
    """The truth of what is not known."""


OPEN = Open()


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """Where the code of a part comes from: its node and the checked tree that knows its types."""

    checked: Checked
    node: Node


@dataclass(frozen=True, slots=True)
class Part:
    """Something that is true or false as a whole; equal text is the same part."""

    text: str


class _Hashed:
    """Skeletons are looked up all the time: their hash is worked out once."""

    __slots__ = ("_hash",)

    def __hash__(self) -> int:
        return self._hash  # type: ignore[attr-defined, no-any-return]  # set by those below


@dataclass(frozen=True, slots=True)
class Not(_Hashed):
    """A negation."""

    of: Skeleton

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash(("!", self.of)))

    __hash__ = _Hashed.__hash__


@dataclass(frozen=True, slots=True)
class Junction(_Hashed):
    """`all` of the parts, or any of them."""

    all: bool
    parts: tuple[Skeleton, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.all, self.parts)))

    __hash__ = _Hashed.__hash__


Skeleton = bool | Open | Part | Not | Junction


def skeleton_of(
    expression: Expression, computed: Mapping[str, Expression], sources: dict[str, Source]
) -> Skeleton:
    """The skeleton of a condition; computed facts are seen through, and `sources` learns its parts."""
    return _skeleton(expression.checked, expression.node, computed, sources)


def _skeleton(
    checked: Checked, node: Node, computed: Mapping[str, Expression], sources: dict[str, Source]
) -> Skeleton:
    if isinstance(node, Literal) and isinstance(node.value, bool):
        return node.value
    if isinstance(node, Name) and node.name in computed and computed[node.name].type.name == "bool":
        # A value that is supplied beats the expression, so what is seen through is kept as one part, too.
        sources[node.name] = Source(checked, node)
        return Part(node.name)
    if isinstance(node, Call) and node.function == "!_":
        return negated(_skeleton(checked, node.args[0], computed, sources))
    if isinstance(node, Call) and node.function in ("_&&_", "_||_"):
        parts = [_skeleton(checked, arg, computed, sources) for arg in node.args]
        return joined(parts, all_of=node.function == "_&&_")
    text = unparse(node)
    sources.setdefault(text, Source(checked, node))
    return Part(text)


def negated(skeleton: Skeleton) -> Skeleton:
    """The opposite."""
    if isinstance(skeleton, bool):
        return not skeleton
    if isinstance(skeleton, Open):
        return skeleton
    return skeleton.of if isinstance(skeleton, Not) else Not(skeleton)


def joined(parts: list[Skeleton], *, all_of: bool) -> Skeleton:
    """Parts under one `&&` (or `||`), simplified by absorption."""
    kept: dict[Skeleton, None] = {}
    for part in parts:
        if part is (not all_of):
            return part
        if part is all_of:
            continue
        inner = part.parts if isinstance(part, Junction) and part.all == all_of else (part,)
        kept.update(dict.fromkeys(inner))
    if OPEN in kept:
        del kept[OPEN]
        kept[OPEN] = None  # last, so that the same parts are the same junction
    if not kept:
        return all_of
    return next(iter(kept)) if len(kept) == 1 else Junction(all_of, tuple(kept))


class Replacing:
    """Gives a piece a value, in one skeleton after the other; what they share is worked out once."""

    def __init__(self, target: Skeleton, value: bool | Open) -> None:
        self.target = target
        self.value = value
        self.parts = frozenset(target.parts) if isinstance(target, Junction) else frozenset()
        self.known: dict[Skeleton, Skeleton] = {}

    def within(self, skeleton: Skeleton) -> Skeleton:
        """The skeleton where the piece has the value."""
        if isinstance(skeleton, bool | Open):
            return skeleton
        found = self.known.get(skeleton)
        if found is None:
            found = self.known[skeleton] = self._replaced(skeleton)
        return found

    def _replaced(self, skeleton: Skeleton) -> Skeleton:
        if skeleton == self.target:
            return self.value
        if isinstance(skeleton, Not):
            return negated(self.within(skeleton.of))
        if not isinstance(skeleton, Junction):
            return skeleton
        parts = skeleton.parts
        if isinstance(self.target, Junction) and self.target.all == skeleton.all and self.parts <= {*parts}:
            parts = (self.value, *(part for part in parts if part not in self.parts))
        return joined([self.within(part) for part in parts], all_of=skeleton.all)


@lru_cache(maxsize=10_000)
def pieces_of(skeleton: Skeleton) -> tuple[Skeleton, ...]:
    """Each of its pieces once."""
    return tuple(dict.fromkeys(pieces(skeleton)))


def pieces(skeleton: Skeleton) -> Iterator[Skeleton]:
    """The parts and junctions a skeleton is made of, the largest first; none that hold something open."""
    if isinstance(skeleton, Not):
        yield from pieces(skeleton.of)
    elif isinstance(skeleton, Part):
        yield skeleton
    elif isinstance(skeleton, Junction):
        if not is_open(skeleton):
            yield skeleton
        for part in skeleton.parts:
            yield from pieces(part)


def is_open(skeleton: Skeleton) -> bool:
    """Whether something in it is known to be unknown."""
    if isinstance(skeleton, Not):
        return is_open(skeleton.of)
    return isinstance(skeleton, Open) or (
        isinstance(skeleton, Junction) and any(map(is_open, skeleton.parts))
    )


def may_be(skeleton: Skeleton, truth: bool) -> bool:  # a truth value
    """Whether a skeleton can still come out as certainly true (or certainly false)."""
    if isinstance(skeleton, bool):
        return skeleton is truth
    if isinstance(skeleton, Open):
        return False
    if isinstance(skeleton, Not):
        return may_be(skeleton.of, not truth)
    if isinstance(skeleton, Junction):
        every = skeleton.all is truth
        return (all if every else any)(may_be(part, truth) for part in skeleton.parts)
    return True


@lru_cache(maxsize=10_000)
def weight(skeleton: Skeleton) -> int:
    """How many parts would be looked at."""
    return sum(isinstance(piece, Part) for piece in pieces(skeleton))
