"""The checks a draft is held to, each with how much it weighs and what to do about it."""

from __future__ import annotations

from doable.reply.occasion import ADVICE, BLOCKING, DraftFinding

NEVER_SENT = (
    "overpromise",
    "contradicts_decision",
    "wrong_amount",
    "unverified_alternative",
    "no_before_consulting",
    "leaked_internal",
    "placeholder",
)
ADVISED = (
    "missing_answer",
    "missing_reason",
    "missing_alternative",
    "missing_acknowledgement",
    "missing_restatement",
    "missing_next_step",
    "missing_date",
    "missing_apology",
    "jargon",
    "hard_to_read",
    "blame",
    "dismissive",
    "defensive",
    "unprofessional",
)
CHECKS = (*NEVER_SENT, *ADVISED)


def finding(check: str, span: tuple[int, int], message: str, suggestion: str | None = None) -> DraftFinding:
    """A finding of a check at a place of the draft; the check says how much it weighs."""
    severity = BLOCKING if check in NEVER_SENT else ADVICE
    return DraftFinding(check, severity, *span, message, suggestion)


def absence(check: str, place: int, message: str, suggestion: str | None = None) -> DraftFinding:
    """A finding of something that is not there, at the place where it would stand."""
    return finding(check, (place, place), message, suggestion)
