"""Authority that leaves holes, or that somebody can get round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.vocabulary import ALLOWING, ANY
from doable.workbench.checks.facts import TOTALS
from doable.workbench.checks.findings import warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Contents
    from doable.policy.findings import Finding


def authority_holes(contents: Contents) -> Iterator[Finding]:
    """Something that nobody may grant."""
    for ask in contents.asks.values() if contents.limits is not None else ():
        if not any(rule.effect.then in ALLOWING for rule in ask.every_rule()):
            continue
        rows = [row for row in contents.limits or () if row.covers(ask.name)]
        if not rows:
            message = f"nobody may grant `{ask.name}`: no row of authority.yaml names it"
            remedy = f"add a row with `ask: {ask.name}` or `ask: any`"
            yield warning("authority", ask.place, message, remedy)
        elif all(ask.name in row.when for row in rows):
            message = f"beyond the limits of authority.yaml nobody may grant `{ask.name}`"
            yield warning(
                "authority", rows[-1].place, message, "add a row without `when` for the highest grade"
            )


def limits_that_splitting_defeats(contents: Contents) -> Iterator[Finding]:
    """A limit on one ask's amount alone: two asks of half the sum would slip through."""
    for row in contents.limits or ():
        for name, expression in row.when.items():
            params = contents.asks[name].params.values() if name in contents.asks else ()
            money = {f"ask.{param.name}" for param in params if param.type.name == "money"}
            if expression.reads & money and not expression.reads & TOTALS:
                message = "this limit reads one ask's amount alone, so splitting a sum gets round it"
                first = min(expression.reads & money)
                remedy = f"add what was granted already: `{first} + case.granted`"
                yield warning("splitting", expression.place, message, remedy)
                break


def programs_without_a_list(contents: Contents) -> Iterator[Finding]:
    """Self-service that may grant every ask, those among them that are yet to be written."""
    for row in contents.limits or ():
        if row.grade == contents.grades[0] and ANY in row.asks:
            message = f"`{row.grade}` is no person, and `ask: any` lets it grant every ask there will ever be"
            yield warning("authority", row.place, message, "name the asks that it may grant: `ask: [.., ..]`")
