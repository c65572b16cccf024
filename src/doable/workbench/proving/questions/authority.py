"""What policy allows and nobody may grant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.cases import Person
from doable.workbench.proving.finding import decided
from doable.workbench.proving.formulas import every
from doable.workbench.proving.reading import ProvingReading, somebody
from doable.workbench.proving.study import ALLOWED, discovered
from doable.workbench.proving.witness import Witness
from doable.workbench.proving.witnessing import find
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.workbench.proving.finding import Case
    from doable.workbench.proving.study import Discovery, Study


def what_nobody_may_grant(study: Study) -> Iterator[Discovery]:
    """The smallest case that policy allows although nobody's limit holds."""
    contents, ask = study.contents, study.ask
    rows = [row for row in contents.limits or () if row.covers(ask.name)]
    if contents.limits is None or not rows or any(ask.name not in row.when for row in rows):
        return  # no authority.yaml, a hole that `book check` reports, or somebody without a limit
    highest = Person(contents.grades[-1])
    asker = somebody(study.space, contents, highest)
    reading = ProvingReading(study.space, study.world, ask, asker)
    outcome = outcome_of(contents, ask, reading)
    hole = every((study.outcome.allowed, outcome.verdicts["refer"]))

    def confirmed(case: Case) -> bool:
        alone = {key: value for key, value in case.items() if key != "as"}
        asked, by_policy = decided(contents, case), decided(contents, alone)
        return (
            asked is not None
            and by_policy is not None
            and asked.answers[0].verdict == "refer"
            and not asked.answers[0].errors
            and by_policy.answers[0].verdict in ALLOWED
        )

    found = find(reading, hole, confirmed, search=study.search)
    if isinstance(found, Witness):
        message = f"Policy allows `{ask.name}` and nobody may grant it, from this on: {found}."
        remedy = "give somebody a limit that reaches as far, or let a rule refuse it"
        yield discovered("nobody_may_grant", rows[-1].place, message, remedy, found)


QUESTIONS = ("what_nobody_may_grant",)
