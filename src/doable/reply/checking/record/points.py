"""What a reply has to say of each ask: its stance, what was granted, why, and what may be offered instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.policy.deciding.decision import Offer
from doable.policy.vocabulary import ALLOWED, REFUSED
from doable.reply.checking.draft.stems import stems
from doable.reply.checking.record.figures import Figure, figures, figures_of
from doable.understanding.text.clauses import clauses

if TYPE_CHECKING:
    from datetime import date

    from doable.policy.book import Contents, Text
    from doable.policy.deciding.decision import Answer, Referred
    from doable.reply.occasion import Occasion

# Stands between parts of the message that went to an ask for want of better ones.
PART = " … "
_LONGEST_WORDS = 70
# How an ask stands: it may be promised, it is refused, or nobody knows yet.
ALLOWED_STANCE, REFUSED_STANCE, OPEN_STANCE = "allowed", "refused", "open"
_QUESTION = re.compile(r"\?\W*$")
_REQUEST = re.compile(
    r"\b(?:please|pls|can (?:you|i|we)|could|may (?:i|we)|would you|(?:i|we) (?:want|need|would like)|"
    r"(?:i|we)['’]d like|bitte|können sie|ich möchte|wir möchten)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Option:
    """Something that may be offered instead: its words, stems and figures."""

    text: str
    stems: frozenset[str]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """What a reply has to say of one ask.

    `name` are the stems of the ask's name, `about` also those of its meaning; `words` is what the customer
    said of it, as far as that can be told.
    """

    answer: Answer
    stance: str
    name: frozenset[str]
    about: frozenset[str]
    words: str
    wanted: frozenset[str]
    is_question: bool
    granted: tuple[Figure, ...]
    granted_words: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def is_doubtful(self) -> bool:
        """Whether it can't be told which of the customer's words belong to this ask."""
        return PART in self.words

    @property
    def is_open_charge(self) -> bool:
        """Whether the customer has yet to agree to a charge."""
        charge = self.answer.charge
        return self.stance == ALLOWED_STANCE and (
            self.answer.verdict == "billable" or (charge is not None and not charge.preauthorised)
        )


def points_of(contents: Contents, occasion: Occasion, language: str) -> tuple[Point, ...]:
    """The points of a decision, each with the customer's words that belong to it."""
    answers = occasion.decision.answers
    about = [_about(contents, answer, language) for answer in answers]
    words = _words(occasion, about)
    parts = _parts(occasion.message)
    asks = any(_QUESTION.search(part) for part in parts) and not any(_REQUEST.search(part) for part in parts)
    return tuple(
        _point(occasion, answer, stated, (told, asks), language)
        for answer, stated, told in zip(answers, about, words, strict=True)
    )


def _point(
    occasion: Occasion, answer: Answer, about: frozenset[str], told: tuple[str, bool], language: str
) -> Point:
    words, asks = told
    granted = tuple(_granted(occasion, answer, language))
    given = answer.granted + tuple(near.param for near in answer.nearest)
    return Point(
        answer=answer,
        stance=_stance(answer),
        name=_name(answer),
        about=about,
        words=words,
        wanted=stems(words),
        is_question=(asks or bool(_QUESTION.search(words) and not _REQUEST.search(words)))
        and all(figure.kind in ("day", "time", "count") for figure in granted),
        granted=granted,
        granted_words=tuple((typed.name, typed.value) for typed in given if isinstance(typed.value, str)),
        reasons=tuple(in_language(reason.because, language) for reason in answer.reasons if reason.because),
        options=tuple(_option(offered, occasion.received, language) for offered in answer.alternatives),
    )


def named(point: Point) -> str:
    """The ask as a reader of findings knows it: the customer's words where they are few, else its name."""
    words = " ".join(point.words.split())
    if point.is_doubtful or not 0 < len(words) <= _LONGEST_WORDS:
        return point.answer.ask.replace("_", " ")
    return f"“{words}”"


def _granted(occasion: Occasion, answer: Answer, language: str) -> list[Figure]:
    """The figures of what was granted, charged and planned, and of the nearest yes."""
    given = answer.granted + tuple(near.param for near in answer.nearest)
    found = [figure for typed in given for figure in figures_of(typed)]
    if answer.charge:
        found.append(Figure("amount", answer.charge.amount))
    for step in answer.phase or ():
        found += figures(step.terms.within(language), occasion.received)
        found += [Figure("day", step.until)] if step.until else []
    return found


def _stance(answer: Answer) -> str:
    if answer.verdict in ALLOWED:
        return ALLOWED_STANCE
    return REFUSED_STANCE if answer.verdict in REFUSED else OPEN_STANCE


def _name(answer: Answer) -> frozenset[str]:
    return stems(answer.ask.replace("_", " "))


def _about(contents: Contents, answer: Answer, language: str) -> frozenset[str]:
    ask = contents.asks.get(answer.ask)
    return _name(answer) | (stems(ask.means.within(language)) if ask else frozenset())


def _parts(message: str) -> tuple[str, ...]:
    """What the customer said, one thing each."""
    return tuple(message[span.start : span.end] for span in clauses(message))


def _words(occasion: Occasion, about: list[frozenset[str]]) -> list[str]:
    """The customer's words for each ask: those it was read from, else the parts that share most with it.

    No two asks have the same part while there are enough of them; the rest goes out in order.
    """
    answers = occasion.decision.answers
    understood = occasion.understanding
    read = {one.ask: understood.quote(one.span) for one in understood.asks} if understood else {}
    found = {index: read[answer.ask] for index, answer in enumerate(answers) if answer.ask in read}
    if len(answers) == 1:
        return [found.get(0, occasion.message)]
    free = [part for part in _parts(occasion.message) if stems(part) and part not in found.values()]
    pairs = [
        (len(stems(part) & stated), -index, -place)
        for index, stated in enumerate(about)
        for place, part in enumerate(free)
        if index not in found
    ]
    taken = dict[int, int]()
    for score, index, place in sorted(pairs, reverse=True):
        if -index not in found and -place not in taken:
            found[-index] = free[-place]
            taken[-place] = score
    # What went to asks of several kinds by their order alone counts for each of them.
    lost = [free[place] for place, score in sorted(taken.items()) if score == 0]
    kinds = {answers[index].ask for index, words in found.items() if words in lost}
    if len(kinds) > 1:
        found = {index: PART.join(lost) if words in lost else words for index, words in found.items()}
    return [found.get(index, "") for index in range(len(answers))]


def _option(offered: Offer | Referred, received: date | None, language: str) -> Option:
    text = offered.text.within(language)
    own = figures(text, received)
    if isinstance(offered, Offer):
        typed = tuple(figure for one in (*offered.params, *offered.granted) for figure in figures_of(one))
        words = " ".join(str(one.value) for one in offered.params if isinstance(one.value, str))
        return Option(text, stems(f"{text} {words}"), (*typed, *own))
    contact = " ".join(value for _, value in offered.contact)
    return Option(text, stems(f"{text} {contact}"), own)


def in_language(text: Text | str | None, language: str) -> str:
    """A text of the decision in a language; empty where there is none."""
    return "" if text is None else text if isinstance(text, str) else text.within(language)
