"""Which situation a letter is for, and which each of its answers: the special first, the general last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Answer, Referred
from doable.policy.vocabulary import REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.occasion import Occasion

GENERAL = "general"
HOLDING = "holding"
FIRM = "firm_again"
_BY_VERDICT = {
    "doable": "grant",
    "billable": "billable",
    "phased": "transition",
    "needs_approval": "approval",
    "clarify": "clarify",
    "declined": "decline",
    "forbidden": "forbid",
    "refer": "refer",
}
# What somebody may choose for a letter without turning its answers round.
_TONES = ("disappointment", "anger", "accusation", "abuse", "after_escalation", "review", "failure")
_NO_AGAIN = (FIRM, "fairness", "outside_contract")
_FURY = ("angry", "leaving")
_UPSET = ("disappointed", "frustrated")
# A note of a call is answered by calling back.
_ANSWERED_ON = {"phone_note": "phone"}


def emotion_of(occasion: Occasion) -> str:
    """The customer's emotion as far as it is known."""
    read = occasion.understanding
    return occasion.emotion or (read.emotion if read else "calm")


def signals_of(occasion: Occasion) -> tuple[str, ...]:
    """The signals that were read from the message."""
    return occasion.understanding.signals if occasion.understanding else ()


def channel_of(occasion: Occasion) -> str | None:
    """The channel that the customer wrote on and the answer goes out by."""
    read = occasion.understanding
    channel = occasion.channel or (read.message.channel if read else None)
    return _ANSWERED_ON.get(channel, channel) if channel else None


def tone_of(occasion: Occasion) -> tuple[str, ...]:
    """The situations that set the tone of the whole letter, the first one that has a text counting."""
    return tuple(dict.fromkeys([*_tones(occasion), GENERAL]))


def _tones(occasion: Occasion) -> Iterator[str]:
    signals, emotion = signals_of(occasion), emotion_of(occasion)
    if occasion.situation in _TONES:
        yield str(occasion.situation)
    if channel_of(occasion) == "review":
        yield "review"
    if "abusive" in signals:
        yield "abuse"
    if emotion in _FURY:
        yield "anger"
    if "accusation" in signals:
        yield "accusation"
    if emotion in _UPSET:
        yield "disappointment"
    if occasion.decision.company_at_fault:
        yield "failure"


def situations_of(answer: Answer, occasion: Occasion) -> tuple[str, ...]:
    """The situations of one answer. A no that still has to be talked over is not said: it is held."""
    public = ("review",) if channel_of(occasion) == "review" else ()
    if occasion.situation == HOLDING or is_held(answer):
        return (*public, HOLDING, GENERAL)
    found = [*public, *_special(answer, occasion), _BY_VERDICT[answer.verdict], GENERAL]
    return tuple(dict.fromkeys(found))


def is_held(answer: Answer) -> bool:
    """Whether somebody has to be consulted before the customer hears this no, as is so unless it is said."""
    needed = answer.consult is None or answer.consult.needed
    return answer.verdict in REFUSED and needed and not answer.consulted


def withheld(answer: Answer) -> Answer:
    """A held answer as far as texts may see it: whatever they say, they can't tell what was decided."""
    return Answer(answer.ask, answer.params, answer.verdict, consult=answer.consult, next=answer.next)


def _special(answer: Answer, occasion: Occasion) -> Iterator[str]:
    grounds = {reason.ground for reason in answer.reasons}
    if answer.verdict in REFUSED:
        yield from _special_no(answer, occasion, grounds)
    if answer.verdict == "billable" and "contract" in grounds:
        yield "outside_contract"
    if answer.verdict == "clarify" and "accusation" in signals_of(occasion):
        yield "accusation"
    if answer.verdict == "doable" and occasion.decision.company_at_fault:
        yield "failure"


def _special_no(answer: Answer, occasion: Occasion, grounds: set[str | None]) -> Iterator[str]:
    if occasion.situation in _NO_AGAIN:
        yield str(occasion.situation)
    if "repeated" in signals_of(occasion):
        yield FIRM
    if answer.verdict == "forbidden":
        yield "forbid"  # the law and safety go before what else may be said of a no
    if "fairness" in grounds:
        yield "fairness"
    if "contract" in grounds:
        yield "outside_contract"
    if answer.alternatives and all(isinstance(other, Referred) for other in answer.alternatives):
        yield "referral"
