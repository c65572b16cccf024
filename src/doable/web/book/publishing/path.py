"""The way of a draft as steps, each with what is done and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.desk.assessing import STEPS

if TYPE_CHECKING:
    from doable.desk.assessing import DraftState
    from doable.desk.models import BookDraft

DONE, HERE, TO_COME = "done", "here", "to come"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: where it stands, and a sentence on it."""

    name: str
    label: str
    standing: str
    says: str


def steps(draft: BookDraft, state: DraftState, changed: int) -> list[Step]:
    """All steps of a draft, in their order."""
    reached = STEPS.index(state.step) if changed or draft.published_id else -1
    labels = ("Written", "Checked", "Stories pass", "Approved by a second person", "Published")
    words = (_written(changed), _checked(state), _tested(state), _approved(state), _published(draft))
    return [
        Step(name, label, _standing(number, reached), says)
        for number, (name, label, says) in enumerate(zip(STEPS, labels, words, strict=True))
    ]


def _standing(number: int, reached: int) -> str:
    if number <= reached:
        return DONE
    return HERE if number == reached + 1 else TO_COME


def _written(changed: int) -> str:
    if not changed:
        return "Nothing is different yet."
    return f"{changed} file{'' if changed == 1 else 's'} changed."


def _checked(state: DraftState) -> str:
    errors, warnings = len(state.errors), len(state.warnings)
    if errors:
        return f"{errors} error{'' if errors == 1 else 's'} to mend."
    return f"No errors, {warnings or 'no'} warning{'' if warnings == 1 else 's'}."


def _tested(state: DraftState) -> str:
    if state.errors:
        return "Stories are told once the errors are mended."
    if state.failing:
        return f"{len(state.failing)} of {state.stories} come out otherwise than expected."
    return f"All {state.stories} come out as expected."


def _approved(state: DraftState) -> str:
    approval = state.approval
    if approval is None:
        return "A policy owner who changed nothing here has to agree."
    if approval.yes is None:
        return f"{approval.asked_of or 'A second person'} was asked."
    if not approval.yes:
        return f"{approval.answered_by} said no."
    return f"{approval.answered_by} agreed."


def _published(draft: BookDraft) -> str:
    if draft.published is None:
        return "With a date and a reason."
    return f"In force from {draft.published.in_force_from:%Y-%m-%d %H:%M %Z}."
