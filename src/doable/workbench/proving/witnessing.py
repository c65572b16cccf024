"""Finding a case of one ask that shows something, decided by Python before it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.proving.casting import case_of
from doable.workbench.proving.confirming import confirm
from doable.workbench.proving.finding import what_matters, without_what_does_not_matter
from doable.workbench.proving.leaves import leaves_of
from doable.workbench.proving.searching import Search
from doable.workbench.proving.telling import words_of
from doable.workbench.proving.witness import Witness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from doable.workbench.proving.finding import Case, Unanswered, Values
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.reading import ProvingReading


def find(
    reading: ProvingReading,
    formula: Formula,
    confirmed: Callable[[Case], bool],
    *,
    search: Search | None = None,
    also: Iterable[str] = (),
) -> Witness | Unanswered | None:
    """The smallest case of an ask in which a formula is true and which is `confirmed`; None if none is.

    `also` are facts that the case has to name, even if they could be worked out.
    """
    contents, ask = reading.world.contents, reading.ask
    search = search or Search(reading.space)

    def cast(values: Values, names: Iterable[str]) -> Case:
        case = {**_asked(reading), **case_of(contents, ask, values, names=names, step=reading.step)}
        if reading.asker is None:
            case.pop("as", None)
        return case

    def shown(values: Values) -> Witness | None:
        names = leaves_of(contents, ask) | frozenset(also)
        case = cast(values, names)
        if not confirmed(case):
            return None
        matters = what_matters(search, formula, values)
        kept = (matters or set()) | {"now", "today", "as.grade", "as.function", *also}
        small = cast({key: value for key, value in values.items() if key in kept}, names & kept)
        if matters is None or not confirmed(small):
            small = without_what_does_not_matter(case, confirmed)
        case = small
        return Witness(case, words_of(contents, ask, case))

    return confirm(search, contents.currency, formula, shown)


def _asked(reading: ProvingReading) -> Case:
    """Who asks, if it is somebody given; anybody is in the values."""
    person = reading.asker.person if reading.asker else None
    if person is None:
        return {}
    return {"as": {"grade": person.grade, "function": person.function} if person.function else person.grade}
