"""What goes beyond a yes: more than was granted, sooner, for ever, or before the charge is agreed to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.finding import finding
from doable.reply.checking.record.backing import (
    PAPERS,
    gives,
    hint,
    hit,
    is_asked,
    is_backed,
    is_negated,
    is_new,
    span,
)

if TYPE_CHECKING:
    from doable.reply.checking.record.comparing import Compared
    from doable.reply.occasion import DraftFinding

OF_THE_COMPANY = re.compile(
    r"\b(?:our|one of (?:us|ours)|somebody|someone|a colleague|we|i|"
    r"the (?:technician|carrier|driver|workshop|team))\b"
    r".{0,80}\b(?:will|shall|going to)\b|(?:we|i|he|she|they)['’]ll\b",
    re.IGNORECASE | re.DOTALL,
)
# `.. that would annoy me as well`: what is felt, and nothing that is given.
_OURS = re.compile(
    r"\b(?:me|myself|us|anybody|anyone|everybody|everyone|any of us)\b.{0,20}\b(?:as well|too|also)\b",
    re.IGNORECASE,
)
# `It was promised for Monday and we didn't keep that`: told, and not given.
_BROKEN = re.compile(
    r"\b(?:(?:was|were|been|had|we|i|who) promised|(?:broke|missed|kept|keep|failed)\b.{0,30}\bpromise|"
    r"promise .{0,20}\b(?:was|were) (?:broken|missed|not kept))\b"
    r"(?!.{0,80}\b(?:will|shall|from now on|in future|never again)\b|.{0,80}['’]ll\b)",
    re.IGNORECASE | re.DOTALL,
)
_OTHERS = re.compile(
    r"\b(?:that|which|who|after|until|when|others|other customers|so far|"
    r"you['’]ve|you have|we['’]ve agreed)\b",
    re.IGNORECASE,
)


def beyond_granted(compared: Compared, number: int) -> DraftFinding | None:
    """What a clause promises beyond an ask that is allowed."""
    if number in compared.roles.restating or number in compared.roles.refusing:
        return None
    for test in (_before_agreed, _for_ever, _worth, _more, _sooner):
        message = test(compared, number)
        if message:
            remedy = "leave it out; to grant more takes another decision"
            return finding("overpromise", span(compared, number), message, remedy)
    return None


def _before_agreed(compared: Compared, number: int) -> str | None:
    """What is done, or free, though the customer has yet to agree to a charge."""
    if not any(point.is_open_charge for point in compared.known.points):
        return None
    if is_negated(compared, number) or compared.is_conditional(number):
        return None
    done, free = hit(compared, "done", number), hit(compared, "gratis", number)
    if done and not _OTHERS.search(compared.said.clauses[number].text):
        return f"“{done}” comes before the customer has agreed to the charge"
    return f"“{free}”: the decision asks for a charge" if free else None


def _for_ever(compared: Compared, number: int) -> str | None:
    words = hit(compared, "absolute", number)
    if words is None or words.casefold() in compared.known.record.casefold():
        return None
    clause = compared.said.clauses[number]
    sentence = [one.text for one in compared.said.clauses if one.sentence == clause.sentence]
    if _BROKEN.search(" ".join(sentence)):
        return None
    return f"“{words}” promises more than anybody can grant"


def _worth(compared: Compared, number: int) -> str | None:
    """Something of worth that is in no part of the decision."""
    if is_backed(compared, number):
        return None
    costless = hit(compared, "costless", number)
    if costless and is_new(compared, costless):
        return f"“{costless}” is granted nowhere"
    if is_negated(compared, number):
        return None
    free, work = hit(compared, "free", number), hit(compared, "worth", number)
    if free and is_new(compared, free):
        return f"“{free}” is granted nowhere"
    ours = work and OF_THE_COMPANY.search(compared.said.clauses[number].text)
    if work and ours and is_new(compared, work) and not compared.is_conditional(number):
        return f"“{work}” is granted nowhere"
    return None


def _more(compared: Compared, number: int) -> str | None:
    """Something on top that is in no part of the decision."""
    extra = _extra(compared, number)
    if not extra or not compared.same_language or extra.casefold() in compared.known.record.casefold():
        return None
    if is_negated(compared, number) or is_backed(compared, number) or is_asked(compared, number):
        return None
    clause = compared.said.clauses[number]
    if _OURS.search(clause.text):
        return None
    new = clause.stems - PAPERS - compared.known.step - compared.known.stepper
    if new and (hit(compared, "free", number) or hit(compared, "giving", number)):
        return f"“{extra}” promises more than the decision grants"
    return None


def _extra(compared: Compared, number: int) -> str | None:
    """Words of adding more, also in a clause of two words before it: `Besides, ..`."""
    before = compared.said.clauses[number - 1] if number else None
    led = before and before.sentence == compared.said.clauses[number].sentence and before.text.count(" ") < 2
    return hit(compared, "additive", number) or (hit(compared, "additive", number - 1) if led else None)


def _sooner(compared: Compared, number: int) -> str | None:
    """An earlier day, or a hint of one."""
    words, hope = hit(compared, "sooner", number), hint(compared, number)
    if hope and (words or compared.has_strange_day(number)):
        return f"“{hope}” promises more than the decision grants"
    if words and gives(compared, number) and not is_backed(compared, number):
        return None if is_negated(compared, number) else f"“{words}” is sooner than the decision says"
    return None
