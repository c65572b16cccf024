"""A next step in English, however the book puts it: `pay the refund`, `technician visits`, `video call`."""

from __future__ import annotations

import re

from doable.reply.composing.languages.english_words import STAFF, VERBS
from doable.reply.composing.languages.language import sentence

# What a step is for, or how it is done, comes after its day.
_AIM = re.compile(
    r", (?:\w+ing|who|which|so)\b|(?<!how)(?<!what)(?<!where)(?<!when) to (?P<verb>\w+)", re.IGNORECASE
)
# A step that waits for something is done by its day at the latest.
_EVENT = re.compile(r"\b(?:as soon as|once|when)\b")
# A step with an hour of its own is on a day, not by it.
_HOUR = re.compile(r"\b(?:at|before|after|around) (?:\d|noon|midday)")


def told_step(what: str, by: str | None, *, doer: str | None) -> str:
    """Who does what by when; where it is the customer (`doer` is None), the sentence asks for it."""
    first, _, later = what.partition(";")
    step = first[:1].lower() + first[1:].strip().removesuffix(".")
    day = None if by is None or by.rpartition(", ")[2] in what else by
    if _is_done(step):
        said = _doing(step, _when(step, day), doer)
    elif _is_told(step):
        whose = "Our" if step.split(maxsplit=1)[0] in STAFF else "The"
        on = f" on {day}" if day else ""
        said = f"{whose} {step}{on}; {doer or 'you'} will see to it."
    elif doer is None:
        said = f"We need this from you{_when(step, day)}: {step}."
    else:
        said = f"What happens next: {step}{_when(step, day)}; {doer} will see to it."
    return f"{said} {sentence(later)}" if later.strip() else said


def _doing(step: str, when: str, doer: str | None) -> str:
    head, tail = _split(step)
    return f"Please {head}{when}{tail}." if doer is None else sentence(f"{doer} will {head}{when}{tail}")


def _when(step: str, day: str | None) -> str:
    if day is None:
        return ""
    if _EVENT.search(step):
        return f", by {day} at the latest"
    return f" {'on' if _HOUR.search(step) else 'by'} {day}"


def _is_told(step: str) -> bool:
    """Whether a step is told of somebody or something: `technician visits`, `update arrives`."""
    words = step.split()
    return len(words) > 1 and words[1].endswith("s") and words[1].removesuffix("s") in VERBS


def _is_done(step: str) -> bool:
    """Whether a step is a thing to do, `pay the refund`, and neither `video call` nor `repair finished`."""
    words = step.split()
    finished = len(words) == 2 and words[1].endswith("ed")
    return bool(words) and words[0] in VERBS and not finished and not _is_told(step)


def _split(step: str) -> tuple[str, str]:
    """A step where its day can stand: `call you` and ` to agree on a day`."""
    for found in _AIM.finditer(step):
        if found["verb"] is None or found["verb"] in VERBS:
            return step[: found.start()], step[found.start() :]
    return step, ""
