"""What an expression comes to in every case at once: a Z3 term, and when there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from doable.workbench.proving.formulas import every, no

if TYPE_CHECKING:
    import z3

    from doable.policy.language.values import Plain
    from doable.workbench.proving.formulas import Formula

NUMBERS = frozenset({"int", "decimal"})
# Kinds that stand as a whole number in Z3, and which `<` can compare there.
ORDERED = frozenset({"int", "decimal", "date", "timestamp", "duration"})


@dataclass(frozen=True, slots=True)
class Term:
    """A value in every case: `fine` where nothing failed, `present` where it is not null.

    `most` bounds a whole number either way. `among` lists the written values that it is one of, each with
    when; one entry is a constant. `items` are those of a list written in the text.
    """

    kind: str
    term: z3.ExprRef | bool
    fine: Formula = True
    present: Formula = True
    most: int = 0
    among: tuple[tuple[Formula, Plain], ...] = ()
    items: tuple[Term, ...] | None = None

    @property
    def there(self) -> Formula:
        """Where it can be worked with: nothing failed, and it is not null."""
        return every((self.fine, self.present))

    @property
    def yes(self) -> Formula:
        """Where it is certainly true; anything but a truth never is."""
        return every((self.there, self.term)) if self.kind == "bool" else False

    @property
    def not_yes(self) -> Formula:
        """Where it is certainly false."""
        return every((self.there, no(self.term))) if self.kind == "bool" else False

    @property
    def is_constant(self) -> bool:
        """Whether it is a written value."""
        return len(self.among) == 1 and self.among[0][0] is True

    @property
    def constant(self) -> Plain:
        """The written value."""
        return self.among[0][1]

    def if_fine(self, *conditions: Formula) -> Term:
        """The same, failing where a condition does not hold as well."""
        return replace(self, fine=every((self.fine, *conditions)))


def as_fraction(value: Plain) -> Fraction | None:
    """An exact number as a ratio; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Fraction(value) if isinstance(value, int) or value.is_finite() else None
