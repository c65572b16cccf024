"""Asking Z3 whether a formula can be true, with a limit on the time it may take."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import z3

from doable.workbench.proving.formulas import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.space import Space


class Search:
    """One solver over a space; what is added stays, what is asked does not."""

    def __init__(self, space: Space, *, seconds: float = 10) -> None:
        self.space = space
        self.solver = z3.Solver(ctx=space.context)
        self.solver.set("timeout", max(1, int(seconds * 1000)))
        self.gave_up = 0
        self._told = 0

    def add(self, *formulas: Formula) -> None:
        """Takes formulas for true from here on."""
        self.solver.add([plain(formula, self.space.context) for formula in formulas])

    def can_be(self, *formulas: Formula) -> bool | None:
        """Whether all of them can be true at once; None if Z3 could not tell in time."""
        if any(formula is False for formula in formulas):
            return False
        self._tell()
        asked = [formula for formula in formulas if formula is not True]
        result = self.solver.check(*asked)
        if result == z3.unknown:
            self.gave_up += 1
            return None
        return bool(result == z3.sat)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is added within is forgotten afterwards."""
        self._tell()
        told = self._told
        self.solver.push()
        try:
            yield
        finally:
            self.solver.pop()
            self._told = told

    def core(self) -> list[z3.BoolRef]:
        """Those of the formulas just asked that can't be true together."""
        return list(self.solver.unsat_core())

    def model(self) -> z3.ModelRef:
        """A case in which what was just asked is true."""
        return self.solver.model()

    def smallest_core(self, kept: Sequence[Formula], asked: Sequence[Formula]) -> list[Formula]:
        """As few of `asked` as can't be true together with `kept`; all of them could not be."""
        self.solver.set("core.minimize", True)
        self.can_be(*kept, *asked)
        ids = {formula.get_id() for formula in self.core()}
        self.solver.set("core.minimize", False)
        return [each for each in asked if not isinstance(each, bool) and each.get_id() in ids]

    def _tell(self) -> None:
        """What is true of the variables met since."""
        if self._told < len(self.space.domain):
            self.solver.add(self.space.domain[self._told :])
            self._told = len(self.space.domain)
