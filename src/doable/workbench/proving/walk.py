"""What a walk over a tree offers to those who translate one kind of node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from doable.policy.language.tree import Node
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.space import Space
    from doable.workbench.proving.terms import Term


class Walk(Protocol):
    """A walk over one tree; see `translating.Translation`."""

    @property
    def space(self) -> Space:
        """The space in which terms stand."""

    def lookup(self, name: str) -> Term:
        """What stands behind a name."""

    def term(self, node: Node, *, ratio: bool = False) -> Term:
        """A node in every case."""

    def written(self, node: Node) -> Term:
        """What an expression of written values comes to."""

    def opaque(
        self, node: Node, why: str, parts: list[Term], *, may_fail: bool = False, fine: Formula = True
    ) -> Term:
        """Something that proofs do not see into."""
