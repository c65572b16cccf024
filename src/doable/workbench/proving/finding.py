"""The smallest case in which something is so, and what Python decides of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from doable.policy.deciding.cases import InputError
from doable.policy.deciding.deciding import decide
from doable.policy.deciding.reading_cases import read_case
from doable.workbench.proving.casting import Casting
from doable.workbench.proving.choosing import Choosing
from doable.workbench.proving.formulas import every, no
from doable.workbench.testing import STORY_TIME

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from doable.policy.book import Contents
    from doable.policy.deciding.decision import Decision
    from doable.policy.language.values import Plain
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.searching import Search
    from doable.workbench.proving.space import Space, Variable

MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Z3 could not tell in time, or its cases did not come out that way when decided."""

    why: str


TIMED_OUT = Unanswered("it took too long")
NOT_CONFIRMED = Unanswered("cases were found, and none came out that way when it was decided")
Values = dict[str, "Plain"]
Case = dict[str, object]


def smallest(search: Search, currency: str, formula: Formula) -> Values | Unanswered | None:
    """The smallest case in which a formula is true, by keys of variables; None if there is none."""
    possible = search.can_be(formula)
    if not possible:
        return TIMED_OUT if possible is None else None
    model = Choosing(search, currency, formula).model()
    if isinstance(model, bool):
        return TIMED_OUT if model else None
    return Casting(search.space, model).values


def exactly(space: Space, values: Mapping[str, Plain]) -> Formula:
    """The variables have these values; absent ones and lists may be anything."""
    known = ((variable, values.get(key)) for key, variable in space.variables.items())
    return every(_pinned(space, variable, value) for variable, value in known if value is not None)


def _pinned(space: Space, variable: Variable, value: Plain) -> Formula:
    """The variable is absent, or there with this value; of a list nothing is said."""
    if value is None:
        return no(variable.present)
    if isinstance(value, tuple):
        return True
    return every((variable.present, space.is_value(variable, value)))


def what_matters(search: Search, formula: Formula, values: Mapping[str, Plain]) -> frozenset[str] | None:
    """The variables whose values make the formula true, whatever all others are; None if it is not clear."""
    space = search.space
    parts = {key: _pinned(space, variable, values.get(key)) for key, variable in space.variables.items()}
    asked = {key: part for key, part in parts.items() if not isinstance(part, bool)}
    if search.can_be(no(formula), *asked.values()) is not False:
        return None
    core = search.smallest_core([no(formula)], list(asked.values()))
    needed = {part.get_id() for part in core if not isinstance(part, bool)}
    return frozenset(key for key, part in asked.items() if part.get_id() in needed)


def decided(contents: Contents, case: Mapping[str, object]) -> Decision | None:
    """What Python decides of a case; None if it can't be one."""
    try:
        return decide(contents, read_case(contents, dict(case), STORY_TIME))
    except InputError:
        return None


def without_what_does_not_matter(case: Case, confirmed: Callable[[Case], bool]) -> Case:
    """The case without the facts and params whatever whose value is, it comes out the same."""
    facts = dict(cast("dict[str, object]", case["facts"]))
    wishes = cast("list[dict[str, object]]", case["asks"])
    params = dict(cast("dict[str, object]", wishes[0].get("params", {})))

    def with_those() -> Case:
        named = {"params": params} if params else {}
        return {**case, "asks": [{"ask": wishes[0]["ask"], **named}, *wishes[1:]], "facts": facts}

    for values in (facts, params):
        _drop(values, list(values), lambda: confirmed(with_those()))
    return with_those()


def _drop(values: dict[str, object], names: list[str], still: Callable[[], bool]) -> None:
    """Takes away what can be: all of the names at once, else half of them at a time."""
    taken = {name: values.pop(name) for name in names}
    if not taken or still():
        return
    values.update(taken)
    middle = len(names) // 2
    for part in (names[:middle], names[middle:]) if middle else ():
        _drop(values, part, still)
