"""The facts that the answer to an ask rests on, and those that were looked at besides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.web.cases.cards import FactChip
from doable.web.cases.fields import fact_field
from doable.web.cases.wording import SOURCES, fact_label, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doable.policy.book import Contents
    from doable.policy.deciding.explaining import Standing, Used
    from doable.web.cases.cards import Stated

_DECIDED = ("in force", "replaced", "lifts", "open", "failed")
_CLOCK = ("now", "today")


def facts_of(
    contents: Contents, standings: Iterable[Standing], stated: Mapping[str, Stated]
) -> tuple[tuple[FactChip, ...], tuple[FactChip, ...]]:
    """The known facts the answer rests on, and the other known ones that its rules read."""
    standings = tuple(standings)
    resting = _known(_used(contents, standings, deciding=True))
    others = {
        name: used
        for name, used in _known(_used(contents, standings, deciding=False)).items()
        if name not in resting
    }
    return (
        tuple(_chip(contents, used, stated) for used in resting.values()),
        tuple(_chip(contents, used, stated) for used in others.values()),
    )


def _used(contents: Contents, standings: tuple[Standing, ...], *, deciding: bool) -> Iterable[Used]:
    for standing in standings:
        if (standing.standing in _DECIDED) is deciding:
            yield from (used for used in standing.facts if used.name in contents.facts)


def _known(used: Iterable[Used]) -> dict[str, Used]:
    return {each.name: each for each in used if each.source != "unknown" and each.name not in _CLOCK}


def _chip(contents: Contents, used: Used, stated: Mapping[str, Stated]) -> FactChip:
    fact = contents.facts[used.name]
    statement = stated.get(used.name)
    return FactChip(
        name=used.name,
        label=fact_label(used.name),
        value=shown(used.value, fact.type, contents.currency),
        source=used.source,
        says=SOURCES.get(used.source, used.source),
        means=str(fact.means or ""),
        field=fact_field(contents, fact, used.value),
        stated=statement,
    )
