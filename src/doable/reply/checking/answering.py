"""What a reply leaves out: an answer, its reason, an alternative, the wish in other words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from doable.reply.checking.draft.stems import stems
from doable.reply.checking.draft.wordings import LANGUAGES
from doable.reply.checking.draft.words import word_list
from doable.reply.checking.finding import absence, finding
from doable.reply.checking.record.points import OPEN_STANCE, PART, REFUSED_STANCE, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doable.reply.checking.record.comparing import Compared
    from doable.reply.checking.record.points import Option, Point
    from doable.reply.occasion import DraftFinding


def omissions(compared: Compared) -> Iterator[DraftFinding]:
    """What the reply should say of each ask and does not."""
    if compared.said.language not in LANGUAGES:
        return
    place = body(compared)
    if not _is_restated(compared):
        yield absence(
            "missing_restatement",
            place,
            "the wish is not told back in your own words",
            "say in a few words what the customer wants, so that they see they were understood",
        )
    if not compared.same_language:
        return  # what the decision says can't be found in other words of another language
    unanswered = [
        point
        for point in compared.known.points
        if not _is_answered(compared, point) and not _is_denied(compared, point)
    ]
    for point in unanswered:
        yield absence("missing_answer", place, f"{named(point)} gets no answer", _answer(point))
    for point in compared.known.points:
        if point in unanswered or (point.stance == REFUSED_STANCE and _is_held(compared, point)):
            continue
        yield from _about_reasons(compared, point)
        if (
            point.stance == REFUSED_STANCE
            and point.options
            and not any(_is_told(compared, one) for one in point.options)
        ):
            yield finding(
                "missing_alternative",
                _no(compared),
                f"says no to {named(point)} and offers nothing in its place",
                f"offer what was verified: {'; '.join(option.text for option in point.options)}",
            )


def _is_denied(compared: Compared, point: Point) -> bool:
    """Whether a wish is told back and answered with a no that is wrong, as nothing is refused."""
    if not compared.roles.refusing or compared.refused() is not None:
        return False
    first = min(compared.roles.refusing)
    told = (compared.said.clauses[number].stems for number in compared.roles.restating if number < first)
    return any(point.wanted & stems for stems in told)


def _is_held(compared: Compared, point: Point) -> bool:
    """Whether the reply says no more than that somebody is finding out, before the talk that comes first."""
    answer = point.answer
    needed = answer.consult is None or answer.consult.needed
    return needed and not answer.consulted and not compared.roles.refusing


def _answer(point: Point) -> str:
    return f"answer it too: {'; '.join(point.reasons) or point.answer.verdict}"


def body(compared: Compared) -> int:
    """Where the text begins after the greeting."""
    parts = compared.said.clauses
    if not parts:
        return 0
    return (
        parts[1].start
        if len(parts) > 1 and parts[1].sentence > 0 and len(parts[0].text.split()) <= 5
        else parts[0].start
    )


def _no(compared: Compared) -> tuple[int, int]:
    """Where the no stands; the beginning of the text if there is none."""
    if not compared.roles.refusing:
        return body(compared), body(compared)
    clause = compared.said.clauses[min(compared.roles.refusing)]
    return clause.start, clause.end


def _is_restated(compared: Compared) -> bool:
    """By a phrase such as `you'd like`, or by naming what was asked for."""
    if compared.roles.restating or compared.said.has("roles.echoing") or not compared.known.asked:
        return True
    if any(figure.value in compared.asked_values for figure in compared.figures):
        return True
    names = frozenset[str]().union(*(point.about for point in compared.known.points))
    telling = compared.known.asked - _FEELINGS - compared.known.stepper
    said = compared.said.stems() - compared.known.stepper
    return bool(said & telling or said & names & (compared.known.asked | telling))


_CAUSE = re.compile(
    r"\b(?:because|hence|due to|owing to|that['’]s why|that is why|which is why|the reason)\b"
    r"|^(?:since|as) (?!soon|well|far)",
    re.IGNORECASE,
)
# That nobody may is a reason where the decision says so, whatever the words.
_NOBODY = re.compile(r"\b(?:nobody|no one|none of us|not even|whoever|anybody|any of us)\b", re.IGNORECASE)
# Nearly every message has these.
_GENERIC = stems("order invoice bill machine number")
_FEELINGS = stems(" ".join(word_list("feelings")))


def _is_answered(compared: Compared, point: Point) -> bool:
    """By a figure or words that were granted, by the reason, an alternative, or the customer's own words."""
    said = compared.said.stems()
    if point.stance == REFUSED_STANCE and _is_held(compared, point):
        return True
    for name, words in point.granted_words:
        told = stems(words)
        if (name == "answer" or len(told) > 2) and told and len(told & said) * 2 < len(told):
            return False
    if not compared.known.asked or len(compared.known.points) == 1:
        return True
    others = [one for one in compared.known.points if one is not point]
    shared = {(figure.kind, figure.value) for one in others for figure in one.granted}
    named = {(figure.kind, figure.value) for figure in compared.figures}
    own = {(figure.kind, figure.value) for figure in point.granted} - shared
    if own & named or any(_is_told(compared, option) for option in point.options):
        return True
    if _tells_any_reason(compared, point):
        return True
    taken = frozenset[str]().union(*(one.wanted - point.wanted | one.name for one in others))
    # A sum that is not named tells more than words that may be another ask's.
    summed = point.is_doubtful and any(kind != "day" for kind, _ in own)
    if summed and not all(stems(part) & said for part in point.words.split(PART)):
        return bool(point.name & said)
    telling = (point.wanted | point.name) - taken - _FEELINGS - _GENERIC
    return bool(telling & said)


def _tells_any_reason(compared: Compared, point: Point) -> bool:
    return any(_tells(compared, reason, point) for reason in point.reasons)


def _tells(compared: Compared, reason: str, point: Point) -> bool:
    """Whether a reason is told: words of it that are not the customer's own."""
    whole = stems(reason)
    own = whole - compared.known.asked - point.name or whole
    felt = compared.said.within("feeling.acknowledgement")
    for number, clause in enumerate(compared.said.clauses):
        if number in compared.roles.restating:
            continue
        if clause.stems & own or _CAUSE.search(clause.text):
            return True
        if _NOBODY.search(clause.text) and _NOBODY.search(reason):
            return True
        told = number not in felt and number not in compared.roles.refusing
        figured = any(
            (figure.kind, figure.value) in compared.reasoned for figure in compared.by_clause[number]
        )
        if told and (len(clause.stems & whole) > 1 or (figured and clause.stems & whole)):
            return True
    return False


def _about_reasons(compared: Compared, point: Point) -> Iterator[DraftFinding]:
    if not point.reasons or point.answer.verdict == "doable":
        return
    if _tells_any_reason(compared, point):
        return
    said_no = point.stance == REFUSED_STANCE
    if said_no or point.is_open_charge or (point.stance == OPEN_STANCE and _is_condition(point)):
        yield finding(
            "missing_reason",
            _no(compared),
            f"gives no reason for the {'no' if said_no else 'condition'}",
            f"say why: {'; '.join(point.reasons)}",
        )


def _is_condition(point: Point) -> bool:
    """Whether the reasons say why it is open: for an approval, why it is needed and not why it is granted."""
    if point.answer.verdict != "needs_approval":
        return True
    return any(reason.ground == "authority" for reason in point.answer.reasons)


def _is_told(compared: Compared, option: Option) -> bool:
    """Whether an alternative is offered: by its figures, or by enough of its words, outside no and reason."""
    own = {(figure.kind, figure.value) for figure in option.figures}
    telling = (option.stems - compared.known.asked - compared.reasons) or option.stems
    said = frozenset[str]()
    for number, clause in enumerate(compared.said.clauses):
        if number in compared.roles.refusing or number in compared.roles.restating:
            continue
        named = {(figure.kind, figure.value) for figure in compared.by_clause[number]} & own
        if named and (
            clause.stems & telling or not compared.tells_reason(number) or named - compared.reasoned
        ):
            return True
        said |= clause.stems
    return len(telling & said) * 3 >= len(telling)
