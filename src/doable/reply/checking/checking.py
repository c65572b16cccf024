"""A draft held against the decision: what it says that it may not, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doable.policy.language.times import date_of
from doable.reply.checking.answering import omissions
from doable.reply.checking.figuring import wrong_figures
from doable.reply.checking.following import dues
from doable.reply.checking.leaking import leaks, placeholders
from doable.reply.checking.naming import wrong_names
from doable.reply.checking.promising import promises
from doable.reply.checking.readability import hard_sentences, jargon
from doable.reply.checking.record.comparing import compare
from doable.reply.checking.refusing import refusals
from doable.reply.checking.suspecting import suspicions
from doable.reply.checking.tidying import tidied
from doable.reply.checking.toning import tones
from doable.reply.occasion import BLOCKING
from doable.understanding.text.language import language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doable.policy.book import Contents
    from doable.reply.occasion import DraftFinding, Occasion


def check(contents: Contents, occasion: Occasion, text: str) -> tuple[DraftFinding, ...]:
    """All that is wrong with a draft, in the order of its text.

    A function of its arguments alone, linear in the length of the text. Findings of absence have
    start == end. Whether the draft may be sent is for `may_be_sent` to say.
    """
    received = occasion.received or date_of(occasion.decision.at, contents.zone)
    spoken = language(text, occasion.language or contents.languages[0])
    compared = compare(contents, replace(occasion, received=received), text, spoken)
    said, known = compared.said, compared.known
    found = [
        *placeholders(said, known),
        *leaks(said, known),
        *wrong_names(compared),
        *wrong_figures(compared),
        *refusals(compared),
        *promises(compared),
        *omissions(compared),
        *dues(compared),
        *tones(said, known, compared.quoted),
        *jargon(said, known),
        *hard_sentences(said, known),
    ]
    return tidied([*found, *suspicions(compared, found)])


def may_be_sent(findings: Iterable[DraftFinding]) -> bool:
    """Whether no finding keeps the draft from being sent."""
    return all(finding.severity != BLOCKING for finding in findings)
