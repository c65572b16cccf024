"""`book prove`: all questions about all asks of a book, and its guarantees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import z3

from doable.policy.findings import Finding
from doable.workbench.proving.questions import (
    alternatives,
    authority,
    contradictions,
    gaps,
    reaching,
    transitions,
)
from doable.workbench.proving.study import Discovery, Study, expected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from doable.policy.book import Contents
    from doable.workbench.proving.space import NotProvable

QUESTIONS: tuple[Callable[[Study], Iterator[Discovery]], ...] = (
    reaching.rules_that_never_decide,
    gaps.holes_between_rules,
    contradictions.rules_that_contradict,
    contradictions.what_can_fail,
    authority.what_nobody_may_grant,
    alternatives.alternatives_never_offered,
    transitions.transitions_that_never_end,
    gaps.what_only_otherwise_catches,
)


def ask_questions(
    contents: Contents, *, seconds: float = 10, begun: Callable[[str], None] = lambda _: None
) -> Iterator[Discovery]:
    """What the questions find out, ask by ask; `seconds` is the most that Z3 may take for one step.

    `begun` is told the name of each ask before its turn. What can't be proved comes last, as notes.
    """
    context = z3.Context()
    notes: dict[NotProvable, None] = {}
    for ask in contents.asks.values():
        begun(ask.name)
        study = Study(contents, ask, context, seconds=seconds)
        for question in QUESTIONS:
            for found in question(study):
                yield replace(found, expect=expected(contents, found.witness))
        yield from _timed_out(study)
        notes |= study.space.notes
    yield from (_not_provable(note) for note in sorted(notes))


def _timed_out(study: Study) -> Iterator[Discovery]:
    """Z3 gave up on something: what it did not find is not proved."""
    if study.search.gave_up:
        message = (
            f"Z3 could not answer {study.search.gave_up} steps about `{study.ask.name}` in time; "
            "they stay open."
        )
        yield Discovery(
            Finding("note", "timed_out", message, study.ask.place, "give it more time with `--seconds`")
        )


def _not_provable(note: NotProvable) -> Discovery:
    message = f"`{note.construct}` is not followed by proofs: {note.why}. It is taken to come to anything."
    return Discovery(Finding("note", "not_provable", message, note.place))
