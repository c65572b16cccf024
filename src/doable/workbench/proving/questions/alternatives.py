"""Alternatives that nobody is ever offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.vocabulary import ALLOWED
from doable.workbench.proving.formulas import every, some
from doable.workbench.proving.reading import ProvingReading, anyone
from doable.workbench.proving.study import REFUSED, discovered
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from doable.policy.book import Alternative, Ask
    from doable.policy.expression import Expression
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.reading import Asking
    from doable.workbench.proving.study import Discovery, Study
    from doable.workbench.symbolic.outcomes import Outcome


def alternatives_never_offered(study: Study) -> Iterator[Discovery]:
    """What stands under `alternatives:` and can't be had whenever the ask is refused."""
    if not study.ask.alternatives or study.search.can_be(study.refused) is not True:
        return
    for other in study.ask.alternatives:
        if not _together(study, other, None) and not _together(
            study, other, anyone(study.space, study.contents)
        ):
            yield _never(study, other)


def _together(study: Study, other: Alternative, asker: Asking | None) -> bool:
    """Whether an asker may be refused the one and be offered the other, or it can't be told."""
    found = study.outcome if asker is None else _outcome(study, study.ask, {}, asker, "")
    refused = some(found.verdicts[verdict] for verdict in REFUSED)
    return study.search.can_be(every((refused, _offered(study, other, asker)))) is not False


def _outcome(
    study: Study, ask: Ask, params: Mapping[str, Expression], asker: Asking | None, step: str
) -> Outcome[Formula]:
    """Another ask of the same customer; a param that is left open may become anything."""
    given = {name: study.reading.term(expression) for name, expression in params.items()}
    reading = ProvingReading(study.space, study.world, ask, asker, params=given, step=step)
    return outcome_of(study.contents, ask, reading)


def _offered(study: Study, other: Alternative, asker: Asking | None) -> Formula:
    """The alternative would be granted."""
    if other.ask is None:
        referral = study.contents.referrals[other.referral or ""]
        return True if referral.when is None else study.reading.term(referral.when).yes
    found = _outcome(study, study.contents.asks[other.ask], dict(other.params), asker, "instead:")
    return some([*(found.verdicts[verdict] for verdict in ALLOWED), found.elsewhere])


def _with_approval(study: Study, other: Alternative) -> Formula:
    ask = study.contents.asks[other.ask or ""]
    return _outcome(study, ask, dict(other.params), None, "instead:").verdicts["needs_approval"]


def _never(study: Study, other: Alternative) -> Discovery:
    name = other.ask or f"referral.{other.referral}"
    message = f"`{name}` is never offered instead of `{study.ask.name}`: "
    if other.ask is None:
        message += "whenever that is refused, the condition of the referral does not hold."
    elif _is_circle(study, other):
        message += "each of the two is refused whenever the other is, and they refer to each other."
    elif study.search.can_be(every((study.refused, _with_approval(study, other)))):
        message += (
            "where that is refused, this may be had after an approval at best, and then it is not offered."
        )
    else:
        message += "whenever that is refused, this can't be had either."
    return discovered(
        "never_offered", other.place, message, "offer something that can still be had, or remove it"
    )


def _is_circle(study: Study, other: Alternative) -> bool:
    """Whether two asks offer each other, and each is refused whenever the other is."""
    ask = study.contents.asks[other.ask or ""]
    if ask is study.ask or not any(each.ask == study.ask.name for each in ask.alternatives):
        return False
    refused = _outcome(study, ask, dict(other.params), None, "instead:").verdicts
    had = some(study.outcome.verdicts[verdict] for verdict in ALLOWED)
    return study.search.can_be(every((some(refused[verdict] for verdict in REFUSED), had))) is False


QUESTIONS = ("alternatives_never_offered",)
