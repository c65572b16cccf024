"""Looking for the smallest case of something until Python confirms one."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from doable.workbench.proving.finding import MOST_TRIES, NOT_CONFIRMED, Unanswered, exactly, smallest
from doable.workbench.proving.formulas import every, no

if TYPE_CHECKING:
    from collections.abc import Callable

    from doable.workbench.proving.finding import Values
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.searching import Search

T = TypeVar("T")


def confirm(
    search: Search, currency: str, formula: Formula, confirmed: Callable[[Values], T | None]
) -> T | Unanswered | None:
    """What `confirmed` makes of the smallest case in which a formula is true; None if there is none.

    A case that it makes nothing of is put aside, and the next one is looked for.
    """
    refused: list[Formula] = []
    for _ in range(MOST_TRIES):
        values = smallest(search, currency, every([formula, *refused]))
        if values is None:
            return NOT_CONFIRMED if refused else None
        if isinstance(values, Unanswered):
            return values
        found = confirmed(values)
        if found is not None:
            return found
        refused.append(no(exactly(search.space, values)))
    return NOT_CONFIRMED


def leave_away(wish: dict[str, object], still: Callable[[], bool]) -> None:
    """Takes those params out of a wish without which it is `still` so."""
    params = cast("dict[str, object]", wish.get("params", {}))
    for name, value in list(params.items()):
        del params[name]
        if not still():
            params[name] = value
    if not params:
        wish.pop("params", None)
