"""Whether what guarantees.yaml promises holds in every case, or a case in which it does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from doable.policy.language.values import Fault
from doable.policy.vocabulary import ALLOWED, ANY
from doable.workbench.proving.casting import case_of
from doable.workbench.proving.confirming import confirm, leave_away
from doable.workbench.proving.examined import (
    NOT_PROVABLE,
    PROVED,
    REFUTED,
    UNANSWERED,
    Examined,
    Step,
)
from doable.workbench.proving.finding import (
    TIMED_OUT,
    Unanswered,
    without_what_does_not_matter,
)
from doable.workbench.proving.formulas import every, no, some
from doable.workbench.proving.leaves import read_by, through
from doable.workbench.proving.reading import ProvingReading, anyone
from doable.workbench.proving.searching import Search
from doable.workbench.proving.sequences import may_be, retold, rows_of, situation_in, step_key, walk
from doable.workbench.proving.space import Space
from doable.workbench.proving.telling import shown, words_of
from doable.workbench.proving.witness import Witness
from doable.workbench.symbolic.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from doable.policy.book import Ask, Contents, Guarantee
    from doable.workbench.proving.finding import Case, Values
    from doable.workbench.proving.formulas import Formula
    from doable.workbench.proving.sequences import Taken, Walk

_ALL_KNOWN = "a proof takes all facts as known, and then nothing has to be asked"
_IDLE = "its condition is the same in every case, so it would be proved of any rules: is it what was meant?"
_UNTOLD = "in some cases the answer hangs on something that Z3 is not told the meaning of"


def prove_all(
    contents: Contents, *, seconds: float = 10, only: Iterable[str] | None = None
) -> Iterator[Examined]:
    """Every guarantee of a book, examined in the order in which they stand; `only` those of these ids.

    `seconds` is the most that Z3 may take for one question.
    """
    wanted = None if only is None else set(only)
    for guarantee in contents.guarantees:
        if wanted is None or guarantee.id in wanted:
            yield prove(contents, guarantee, seconds=seconds)


def prove(contents: Contents, guarantee: Guarantee, *, seconds: float = 10) -> Examined:
    """One guarantee, over every ask it speaks of and every row of asks it covers, the shortest first."""
    if guarantee.verdict == "clarify":
        return Examined(guarantee, NOT_PROVABLE, why=_ALL_KNOWN)
    asks = [contents.asks[guarantee.ask]] if guarantee.ask else list(contents.asks.values())
    examinations = [_Examination(contents, guarantee, ask, seconds) for ask in asks]
    open_one: Examined | None = None
    for length in range(1, guarantee.in_a_row + 1):
        for examination in examinations:
            for row in rows_of(contents, examination.ask, length, examination.looked_at()):
                found = examination.examine(row) if len(row) == length else None
                if found is not None and found.state == REFUTED:
                    return found
                open_one = open_one or found
    if open_one is not None:
        return open_one
    idle = all(examination.is_idle() for examination in examinations)
    return Examined(guarantee, PROVED, why=_IDLE if idle else None)


@dataclass(frozen=True, slots=True)
class _Examination:
    """One guarantee for one ask."""

    contents: Contents
    guarantee: Guarantee
    ask: Ask
    seconds: float

    def looked_at(self) -> frozenset[str]:
        """What else is read of the last ask: the condition aside, which looks at the beginning."""
        if self.guarantee.alternatives is None:
            return frozenset()
        found = set[str]()
        for other in self.ask.alternatives:
            if other.ask:
                found |= read_by(self.contents, self.contents.asks[other.ask])
            when = self.contents.referrals[other.referral].when if other.referral else None
            found |= when.reads if when else set()
        return frozenset(found)

    def is_idle(self) -> bool:
        """Whether the condition alone settles it, whatever the rules are."""
        space = Space()
        steps = walk(space, self.contents, (self.ask,), anyone(space, self.contents))
        return Search(space, seconds=self.seconds).can_be(self._broken(steps)) is False

    def examine(self, row: tuple[Ask, ...]) -> Examined | None:
        """A row of asks: refuted or open; None where the guarantee holds."""
        space = Space()
        steps = walk(space, self.contents, row, anyone(space, self.contents))
        formula = every([steps.granted, self._asked(space), self._broken(steps), self._comes_out(steps)])
        search = Search(space, seconds=self.seconds)
        found = confirm(search, self.contents.currency, formula, lambda values: self._confirmed(row, values))
        return self._open(found, space) if isinstance(found, Unanswered) else found

    def _open(self, unanswered: Unanswered, space: Space) -> Examined:
        notes = tuple(sorted(space.notes))
        if notes and unanswered is not TIMED_OUT:
            return Examined(self.guarantee, NOT_PROVABLE, why=_UNTOLD, not_provable=notes)
        return Examined(self.guarantee, UNANSWERED, why=unanswered.why)

    def _asked(self, space: Space) -> Formula:
        """Whoever the guarantee is about."""
        if self.guarantee.asker is None:
            return True
        by = self.guarantee.asker
        parts = [space.variables["as.grade"].term == space.code(by.grade)]
        if by.function != ANY:
            parts.append(space.variables["as.function"].term == space.code(by.function))
        return every(parts)

    def _broken(self, steps: Walk) -> Formula:
        """The condition, on the facts of the beginning and the params of the last ask."""
        first, last = steps.readings[0], steps.readings[-1]
        reading = ProvingReading(first.space, first.world, last.ask, last.asker, step=last.step)
        holds = reading.term(self.guarantee.condition).yes
        return no(holds) if self.guarantee.always else holds

    def _comes_out(self, steps: Walk) -> Formula:
        """The last ask comes out as the guarantee says, or only Python can tell."""
        last = steps.readings[-1]
        if self.guarantee.verdict is None:
            return True
        parts = [may_be(self.contents, last, [self.guarantee.verdict])]
        if self.guarantee.alternatives is not None:
            parts.append(self._offers(last))
        return every(parts)

    def _offers(self, reading: ProvingReading) -> Formula:
        """Something may be offered in place of the ask (`some`), or nothing may be sure to be (`none`)."""
        some_of_it = self.guarantee.alternatives == "some"
        found: list[Formula] = []
        for other in reading.ask.alternatives:
            if other.referral:
                when = self.contents.referrals[other.referral].when
                found.append(reading.term(when).yes if when else True)
            elif other.ask:
                aside = reading.aside(self.contents.asks[other.ask], dict(other.params))
                found.append(
                    may_be(self.contents, aside, ALLOWED) if some_of_it else _surely(self.contents, aside)
                )
        return some(found) if some_of_it else no(some(found))

    def _confirmed(self, row: tuple[Ask, ...], values: Values) -> Examined | None:
        """The counterexample, if Python decides it to be one."""
        cases = [
            case_of(self.contents, ask, values, names=self._names(row), step=step_key(number, row))
            for number, ask in enumerate(row, start=1)
        ]
        wishes = [_wish(case) for case in cases]

        def breaks(case: Case) -> bool:
            return self._is_broken(retold(self.contents, case, [_wish(case), *wishes[1:]]))

        if not breaks(cases[0]):
            return None
        case = without_what_does_not_matter(cases[0], breaks)
        wishes[0] = _wish(case)
        for wish in wishes[1:]:
            leave_away(wish, lambda: breaks(case))
        taken = retold(self.contents, case, wishes) or ()
        speaks_of = through(self.contents, self.guarantee.condition.reads)
        steps = [self._step(each, speaks_of if at == 0 else frozenset()) for at, each in enumerate(taken)]
        return Examined(self.guarantee, REFUTED, tuple(steps))

    def _names(self, row: tuple[Ask, ...]) -> frozenset[str]:
        """The facts that a counterexample has to name."""
        read = {*self.guarantee.condition.reads, *self.looked_at()}
        for ask in row:
            read |= read_by(self.contents, ask)
            read |= {name for _, expression in ask.after for name in expression.reads}
        return through(self.contents, read)

    def _is_broken(self, taken: tuple[Taken, ...] | None) -> bool:
        guarantee = self.guarantee
        if taken is None or guarantee.verdict not in {None, taken[-1].answer.verdict}:
            return False
        if guarantee.alternatives is not None:
            offers = bool(taken[-1].answer.alternatives)
            if offers is not (guarantee.alternatives == "some"):
                return False
        asked = {**taken[0].case, "asks": taken[-1].case["asks"]}
        situation = situation_in(self.contents, asked)
        value = guarantee.condition.value(situation) if situation else None
        return value is False or isinstance(value, Fault) if guarantee.always else value is True

    def _step(self, taken: Taken, kept: frozenset[str]) -> Step:
        """A step with only those facts that it needs to come out as it does, and those to be `kept`."""
        kept &= cast("dict[str, object]", taken.case["facts"]).keys()

        def comes_out(case: Case) -> bool:
            again = retold(self.contents, case, [_wish(case)] * (2 if taken.changed else 1))
            if again is None or again[0].answer.verdict != taken.answer.verdict:
                return False
            offers = bool(again[0].answer.alternatives) == bool(taken.answer.alternatives)
            told = kept <= cast("dict[str, object]", case["facts"]).keys()
            return told and offers and _values(again[0]) == _values(taken)

        case = without_what_does_not_matter(taken.case, comes_out)
        ask = self.contents.asks[taken.answer.ask]
        changed = tuple(f"`{name}` becomes {shown(after)}" for name, _, after in taken.changed)
        return Step(
            Witness(case, words_of(self.contents, ask, case)), ask.name, taken.answer.verdict, changed
        )


def _wish(case: Case) -> Case:
    return cast("list[Case]", case["asks"])[0]


def _values(taken: Taken) -> dict[str, object]:
    """What a step sets facts to that were something else."""
    return {name: after for name, _, after in taken.changed}


def _surely(contents: Contents, reading: ProvingReading) -> Formula:
    outcome = outcome_of(contents, reading.ask, reading)
    return some(outcome.verdicts[verdict] for verdict in ALLOWED)
