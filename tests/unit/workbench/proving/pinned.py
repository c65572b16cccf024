"""A condition read by Z3 with all its names pinned to values, held against what Python makes of it."""

from collections.abc import Mapping
from typing import cast
from zoneinfo import ZoneInfo

from doable.policy.expression import Expression, Situation
from doable.policy.findings import Place
from doable.policy.language.checking import check
from doable.policy.language.declarations import Declaration, Type
from doable.policy.language.parsing import parse
from doable.policy.language.values import Fault, Plain, Value
from doable.workbench.proving.comparisons import equal
from doable.workbench.proving.finding import exactly
from doable.workbench.proving.formulas import every, no
from doable.workbench.proving.searching import Search
from doable.workbench.proving.space import Space
from doable.workbench.proving.terms import Term
from doable.workbench.proving.translating import translate

BERLIN = ZoneInfo("Europe/Berlin")
SAME, OPEN, DIFFERENT = "the same", "open", "different"


def held_against_python(source: str, types: Mapping[str, Type], values: Mapping[str, Plain]) -> str:
    """Whether Z3 is sure of what Python says, leaves it open, or is sure of something else."""
    names = {name: Declaration(type_, optional=values[name] is None) for name, type_ in types.items()}
    expression = Expression(source, check(parse(source), names), Place("facts.yaml"))
    value = expression.value(Situation(values, BERLIN))
    space = Space()

    def lookup(name: str) -> Term:
        return space.variable(name, types[name], optional=values[name] is None)

    term = translate(space, expression, lookup, BERLIN)
    pinned = every(
        [
            exactly(space, {name: values.get(name) for name in space.variables}),
            *(no(known.present) for name, known in space.variables.items() if values[name] is None),
        ]
    )
    return _compared(Search(space), space, term, value, pinned)


def _compared(search: Search, space: Space, term: Term, value: Value, pinned: object) -> str:
    if isinstance(value, Fault):
        agreed = no(term.fine)
    else:
        same = equal(space, term, space.constant(cast("Plain", value)))
        if same is None:
            return OPEN
        agreed = every((term.fine, same.yes))
    can, cannot = search.can_be(pinned, agreed), search.can_be(pinned, no(agreed))  # type: ignore[arg-type]  # a formula
    assert can is not None
    return {(True, False): SAME, (True, True): OPEN}.get((can, cannot is not False), DIFFERENT)
