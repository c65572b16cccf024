"""A draft beside its record: what each clause draws on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doable.reply.checking.draft.roles import roles_of
from doable.reply.checking.draft.said import read_draft
from doable.reply.checking.draft.stems import stems
from doable.reply.checking.record.figures import Figure, figures, figures_of
from doable.reply.checking.record.known import known_of, numbers_in, steps_of
from doable.reply.checking.record.points import REFUSED_STANCE, Option
from doable.understanding.text.language import language as written_in

if TYPE_CHECKING:
    from doable.policy.book import Contents
    from doable.reply.checking.draft.roles import Roles
    from doable.reply.checking.draft.said import Said
    from doable.reply.checking.record.known import Known
    from doable.reply.checking.record.points import Point
    from doable.reply.occasion import Occasion


_QUOTE = re.compile(r"[“\"„«]([^“”\"„«»\n]{3,300})[”\"“»]")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Compared:
    """What is said, what is known, and the figures of each clause."""

    said: Said
    known: Known
    roles: Roles
    figures: tuple[Figure, ...]
    named: frozenset[tuple[str, object]]
    conditional: frozenset[int]
    offered: tuple[Option, ...]
    by_clause: tuple[tuple[Figure, ...], ...]
    backed: frozenset[tuple[str, object]]
    mentioned: frozenset[tuple[str, object]]
    asked: frozenset[tuple[str, object]]
    asked_values: frozenset[object]
    wanted: frozenset[str]
    quoted: frozenset[int]
    same_language: bool
    reasons: frozenset[str]
    reasoned: frozenset[tuple[str, object]]
    options: frozenset[str]

    def backs(self, figure: Figure) -> bool:
        """Whether the decision grants, charges, offers or plans this very figure."""
        return (figure.kind, figure.value) in self.backed

    def has_backed_figure(self, number: int) -> bool:
        """Whether a clause names a figure that may be promised."""
        return any(self.backs(figure) for figure in self.by_clause[number])

    def asks_again(self, number: int) -> bool:
        """Whether a clause names a figure the customer asked for, and none that was granted in its place."""
        found = self.by_clause[number]
        return any(
            (figure.kind, figure.value) in self.asked
            and not any(other.kind == figure.kind and self.backs(other) for other in found)
            for figure in found
        )

    def is_conditional(self, number: int) -> bool:
        """Whether the sentence of a clause says that something else has to come first."""
        return self.said.clauses[number].sentence in self.conditional

    def has_strange_day(self, number: int) -> bool:
        """Whether a clause names a day that the decision does not grant."""
        return any(figure.kind == "day" and not self.backs(figure) for figure in self.by_clause[number])

    def plain(self, number: int) -> list[Figure]:
        """The figures of a clause without their places."""
        return [Figure(figure.kind, figure.value) for figure in self.by_clause[number]]

    def about(self, number: int) -> Point | None:
        """The ask a clause is about: with several, the one it shares most words with; None in doubt."""
        points = self.known.points
        if self.known.stance != "mixed":
            return points[0]
        said = self.said.clauses[number].stems
        scores = [len(said & (point.about | point.wanted)) for point in points]
        best = max(scores)
        near = [point for point, score in zip(points, scores, strict=True) if score == best]
        return near[0] if best and len({point.stance for point in near}) == 1 else None

    def refused(self) -> Point | None:
        """The first ask that is refused."""
        return next((point for point in self.known.points if point.stance == REFUSED_STANCE), None)

    def tells_reason(self, number: int) -> bool:
        """Whether a clause tells a reason of the decision."""
        return len(self.said.clauses[number].stems & self.reasons) >= 2


def compare(contents: Contents, occasion: Occasion, text: str, language: str) -> Compared:
    """A draft and the record of its occasion, ready to be checked."""
    said = read_draft(text, language)
    known = known_of(contents, occasion, language)
    found = figures(text, occasion.received)
    placed: list[list[Figure]] = [[] for _ in said.clauses]
    for figure in found:
        if placed:
            placed[said.number(figure.start)].append(figure)
    roles = roles_of(said)
    return Compared(
        said=said,
        known=known,
        roles=roles,
        figures=found,
        named=frozenset((figure.kind, figure.value) for figure in found),
        conditional=frozenset(said.clauses[number].sentence for number in roles.conditional),
        offered=_offered(known),
        by_clause=tuple(map(tuple, placed)),
        backed=frozenset((figure.kind, figure.value) for figure in known.grants),
        mentioned=frozenset((figure.kind, figure.value) for figure in known.mentioned),
        asked=frozenset((figure.kind, figure.value) for figure in figures(known.message, known.received)),
        asked_values=numbers_in(known.message)
        | {figure.value for figure in figures(known.message, known.received)},
        wanted=frozenset[str]().union(*(point.about | point.wanted for point in known.points)),
        quoted=_quoted(said, known),
        same_language=written_in(known.decided, said.language) == said.language,
        reasons=frozenset[str]().union(*(stems(text) for point in known.points for text in point.reasons)),
        reasoned=frozenset(
            (figure.kind, figure.value)
            for point in known.points
            for text in point.reasons
            for figure in figures(text, known.received)
        ),
        options=frozenset[str]().union(*(option.stems for point in known.points for option in point.options)),
    )


def _offered(known: Known) -> tuple[Option, ...]:
    """All that may be offered: alternatives, the nearest yes, the next steps."""
    alternatives = [option for point in known.points for option in point.options]
    near = [one.param for point in known.points for one in point.answer.nearest]
    by = tuple(Figure("day", step.by) for step in steps_of(known.decision) if step.by)
    told = Option("", known.step | known.stepper, by)
    return (*alternatives, *(Option("", frozenset(), tuple(figures_of(one))) for one in near), told)


def _quoted(said: Said, known: Known) -> frozenset[int]:
    """The clauses that stand word for word in the decision's texts, or quote the customer's message."""
    record = _plain(known.record)
    quotes = {
        said.number(found.start() + 1) for found in _QUOTE.finditer(said.text) if _plain(found[1]) in record
    }
    return frozenset(
        number
        for number, clause in enumerate(said.clauses)
        if (clause.text.count(" ") >= 2 and _plain(clause.text) in record) or number in quotes
    )


def _plain(text: str) -> str:
    return f" {' '.join(_WORDS.findall(text.casefold()))} "
