"""Transitions in steps that never come to their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.workbench.proving.formulas import every, no
from doable.workbench.proving.reading import ProvingReading, World
from doable.workbench.proving.study import discovered, remarked
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.policy.book import Rule
    from doable.workbench.proving.study import Discovery, Study

_CLOCK = frozenset({"today", "now"})


def transitions_that_never_end(study: Study) -> Iterator[Discovery]:
    """A plan that is granted again and again, or whose end moves along with today."""
    for rule in study.ask.every_rule():
        if rule.effect.steps and _comes_again(study, rule):
            if study.ask.after:
                yield _for_ever(study, rule)
            elif _moves_along(study, rule):
                yield _moving(rule)


def _comes_again(study: Study, rule: Rule) -> bool:
    """Whether a plan that was granted is granted again whenever the same is asked once more."""
    facts = {name: study.reading.term(expression) for name, expression in study.ask.after}
    world = World(study.space, study.contents, facts)
    params = {name: study.reading.term_of_param(name) for name in study.ask.params}
    again = outcome_of(
        study.contents, study.ask, ProvingReading(study.space, world, study.ask, params=params)
    )
    first = every((study.outcome.verdicts["phased"], study.outcome.deciding[rule.id]))
    if study.search.can_be(first) is not True:
        return False
    return (
        study.search.can_be(every((first, no(every((again.verdicts["phased"], again.deciding[rule.id]))))))
        is False
    )


def _for_ever(study: Study, rule: Rule) -> Discovery:
    changed = ", ".join(f"`{name}`" for name, _ in study.ask.after)
    message = (
        f"The transition of `{rule.id}` never ends: once it was granted ({changed} as `after:` says), "
        f"whoever asks again gets the same plan again."
    )
    remedy = "let the rule read what `after:` sets, so that the plan is granted once"
    return discovered("never_ends", rule.place, message, remedy)


def _moves_along(study: Study, rule: Rule) -> bool:
    """Whether a step ends at a date that lies ahead whenever one looks."""
    for step in rule.effect.steps:
        if step.until is not None and step.until.reads & _CLOCK:
            until, today = study.reading.term(step.until), study.world.lookup("today")
            if study.search.can_be(every((until.there, until.term <= today.term))) is False:
                return True
    return False


def _moving(rule: Rule) -> Discovery:
    message = (
        f"The transition of `{rule.id}` may never end: its step ends so many days after today, and `after:` "
        "does not say what is so once the plan was granted, so that whoever asks again gets a later day."
    )
    remedy = "say it under `after:`, and let the rule read it"
    return remarked("never_ends", rule.place, message, remedy)


QUESTIONS = ("transitions_that_never_end",)
